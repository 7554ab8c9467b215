import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { SceneRequest } from "../engine/documents.js";
import type { SceneNode } from "../engine/scene.js";
import { highlight } from "../ui/highlight.js";
import { place } from "../ui/place.js";
import { medal, noted } from "./glyphs.js";
import { ListView } from "./list-view.js";
import { gist, timeOf, unsaidName, wayName } from "./sentences.js";

/** Interactions as cards, newest first, under their dates: for panels. */
export class CardsView extends ListView {
  protected readonly itemRoles = ["card"] as const;
  protected readonly headHeight = 0;

  protected override request(): SceneRequest | undefined {
    if (this.width < 1 || this.height < 1) return undefined;
    return {
      view: "cards", width: this.width, height: this.height, dir: this.direction, order: this.around.preferences.order,
      ...this.scrollRequest(), ...this.marks,
    };
  }

  override render(): TemplateResult {
    const { texts } = this.around;
    const scene = this.scene;
    const active = this.activeNode;
    return html`<div class="scroller cards" part="cards" role="listbox" tabindex="0" aria-label=${texts.say("cards.label")}
      aria-activedescendant=${active ? this.domId(active) : nothing} @scroll=${this.onScroll} @keydown=${this.onKey}>
      <div class="canvas" role="presentation" ${place({ x: 0, y: 0, w: this.width, h: scene?.contentHeight ?? 0 })}>
        ${repeat(this.painted("day", "card"), (node) => node.id, (node) => node.role === "day" ? this.#day(node) : this.#card(node))}
      </div>
    </div>`;
  }

  #day(node: SceneNode): TemplateResult {
    const { dates, texts, nowLocalMs } = this.around;
    const date = dates.day(node.number("local_ms") ?? 0, nowLocalMs);
    const count = node.number("count");
    return html`<div class="card-day ${node.has("today") ? "today" : ""}" aria-hidden="true" ${place(node.rect)}>
      <span>${node.has("today") ? `${texts.say("cards.today")} · ${date}` : date}</span>
      ${count === undefined ? nothing : html`<span class="quiet">${texts.number(count)}</span>`}
    </div>`;
  }

  #card(node: SceneNode): TemplateResult {
    const { dates, texts } = this.around;
    const local = node.number("local_ms") ?? 0;
    const [live, idle] = [node.has("live"), node.has("idle")];
    const count = node.number("count") ?? 1;
    const agent = node.text("agent");
    const queue = node.text("queue");
    const campaign = node.text("campaign");
    const outcome = node.text("outcome");
    const second = [
      node.has("failed") ? (outcome || texts.say("state.failed")) : outcome,
      agent ? texts.say("cards.agent", { agent }) : undefined,
      queue ? texts.say("cards.queue", { queue }) : undefined,
      campaign ? texts.say("cards.campaign", { campaign }) : undefined,
    ].filter(Boolean);
    return html`<div class="card ${this.isActive(node) ? "active" : ""} ${node.has("selected") ? "selected" : ""} ${node.has("internal") ? "internal" : ""}"
      part="card" role="option" id=${this.domId(node)} aria-selected=${node.has("selected") ? "true" : "false"} ${place(node.rect)} @click=${() => this.open(node)}>
      <div class="card-first">${live || idle
        ? html`<span class="live-pill ${idle ? "idle" : ""}">${texts.say("live.now")}</span>`
        : html`<span class="card-time" title=${dates.exact(local)}>${timeOf(node, this.around, dates.time(local))}</span>`}</div>
      <div class="card-medal">${medal(node)}</div>
      <div class="card-gist" dir="auto">${highlight(gist(node, this.around), this.around.searched)}</div>
      <div class="card-count">${noted(node, this.around)}${count > 1 ? html`<span title=${texts.say("cards.events", { count })}>${texts.number(count)}</span>` : nothing}</div>
      <div class="card-second"><span class="card-way">${wayName(node, this.around)}</span>${second.map((part) => html`<span class="dot">·</span><bdi>${part}</bdi>`)}<span class="sr-only">, ${unsaidName(node, this.around)}</span></div>
    </div>`;
  }
}
