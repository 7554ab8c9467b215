import { html, nothing, type TemplateResult } from "lit";
import { CHANNEL_HUES, MODE_HUES } from "throughline:tokens";
import type { Surroundings } from "../element/surroundings.js";
import type { SceneNode } from "../engine/scene.js";
import { icon, interactionIcon } from "../ui/icon.js";
import { hueClass } from "./scene-view.js";

export function nodeHue(node: SceneNode): string {
  const mode = node.text("mode");
  if (mode !== undefined && MODE_HUES[mode] !== undefined) return hueClass(MODE_HUES, mode);
  return hueClass(CHANNEL_HUES, node.text("channel"));
}

/** The arrow at a mark's foot: into the house or out of it. Mirrored with the page by the style sheet. */
function arrow(node: SceneNode): TemplateResult | typeof nothing {
  if (node.has("inbound")) return html`<span class="arrow in">${icon("arrow-left", "icon arrow-icon")}</span>`;
  if (node.has("outbound")) return html`<span class="arrow out">${icon("arrow-right", "icon arrow-icon")}</span>`;
  return nothing;
}

/** The round mark of an interaction: channel or mode icon, direction arrow, failure dot, live ring. */
export function medal(node: SceneNode): TemplateResult {
  const live = node.has("live") ? " live" : node.has("idle") ? " idle" : "";
  return html`<span class="medal ${nodeHue(node)}${live}">
    ${icon(interactionIcon(node.text("mode"), node.text("channel"), node.kind))}
    ${arrow(node)} ${node.has("pinned") ? html`<span class="pin-dot">${icon("pin", "icon arrow-icon")}</span>` : nothing} ${node.has("failed") ? html`<span class="fail-dot"></span>` : nothing}
  </span>`;
}

/** What the viewer's own marks are: pinned, new since the last visit. */
export function noted(node: SceneNode, { texts }: Pick<Surroundings, "texts">): TemplateResult {
  return html`${node.has("fresh") ? html`<b class="fresh-word">${texts.say("state.fresh")}</b>` : nothing}${node.has("pinned") ? html`<i class="pinned" title=${texts.say("state.pinned")}>${icon("pin", "icon tiny")}<span class="sr-only">${texts.say("state.pinned")}</span></i>` : nothing}`;
}
