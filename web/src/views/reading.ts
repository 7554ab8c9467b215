// How an event was read: its source, the time as it came, the zone used, what was folded into it. Asked when opened.

import { html, nothing, type TemplateResult } from "lit";
import type { Surroundings } from "../element/surroundings.js";
import type { TextKey } from "../ui/texts.js";

interface Explanation {
  readonly source: string;
  readonly record: number;
  readonly time_text: string | null;
  readonly zone: string | null;
  readonly zone_from: string | null;
  readonly utc: string;
  readonly duplicates: readonly unknown[];
  readonly revisions: readonly string[];
  readonly hidden_by: readonly string[];
}

export class Reading {
  readonly #around: Surroundings;
  #of: string | undefined;
  #explanation: Explanation | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  render(ref: string): TemplateResult {
    const { texts } = this.#around;
    return html`<details class="reading" .open=${this.#of === ref} @toggle=${(event: ToggleEvent) => this.#toggled(event, ref)}>
      <summary>${texts.say("details.reading")}</summary>
      ${this.#of === ref && this.#explanation !== undefined ? this.#lines(this.#explanation) : nothing}</details>`;
  }

  #lines(read: Explanation): TemplateResult {
    const { texts } = this.#around;
    const line = (key: TextKey, value: string | null | undefined): TemplateResult | typeof nothing =>
      value ? html`<div><dt>${texts.say(key)}</dt><dd dir="auto">${value}</dd></div>` : nothing;
    return html`<dl>
      ${line("details.reading.source", `${read.source} #${read.record}`)} ${line("details.reading.time_text", read.time_text)}
      ${line("details.reading.zone", read.zone === null ? null : `${read.zone}${read.zone_from === null ? "" : ` (${read.zone_from})`}`)} ${line("details.reading.utc", read.utc)}
      ${line("details.reading.duplicates", read.duplicates.length > 0 ? texts.number(read.duplicates.length) : null)}
      ${line("details.reading.revisions", read.revisions.join(" · "))}
      ${line("details.reading.hidden_by", texts.list(read.hidden_by.map((field) => texts.name("filter", field))))}</dl>`;
  }

  #toggled(event: ToggleEvent, ref: string): void {
    const open = event.newState === "open";
    if (!open && this.#of === ref) this.#of = this.#explanation = undefined;
    if (!open || this.#of === ref) return;
    this.#of = ref;
    void this.#around.journey.engine?.query<Explanation>({ command: "explain", event: ref }).then(
      (explanation) => {
        this.#explanation = explanation;
        this.#around.repaint();
      },
      (thrown: unknown) => this.#around.journey.fail(thrown),
    );
  }
}
