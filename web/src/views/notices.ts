// The states besides "here are the events": each says its cause and the one thing to do.

import { html, nothing, type TemplateResult } from "lit";
import type { Gate } from "../engine/documents.js";
import type { Surroundings } from "../element/surroundings.js";
import { icon } from "../ui/icon.js";
import { custom } from "../ui/place.js";

const SKELETON_ROWS = 7;

/** Rows of the true height, then the counter. */
export function loading({ texts, journey }: Surroundings, cancel: () => void): TemplateResult {
  const progress = journey.progress;
  const percent = progress?.totalBytes ? Math.min(100, Math.floor((100 * progress.bytes) / progress.totalBytes)) : undefined;
  const records = texts.number(progress?.records ?? 0);
  const text = progress === undefined
    ? texts.say("loading")
    : progress.phase === "arranging"
      ? texts.say("loading.arranging", { records })
      : percent === undefined ? texts.say("loading.counted", { records }) : texts.say("loading.of", { records, percent });
  return html`<div class="loading" part="loading" aria-busy="true">
    <div class="loading-head"><span role="status">${text}</span><button type="button" class="link" @click=${cancel}>${texts.say("loading.cancel")}</button></div>
    <div class="bar" role="progressbar" aria-label=${texts.say("loading")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent ?? nothing}>
      <span class=${percent === undefined ? "unknown" : ""} ${custom({ "--share": String((percent ?? 40) / 100) })}></span></div>
    ${bones()}
  </div>`;
}

/** A view that is being fetched: its rows, not yet its words. */
export function opening({ texts }: Surroundings): TemplateResult {
  return html`<div class="loading" aria-busy="true"><span class="sr-only" role="status">${texts.say("loading.view")}</span>${bones()}</div>`;
}

/** A view that could not be fetched; what else there is still works. */
export function unopened({ texts }: Surroundings, retry: () => void): TemplateResult {
  return state("triangle-alert", texts.say("error.view"), texts.say("error.works"), html`<button type="button" class="primary" @click=${retry}>${texts.say("error.retry")}</button>`);
}

function bones(): TemplateResult {
  return html`<div aria-hidden="true">${Array.from({ length: SKELETON_ROWS }, () => html`<div class="bone"><span></span><span></span><span></span></div>`)}</div>`;
}

function state(iconName: string, title: string, help: string, action?: TemplateResult): TemplateResult {
  return html`<div class="state" part="state"><div class="state-icon">${icon(iconName, "icon large")}</div><h3>${title}</h3><p>${help}</p>${action ?? nothing}</div>`;
}

/** Nothing passes: because there is nothing, or because a filter hides it. */
export function empty(around: Surroundings, months: number | undefined, showAll: () => void): TemplateResult {
  const { texts, dates, journey, nowLocalMs } = around;
  const { facets, metrics, report } = journey;
  if (facets === undefined || facets.hidden === 0) return state("inbox", texts.say("empty.nothing"), texts.say("empty.nothing.help"));
  const action = html`<button type="button" class="primary" @click=${showAll}>${texts.say("empty.show_all")}</button>`;
  const causes = Object.entries(facets.hidden_by).filter(([, count]) => count > 0).map(([cause]) => cause);
  const last = metrics?.last_contact_ms ?? report?.last_ms;
  if (causes.length === 1 && causes[0] === "period" && months !== undefined && last != null) {
    const zoneShift = nowLocalMs - journey.asOfMs;
    return state("calendar-days", texts.say("empty.period", { months }), texts.say("empty.period.help", { when: dates.day(last + zoneShift) }), action);
  }
  const [only = "several", more] = causes;
  const cause = more !== undefined || only === "several" ? texts.say("filter.several") : texts.name("filter", only);
  return state("funnel-x", texts.say("empty.filtered"), texts.say("empty.filtered.help", { hidden: facets.hidden, cause }), action);
}

/** The permission whose lack takes the whole journey away, if one does. */
export function missingPermission(gate: Gate | null | undefined): string | undefined {
  const permissions = gate?.permissions;
  if (permissions === undefined) return undefined;
  return ["journey.event.view", "external_contacts.session.view"].find((name) => permissions[name] !== true);
}

export function denied({ texts }: Surroundings, permission: string): TemplateResult {
  return state("lock", texts.say("denied.title"), texts.say("denied.help", { permission }));
}

/** What happened, what still works; where the core cannot start, the events as plain as they came. */
export function failed({ texts, journey }: Surroundings, retry: () => void): TemplateResult {
  const again = html`<button type="button" class="primary" @click=${retry}>${texts.say("error.retry")}</button>`;
  const message = journey.error?.message ?? "";
  if (!journey.cannotStart) return state("triangle-alert", texts.say("error.load"), message, again);
  const { shown, more } = journey.plain;
  return html`${state("triangle-alert", texts.say("error.title"), `${message} ${texts.say("error.works")}`, again)}
    ${shown.length === 0 ? nothing : html`<p class="quiet plain-note">${texts.say("error.list")}</p>
      <ol class="plain-list">${shown.map((event) => html`<li><strong dir="auto">${event.time}</strong> <span dir="auto">${event.text || texts.say("list.untitled")}</span></li>`)}</ol>
      ${more > 0 ? html`<p class="quiet plain-note">${texts.say("list.more", { count: more })}</p>` : nothing}`}`;
}

/** The timeline stands, but not all of the widget could be fetched. */
export function incomplete({ texts, journey }: Surroundings, retry: () => void): TemplateResult | typeof nothing {
  if (!journey.incomplete) return nothing;
  return html`<div class="load-notice" part="load-notice">${icon("triangle-alert", "icon tiny")}<span role="status">${texts.say("error.rest")}</span>
    <button type="button" class="link" @click=${retry}>${texts.say("error.retry")}</button></div>`;
}
