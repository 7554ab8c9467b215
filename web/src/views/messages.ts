// All channels as one thread, oldest at the top. The core says which events stand near the viewport and about where;
// how high a bubble is, its own text decides here. So the window of the thread hangs on one item that is being read:
// when what stands above it turns out higher or lower than the core supposed, that item stays where it is.

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { SceneRequest } from "../engine/documents.js";
import type { Scene, SceneNode } from "../engine/scene.js";
import styles from "../styles/messages.css";
import "../ui/texts-later.js";
import { icon } from "../ui/icon.js";
import { place } from "../ui/place.js";
import { bubble, quietLine } from "./bubbles.js";
import { ListView } from "./list-view.js";

export { styles };

/** Further than any thread: the core shows its end. */
const BEYOND_PX = 33_000_000;
/** Nearer to the end than this, the viewer follows what arrives. */
const END_PX = 24;

const DAY_MS = 86_400_000;

/** A date of the thread with what stands under it: its heading goes along until the next date comes. */
interface ThreadDate {
  readonly id: string;
  readonly localMs: number;
  /** Undefined where the date began before what is listed. */
  readonly day: SceneNode | undefined;
  readonly items: SceneNode[];
}

/** An item, and how far below the viewport's top it stands. */
interface Anchor {
  readonly id: string;
  readonly below: number;
}

export class View extends ListView {
  protected readonly itemRoles = ["message", "system_event"] as const;
  protected readonly headHeight = 0;

  /** Where the listed part of the thread begins in what scrolls, and how long the whole is. */
  #top = 0;
  #length = 0;
  #following = true;
  #anchor: Anchor | undefined;
  #unfolded: readonly string[] = [];
  /** How many events the thread had when its end was last in view, under which filter. */
  #seen = { total: 0, filter: "" };

  protected override request(): SceneRequest | undefined {
    if (this.width < 1 || this.height < 1) return undefined;
    const placed = this.scrollRequest();
    return {
      view: "messages", width: this.width, height: this.height, dir: this.direction, unfolded: this.#unfolded,
      ...placed, scroll: this.#following && placed.reveal === undefined ? BEYOND_PX : this.#estimatedScroll,
      ...this.marks,
    };
  }

  override forgetScene(): void {
    super.forgetScene();
    this.#following = true;
    this.#anchor = undefined;
    this.#unfolded = [];
  }

  override reveal(event: string): void {
    this.#following = false;
    this.#anchor = undefined;
    super.reveal(event);
  }

  protected override arrived(scene: Scene): void {
    const revealed = this.revealing;
    super.arrived(scene);
    this.#anchor = revealed === undefined ? this.#anchorNow() : undefined;
    const from = revealed === undefined ? undefined : scene.scroll;
    this.around.repaint();
    void this.around.painted().then(() => this.#settle(scene, from));
  }

  /** Where the viewport stands in the core's coordinates. */
  get #estimatedScroll(): number {
    const anchor = this.#anchorNow();
    const node = anchor && this.items.find((one) => one.id === anchor.id);
    return Math.max(0, Math.round(node === undefined || anchor === undefined ? this.scrollTop : node.rect.y - anchor.below));
  }

