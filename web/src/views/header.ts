import { html, nothing, type TemplateResult } from "lit";
import type { Surroundings } from "../element/surroundings.js";
import { icon } from "../ui/icon.js";
import { CHANNEL_ICONS } from "../engine/codes.js";
import { customerName } from "./sentences.js";

/** What the display zone says: taken from the last scene. */
export interface ZoneShown {
  readonly zone: string;
  readonly offsetS: number;
}

/** Who it is, what is live now, their local time, five figures that explain themselves. */
export function header(around: Surroundings, zone: ZoneShown | undefined): TemplateResult {
  const { texts, dates, journey } = around;
  const { identity, customers } = journey;
  const name = customerName(around);
  const handles = (identity?.handles ?? []).map((handle) => handle.value).slice(0, 2);
  return html`<header class="head" part="header">
    <div class="avatar" aria-hidden="true">${customers > 1 ? icon("users") : initials(name)}</div>
    <div class="who">
      <h2 class="name" dir="auto"><slot name="title">${name}</slot></h2>
      <p class="handles">
        ${zone === undefined ? nothing : html`<span class="zone" title=${texts.say("zone.shown", { zone: zone.zone, offset: dates.offset(zone.offsetS) })}>
          ${icon("clock", "icon tiny")}${dates.time(around.nowLocalMs)} (${dates.offset(zone.offsetS)})</span>`}
        ${handles.map((handle) => html`<span class="handle" dir="ltr">${handle}</span>`)}
      </p>
    </div>
    ${liveNow(around)} ${figures(around, zone)}
  </header>`;
}

function liveNow({ texts, journey, offlineSinceMs }: Surroundings): TemplateResult | typeof nothing {
  const now = journey.live?.interactions.find((one) => one.state === "live") ?? journey.live?.interactions.find((one) => one.state === "idle");
  if (now === undefined || offlineSinceMs !== undefined) return nothing;
  const channel = texts.name("channel", now.channel ?? "other");
  return html`<span class="live-now ${now.state}" part="live">
    <span class="live-dot" aria-hidden="true"></span><span class="live-way">${texts.say("live.on", { channel })}</span><span class="live-word" aria-hidden="true">${texts.say("live.now")}</span>${now.state === "idle" ? html`<span class="sr-only">, ${texts.say("state.idle")}</span>` : nothing}</span>`;
}

function figures({ texts, dates, journey, nowLocalMs }: Surroundings, zone: ZoneShown | undefined): TemplateResult | typeof nothing {
  const metrics = journey.metrics;
  if (metrics === undefined) return nothing;
  const none = texts.say("metric.none");
  const length = (ms: number | null): string => (ms === null ? none : dates.duration(ms));
  const { response_time_ms: reply, engagement, last_contact_ms: last } = metrics;
  const lastLocal = last === null ? null : last + (zone?.offsetS ?? 0) * 1000;
  return html`<dl class="figures" part="figures" aria-label=${texts.say("metrics.label")}>
    ${figure(texts.say("metric.messages"), texts.number(metrics.messages), texts.say("metric.messages.help", { messages: metrics.messages, calls: metrics.calls }))}
    ${figure(texts.say("metric.reply"), length(reply.all), texts.say("metric.reply.help", { human: length(reply.human), unanswered: reply.unanswered }))}
    ${figure(texts.say("metric.last"), last === null ? none : dates.ago(last, journey.asOfMs), lastLocal === null ? none : `${dates.day(lastLocal, nowLocalMs)}, ${dates.time(lastLocal)}`)}
    ${figure(texts.say("metric.preferred"), metrics.preferred_channel === null ? none : texts.name("channel", metrics.preferred_channel), texts.say("metric.preferred.help"),
      metrics.preferred_channel === null ? undefined : CHANNEL_ICONS[metrics.preferred_channel])}
    ${figure(texts.say("metric.engagement"), texts.number(engagement.score), texts.say("metric.engagement.help", { ...engagement }))}
  </dl>`;
}

function figure(label: string, value: string, help: string, iconName?: string): TemplateResult {
  return html`<div class="figure" title=${help}>
    <dd>${iconName === undefined ? nothing : icon(iconName)}<span class="clip">${value}</span><span class="sr-only">. ${help}</span></dd><dt>${label}</dt></div>`;
}

/** "Rosa Martínez" → "RM"; of a single name, and in scripts without capitals, the first letter alone. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const first = (word: string | undefined): string => /\p{L}/u.exec(word ?? "")?.[0] ?? "";
  const begins = first(words[0]);
  if (begins === "") return "?";
  const hasCapitals = begins.toLocaleUpperCase() !== begins.toLocaleLowerCase();
  return hasCapitals && words.length > 1 ? (begins + first(words.at(-1))).toLocaleUpperCase() : begins.toLocaleUpperCase();
}
