// What cards, table and thread share: a box that scrolls, of which only what is near the viewport exists; one tab
// stop; an active item that outlives its element, because the focus stays on the box.

import type { Scene, SceneNode } from "../engine/scene.js";
import type { SceneRole } from "../engine/codes.js";
import { SceneView } from "./scene-view.js";
import { interactionName } from "./sentences.js";

/** How near to the edge the scroll may come before the core is asked for more: it lists a screen on each side. */
const ASK_AFTER_SHARE = 0.4;
/** Shares of a screen: what is painted beyond each edge, and the scroll after which it is painted anew. */
const PAINT_SHARE = 0.5;
const REPAINT_AFTER_SHARE = 0.2;

export abstract class ListView extends SceneView {
  protected abstract readonly itemRoles: readonly SceneRole[];
  /** What stands at the box's head and covers items: the table's heading row. */
  protected abstract readonly headHeight: number;

  protected scrollTop = 0;
  #askedAt = 0;
  #paintedAt = 0;
  #active: string | undefined;
  /** What to scroll to; what the scene that is under way, or has just come, was asked to scroll to. */
  #reveal: string | undefined;
  #revealing: string | undefined;

  protected get revealing(): string | undefined {
    return this.#revealing;
  }

  protected get items(): SceneNode[] {
    return this.scene?.withRole(...this.itemRoles) ?? [];
  }

  /** What is near enough to the viewport to be worth elements. */
  protected painted(...roles: readonly SceneRole[]): SceneNode[] {
    this.#paintedAt = this.scrollTop;
    const [from, to] = [this.scrollTop - this.height * PAINT_SHARE, this.scrollTop + this.height * (1 + PAINT_SHARE)];
    return (this.scene?.withRole(...roles) ?? []).filter(({ rect }) => rect.y + rect.h > from && rect.y < to);
  }

  protected get activeNode(): SceneNode | undefined {
    return this.#active === undefined ? undefined : this.items.find((node) => node.id === this.#active);
  }

  protected isActive(node: SceneNode): boolean {
    return node.id === this.#active;
  }

  /** What is selected stays in view when the details take their room. */
  override resize(width: number, height: number): void {
    super.resize(width, height);
    const active = this.activeNode;
    if (active !== undefined && this.around.selected !== undefined) this.#bringIntoView(active);
  }

  /** Scrolls to an interaction with the next scene. */
  override reveal(ref: string): void {
    this.#reveal = ref;
    void this.ask();
  }

  toStart(): void {
    this.scrollTo(0);
  }

  protected scrollRequest(): { readonly scroll: number; readonly reveal?: string } {
    this.#askedAt = this.scrollTop;
    this.#revealing = this.#reveal;
    const scroll = Math.max(0, Math.round(this.scrollTop));
    return this.#reveal === undefined ? { scroll } : { scroll, reveal: this.#reveal };
  }

  protected override arrived(scene: Scene): void {
    const wanted = this.#revealing;
    if (wanted !== undefined) {
      const revealed = this.items.find((node) => node.text("ref") === wanted) ?? this.items.find((node) => node.has("selected"));
      this.#active = revealed?.id ?? this.#active;
      if (this.#reveal === wanted) this.#reveal = undefined;
      this.#revealing = undefined;
      this.around.repaint();
      void this.around.painted().then(() => this.scrollTo(scene.scroll));
    }
    this.#active ??= this.items[0]?.id;
  }

  protected readonly onScroll = (event: Event): void => {
    const box = event.currentTarget as HTMLElement;
    this.scrollTop = box.scrollTop;
    if (Math.abs(this.scrollTop - this.#askedAt) > this.height * ASK_AFTER_SHARE) void this.ask();
    else if (Math.abs(this.scrollTop - this.#paintedAt) > this.height * REPAINT_AFTER_SHARE) this.around.repaint();
  };

  protected readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.#step(1),
      ArrowUp: () => this.#step(-1),
      PageDown: () => this.#step(this.pageSize),
      PageUp: () => this.#step(-this.pageSize),
      Home: () => void this.toEdge("start"),
      End: () => void this.toEdge("end"),
      Enter: () => this.openActive(),
      " ": () => this.openActive(),
      Escape: () => this.around.select(undefined),
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  protected open(node: SceneNode): void {
    this.#active = node.id;
    this.around.select(node.text("ref"), interactionName(node, this.around));
  }

  protected openActive(): void {
    const node = this.activeNode;
    if (node !== undefined) this.open(node);
  }

  protected activate(node: SceneNode | undefined): void {
    if (node === undefined) return;
    this.#active = node.id;
    this.#bringIntoView(node);
    this.around.repaint();
  }

  /** Called where an arrow goes above the first item; the table goes to its headings. */
  protected aboveFirst(): void {}

  protected get pageSize(): number {
    const height = this.items[0]?.rect.h ?? 1;
    return Math.max(1, Math.floor((this.height - this.headHeight) / (height + 4)) - 1);
  }

  #step(by: number): void {
    const items = this.items;
    const index = items.findIndex((node) => node.id === this.#active);
    if (index < 0) {
      this.activate(items.find((node) => node.rect.y >= this.scrollTop) ?? items[0]);
      return;
    }
    if (index === 0 && by < 0) {
      this.aboveFirst();
      return;
    }
    this.activate(items[Math.min(items.length - 1, Math.max(0, index + by))]);
  }

  async toEdge(edge: "start" | "end"): Promise<void> {
    this.scrollTo(edge === "start" ? 0 : (this.scene?.contentHeight ?? 0));
    await this.ask();
    this.activate(edge === "start" ? this.items[0] : this.items.at(-1));
  }

  /** Where an item stands in what scrolls. */
  protected extentOf({ rect }: SceneNode): { readonly top: number; readonly bottom: number } {
    return { top: rect.y, bottom: rect.y + rect.h };
  }

  #bringIntoView(node: SceneNode): void {
    const { top, bottom } = this.extentOf(node);
    // Of an item that is higher than the box, its beginning.
    if (top - this.headHeight < this.scrollTop || bottom - top > this.height) this.scrollTo(Math.max(0, top - this.headHeight - 8));
    else if (bottom > this.scrollTop + this.height) this.scrollTo(bottom - this.height + 8);
  }

  protected get box(): HTMLElement | null {
    return this.around.shadow.querySelector<HTMLElement>(".scroller");
  }

  protected scrollTo(top: number): void {
    const box = this.box;
    if (box !== null) box.scrollTop = top;
    this.scrollTop = box?.scrollTop ?? top;
    void this.ask();
  }
}