  #anchorNow(): Anchor | undefined {
    for (const node of this.items) {
      const element = this.#elementOf(node);
      if (element === null) continue;
      const below = this.#top + element.offsetTop - this.scrollTop;
      if (below + element.offsetHeight > 0) return below < this.height ? { id: node.id, below } : undefined;
    }
    return undefined;
  }

  #elementOf(node: SceneNode): HTMLElement | null {
    return this.around.shadow.getElementById(this.domId(node));
  }

  /** The new part of the thread is painted: hangs it so that what was read has not moved. */
  #settle(scene: Scene, from: number | undefined): void {
    const [box, thread] = [this.box, this.around.shadow.querySelector<HTMLElement>(".thread")];
    if (box === null || thread === null || scene !== this.scene) return;
    const first = scene.nodes[1]?.rect.y ?? 0;
    const last = scene.nodes.at(-1)?.rect ?? { y: 0, h: 0 };
    const endsHere = last.y + last.h >= scene.contentHeight - END_PX;
    const anchor = this.#anchor;
    const node = anchor && this.items.find((one) => one.id === anchor.id);
    const element = node === undefined ? null : this.#elementOf(node);
    let scroll = from ?? this.scrollTop;
    this.#top = first;
    if (anchor !== undefined && node !== undefined && element !== null) {
      scroll = Math.max(0, node.rect.y - anchor.below);
      this.#top = scroll + anchor.below - element.offsetTop;
    }
    if (first <= 0) {
      scroll -= this.#top;
      this.#top = 0;
    }
    this.#length = endsHere ? this.#top + thread.offsetHeight : Math.max(scene.contentHeight, this.#top + thread.offsetHeight + this.height);
    thread.style.setProperty("inset-block-start", `${this.#top}px`);
    thread.parentElement?.style.setProperty("block-size", `${this.#length}px`);
    box.scrollTop = this.#following && endsHere ? this.#length : scroll;
    this.scrollTop = box.scrollTop;
    this.#noteSeen();
  }

  #noteSeen(): void {
    const total = this.scene?.root?.number("total") ?? 0;
    const filter = JSON.stringify(this.around.filter);
    const before = this.#seen;
    if (this.#atEnd || filter !== before.filter || total < before.total) this.#seen = { total, filter };
    if (this.#seen !== before) this.around.repaint();
  }

  get #atEnd(): boolean {
    return this.scrollTop + this.height >= this.#length - END_PX;
  }

  readonly #scrolled = (event: Event): void => {
    this.scrollTop = (event.currentTarget as HTMLElement).scrollTop;
    const wasFollowing = this.#following;
    const last = this.scene?.nodes.at(-1)?.rect;
    this.#following = this.#atEnd && last !== undefined && last.y + last.h >= (this.scene?.contentHeight ?? 0) - END_PX;
    this.onScroll(event);
    this.#noteSeen();
    if (wasFollowing !== this.#following) this.around.repaint();
  };

  // -- for the keys of every list -------------------------------------------------------------------

  protected override extentOf(node: SceneNode): { readonly top: number; readonly bottom: number } {
    const element = this.#elementOf(node);
    if (element === null) return super.extentOf(node);
    const top = this.#top + element.offsetTop;
    return { top, bottom: top + element.offsetHeight };
  }

  protected override get pageSize(): number {
    const visible = this.items.filter((node) => {
      const { top, bottom } = this.extentOf(node);
      return top >= this.scrollTop && bottom <= this.scrollTop + this.height;
    });
    return Math.max(1, visible.length - 1);
  }

  override async toEdge(edge: "start" | "end"): Promise<void> {
    this.#following = edge === "end";
    this.#anchor = undefined;
    this.#top = 0;
    this.scrollTop = 0;
    this.scene = undefined;
    await this.ask();
    await this.around.painted();
    const box = this.box;
    if (box !== null) box.scrollTop = edge === "end" ? this.#length : 0;
    this.activate(edge === "end" ? this.items.at(-1) : this.items[0]);
  }

  protected override open(node: SceneNode): void {
    const ref = node.text("ref");
    if ((node.number("count") ?? 1) === 1 || ref === undefined) return super.open(node);
    this.#unfolded = [...this.#unfolded, ref];
    void this.ask().then(() => this.activate(this.items.find((one) => one.text("ref") === ref)));
  }

  // -- painting ---------------------------------------------------------------------------------------

  override render(): TemplateResult {
    const { texts } = this.around;
    const scene = this.scene;
    const active = this.activeNode;
    const listed = scene?.root?.number("count") ?? 0;
    const left = (scene?.root?.number("total") ?? 0) - listed;
    return html`<div class="scroller messages" part="messages" role="listbox" tabindex="0" aria-label=${texts.say("messages.label")}
        aria-activedescendant=${active ? this.domId(active) : nothing} @scroll=${this.#scrolled} @keydown=${this.onKey}>
        <div class="canvas" role="presentation" ${place({ x: 0, y: 0, w: this.width, h: this.#length })}>
          ${left > 0 ? html`<p class="messages-left quiet" role="presentation">${texts.say("messages.left", { count: left })}</p>` : nothing}
          <div class="thread" role="presentation">
            ${repeat(datesOf(scene?.withRole("day", ...this.itemRoles) ?? []), ({ id }) => id, ({ localMs, day, items }) => html`<div role="presentation">
              ${this.#day(localMs, day)} ${repeat(items, (node) => node.id, (node) => this.#item(node))}</div>`)}
          </div>
        </div>
      </div>
      ${this.#pill()}`;
  }

  /** What arrived below while something older is being read; else the way back to the latest. */
  #pill(): TemplateResult | typeof nothing {
    if (this.#following || this.scene === undefined) return nothing;
    const { texts } = this.around;
    const fresh = Math.max(0, (this.scene.root?.number("total") ?? 0) - this.#seen.total);
    const label = fresh > 0 ? texts.say("messages.new", { count: fresh }) : texts.say("messages.latest");
    return html`<button type="button" class="to-latest ${fresh > 0 ? "fresh" : ""}" part="to-latest" @click=${this.#toLatest}>${icon("arrow-down")}<span>${label}</span></button>`;
  }

  readonly #toLatest = (): void => {
    this.box?.focus();
    void this.toEdge("end");
  };

  #day(localMs: number, node: SceneNode | undefined): TemplateResult {
    const { dates, texts, nowLocalMs } = this.around;
    const date = dates.day(localMs, nowLocalMs);
    const today = Math.floor(localMs / DAY_MS) === Math.floor(nowLocalMs / DAY_MS);
    return html`<div class="thread-day ${node === undefined ? "carried" : ""}" aria-hidden="true"><span>${today ? `${texts.say("cards.today")} · ${date}` : date}</span></div>`;
  }

  #item(node: SceneNode): TemplateResult {
    const states = ["inbound", "outbound", "internal", "selected", "failed", "fresh"] as const;
    const classes = [node.role === "message" ? "message" : "quiet-line", ...states.filter((state) => node.has(state)), node.has("run_start") ? "run" : "", this.isActive(node) ? "active" : ""];
    return html`<div class=${classes.filter(Boolean).join(" ")} role="option" id=${this.domId(node)} aria-selected=${node.has("selected") ? "true" : "false"}
      @click=${() => this.open(node)}>${node.role === "message" ? bubble(node, this.around) : quietLine(node, this.around)}</div>`;
  }
}

function datesOf(nodes: readonly SceneNode[]): readonly ThreadDate[] {
  const dates: ThreadDate[] = [];
  for (const node of nodes) {
    const last = dates.at(-1);
    const localMs = node.number("local_ms") ?? 0;
    if (node.role === "day") dates.push({ id: node.id, localMs, day: node, items: [] });
    else if (last !== undefined) last.items.push(node);
    else dates.push({ id: `day:${Math.floor(localMs / DAY_MS) * DAY_MS}`, localMs, day: undefined, items: [node] });
  }
  return dates;
}
