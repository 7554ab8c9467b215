// This customer's journeys as lines with their stops, each template's funnel beside them, and its editor.

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { GEOMETRY } from "throughline:tokens";
import type { JourneyTemplate, SceneRequest } from "../engine/documents.js";
import type { Scene, SceneNode } from "../engine/scene.js";
import { icon, interactionIcon } from "../ui/icon.js";
import { place } from "../ui/place.js";
import { Editor } from "./editor.js";
import { ListView } from "./list-view.js";
import { gist } from "./sentences.js";
import { barName, journeyName, partName, percent } from "./tracker-words.js";

/** A state's own shape: colour never says it alone. */
const STATE_ICONS: Readonly<Record<string, string>> = {
  open: "circle", completed: "check", timed_out: "clock", excluded: "x", went_on: "arrow-right",
};

export class TrackerView extends ListView {
  protected readonly itemRoles = ["journey", "funnel_bar"] as const;
  protected readonly headHeight = 0;
  /** The funnel bar whose parts are offered. */
  #chosen: string | undefined;
  #editor: Editor | undefined;

  protected override request(): SceneRequest | undefined {
    if (this.width < 1 || this.height < 1) return undefined;
    return { view: "tracker", width: this.width, height: this.height, dir: this.direction, ...this.scrollRequest(), ...this.marks };
  }

  override render(): TemplateResult {
    if (this.#editor !== undefined) return this.#editor.render();
    const { texts } = this.around;
    const scene = this.scene;
    const templates = scene?.withRole("template") ?? [];
    if (scene !== undefined && templates.length === 0) return this.#none();
    const active = this.activeNode;
    return html`<div class="scroller tracker" part="tracker" @scroll=${this.onScroll}>
      <div class="canvas" ${place({ x: 0, y: 0, w: this.width, h: scene?.contentHeight ?? 0 })}>
        ${repeat(templates, (node) => node.id, (node) => this.#heading(node))}
        ${scene === undefined ? nothing : this.#drawing(scene)}
        <div class="tracker-rows" role="listbox" tabindex="0" aria-label=${texts.say("tracker.label")} aria-activedescendant=${active ? this.domId(active) : nothing}
          @keydown=${this.onKey}>${repeat(this.items, (node) => node.id, (node) => this.#item(node))}</div>
      </div>
    </div>${this.#parts()}`;
  }

  #none(): TemplateResult {
    const { texts } = this.around;
    return html`<div class="state"><div class="state-icon">${icon("route", "icon large")}</div><h3>${texts.say("tracker.none")}</h3><p>${texts.say("tracker.none.help")}</p>
      <button type="button" class="primary" @click=${() => this.#edit(undefined)}>${texts.say("tracker.new")}</button></div>`;
  }

