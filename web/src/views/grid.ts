import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { GEOMETRY } from "throughline:tokens";
import type { SceneRequest } from "../engine/documents.js";
import type { Scene, SceneNode } from "../engine/scene.js";
import "../ui/texts-later.js";
import { highlight } from "../ui/highlight.js";
import { icon } from "../ui/icon.js";
import { place } from "../ui/place.js";
import { medal, noted } from "./glyphs.js";
import { ListView } from "./list-view.js";
import { gist, timeOf, unsaidName, wayName } from "./sentences.js";
import { absenceText, isAbsent, valueText } from "./values.js";

/** Interactions as a table that sorts by its headings. */
export class GridView extends ListView {
  protected readonly itemRoles = ["row"] as const;
  protected readonly headHeight = GEOMETRY.grid.header_h;
  #sort = "local_ms";
  #descending = true;
  /** Index of the active heading while the arrows are in the heading row. */
  #heading: number | undefined;

  protected override request(): SceneRequest | undefined {
    if (this.width < 1 || this.height < 1) return undefined;
    return {
      view: "grid", width: this.width, height: this.height, dir: this.direction, sort: this.#sort, descending: this.#descending,
      ...this.scrollRequest(), ...this.marks,
    };
  }

  override render(): TemplateResult {
    const { texts } = this.around;
    const scene = this.scene;
    const columns = scene?.withRole("column") ?? [];
    const heading = this.#heading === undefined ? undefined : columns[this.#heading];
    const active = heading ?? this.activeNode;
    const count = scene?.root?.number("count");
    return html`<div class="scroller grid" part="grid" role="grid" tabindex="0" aria-label=${texts.say("grid.label")} aria-readonly="true"
      aria-rowcount=${count === undefined ? nothing : count + 1} aria-colcount=${columns.length}
      aria-activedescendant=${active ? this.domId(active) : nothing} @scroll=${this.onScroll} @keydown=${this.#key}>
      <div class="grid-head" role="row">
        ${repeat(columns, (node) => node.id, (node, index) => this.#column(node, index, scene?.scroll ?? 0))}
      </div>
      <div class="canvas" role="rowgroup" ${place({ x: 0, y: 0, w: this.width, h: scene?.contentHeight ?? 0 })}>
        ${scene === undefined ? nothing : repeat(this.painted(...this.itemRoles), (node) => node.id, (node) => this.#row(scene, node))}
      </div>
    </div>`;
  }

  /** The scene has the headings at the viewport's top; here they stand in a box that stays there by itself. */
  #column(node: SceneNode, index: number, scroll: number): TemplateResult {
    const { texts } = this.around;
    const field = node.text("name") ?? "";
    const name = texts.name("field", field);
    const definition = GEOMETRY.grid.columns.find((column) => column.name === field);
    const sorted = node.has("ascending") ? "ascending" : node.has("descending") ? "descending" : "none";
    const sortable = definition?.sort === true;
    return html`<div class="column ${definition?.align ?? "start"} ${this.#heading === index ? "active" : ""} ${sortable ? "sortable" : ""}"
      role="columnheader" id=${this.domId(node)} aria-sort=${sortable ? sorted : nothing} aria-colindex=${index + 1} title=${sortable ? texts.say("grid.sort", { column: name }) : nothing}
      ${place({ ...node.rect, y: node.rect.y - scroll })} @click=${() => sortable && this.#sortBy(field, name)}>
      <span>${name}</span>${sorted === "none" ? nothing : icon(sorted === "ascending" ? "arrow-up" : "arrow-down", "icon sort-icon")}
    </div>`;
  }

  #row(scene: Scene, node: SceneNode): TemplateResult {
    return html`<div class="row ${this.isActive(node) && this.#heading === undefined ? "active" : ""} ${node.has("selected") ? "selected" : ""}" part="row" role="row"
      id=${this.domId(node)} aria-selected=${node.has("selected") ? "true" : "false"}
      ${place(node.rect)} @click=${() => this.open(node)}>
      ${scene.childrenOf(node, "cell").map((cell, column) => this.#cell(node, cell, column))}
    </div>`;
  }

  #cell(row: SceneNode, cell: SceneNode, column: number): TemplateResult {
    const field = cell.text("name") ?? "";
    const align = GEOMETRY.grid.columns.find((one) => one.name === field)?.align ?? "start";
    // The cell's place is in content coordinates, its parent here is the row.
    const rect = { ...cell.rect, x: cell.rect.x - row.rect.x, y: cell.rect.y - row.rect.y };
    return html`<div class="cell ${align}" role="gridcell" aria-colindex=${column + 1} ${place(rect)}>${this.#content(row, cell, field)}</div>`;
  }

  #content(row: SceneNode, cell: SceneNode, field: string): TemplateResult {
    const { texts, dates, nowLocalMs } = this.around;
    if (field === "channel") return html`${medal(row)}<span class="clip">${wayName(row, this.around)}<span class="sr-only">, ${unsaidName(row, this.around)}</span></span>`;
    if (field === "gist") return html`<span class="clip" dir="auto">${highlight(gist(row, this.around), this.around.searched)}</span>`;
    if (field === "outcome" && row.has("failed")) {
      return html`<span class="fail-dot inline"></span><span class="clip" dir="auto">${cell.text("value") || texts.say("state.failed")}</span>`;
    }
    if (field === "local_ms") {
      const local = row.number("local_ms") ?? 0;
      const going = row.has("live") || row.has("idle");
      return html`${going ? html`<span class="live-pill ${row.has("idle") ? "idle" : ""}">${texts.say("live.now")}</span>` : nothing}
        ${noted(row, this.around)}<span class="clip" title=${dates.exact(local)}>${timeOf(row, this.around, going ? dates.time(local) : dates.brief(local, nowLocalMs))}</span>`;
    }
    if (isAbsent(cell)) return html`<span class="clip absent" title=${valueText(cell, this.around)}>${absenceText(cell, this.around, "absence_brief")}</span>`;
    return html`<span class="clip" dir="auto">${valueText(cell, this.around)}</span>`;
  }

  #sortBy(field: string, name: string): void {
    this.#descending = this.#sort === field ? !this.#descending : false;
    this.#sort = field;
    this.toStart();
    const key = this.#descending ? "grid.sorted.descending" : "grid.sorted.ascending";
    this.around.announce(this.around.texts.say(key, { column: name }));
  }

  protected override aboveFirst(): void {
    this.#heading = 0;
    this.around.repaint();
  }

  readonly #key = (event: KeyboardEvent): void => {
    const columns = this.scene?.withRole("column") ?? [];
    if (this.#heading === undefined || columns.length === 0) {
      this.onKey(event);
      return;
    }
    const forward = this.around.rightToLeft ? "ArrowLeft" : "ArrowRight";
    const backward = this.around.rightToLeft ? "ArrowRight" : "ArrowLeft";
    if (event.key === forward) this.#heading = Math.min(columns.length - 1, this.#heading + 1);
    else if (event.key === backward) this.#heading = Math.max(0, this.#heading - 1);
    else if (event.key === "ArrowDown" || event.key === "Escape") this.#heading = undefined;
    else if (event.key === "Enter" || event.key === " ") this.#sortActiveHeading(columns);
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.around.repaint();
  };

  #sortActiveHeading(columns: readonly SceneNode[]): void {
    const field = columns[this.#heading ?? 0]?.text("name") ?? "";
    if (GEOMETRY.grid.columns.find((column) => column.name === field)?.sort === true) this.#sortBy(field, this.around.texts.name("field", field));
  }
}
