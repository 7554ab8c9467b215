// What the feeds did not bring, below what they did: a line that is cut, a clock that seems wrong, records that could
// not be read.

import { html, nothing, type TemplateResult } from "lit";
import type { SuspectedZone } from "../engine/documents.js";
import type { Surroundings } from "../element/surroundings.js";
import { icon } from "../ui/icon.js";

/** Rejections listed at once; the rest are counted. */
const REASONS_SHOWN = 20;

export interface FeedNoticesHost {
  readonly reportOpen: boolean;
  toggleReport(): void;
  overrideZone(suspect: SuspectedZone): void;
}

export function feedNotices(around: Surroundings, host: FeedNoticesHost): TemplateResult {
  return html`${offline(around)}${suspectedZones(around, (suspect) => host.overrideZone(suspect))}${rejections(around, host.reportOpen, () => host.toggleReport())}`;
}

/** What is shown is as of when the line was cut, and says so until it is back. */
function offline({ texts, dates, journey, nowLocalMs, offlineSinceMs }: Surroundings): TemplateResult | typeof nothing {
  if (offlineSinceMs === undefined) return nothing;
  const time = dates.time(offlineSinceMs + nowLocalMs - journey.asOfMs);
  return html`<div class="load-notice" part="load-notice">${icon("triangle-alert", "icon tiny")}<span role="status">${texts.say("offline.since", { time })}</span></div>`;
}

/** A source whose clock seems to run in another zone, and the one click that puts it right. */
function suspectedZones({ texts, rightToLeft, journey }: Surroundings, mend: (suspect: SuspectedZone) => void): readonly TemplateResult[] {
  return (journey.report?.suspected_zones ?? []).map((suspect) => {
    const { source, against, zone_override: zone } = suspect;
    const sign = suspect.offset?.replace("-", "−") ?? null;
    const offset = sign === null || !rightToLeft ? sign : `\u2066${sign}\u2069`;
    const text = offset === null ? texts.say("zone.suspected.instants", { source, against }) : texts.say("zone.suspected", { source, against, offset });
    return html`<div class="load-notice" part="load-notice">${icon("triangle-alert", "icon tiny")}<span>${text}</span>
      ${zone === null ? nothing : html`<button type="button" class="link" @click=${() => mend(suspect)}>${texts.say("zone.mend", { source, zone: zone.startsWith("Etc/") && offset !== null ? `UTC${offset}` : zone })}</button>`}</div>`;
  });
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