  #heading(node: SceneNode): TemplateResult {
    const { texts, dates } = this.around;
    const name = node.text("name") ?? "";
    const duration = node.number("duration_ms");
    const { heading_pad, title_h } = GEOMETRY.tracker;
    return html`<div class="template-head" ${place({ ...node.rect, y: node.rect.y + heading_pad, h: title_h })}>
      <h3 class="clip" dir="auto">${name}</h3>
      <span class="quiet">${texts.say("tracker.started", { count: node.number("count") ?? 0 })}${duration === undefined ? nothing : html` · ${texts.say("tracker.median", { duration: dates.duration(duration) })}`}</span>
      <button type="button" class="link" data-template=${node.text("template") ?? nothing} aria-label=${texts.say("tracker.edit", { name })} title=${texts.say("tracker.edit", { name })}
        @click=${() => this.#edit(node.text("template"))}>${icon("pencil", "icon tiny")}<span class="roomy">${texts.say("tracker.edit", { name })}</span></button></div>`;
  }

  /** Lines, stops, bars and words; what they say stands in the name of their row. */
  #drawing(scene: Scene): TemplateResult {
    const roles = ["tally", "tick", "label", "line", "bar", "funnel_part", "step", "deadline", "head", "start", "end", "milestone", "stop_label", "cell"] as const;
    return html`<div class="drawing" aria-hidden="true">${repeat(scene.withRole(...roles), (node) => node.id, (node) => html`<div class=${this.#classes(scene, node)}
      title=${node.role === "funnel_part" ? partName(node, this.around) : nothing} ${place(node.rect)} @click=${() => this.#clicked(scene, node)}>${this.#content(scene, node)}</div>`)}</div>`;
  }

  #classes(scene: Scene, node: SceneNode): string {
    const parent = scene.nodes[node.parent];
    const states = ["reached", "skipped", "out_of_order", "stalled", "open", "completed", "timed_out", "excluded"] as const;
    const held = states.filter((state) => node.has(state) || (["line", "end", "head"].includes(node.role) && parent?.has(state)));
    return [`t-${node.role.replace("_", "-")}`, node.role === "funnel_part" ? (node.text("state") ?? "") : "", ...held].filter(Boolean).join(" ");
  }

  #content(scene: Scene, node: SceneNode): TemplateResult | string | typeof nothing {
    const { texts, dates, nowLocalMs } = this.around;
    const parent = scene.nodes[node.parent];
    const state = node.text("state") ?? "";
    switch (node.role) {
      case "tally":
        return html`${icon(STATE_ICONS[state] ?? "circle", "icon tiny")}<b>${texts.number(node.number("count") ?? 0)}</b> ${texts.name("journey_state", state)}`;
      case "tick":
      case "step":
        return dates.duration(node.number("duration_ms") ?? 0);
      case "label":
        if (parent?.role === "funnel_bar") return html`<span class="clip" dir="auto">${this.#barLabel(parent)}</span>${parent.has("biggest_drop") || parent.has("slowest") ? icon(parent.has("biggest_drop") ? "trending-down" : "clock", "icon tiny flagged") : nothing}`;
        if (parent === undefined) return nothing;
        return html`<span class="t-began" title=${texts.list([gist(parent, this.around), parent.text("subject")])}>${icon(interactionIcon(parent.text("mode"), parent.text("channel"), parent.kind), "icon tiny")}<span class="clip" dir="auto">${gist(parent, this.around)}</span></span><small>${dates.brief(parent.number("local_ms") ?? 0, nowLocalMs)}${parent.has("stalled") ? html` · <b class="stalled-word">${texts.say("tracker.stalled")}</b>` : nothing}</small>`;
      case "milestone":
        return icon(node.has("skipped") ? "slash" : node.has("out_of_order") ? "corner-up-left" : node.has("reached") ? "check" : "circle", "icon stop-icon");
      case "end":
        return icon("flag", "icon stop-icon");
      case "deadline":
        return icon("flag-triangle-right", "icon tiny");
      case "stop_label":
        return html`<span class="clip" dir="auto">${node.text("name") ?? ""}</span>`;
      case "cell":
        return texts.number(Number(node.text("value") ?? 0));
      default:
        return nothing;
    }
  }

  #barLabel(node: SceneNode): string {
    return node.number("index") === 1 ? this.around.texts.say("tracker.start") : (node.text("name") ?? "");
  }

  #item(node: SceneNode): TemplateResult {
    const name = node.role === "journey" ? journeyName(node, this.scene, this.around) : barName(node, this.#barLabel(node), this.around);
    return html`<div class="tracker-item ${this.isActive(node) ? "active" : ""} ${node.has("selected") || node.id === this.#chosen ? "selected" : ""}" role="option" id=${this.domId(node)}
      aria-selected=${node.has("selected") ? "true" : "false"} aria-label=${name} ${place(node.rect)} @click=${() => this.open(node)}></div>`;
  }

  /** The parts of the chosen bar: each opens the conversations that it counts. */
  #parts(): TemplateResult | typeof nothing {
    const { texts } = this.around;
    const scene = this.scene;
    const bar = scene?.nodes.find((node) => node.id === this.#chosen);
    if (scene === undefined || bar === undefined) return nothing;
    const parts = scene.childrenOf(bar, "funnel_part").filter((node) => node.text("number") !== undefined);
    return html`<div class="parts" role="group" aria-label=${this.#barLabel(bar)}>
      <b dir="auto">${this.#barLabel(bar)}</b><span class="quiet">${texts.number(bar.number("count") ?? 0)} · ${percent(bar)} %</span>
      ${[bar, ...parts].map((node) => html`<button type="button" class="link" @click=${() => void this.#behind(node)}>${node === bar ? texts.say("tracker.show") : partName(node, this.around)}</button>`)}
    </div>`;
  }

  #clicked(scene: Scene, node: SceneNode): void {
    if (node.role === "funnel_part" && node.text("number") !== undefined) return void this.#behind(node);
    const item = scene.nodes[node.parent];
    if (item !== undefined && (item.role === "journey" || item.role === "funnel_bar")) this.open(item);
  }

  protected override open(node: SceneNode): void {
    this.activate(node);
    if (node.role === "journey") return this.around.select(node.text("ref"), journeyName(node, this.scene, this.around));
    this.#chosen = node.id;
    this.around.repaint();
    void this.around.painted().then(() => this.around.shadow.querySelector<HTMLElement>(".parts button")?.focus());
  }

  /** Shows the conversations (or customers) of the journeys that a number counts. */
  async #behind(node: SceneNode): Promise<void> {
    const { journey } = this.around;
    const number = node.text("number");
    const template = this.#templateOf(node);
    if (number === undefined || template === undefined) return;
    try {
      const found = await journey.engine?.behind({ template, number: JSON.parse(number) as string[] });
      const field = this.around.templates.find((one) => one.id === template)?.subject === "customer" ? "customer" : "conversation";
      const subjects = [...new Set(found?.journeys.map((one) => one.subject) ?? [])];
      if (subjects.length > 0) this.around.applyFilter({ ...this.around.filter, [field]: subjects });
    } catch (thrown) {
      journey.fail(thrown);
    }
  }

  #templateOf(node: SceneNode): string | undefined {
    for (let at: SceneNode | undefined = node; at !== undefined; at = this.scene?.nodes[at.parent]) {
      const template = at.text("template");
      if (template !== undefined) return template;
    }
    return undefined;
  }

  #edit(id: string | undefined): void {
    const { templates } = this.around;
    const template: JourneyTemplate = templates.find((one) => one.id === id) ?? { id: `journey-${templates.length + 1}`, name: "", start: { type: "conversation.created" }, milestones: [], ends: [] };
    this.#editor = new Editor(this.around, template, () => {
      this.#editor = undefined;
      void this.ask();
      this.around.repaint();
      void this.around.painted().then(() => this.#focusEdit(template.id));
    });
    this.around.repaint();
    void this.around.painted().then(() => this.around.shadow.querySelector<HTMLElement>(".editor-form input")?.focus());
  }

  /** Back to where the editor was opened from. */
  #focusEdit(template: string): void {
    const opener = this.around.shadow.querySelector<HTMLElement>(`.template-head [data-template="${CSS.escape(template)}"], .state .primary`);
    if (opener === null) this.focus();
    else opener.focus();
  }

  override focus(): void {
    this.around.shadow.querySelector<HTMLElement>(".tracker-rows")?.focus();
  }
}
