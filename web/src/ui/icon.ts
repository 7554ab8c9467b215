import { svg, html, type TemplateResult } from "lit";
import { ICONS } from "throughline:icons";
import { MODE_ICONS } from "throughline:tokens";
import type { IconName } from "./icon-names.js";
import { CHANNEL_ICONS, KIND_ICONS } from "../engine/codes.js";

/** A Lucide icon as inline SVG, drawn in the text's colour. Decorative: the name stands in the label. */
export function icon(name: IconName | (string & {}), className = "icon"): TemplateResult {
  const shapes = ICONS[name] ?? ICONS["circle"] ?? [];
  return html`<svg class=${className} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${shapes.map((d) => svg`<path d=${d}></path>`)}
  </svg>`;
}

/** What an interaction is drawn with: its mode, else its channel, else its kind. */
export function interactionIcon(mode: string | undefined, channel: string | undefined, kind: string): string {
  if (mode !== undefined && MODE_ICONS[mode] !== undefined) return MODE_ICONS[mode];
  if (channel !== undefined && channel !== "") return CHANNEL_ICONS[channel] ?? CHANNEL_ICONS["other"] ?? "circle";
  return KIND_ICONS[kind] ?? "circle";
}
