// The ⋮ menu: export, privacy actions, split contact. Nothing here acts on the host's data: it asks, the host does.

import { html, nothing, type TemplateResult } from "lit";
import type { Surroundings } from "../element/surroundings.js";
import { Popover } from "../ui/popover.js";
import { icon } from "../ui/icon.js";
import type { TextKey } from "../ui/texts.js";

export type MenuAction = "export-csv" | "export-txt" | "export-json" | "print" | "privacy-export" | "privacy-delete" | "split";

interface Item {
  readonly action: MenuAction;
  readonly label: TextKey;
  readonly icon: string;
  /** Why it cannot be chosen; undefined where it can. */
  readonly refused: TextKey | undefined;
}

export class Menu {
  readonly #around: Surroundings;
  readonly #act: (action: MenuAction) => void;
  readonly #popover: Popover;

  constructor(around: Surroundings, act: (action: MenuAction) => void) {
    this.#around = around;
    this.#popover = new Popover(() => around.repaint(), "[role=menuitem]", "end");
    this.#act = act;
  }

  render(mayExport: boolean): TemplateResult {
    const { texts, elementId, journey } = this.#around;
    const id = elementId("menu");
    const noExport: TextKey | undefined = mayExport ? undefined : "menu.export.denied";
    const noCustomer: TextKey | undefined = journey.identity === undefined ? "menu.no_customer" : undefined;
    const items: readonly (Item | "line")[] = [
      { action: "export-csv", label: "menu.export.csv", icon: "table", refused: noExport },
      { action: "export-txt", label: "menu.export.txt", icon: "file-text", refused: noExport },
      { action: "print", label: "menu.export.pdf", icon: "printer", refused: noExport },
      { action: "export-json", label: "menu.export.json", icon: "braces", refused: noExport },
      "line",
      { action: "privacy-export", label: "menu.privacy.export", icon: "download", refused: noExport ?? noCustomer },
      { action: "privacy-delete", label: "menu.privacy.delete", icon: "trash-2", refused: noCustomer },
      { action: "split", label: "menu.split", icon: "split", refused: noCustomer },
    ];
    return html`<div class="menu-anchor">
      <button type="button" class="tool" popovertarget=${id} aria-haspopup="menu" aria-expanded=${this.#popover.open ? "true" : "false"} aria-label=${texts.say("menu.label")}
        title=${texts.say("menu.label")}>${icon("ellipsis-vertical")}</button>
      <div class="popover" id=${id} popover @beforetoggle=${this.#popover.opens} @toggle=${this.#popover.toggled}>
        ${this.#popover.open ? html`<div class="menu" role="menu" aria-label=${texts.say("menu.label")} @keydown=${this.#key}>
          ${items.map((item) => (item === "line" ? html`<div class="menu-line" role="separator"></div>` : this.#item(item)))}</div>` : nothing}
      </div></div>`;
  }

  #item(item: Item): TemplateResult {
    const { texts } = this.#around;
    return html`<button type="button" class="menu-item" role="menuitem" tabindex="-1" aria-disabled=${item.refused ? "true" : "false"} @click=${(event: Event) => this.#choose(event, item)}>
      ${icon(item.icon)}<span class="menu-label">${texts.say(item.label)}${item.refused ? html`<small>${texts.say(item.refused)}</small>` : nothing}</span></button>`;
  }

  #choose(event: Event, item: Item): void {
    if (item.refused !== undefined) return;
    (event.currentTarget as HTMLElement).closest<HTMLElement>("[popover]")?.hidePopover();
    this.#act(item.action);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=menuitem]")];
    const at = items.indexOf(event.target as HTMLElement);
    const to: Readonly<Record<string, number>> = { ArrowDown: (at + 1) % items.length, ArrowUp: (at + items.length - 1) % items.length, Home: 0, End: items.length - 1 };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  };
}
