// The small tools beside the notice of what is shown: system activity, jump, undo and redo, the sheet of shortcuts.

import { html, nothing, type TemplateResult } from "lit";
import type { LookKeeper } from "../element/look-keeper.js";
import type { Surroundings } from "../element/surroundings.js";
import { icon } from "../ui/icon.js";
import type { TextKey } from "../ui/texts.js";
import type { FilterBar } from "./filter-bar.js";
import type { Jump } from "./jump.js";

export interface DeskToolsHost {
  readonly filterBar: FilterBar;
  readonly looks: LookKeeper;
  readonly jump: Jump | undefined;
  /** Shown events that are new to the viewer. */
  readonly fresh: number;
  toFirstFresh(): void;
  openSheet(): void;
}

export function deskTools({ texts }: Surroundings, host: DeskToolsHost): TemplateResult {
  const tool = (key: TextKey, name: string, act: () => void, disabled = false): TemplateResult =>
    html`<button type="button" class="tool" aria-label=${texts.say(key)} title=${texts.say(key)} ?disabled=${disabled} @click=${act}>${icon(name)}</button>`;
  const hidden = host.filterBar.hidesSystem;
  return html`
    ${host.fresh === 0 ? nothing : html`<span class="hidden-by fresh-since"><span class="dot">·</span>${texts.say("visit.new", { count: host.fresh })}
      <button type="button" class="link" @click=${() => host.toFirstFresh()}>${texts.say("visit.show")}</button></span>`}
    <span class="desk-tools" role="group" aria-label=${texts.say("desk.label")}>
      ${tool(hidden ? "system.show" : "system.hide", hidden ? "eye-off" : "eye", host.filterBar.toggleSystem)}
      ${host.jump?.render() ?? nothing}
      ${tool("history.undo", "undo-2", () => void host.looks.go("undo"), !host.looks.undoable)}
      ${tool("history.redo", "redo-2", () => void host.looks.go("redo"), !host.looks.redoable)}
      ${tool("desk.keys", "keyboard", () => host.openSheet())}
    </span>`;
}
