// Which events a trigger means: a drop-down over all kinds, with typed narrowing.

import type { TemplateResult } from "lit";
import type { TemplateTrigger } from "../engine/documents.js";
import { KIND_ICONS } from "../engine/codes.js";
import type { Surroundings } from "../element/surroundings.js";
import { Combobox } from "../ui/combobox.js";

export class TriggerPicker {
  readonly #around: Surroundings;
  readonly #key: string;
  readonly #box: Combobox;

  constructor(around: Surroundings, key: string) {
    this.#around = around;
    this.#key = key;
    this.#box = new Combobox(() => around.repaint());
  }

  render(trigger: TemplateTrigger, set: (trigger: TemplateTrigger) => void): TemplateResult {
    const { texts, elementId } = this.#around;
    const chosen = typeof trigger.type === "string" ? [trigger.type] : [...(trigger.type ?? [])];
    const kinds = [...new Set([...Object.keys(KIND_ICONS), ...chosen])];
    const shown = chosen.length === 0 ? (trigger.group ? texts.name("group", String(trigger.group)) : texts.say("editor.any_event"))
      : texts.say("filter.chosen", { count: chosen.length, first: texts.name("kind", chosen[0] ?? ""), more: chosen.length - 1 });
    this.#box.onChoose = (kind) => {
      const next = chosen.includes(kind) ? chosen.filter((one) => one !== kind) : [...chosen, kind];
      const { type: _dropped, ...rest } = trigger;
      set(next.length === 0 ? rest : { ...rest, type: next.length === 1 ? (next[0] ?? "") : next });
    };
    return this.#box.render({
      id: elementId(`trigger-${this.#key}`), label: texts.say("editor.event"), chosen: shown, shown, active: false, multiple: true,
      choices: kinds.map((kind) => ({ key: kind, label: texts.name("kind", kind), selected: chosen.includes(kind) })),
    }, texts);
  }
}
