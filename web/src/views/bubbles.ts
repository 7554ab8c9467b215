// One message of the thread, and one quiet line between messages.

import { html, nothing, type TemplateResult } from "lit";
import type { SceneNode } from "../engine/scene.js";
import type { Surroundings } from "../element/surroundings.js";
import { highlight } from "../ui/highlight.js";
import { icon, interactionIcon } from "../ui/icon.js";
import { nodeHue, noted } from "./glyphs.js";
import { channelName, kindName, timeOf } from "./sentences.js";

/** Each with a shape of its own: colour never says it alone. */
const DELIVERY_ICONS: Readonly<Record<string, string>> = {
  queued: "clock", sent: "check", delivered: "check-check", read: "check-check", failed: "triangle-alert",
};

export function bubble(node: SceneNode, around: Surroundings): TemplateResult {
  const { texts, searched } = around;
  const [title, text, media] = [node.text("title"), node.text("text"), node.text("media")];
  const note = node.has("internal");
  return html`${node.has("run_start") ? head(node, around) : html`<span class="sr-only">${speaker(node, around)}: </span>`}
    <div class="bubble" part=${note ? "note" : "message"}>
      ${PLAIN_KINDS.includes(node.kind) ? nothing : html`<div class="message-kind">${kindName(node, around)}</div>`}
      ${title ? html`<div class="message-title" dir="auto">${highlight(title, searched)}</div>` : nothing}
      ${body(node, around, text)}
      ${node.text("comments") && !text ? html`<div class="message-text" dir="auto">${highlight(node.text("comments") ?? "", searched)}</div>` : nothing}
      ${media ? html`<div class="message-files">${icon("paperclip", "icon tiny")}<span class="sr-only">${texts.say("messages.files")}: </span><span dir="auto">${media}</span></div>` : nothing}
      ${foot(node, around)}
    </div>`;
}

function body(node: SceneNode, { texts, searched }: Surroundings, text: string | undefined): TemplateResult | typeof nothing {
  if (node.has("deleted")) return html`<div class="message-text gone">${icon("trash-2", "icon tiny")}${texts.say("deleted.message")}</div>`;
  if (node.text("absence") === "not_permitted") return html`<div class="message-text gone">${icon("lock", "icon tiny")}${texts.name("absence", "not_permitted")}</div>`;
  if (text) return html`<div class="message-text" dir="auto">${highlight(text, searched)}</div>`;
  if (node.text("title") || node.text("media") || node.text("comments")) return nothing;
  return html`<div class="message-text gone">${texts.name("kind", node.kind)}</div>`;
}

/** Who speaks: by name, else by what they are. */
function speaker(node: SceneNode, { texts, journey }: Surroundings): string {
  const kind = node.text("actor_kind") ?? "system";
  return node.text("actor") || (kind === "customer" && journey.identity?.name) || texts.name("actor_kind", kind);
}

/** Kinds that are plainly a message need no name of their own. */
const PLAIN_KINDS = ["message.received", "message.sent", "media.shared", "ai.responded", "ai.interaction", "note.created"];

function head(node: SceneNode, around: Surroundings): TemplateResult {
  const { texts } = around;
  const channel = node.text("channel");
  const kind = node.text("actor_kind") ?? "";
  const note = node.has("internal");
  return html`<div class="message-head">
    <span class="message-way ${nodeHue(node)}">${icon(note ? "sticky-note" : interactionIcon(undefined, channel, node.kind), "icon tiny")}</span>
    <span class="speaker" dir="auto">${speaker(node, around)}</span>
    ${kind === "bot" ? html`<span class="badge">${texts.say("state.automated")}</span>` : nothing}
    ${node.text("actor") && kind !== "" && kind !== "bot" ? html`<span class="sr-only">, ${texts.name("actor_kind", kind)}</span>` : nothing}
    <span class="quiet">${note ? texts.say("messages.note") : channelName(channel, around)}</span>
  </div>`;
}

function foot(node: SceneNode, around: Surroundings): TemplateResult {
  const { texts, dates } = around;
  const local = node.number("local_ms") ?? 0;
  const delivery = node.text("delivery");
  const campaign = node.text("campaign");
  return html`<div class="message-foot">
    ${noted(node, around)}
    ${campaign ? html`<span class="clip" dir="auto">${campaign}</span>` : nothing}
    ${node.has("edited") ? html`<span>${texts.say("state.edited")}</span>` : nothing}
    <time title=${dates.exact(local)}>${timeOf(node, around, dates.time(local))}</time>
    ${delivery && DELIVERY_ICONS[delivery]
      ? html`<span class="delivery ${delivery}" title=${texts.name("delivery", delivery)}>${icon(DELIVERY_ICONS[delivery] ?? "", "icon tiny")}<span class=${delivery === "failed" ? "" : "sr-only"}>${texts.name("delivery", delivery)}</span></span>`
      : nothing}
  </div>`;
}

/** "Assigned · Mia · 14:05", or the count of a run that opens. */
export function quietLine(node: SceneNode, around: Surroundings): TemplateResult {
  const { texts, dates } = around;
  const count = node.number("count") ?? 1;
  const local = node.number("local_ms") ?? 0;
  const time = html`<time title=${dates.exact(local)}>${timeOf(node, around, dates.time(local))}</time>`;
  const status = node.text("status");
  const [assignee, text, actor] = [node.text("assignee"), node.text("text"), node.text("actor")];
  const parts = [assignee, status ? texts.name("status", status) : undefined, node.text("tags"), node.text("queue"), node.text("outcome"), text, actor];
  const told = [...new Set(parts.filter((part): part is string => part !== undefined && part !== ""))];
  const searched = (part: string): string | undefined => ([assignee, text, actor].includes(part) ? around.searched : undefined);
  return html`${icon(count > 1 ? "chevron-right" : interactionIcon(undefined, undefined, node.kind), count > 1 ? "icon tiny mirrored" : "icon tiny")}
    <span class="quiet-kind">${count > 1 ? texts.say("messages.folded", { kind: kindName(node, around), more: count - 1 }) : kindName(node, around)}</span>
    ${told.length > 0 ? html`<span class="clip">${told.map((part, index) => html`${index > 0 ? html`<span class="dot">·</span>` : nothing}<bdi>${highlight(part, searched(part))}</bdi>`)}</span>` : nothing}${noted(node, around)}${time}`;
}
