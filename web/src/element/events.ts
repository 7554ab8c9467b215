import type { Filter, JourneyTemplate, LoadReport } from "../engine/documents.js";
import type { Progress } from "../engine/engine.js";
import type { ThroughlineError } from "../engine/errors.js";

/** What `<customer-journey>` tells its host. All bubble and cross shadow borders. */
export interface JourneyEventDetails {
  /** Loaded and painted; the load report says what every source came to. */
  "journey-ready": { readonly report: LoadReport };
  "journey-progress": Progress;
  "journey-error": { readonly error: ThroughlineError };
  /** The viewer chose an interaction, or none. */
  "journey-select": { readonly event: string | null };
  "journey-filter-change": { readonly filter: Filter };
  /** What is looked at changed; `detail.state` is its text, as `state` takes it. */
  "journey-state-change": { readonly state: string };
  /** The viewer pinned or unpinned an interaction: keep the references and hand them over as `pins`. */
  "journey-pins-change": { readonly pins: readonly string[] };
  /** The viewer edited a template: keep them all and hand them over as `templates`. */
  "journey-templates-change": { readonly templates: readonly JourneyTemplate[] };
  /** The viewer opened what is behind a pattern's row. Cancel it to open them yourself. */
  "journey-open-customers": { readonly customers: readonly string[]; readonly because: string };
  "journey-view-change": { readonly view: string };
  /** A file was made for the viewer. Cancel it to deliver the blob yourself. */
  "journey-export": { readonly format: string; readonly blob: Blob; readonly name: string };
  /** The viewer confirmed it. The host does it, or cancels the event; with `until` the widget waits for the host
   *  and then erases its own copy. */
  "journey-privacy-action": {
    readonly action: "export" | "delete";
    readonly customer: string;
    readonly until: (work: Promise<unknown>) => void;
  };
  /** The viewer has a source's times read in another zone. Keep it for the next time, or cancel it to refuse. */
  "journey-zone-override": { readonly source: string; readonly zone: string };
  /** The viewer wants these handles to belong to someone else. Cancel it to refuse. */
  "journey-split-contact": { readonly customer: string; readonly handles: readonly string[] };
}

export type JourneyEventName = keyof JourneyEventDetails;
export type JourneyEvent<Name extends JourneyEventName> = CustomEvent<JourneyEventDetails[Name]>;

const CANCELLABLE: ReadonlySet<JourneyEventName> = new Set([
  "journey-export", "journey-privacy-action", "journey-split-contact", "journey-zone-override", "journey-open-customers",
]);

/** Sends an event; false where the host cancelled it. */
export function tell<Name extends JourneyEventName>(target: EventTarget, name: Name, detail: JourneyEventDetails[Name]): boolean {
  return target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: CANCELLABLE.has(name) }));
}

declare global {
  interface HTMLElementEventMap {
    "journey-ready": JourneyEvent<"journey-ready">;
    "journey-progress": JourneyEvent<"journey-progress">;
    "journey-error": JourneyEvent<"journey-error">;
    "journey-select": JourneyEvent<"journey-select">;
    "journey-filter-change": JourneyEvent<"journey-filter-change">;
    "journey-state-change": JourneyEvent<"journey-state-change">;
    "journey-pins-change": JourneyEvent<"journey-pins-change">;
    "journey-templates-change": JourneyEvent<"journey-templates-change">;
    "journey-open-customers": JourneyEvent<"journey-open-customers">;
    "journey-view-change": JourneyEvent<"journey-view-change">;
    "journey-export": JourneyEvent<"journey-export">;
    "journey-privacy-action": JourneyEvent<"journey-privacy-action">;
    "journey-split-contact": JourneyEvent<"journey-split-contact">;
  }
}
