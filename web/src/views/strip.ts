// The horizontal timeline. The core places every mark for a window of time; this view keeps the window, moves it
// by hand, wheel and key, and paints what the core placed. Only what is in the window, and what stands ready beside it
// for a hand that pans (strip-glide.ts), exists as elements.

import { html, nothing, svg, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { GEOMETRY } from "throughline:tokens";
import type { SceneRequest } from "../engine/documents.js";
import type { Scene, SceneNode } from "../engine/scene.js";
import styles from "../styles/strip.css";
import { icon, interactionIcon } from "../ui/icon.js";
import { custom, place } from "../ui/place.js";
import { nodeHue } from "./glyphs.js";
import { SceneView } from "./scene-view.js";
import { type Frame, StripGlide, type TimeWindow } from "./strip-glide.js";
import { StripFaces } from "./strip-faces.js";
import { channelName, gist, interactionName, wayName } from "./sentences.js";
import { StripHands } from "./strip-hands.js";
import { stands } from "./strip-movers.js";
import { fittingName, isStop, namedByTicks, sharePercent, timeOf, windowOf } from "./strip-nodes.js";
import { StripSlots } from "./strip-slots.js";

const MINUTE_MS = 60_000;
/** The narrowest window: within it marks of one second stand apart. */
const NARROWEST_MS = 10_000;
const ZOOM_STEP = 1.5;
/** Share of the window that a press of a button or of a Page key moves. */
const PAGE_SHARE = 0.8;
/** A key press looks at most this many windows further. */
const MOST_PANS = 40;
const TIP_WIDTH_PX = 264;
const TIP_HEIGHT_PX = 46;
const TIP_GAP_PX = 8;

export { styles, StripView as View, type TimeWindow };

/** Px of a node that lie beside the window. */
interface Beside {
  readonly before: number;
  readonly after: number;
}

/** Keeps a node's text within what is seen of it. */
const aside = ({ before, after }: Beside): Readonly<Record<string, string>> => ({ "--before": `${before}px`, "--after": `${after}px` });

export class StripView extends SceneView {
  /** Undefined: everything. */
  #window: TimeWindow | undefined;
  #active: string | undefined;
  #hovered: string | undefined;
  #compress = false;
  #mirrored = false;
  /** What to make active once the scene that shows it has come. */
  #wanted: string | undefined;
  readonly #hands = new StripHands(this);
  readonly #faces = new StripFaces();
  readonly #slots = new StripSlots();
  readonly #glide = new StripGlide(() => void this.ask());

  /** The window shown, as asked for or as the core chose it. */
  get window(): TimeWindow | undefined {
    if (this.#window !== undefined) return this.#window;
    return this.scene && windowOf(this.scene);
  }

  /** The whole range: what the overview stands for. */
  get range(): TimeWindow | undefined {
    const overview = this.scene?.withRole("overview")[0];
    const bars = this.scene?.withRole("overview_bar") ?? [];
    const from = overview?.number("from_ms") ?? bars[0]?.number("from_ms");
    const to = overview?.number("to_ms") ?? bars.at(-1)?.number("to_ms");
    return from === undefined || to === undefined ? undefined : { from, to };
  }

  /** Where time runs on the canvas: [start, end] in px from the inline start. */
  get track(): readonly [number, number] {
    const { narrow_below, lane_header_w, lane_header_narrow_w, end_pad } = GEOMETRY.strip;
    return [this.width < narrow_below ? lane_header_narrow_w : lane_header_w, this.width - end_pad];
  }

  /** As at rest: to look at the page's style while everything moves would cost milliseconds. */
  get mirrored(): boolean {
    return this.#mirrored;
  }

  protected override request(): SceneRequest | undefined {
    if (this.width < 1) return undefined;
    if (!this.#glide.zooms) this.#mirrored = this.direction === "rtl";
    return {
      view: "strip", width: this.width, height: Math.max(1, this.height), dir: this.#mirrored ? "rtl" : "ltr", lanes: "channel", compress_gaps: this.#compress,
      ...this.#window, ...this.#glide.request(this.#frame), ...this.marks,
    };
  }

  /** Breaks depend on the window: with them nothing can be moved. */
  get #frame(): Frame {
    const [start, end] = this.track;
    return {
      window: this.#compress ? undefined : this.#window ?? this.range, whole: this.#window === undefined, range: this.range,
      start, track: end - start, width: this.width, mirrored: this.mirrored,
    };
  }

  protected override arrived(scene: Scene): void {
    this.#glide.arrived(this.#compress ? undefined : windowOf(scene), this.#frame);
    const wanted = this.#wanted === undefined ? undefined : scene.nodes.find((node) => node.role === "mark" && node.text("ref") === this.#wanted);
    if (wanted !== undefined) {
      this.#active = wanted.id;
      this.#wanted = undefined;
      return;
    }
    if (this.#active !== undefined && scene.nodes.some((node) => node.id === this.#active)) return;
    const selected = scene.nodes.find((node) => node.has("selected") && node.role === "mark");
    this.#active = selected?.id;
  }

  /** Shows a window of time; `zooming` under a wheel or two fingers, which go on. */
  show(window: TimeWindow | undefined, zooming = false): void {
    this.#window = window === undefined ? undefined : this.#within(window);
    this.around.lookChanged();
    if (!this.#glide.moved(this.#frame, zooming)) void this.ask();
  }

  /** The window that the viewer chose; undefined: everything. */
  get chosenWindow(): TimeWindow | undefined {
    return this.#window;
  }

  /** Puts an instant in the middle of the window, where it is not in it already. */
  override reveal(event: string, atMs?: number): void {
    const { window } = this;
    if (atMs === undefined || window === undefined) return;
    this.#wanted = event;
    if (atMs >= window.from && atMs < window.to) return void this.ask();
    const half = Math.round((window.to - window.from) / 2);
    this.show({ from: atMs - half, to: atMs + half });
  }

  override focus(): void {
    this.around.shadow.querySelector<HTMLElement>(".marks")?.focus();
  }

  /** Moves by a share of the window; positive is newer. */
  pan(share: number): void {
    const window = this.window;
    if (window === undefined) return;
    const by = Math.round((window.to - window.from) * share);
    this.show({ from: window.from + by, to: window.to + by });
  }

  /** Zooms by a factor (above 1: closer) around a share of the window. */
  zoom(factor: number, around = 0.5, zooming = false): void {
    const window = this.window;
    if (window === undefined) return;
    const span = window.to - window.from;
    const wanted = Math.max(NARROWEST_MS, Math.round(span / factor));
    const from = Math.round(window.from + (span - wanted) * around);
    this.show({ from, to: from + wanted }, zooming);
  }

  latest(): void {
    const [window, range] = [this.window, this.range];
    if (window === undefined || range === undefined) return;
    this.show({ from: range.to - (window.to - window.from), to: range.to });
  }

  oldest(): void {
    const [window, range] = [this.window, this.range];
    if (window === undefined || range === undefined) return;
    this.show({ from: range.from, to: range.from + (window.to - window.from) });
  }

  /** Keeps a window inside the range, and never wider than it. */
  #within({ from, to }: TimeWindow): TimeWindow | undefined {
    const range = this.range;
    if (range === undefined) return { from, to };
    const span = Math.max(NARROWEST_MS, to - from);
    if (span >= range.to - range.from) return undefined;
    const start = Math.min(Math.max(from, range.from), range.to - span);
    return { from: start, to: start + span };
  }

  // -- painting -----------------------------------------------------------------------------------

  override render(): TemplateResult {
    const scene = this.scene;
    this.#glide.repaint(this.#frame);
    this.#faces.begin(this.around);
    this.#slots.begin();
    return html`<div class="strip" part="strip">
      ${this.#tools()}
      <div class="strip-canvas" ${scene ? place({ x: 0, y: 0, w: this.width, h: scene.contentHeight }) : nothing}
        @wheel=${this.#hands.wheel} @pointerdown=${this.#hands.down} @pointermove=${this.#hands.move}
        @pointerup=${this.#hands.up} @pointercancel=${this.#hands.up}>
        ${scene === undefined ? nothing : [this.#overview(scene), this.#gliding(scene, this.#weekends(scene)), this.#lanes(scene), this.#gliding(scene, this.#track(scene)), this.#tip(scene)]}
      </div>
    </div>`;
  }

  /** The window on time, and in it a layer that glides. */
  #gliding(scene: Scene, content: unknown): TemplateResult {
    const [start] = this.track;
    const top = GEOMETRY.strip.overview_h + GEOMETRY.strip.overview_gap;
    const [w, h] = [this.width, scene.contentHeight];
    return html`<div class="track" ${place({ x: start, y: top, w: w - start, h: h - top })}>
      <div class="strip-layer" ${stands({ x: -start, y: -top, w, h }, "layer", this.#glide)}>${content}</div></div>`;
  }

  /** What glides over the lanes' lines. */
  #track(scene: Scene): TemplateResult {
    return html`${this.#axis(scene)} ${this.#days(scene)} ${this.#marks(scene)}`;
  }

  /** What glides below the lanes' lines. */
  #weekends(scene: Scene): unknown {
    const lowest = scene.withRole("lane").at(-1)?.rect ?? { y: 0, h: scene.contentHeight };
    return scene.withRole("day").filter((node) => node.has("weekend"))
      .map(({ rect }) => html`<div class="weekend" ${stands({ ...rect, h: lowest.y + lowest.h - rect.y }, "span", this.#glide)}></div>`);
  }

  #tools(): TemplateResult {
    const { texts } = this.around;
    const tool = (key: Parameters<typeof texts.say>[0], name: string, act: () => void): TemplateResult =>
      html`<button type="button" class="tool" aria-label=${texts.say(key)} title=${texts.say(key)} @click=${act}>${icon(name)}</button>`;
    return html`<div class="strip-tools" role="group" aria-label=${texts.say("strip.tools")}>
      ${tool("strip.older", "chevron-left", () => this.pan(-PAGE_SHARE))}
      ${tool("strip.newer", "chevron-right", () => this.pan(PAGE_SHARE))}
      ${tool("strip.zoom_out", "zoom-out", () => this.zoom(1 / ZOOM_STEP))}
      ${tool("strip.zoom_in", "zoom-in", () => this.zoom(ZOOM_STEP))}
      ${tool("strip.all", "maximize-2", () => this.show(undefined))}
      ${tool("strip.latest", "skip-forward", () => this.latest())}
      <button type="button" class="tool" aria-pressed=${this.#compress ? "true" : "false"} aria-label=${texts.say("strip.compress")} title=${texts.say("strip.compress")}
        @click=${this.#toggleGaps}>${icon("fold-horizontal")}</button>
      <span class="hint">${texts.say("strip.hint")}</span>
    </div>`;
  }

  readonly #toggleGaps = (): void => {
    this.#compress = !this.#compress;
    void this.ask();
  };

  #overview(scene: Scene): TemplateResult {
    const { texts, dates } = this.around;
    const overview = scene.withRole("overview")[0];
    const window = scene.withRole("window")[0];
    if (overview === undefined) return html``;
    const bars = scene.withRole("overview_bar").map(({ rect: { x, y, w, h } }) => `M${x} ${y + h}v${-h}h${w}v${h}z`);
    const shown = this.window;
    const range = this.range;
    const local = (name: "from_ms" | "to_ms"): string => dates.stamp((window?.number(name) ?? 0) + this.#offsetMs(scene));
    return html`
      <div class="overview" aria-hidden="true" ${place(overview.rect)}></div>
      <svg class="overview-bars" aria-hidden="true" width=${scene.width} height=${overview.rect.y + overview.rect.h}>
        ${svg`<path d=${bars.join("")}></path>`}
      </svg>
      ${window === undefined || shown === undefined || range === undefined
        ? nothing
        : html`<div class="window" role="slider" tabindex="0" aria-label=${texts.say("strip.overview")} ${stands(window.rect, "window", this.#glide)}
            aria-valuemin="0" aria-valuemax="100" aria-valuenow=${sharePercent(shown, range)}
            aria-valuetext=${texts.say("strip.window", { from: local("from_ms"), to: local("to_ms") })}
            @keydown=${this.#hands.windowKey} @pointerdown=${this.#hands.windowDown}><span class="grip"></span><span class="grip"></span></div>`}`;
  }

  /** The display zone's offset, for the rare instant that comes without its civil time. */
  #offsetMs(scene: Scene): number {
    return (scene.root?.number("offset_s") ?? 0) * 1000;
  }

  #axis(scene: Scene): TemplateResult {
    const { dates, texts } = this.around;
    return html`<div class="axis" aria-hidden="true">
      ${repeat(scene.withRole("tick"), (node) => node.id, (node) => {
        const beside = this.#beside(node);
        return html`<div class="tick ${node.has("major") ? "major" : ""}" ${stands(node.rect, "span", this.#glide)} ${custom(aside(beside))}
          ><span class=${beside.before > 0 ? "cut" : ""}>${dates.tick(node.number("local_ms") ?? 0, node.text("unit") ?? "hour", node.has("major"))}</span></div>`;
      })}
      ${scene.withRole("gap").map((node) => html`<div class="gap ${node.has("compressed") ? "compressed" : ""}" ${stands(node.rect, "span", this.#glide)} ${custom(aside(this.#beside(node)))}><span>${dates.duration(node.number("duration_ms") ?? 0)}</span></div>`)}
      ${scene.withRole("history_start").map((node) => html`<div class="history-start" ${stands(node.rect, "point", this.#glide)}
        title=${texts.say("strip.history", { channel: channelName(node.text("channel"), this.around) })}>${icon("history")}</div>`)}
      ${scene.withRole("now").map((node) => html`<div class="now" title=${texts.say("strip.now")} ${stands(node.rect, "point", this.#glide)}></div>`)}
    </div>`;
  }

  #days(scene: Scene): TemplateResult {
    const { dates, texts, nowLocalMs } = this.around;
    const days = scene.withRole("day");
    const named = !this.#compress && namedByTicks(scene.withRole("tick"), days);
    return html`<div class="days" role="group" aria-label=${texts.say("strip.days")} @keydown=${this.#hands.dayKey}>
      ${repeat(days, (node) => node.id, (node, index) => {
        const local = node.number("local_ms") ?? 0;
        const count = node.number("count") ?? 0;
        const beside = this.#beside(node);
        const unit = node.text("unit") ?? "day";
        const room = this.#glide.seen(node.rect).w - beside.before - beside.after;
        const lengthMs = (node.number("to_ms") ?? 0) - (node.number("from_ms") ?? 0);
        const date = dates.period(local, unit, lengthMs, nowLocalMs);
        const name = named ? undefined : fittingName([date, dates.briefPeriod(local, unit, lengthMs)], room);
        return html`<button type="button" class="day ${node.has("today") ? "today" : ""}" ${stands(node.rect, "span", this.#glide)} ${custom(aside(beside))} ?disabled=${count === 0}
          tabindex=${index === days.length - 1 ? 0 : -1} aria-label=${texts.say("strip.day", { date, count })}
          @click=${() => this.#showDay(node)}>
          ${name === undefined ? nothing : html`<span class="day-name">${name}</span>`}
          ${count > 0 ? html`<span class="day-count">${texts.number(count)}</span>` : nothing}
        </button>`;
      })}
    </div>`;
  }

  /** Px of a node that lie beside the window, before it and after it. */
  #beside({ rect }: SceneNode): Beside {
    const { x, w } = this.#glide.seen(rect);
    const within = (px: number): number => Math.min(w, Math.max(0, px));
    return { before: within(this.track[0] - x), after: within(x + w - this.width) };
  }

  #showDay(node: SceneNode): void {
    const [from, to] = [node.number("from_ms"), node.number("to_ms")];
    if (from !== undefined && to !== undefined) this.show({ from, to });
  }

  #lanes(scene: Scene): TemplateResult {
    const { texts } = this.around;
    const lanes = scene.withRole("lane");
    const narrow = this.width < GEOMETRY.strip.narrow_below;
    return html`
      ${lanes.map((lane) => html`<div class="lane" aria-hidden="true" ${place(lane.rect)}></div>`)}
      ${scene.withRole("lane_header").map((node) => {
        const channel = channelName(node.text("channel"), this.around);
        const count = node.number("count") ?? 0;
        return html`<div class="lane-header ${nodeHue(node)}" aria-hidden="true" title=${texts.say("strip.lane", { channel, count })} ${place(node.rect)}>
          ${icon(interactionIcon(undefined, node.text("channel"), ""))}
          ${narrow ? nothing : html`<span class="lane-name">${channel}</span><span class="lane-count">${texts.number(count)}</span>`}
        </div>`;
      })}`;
  }

  #marks(scene: Scene): TemplateResult {
    const { texts } = this.around;
    const active = scene.nodes.find((node) => node.id === this.#active);
    return html`<div class="marks" role="listbox" tabindex="0" aria-orientation="horizontal" aria-label=${texts.say("strip.label")}
        aria-activedescendant=${active ? this.domId(active) : nothing}
        @keydown=${this.#hands.markKey} @click=${this.#clicked} @focus=${() => this.#ensureActive()}
        @pointerover=${(event: PointerEvent) => this.#hover(event)} @pointerleave=${() => this.#hover(undefined)}>
        ${repeat(scene.withRole("lane"), (lane) => lane.id, (lane) => {
          const stops = scene.childrenOf(lane).filter(isStop);
          const slots = this.#slots.of(lane, stops);
          return html`<div role="group"
            aria-label=${texts.say("strip.lane", { channel: channelName(lane.text("channel"), this.around), count: lane.number("count") ?? 0 })}>
            ${repeat(stops, ({ id }) => slots.get(id), (node) => this.#stop(node))}</div>`;
        })}
      </div>`;
  }

  #stop(node: SceneNode): TemplateResult {
    const active = node.id === this.#active ? " active" : "";
    const selected = node.has("selected");
    const { name, hue, shown } = this.#faces.of(node, this.around, this.#glide.zooms);
    if (node.role === "cluster") {
      return html`<div class="cluster${active}${selected ? " selected" : ""}" part="cluster" role="option" aria-selected="false" id=${this.domId(node)}
        data-node=${node.id} aria-label=${name} ${stands(node.rect, "point", this.#glide)}>
        <span class="pill ${hue}">${shown}</span>${node.has("failed") ? html`<span class="fail-dot"></span>` : nothing}</div>`;
    }
    return html`<div class="mark${active}${selected ? " selected" : ""}" part="mark" role="option" id=${this.domId(node)}
      data-node=${node.id} aria-selected=${selected ? "true" : "false"} aria-label=${name} ${stands(node.rect, "point", this.#glide)}>${guard([shown], () => shown)}</div>`;
  }

  readonly #clicked = (event: Event): void => {
    const node = this.#nodeOf(event.target);
    if (node !== undefined) this.open(node);
  };

  #nodeOf(target: EventTarget | null): SceneNode | undefined {
    const id = target instanceof Element ? target.closest<HTMLElement>("[data-node]")?.dataset["node"] : undefined;
    return id === undefined ? undefined : this.scene?.nodes.find((node) => node.id === id);
  }

  /** What a mark says, beside it: for the eye; a screen reader has the mark's own name. */
  #tip(scene: Scene): TemplateResult | typeof nothing {
    const { dates, texts } = this.around;
    const node = scene.nodes.find((one) => one.id === (this.#hovered ?? this.#active));
    if (node === undefined || node.role !== "mark") return nothing;
    const width = Math.min(TIP_WIDTH_PX, this.width - 16);
    const { shift } = this.#glide.movement;
    const x = Math.max(8, Math.min(this.middleOf(node) - width / 2, this.width - width - 8)) - shift;
    const direction = node.text("direction");
    const below = node.rect.y + node.rect.h + TIP_GAP_PX;
    const y = below + TIP_HEIGHT_PX > scene.contentHeight ? node.rect.y - TIP_HEIGHT_PX - TIP_GAP_PX : below;
    return html`<div class="tip ${this.#hovered === undefined ? "of-active" : ""}" aria-hidden="true" ${stands({ x, y, w: width, h: TIP_HEIGHT_PX }, "layer", this.#glide)}>
      <div class="tip-head">${texts.list([wayName(node, this.around), direction ? texts.name("direction", direction) : undefined, dates.stamp(node.number("local_ms") ?? 0)])}</div>
      <div class="tip-text" dir="auto">${gist(node, this.around)}</div>
    </div>`;
  }

  #hover(event: PointerEvent | undefined): void {
    const hovered = event?.pointerType === "mouse" ? this.#nodeOf(event.target)?.id : undefined;
    if (hovered === this.#hovered) return;
    this.#hovered = hovered;
    this.around.repaint();
  }

  // -- what hands and keys do ---------------------------------------------------------------------

  /** Opens a mark's details, or zooms into a cluster until its members stand apart. */
  open(node: SceneNode): void {
    this.#active = node.id;
    if (node.role === "mark") {
      this.around.select(node.text("ref"), interactionName(node, this.around));
      return;
    }
    const from = node.number("from_ms") ?? 0;
    const to = node.number("to_ms") ?? from;
    const span = Math.max(to - from, NARROWEST_MS / 2);
    const shown = this.window;
    if (shown !== undefined && shown.to - shown.from <= NARROWEST_MS) {
      this.around.announce(this.around.texts.say("strip.instant"));
      return;
    }
    const margin = Math.max(Math.round(span * 0.15), span < MINUTE_MS ? 0 : MINUTE_MS);
    void this.#openInto({ from: from - margin, to: to + margin }, from, node.text("channel"));
  }

  /** Zooms, then goes on with the first of the cluster's members: a key walk loses no place. */
  async #openInto(window: TimeWindow, fromMs: number, channel: string | undefined): Promise<void> {
    this.show(window);
    await this.ask();
    this.activate(this.stops.find((node) => node.text("channel") === channel && (timeOf(node) ?? 0) >= fromMs));
  }

  /** Marks and clusters of the window in the order of time. */
  get stops(): SceneNode[] {
    const [start, end] = this.track;
    const shown = (node: SceneNode): boolean => {
      const [middle, half] = [this.middleOf(node), node.rect.w / 2];
      return middle + half >= start && middle - half <= end;
    };
    const stops = this.scene?.nodes.filter((node) => isStop(node) && shown(node)) ?? [];
    return stops.sort((a, b) => a.rect.x - b.rect.x || a.rect.y - b.rect.y);
  }

  /** Where the middle of a mark stands now, in px from the inline start. */
  middleOf({ rect: { x, w } }: SceneNode): number {
    return this.#glide.seen({ x: x + w / 2, w: 0 }).x;
  }

  get activeStop(): SceneNode | undefined {
    return this.scene?.nodes.find((node) => node.id === this.#active);
  }

  activate(node: SceneNode | undefined): void {
    this.#active = node?.id;
    this.around.repaint();
  }

  /** Beyond the window's edge: pans until the next stop of that side comes, or the range ends. */
  async seek(side: 1 | -1): Promise<void> {
    const origin = timeOf(this.activeStop) ?? (side > 0 ? this.window?.to : this.window?.from) ?? 0;
    for (let pans = 0; pans < MOST_PANS; pans += 1) {
      const before = this.window?.from;
      this.pan(side * PAGE_SHARE);
      await this.ask();
      const beyond = this.stops.filter((node) => ((timeOf(node) ?? origin) - origin) * side > 0);
      const next = side > 0 ? beyond[0] : beyond.at(-1);
      if (next !== undefined) return this.activate(next);
      if (this.window?.from === before) return this.activate(side > 0 ? this.stops.at(-1) : this.stops[0]);
    }
  }

  enterDetails(): void {
    this.around.enterDetails();
  }

  closeDetails(): void {
    this.around.select(undefined);
  }

  #ensureActive(): void {
    if (this.activeStop === undefined) this.activate(this.stops.at(-1));
  }
}
