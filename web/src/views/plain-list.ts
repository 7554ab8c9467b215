// Without the core there is still the data: what is JSON or NDJSON text is listed as it came, in no order of ours.
// Only sources given as text or bytes can be read here; a stream was used up by the attempt.

import type { JourneySource } from "../element/journey.js";

export interface PlainEvent {
  readonly time: string;
  readonly text: string;
}

const SHOWN = 200;

export function plainEvents(sources: readonly JourneySource[]): { readonly shown: readonly PlainEvent[]; readonly more: number } {
  const all = sources.flatMap((source) => recordsOf(textOf(source)));
  return { shown: all.slice(0, SHOWN).map(plain), more: Math.max(0, all.length - SHOWN) };
}

function textOf({ data }: JourneySource): string {
  if (typeof data === "string") return data;
  if (data instanceof Uint8Array || data instanceof ArrayBuffer) return new TextDecoder().decode(data);
  return "";
}

function recordsOf(text: string): unknown[] {
  const whole = parsed(text);
  if (Array.isArray(whole)) return whole;
  if (isObject(whole)) return Array.isArray(whole["events"]) ? whole["events"] : [whole];
  return text.split("\n").map(parsed).filter(isObject);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function plain(record: unknown): PlainEvent {
  const members = isObject(record) ? record : {};
  const first = (...names: readonly string[]): string => {
    const found = names.map((name) => members[name]).find((value) => typeof value === "string" || typeof value === "number");
    return found === undefined ? "" : String(found);
  };
  return { time: first("time", "timestamp", "created_at", "created_time"), text: first("text", "body", "title", "message", "type") };
}
