import type { TemplateResult } from "lit";
import type { SceneRequest } from "../engine/documents.js";
import type { Scene, SceneNode } from "../engine/scene.js";
import type { Surroundings } from "../element/surroundings.js";

/** A view that paints one scene of the core. It asks for a new one whenever size, scroll or window change; while
 *  one is under way further asks are folded into one, so a fast hand never queues work. */
export abstract class SceneView {
  protected readonly around: Surroundings;
  protected scene: Scene | undefined;
  width = 0;
  height = 0;
  #asking: Promise<void> | undefined;
  #askAgain = false;

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** What to ask the core for, or undefined while the view has no size. */
  protected abstract request(): SceneRequest | undefined;
  abstract render(): TemplateResult;
  /** Brings an event's interaction into view; a view that shows everything at once has nothing to do. */
  reveal(_event: string, _atMs?: number): void {}
  /** Puts the focus where this view is walked by keys. */
  focus(): void {
    this.around.shadow.querySelector<HTMLElement>(".view-box [tabindex='0']")?.focus();
  }
  /** The scene came; nodes may be read. */
  protected arrived(_scene: Scene): void {}

  /** The view's box changed. */
  resize(width: number, height: number): void {
    if (Math.round(width) === this.width && Math.round(height) === this.height) return;
    this.width = Math.round(width);
    this.height = Math.round(height);
    void this.ask();
  }

  forgetScene(): void {
    this.scene = undefined;
  }

  /** Resolves when a scene for what is wanted now has come. */
  ask(): Promise<void> {
    this.#askAgain = true;
    this.#asking ??= this.#askUntilCurrent().finally(() => {
      this.#asking = undefined;
      this.around.repaint();
    });
    return this.#asking;
  }

  /** Resolves when nothing is asked of the core any more; it asks nothing itself. */
  async answered(): Promise<void> {
    await this.#asking;
  }

  async #askUntilCurrent(): Promise<void> {
    try {
      while (this.#askAgain) {
        this.#askAgain = false;
        const { engine, phase } = this.around.journey;
        const request = this.request();
        if (engine === undefined || phase !== "ready" || request === undefined) return;
        this.scene = await engine.scene(request);
        this.arrived(this.scene);
        this.around.sceneCame(this.scene);
      }
    } catch (thrown) {
      this.around.journey.fail(thrown);
    }
  }

  protected get direction(): "ltr" | "rtl" {
    return this.around.rightToLeft ? "rtl" : "ltr";
  }

  /** What every view marks: the selection, pins, what is new to the viewer. */
  protected get marks(): { readonly selected?: string; readonly pinned?: readonly string[]; readonly fresh_since?: number } {
    const { selected, pins, lastVisitMs } = this.around;
    return { ...(selected !== undefined && { selected }), ...(pins.length > 0 && { pinned: pins }), ...(lastVisitMs !== undefined && { fresh_since: lastVisitMs }) };
  }

  /** An id for the page, stable as long as the node is: it ties aria-activedescendant to an element. */
  protected domId(node: SceneNode): string {
    return this.around.elementId(`n-${node.id}`);
  }
}

/** The way a scene's colours are named: hue-green, hue-amber, … */
export function hueClass(hues: Readonly<Record<string, string>>, key: string | undefined): string {
  return `hue-${(key !== undefined && hues[key]) || "slate"}`;
}
