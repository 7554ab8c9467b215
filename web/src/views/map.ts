// The journey map: five stages as columns, what happened in each as lanes. It prints on one landscape page.

import { html, nothing, svg, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { SceneRequest } from "../engine/documents.js";
import type { Scene, SceneNode } from "../engine/scene.js";
import { icon, interactionIcon } from "../ui/icon.js";
import { custom, place } from "../ui/place.js";
import { nodeHue } from "./glyphs.js";
import { ListView } from "./list-view.js";
import { printMap } from "./print-map.js";
import { channelName, kindName } from "./sentences.js";

export class MapView extends ListView {
  protected readonly itemRoles = ["touchpoint", "question"] as const;
  protected readonly headHeight = 0;

  protected override request(): SceneRequest | undefined {
    if (this.width < 1 || this.height < 1) return undefined;
    return { view: "map", width: this.width, height: this.height, dir: this.direction, ...this.scrollRequest(), ...this.marks };
  }

  override render(): TemplateResult {
    const { texts } = this.around;
    const scene = this.scene;
    const active = this.activeNode;
    const root = scene?.root;
    const how = this.#howTheyCame(root);
    return html`<div class="map-frame"><div class="map-head"><span>${how === "" ? nothing : texts.say("map.came", { how })}</span><span class="quiet">${this.#isToScale(scene) ? texts.say("map.scale") : nothing}</span>
        <button type="button" class="tool" aria-label=${texts.say("map.print")} title=${texts.say("map.print")} @click=${() => void printMap(this.around)}>${icon("printer")}</button></div>
      <div class="scroller map" part="map" @scroll=${this.onScroll}>${this.#canvas(scene, active)}</div></div>`;
  }

  /** Whether the stages' widths say anything: one below the other, or all as narrow as can be, they do not. */
  #isToScale(scene: Scene | undefined): boolean {
    return new Set(scene?.withRole("stage").map(({ rect }) => rect.w)).size > 1;
  }

  /** Lead source, campaign, channel; a lead source that is the channel's name is said once. */
  #howTheyCame(root: SceneNode | undefined): string {
    const [source, channel] = [root?.text("lead_source"), root?.text("channel")];
    return this.around.texts.list([
      source?.toLowerCase() === channel ? undefined : source, root?.text("campaign"), channel ? channelName(channel, this.around) : undefined,
    ]);
  }

  #canvas(scene: Scene | undefined, active: SceneNode | undefined): TemplateResult {
    const { texts } = this.around;
    return html`<div class="canvas" ${place({ x: 0, y: 0, w: scene?.contentWidth ?? this.width, h: scene?.contentHeight ?? 0 })}>
      ${scene === undefined ? nothing : this.drawing(scene)}
      <div class="map-items" role="listbox" tabindex="0" aria-label=${texts.say("map.label")} aria-activedescendant=${active ? this.domId(active) : nothing} @keydown=${this.onKey}>
        ${repeat(this.items, (node) => node.id, (node) => this.#item(scene, node))}</div></div>`;
  }

  /** Everything but what can be chosen. */
  drawing(scene: Scene): TemplateResult {
    return html`<div class="drawing">${repeat(scene.withRole("stage", "lane_header", "stage_lane", "channel_share", "waiting", "cluster", "feeling"), (node) => node.id, (node) =>
      html`<div class="m-${node.role.replace("_", "-")} ${node.role === "channel_share" ? nodeHue(node) : ""}" title=${node.role === "channel_share" ? this.#share(node) : nothing} ${place(node.rect)}>${this.#content(scene, node)}</div>`)}
      ${this.#feelingLine(scene)}</div>`;
  }

  #content(scene: Scene, node: SceneNode): TemplateResult | string | typeof nothing {
    const { texts, dates, nowLocalMs } = this.around;
    switch (node.role) {
      case "stage": {
        const count = node.number("count") ?? 0;
        const [first, last] = [node.number("local_ms"), node.number("local_end_ms")];
        const when = first === undefined || last === undefined ? texts.say("map.stage.none")
          : dates.day(first, nowLocalMs) === dates.day(last, nowLocalMs) ? dates.day(first, nowLocalMs) : dates.between(first, last, nowLocalMs);
        const touches = count === 0 ? "" : `${texts.say("map.touches", { count })} · ${dates.duration(node.number("duration_ms") ?? 0)}`;
        return html`<div class="stage-head"><h3>${texts.name("map.stage", node.text("name") ?? "")}</h3>
          <p class="clip" title=${touches}>${touches}</p><p class="clip quiet" title=${when}>${when}</p></div>`;
      }
      case "lane_header":
        return texts.name("map.lane", node.text("name") ?? "");
      case "cluster":
        return html`<span aria-hidden="true" dir="ltr">+${texts.number(node.number("count") ?? 0)}</span><span class="sr-only">${texts.say("map.more", { count: node.number("count") ?? 0 })}</span>`;
      case "channel_share":
        return html`<div><span>${icon(interactionIcon(undefined, node.text("channel"), ""), "icon tiny")}</span> <span>${texts.number(node.number("count") ?? 0)}</span> <span>${channelName(node.text("channel"), this.around)}</span></div>`;
      case "waiting":
        return this.#waited(scene, node);
      case "feeling":
        return html`<span class="sr-only">${texts.name("map.lane", "feeling")} ${texts.number((node.number("value") ?? 0) / 1000)}</span>`;
      default:
        return nothing;
    }
  }

  /** As wide as the lane, whatever its bar's width. */
  #waited(scene: Scene, node: SceneNode): TemplateResult {
    const { texts, dates } = this.around;
    const waited = texts.say("map.waited", { duration: dates.duration(node.number("duration_ms") ?? 0), count: node.number("count") ?? 0 });
    const lane = scene.nodes[node.parent]?.rect ?? node.rect;
    return html`<span class="clip" title=${waited} ${custom({ "--room": `${lane.w - 2 * (node.rect.x - lane.x)}px` })}>${waited}</span>`;
  }

  /** "WhatsApp 29" */
  #share(node: SceneNode): string {
    return `${channelName(node.text("channel"), this.around)} ${this.around.texts.number(node.number("count") ?? 0)}`;
  }

  /** A line through what was felt, where it was said. */
  #feelingLine(scene: Scene): TemplateResult | typeof nothing {
    const points = scene.withRole("feeling").map(({ rect: { x, y, w, h } }) => `${x + w / 2},${y + h / 2}`);
    if (points.length < 2) return nothing;
    return html`<svg class="feeling-line" aria-hidden="true" width=${scene.contentWidth} height=${scene.contentHeight}>${svg`<polyline points=${points.join(" ")}></polyline>`}</svg>`;
  }

  #item(scene: Scene | undefined, node: SceneNode): TemplateResult {
    const { texts, dates } = this.around;
    const stage = scene?.nodes[scene.nodes[node.parent]?.parent ?? 0];
    const direction = node.has("inbound") ? "inbound" : node.has("outbound") ? "outbound" : undefined;
    const count = node.number("count") ?? 1;
    const name = texts.list([
      texts.name("map.stage", stage?.text("name") ?? ""), node.role === "touchpoint" ? channelName(node.text("channel"), this.around) : undefined,
      node.role === "touchpoint" ? kindName(node, this.around) : undefined, direction && texts.name("direction", direction),
      node.has("failed") ? texts.say("state.failed") : undefined, dates.stamp(node.number("local_ms") ?? 0), node.text("gist") ?? node.text("text"),
      count > 1 ? texts.say("map.asked", { count }) : undefined,
    ]);
    const classes = `${this.isActive(node) ? "active" : ""} ${node.has("selected") ? "selected" : ""}`;
    return node.role === "question"
      ? html`<div class="m-question ${classes}" role="option" id=${this.domId(node)} aria-selected="false" aria-label=${name} ${place(node.rect)} @click=${() => this.open(node)}><q dir="auto">${node.text("text") ?? ""}</q>${count > 1 ? html` <span class="quiet" title=${texts.say("map.asked", { count })}>×${texts.number(count)}</span>` : nothing}</div>`
      : html`<div class="m-touch ${nodeHue(node)} ${classes}" role="option" id=${this.domId(node)} aria-selected=${node.has("selected") ? "true" : "false"} aria-label=${name} title=${name}
          ${place(node.rect)} @click=${() => this.open(node)}>${icon(interactionIcon(undefined, node.text("channel"), node.kind), "icon tiny")}${node.has("failed") ? html`<span class="fail-dot"></span>` : nothing}</div>`;
  }

  override focus(): void {
    this.around.shadow.querySelector<HTMLElement>(".map-items")?.focus();
  }
}
