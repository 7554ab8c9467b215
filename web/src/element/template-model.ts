import type { JourneyTemplate } from "../engine/documents.js";

/** Templates as a host gives them: the array, {"templates": […]}, or the text of either. */
export function templatesOf(given: unknown): readonly JourneyTemplate[] {
  const document: unknown = typeof given === "string" ? parsed(given) : given;
  const list: unknown = typeof document === "object" && document !== null && "templates" in document ? document.templates : document;
  return Array.isArray(list) ? (list as readonly JourneyTemplate[]) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
