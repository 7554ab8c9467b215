// What the feeds did not bring, below what they did: a line that is cut, a feed that did not answer, a clock that seems
// wrong, records that could not be read.

import { html, nothing, type TemplateResult } from "lit";
import type { SuspectedZone } from "../engine/documents.js";
import type { Surroundings } from "../element/surroundings.js";
import { icon } from "../ui/icon.js";

/** Rejections listed at once; the rest are counted. */
const REASONS_SHOWN = 20;

export interface FeedNoticesHost {
  readonly reportOpen: boolean;
  reload(): void;
  toggleReport(): void;
  overrideZone(suspect: SuspectedZone): void;
}

export class FeedNotices {
  readonly #around: Surroundings;
  /** Sources of which the viewer has read that their clock seems wrong. */
  readonly #read = new Set<string>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  render(host: FeedNoticesHost): TemplateResult {
    const suspects = (this.#around.journey.report?.suspected_zones ?? []).filter(({ source }) => !this.#read.has(source));
    return html`${offline(this.#around)}${unreachable(this.#around, () => host.reload())}
      ${suspects.map((suspect) => suspectedZone(this.#around, suspect, () => host.overrideZone(suspect), () => this.#close(suspect.source)))}
      ${rejections(this.#around, host.reportOpen, () => host.toggleReport())}`;
  }

  #close(source: string): void {
    this.#read.add(source);
    this.#around.repaint();
  }
}

function notice(text: string, deeds?: TemplateResult): TemplateResult {
  return html`<div class="load-notice" part="load-notice">${icon("triangle-alert", "icon tiny")}<span role="status">${text}</span>${deeds ?? nothing}</div>`;
}

/** What is shown is as of when the line was cut, and says so until it is back. */
function offline({ texts, dates, journey, nowLocalMs, offlineSinceMs }: Surroundings): TemplateResult | typeof nothing {
  if (offlineSinceMs === undefined) return nothing;
  const time = dates.time(offlineSinceMs + nowLocalMs - journey.asOfMs);
  return notice(texts.say("offline.since", { time }));
}

/** Named, with the one thing to do; the others are shown. */
function unreachable({ texts, journey }: Surroundings, retry: () => void): TemplateResult | typeof nothing {
  if (journey.unreachable.length === 0) return nothing;
  return notice(`${texts.say("error.load")}: ${texts.list(journey.unreachable)}`, html`<button type="button" class="link" @click=${retry}>${texts.say("error.retry")}</button>`);
}

/** A source whose clock seems to run in another zone, and the one click that puts it right. */
function suspectedZone({ texts, dates }: Surroundings, suspect: SuspectedZone, mend: () => void, close: () => void): TemplateResult {
  const { source, against, zone_override: zone } = suspect;
  const offset = suspect.offset === null ? null : dates.offset(secondsOf(suspect.offset));
  const text = offset === null ? texts.say("zone.suspected.instants", { source, against }) : texts.say("zone.suspected", { source, against, offset });
  // The database names UTC−03:00 Etc/GMT+3.
  const name = zone?.startsWith("Etc/") && offset !== null ? `UTC${offset}` : zone;
  return notice(text, html`${name === null ? nothing : html`<button type="button" class="link" @click=${mend}>${texts.say("zone.mend", { source, zone: name })}</button>`}
    <button type="button" class="tool small" aria-label=${texts.say("dialog.close")} title=${texts.say("dialog.close")} @click=${close}>${icon("x", "icon tiny")}</button>`);
}

/** "3 of 498 records could not be read · Why" */
function rejections({ texts, journey }: Surroundings, open: boolean, toggle: () => void): TemplateResult | typeof nothing {
  const sources = journey.report?.sources ?? [];
  const sum = (pick: (source: (typeof sources)[number]) => number): number => sources.reduce((total, source) => total + pick(source), 0);
  const [read, rejected, undated] = [sum((one) => one.read), sum((one) => one.rejected), sum((one) => one.undated)];
  if (rejected + undated === 0) return nothing;
  const parts = [rejected > 0 ? texts.say("report.rejected", { rejected, read }) : "", undated > 0 ? texts.say("report.undated", { undated }) : ""].filter(Boolean);
  const reasons = sources.flatMap((source) => source.rejections.map((rejection) => ({ source: source.name, ...rejection })));
  return html`<div class="load-notice" part="load-notice">
    ${icon("triangle-alert", "icon tiny")}<span>${parts.join(" · ")}</span>
    <button type="button" class="link" aria-expanded=${open ? "true" : "false"} @click=${toggle}>${open ? texts.say("report.hide") : texts.say("report.why")}</button>
    ${open ? html`<ul class="reasons" aria-label=${texts.say("report.title")}>
      ${reasons.slice(0, REASONS_SHOWN).map((one) => html`<li>
        <span class="reason-place">${texts.say("report.place", { source: one.source, record: one.where.record ?? "–", line: one.where.line ?? "–" })}</span>
        <span class="reason">${one.reason}</span>
        ${one.excerpt === null ? html`<span class="quiet">${texts.say("report.excerpt_hidden")}</span>` : html`<code dir="auto">${one.excerpt}</code>`}</li>`)}
      ${reasons.length > REASONS_SHOWN ? html`<li class="quiet">${texts.say("report.more", { count: reasons.length - REASONS_SHOWN })}</li>` : nothing}</ul>` : nothing}
  </div>`;
}

/** Of "-03:00", as the core writes an offset. */
function secondsOf(offset: string): number {
  const [hours = "0", minutes = "0"] = offset.slice(1).split(":");
  return (offset.startsWith("-") ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}
