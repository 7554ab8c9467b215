// What many customers have in common: tables whose rows open their customers.

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { SceneRequest } from "../engine/documents.js";
import type { Scene, SceneNode } from "../engine/scene.js";
import { place } from "../ui/place.js";
import { ListView } from "./list-view.js";

/** Tables of channels name them; all others show the data's own values. */
const CHANNEL_TABLE = "conversion_by_first_channel";

export class PatternsView extends ListView {
  protected readonly itemRoles = ["pattern"] as const;
  protected readonly headHeight = 0;

  protected override request(): SceneRequest | undefined {
    if (this.width < 1 || this.height < 1) return undefined;
    return { view: "patterns", width: this.width, height: this.height, dir: this.direction, ...this.scrollRequest() };
  }

  override render(): TemplateResult {
    const { texts } = this.around;
    const scene = this.scene;
    const root = scene?.root;
    const active = this.activeNode;
    return html`<div class="scroller patterns" part="patterns" role="listbox" tabindex="0" aria-label=${texts.list([texts.say("patterns.label"), root === undefined ? undefined : texts.say("patterns.summary", { customers: root.number("count") ?? 0, converted: root.number("total") ?? 0 })])}
      aria-activedescendant=${active ? this.domId(active) : nothing} @scroll=${this.onScroll} @keydown=${this.onKey}>
      <div class="canvas" role="presentation" ${place({ x: 0, y: 0, w: this.width, h: scene?.contentHeight ?? 0 })}>
        ${scene === undefined ? nothing : html`<div class="drawing" aria-hidden="true">${repeat(scene.withRole("table", "column"), (node) => node.id, (node) => this.#heading(scene, node))}</div>
          ${repeat(this.items, (node) => node.id, (node) => this.#row(scene, node))}`}
      </div></div>`;
  }

  #heading(scene: Scene, node: SceneNode): TemplateResult {
    const { texts } = this.around;
    if (node.role === "table") {
      const empty = (node.number("count") ?? 0) === 0;
      return html`<div class="table-name" ${place({ ...node.rect, h: 32 })}><h3>${texts.name("patterns.table", node.text("name") ?? "")}</h3>${empty ? html`<span class="quiet">${texts.say("patterns.empty")}</span>` : nothing}</div>`;
    }
    const table = scene.nodes[scene.nodes[node.parent]?.parent ?? 0];
    const name = node.text("name") ?? "";
    return html`<div class="p-column ${name}" ${place(node.rect)}>${this.#columnName(name, table?.text("name"))}</div>`;
  }

  /** The first column is called by what its table counts. */
  #columnName(column: string, table: string | undefined): string {
    const { texts } = this.around;
    return column === "value" ? texts.name("patterns.value", table ?? "") : texts.name("patterns.column", column);
  }

  #value(node: SceneNode): string {
    const { texts } = this.around;
    const value = node.text("value");
    if (value === undefined || value === "") return texts.say("patterns.missing");
    return node.text("name") === CHANNEL_TABLE ? texts.name("channel", value) : value;
  }

  #row(scene: Scene, node: SceneNode): TemplateResult {
    const cells = scene.childrenOf(node, "cell");
    const inside = (one: SceneNode): { x: number; y: number; w: number; h: number } => ({ ...one.rect, x: one.rect.x - node.rect.x, y: one.rect.y - node.rect.y });
    return html`<div class="pattern ${this.isActive(node) ? "active" : ""}" role="option" aria-selected="false" id=${this.domId(node)} ${place(node.rect)} @click=${() => this.open(node)}>
      ${scene.childrenOf(node, "bar").map((bar) => html`<div class="p-bar" ${place(inside(bar))}></div>`)}
      ${cells.map((cell) => html`<div class="p-cell ${cell.text("name") ?? ""}" ${place(inside(cell))}><span class="sr-only">${this.#columnName(cell.text("name") ?? "", node.text("name"))} </span><span class="clip" dir="auto">${this.#cell(node, cell)}</span></div>`)}</div>`;
  }

  #cell(row: SceneNode, cell: SceneNode): string {
    const { texts, dates } = this.around;
    const value = cell.text("value");
    if (cell.text("name") === "value") return this.#value(row);
    if (value === undefined || value === "") return "–";
    switch (cell.text("value_form")) {
      case "duration_ms":
        return dates.duration(Number(value));
      case "thousandths":
        return `${texts.number(Number(value) / 10)} %`;
      default:
        return texts.number(Number(value));
    }
  }

  /** The host opens the customers; the widget shows theirs alone. */
  protected override open(node: SceneNode): void {
    this.activate(node);
    const customers = JSON.parse(node.text("customers") ?? "[]") as string[];
    if (customers.length > 0) this.around.openCustomers(customers, this.#value(node));
  }
}
