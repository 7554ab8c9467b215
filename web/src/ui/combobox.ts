// A drop-down with typed narrowing, counts and (where wanted) several choices: a button that says what is chosen,
// and a popover with a text box over a list.

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "./icon.js";
import { Popover } from "./popover.js";
import type { Texts } from "./texts.js";

export interface Choice {
  /** What the list hands back; distinct. */
  readonly key: string;
  readonly label: string;
  readonly count?: number;
  readonly selected: boolean;
}

export interface ComboboxState {
  readonly id: string;
  readonly label: string;
  /** What is chosen, in words. */
  readonly chosen: string;
  /** What the button shows. */
  readonly shown: string;
  readonly active: boolean;
  readonly multiple: boolean;
  readonly choices: readonly Choice[];
  /** What stands below the choices: a way to say what no choice says. */
  readonly footer?: TemplateResult;
}

/** The place of the choice that the keys act on, before the list is known. */
const UNSET = -1;

export class Combobox {
  onChoose: (key: string) => void = () => undefined;
  readonly #repaint: () => void;
  readonly #popover: Popover;
  #typed = "";
  #at = UNSET;
  #choices: readonly Choice[] = [];
  #multiple = false;

  constructor(repaint: () => void) {
    this.#repaint = repaint;
    this.#popover = new Popover(repaint, "input", "start", () => {
      this.#typed = "";
      this.#at = UNSET;
    });
  }

  render(state: ComboboxState, texts: Texts): TemplateResult {
    const { id, label, chosen, shown, active, multiple } = state;
    this.#multiple = multiple;
    const typed = fold(this.#typed);
    this.#choices = state.choices.filter((choice) => typed === "" || fold(choice.label).includes(typed));
    if (this.#at === UNSET) this.#at = this.#choices.findIndex((choice) => choice.selected);
    this.#at = Math.max(0, Math.min(this.#at, this.#choices.length - 1));
    const current = this.#choices[this.#at];
    return html`<div class="combobox">
      <button type="button" class="combobox-button ${active ? "active" : ""}" id="${id}-button" popovertarget="${id}-popover"
        aria-haspopup="listbox" aria-expanded=${this.#popover.open ? "true" : "false"} aria-label="${label}: ${chosen}">
        <span class="combobox-shown" dir="auto">${shown}</span>${icon("chevron-down", "icon tiny")}
      </button>
      <div class="popover" id="${id}-popover" popover @beforetoggle=${this.#popover.opens} @toggle=${this.#toggled}>
        ${this.#popover.open ? html`
          <div class="combobox-search">${icon("search", "icon tiny")}
            <input id="${id}-input" type="text" role="combobox" autocomplete="off" spellcheck="false" autofocus .value=${this.#typed}
              placeholder=${texts.say("filter.narrow")} aria-label="${label}. ${texts.say("filter.narrow")}" aria-expanded="true" aria-controls="${id}-list"
              aria-activedescendant=${current ? `${id}-${this.#at}` : nothing} @input=${this.#input} @keydown=${this.#key} />
          </div>
          <div class="choices" role="listbox" id="${id}-list" aria-label=${label} aria-multiselectable=${multiple ? "true" : "false"}>
            ${repeat(this.#choices, (choice) => choice.key, (choice, index) => html`<div class="choice ${index === this.#at ? "active" : ""}" role="option"
              id="${id}-${index}" aria-selected=${choice.selected ? "true" : "false"} @click=${() => this.#pick(choice)}
              aria-label=${choice.count === undefined ? choice.label : texts.say("filter.option", { name: choice.label, count: choice.count })}>
              <span class="tick-box ${multiple ? "box" : ""}">${choice.selected ? icon("check", "icon tiny") : nothing}</span>
              <span class="choice-name" dir="auto">${choice.label}</span>
              ${choice.count === undefined ? nothing : html`<span class="choice-count">${texts.number(choice.count)}</span>`}</div>`)}
          </div>
          ${this.#choices.length === 0 ? html`<p class="quiet choices-none" role="status">${texts.say("filter.nothing", { text: this.#typed })}</p>` : nothing}
          ${state.footer ?? nothing}` : nothing}
      </div>
    </div>`;
  }

  /** It opens at what is chosen. */
  readonly #toggled = (event: ToggleEvent): void => {
    this.#popover.toggled(event);
    if (event.newState === "open") (event.currentTarget as HTMLElement).querySelector(".choice.active")?.scrollIntoView({ block: "nearest" });
  };

  #pick(choice: Choice): void {
    this.onChoose(choice.key);
    this.#repaint();
    if (!this.#multiple) this.#popover.close();
  }

  close(): void {
    this.#popover.close();
  }

  readonly #input = (event: Event): void => {
    this.#typed = (event.currentTarget as HTMLInputElement).value;
    this.#at = 0;
    this.#repaint();
  };

  readonly #key = (event: KeyboardEvent): void => {
    const last = this.#choices.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, this.#at + 1), ArrowUp: Math.max(0, this.#at - 1), PageDown: Math.min(last, this.#at + 8), PageUp: Math.max(0, this.#at - 8),
    };
    const to = moves[event.key];
    const chosen = this.#choices[this.#at];
    if (event.key === "Enter" && chosen !== undefined) this.#pick(chosen);
    else if (to !== undefined) this.#at = to;
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.#repaint();
    const input = event.currentTarget as HTMLElement;
    input.closest("[popover]")?.querySelector(`#${CSS.escape(input.id.replace(/-input$/, ""))}-${this.#at}`)?.scrollIntoView({ block: "nearest" });
  };
}

/** Case and accents do not matter to who types. */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
