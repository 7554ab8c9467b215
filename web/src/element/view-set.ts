// The views of the element: which there are, which one the viewer looks at, and the row of tabs that chooses it.
// What may be shown first is in the script; the others are fetched from beside it when someone opens them.

import { html, nothing, type TemplateResult } from "lit";
import { adopt } from "../ui/adopt.js";
import { icon } from "../ui/icon.js";
import type { IconName } from "../ui/icon-names.js";
import { CardsView } from "../views/cards.js";
import { GridView } from "../views/grid.js";
import { opening } from "../views/notices.js";
import type { SceneView } from "../views/scene-view.js";
import { StripView, type TimeWindow } from "../views/strip.js";
import type { Surroundings } from "./surroundings.js";

export type ViewName = "strip" | "cards" | "grid" | "messages" | "map" | "tracker" | "patterns";

type ViewClass = new (around: Surroundings) => SceneView;
interface Offer {
  readonly icon: IconName;
  readonly view: ViewClass | (() => Promise<{ readonly View: ViewClass; readonly styles: string }>);
}

const measured = (): Promise<typeof import("../views/measured.js")> => import("../views/measured.js");

/** In the order of the tabs. */
const OFFERS: Readonly<Record<ViewName, Offer>> = {
  strip: { icon: "chart-gantt", view: StripView },
  cards: { icon: "rows-3", view: CardsView },
  grid: { icon: "table", view: GridView },
  messages: { icon: "messages-square", view: () => import("../views/messages.js") },
  map: { icon: "map", view: async () => ((part) => ({ View: part.MapView, styles: part.styles }))(await measured()) },
  tracker: { icon: "route", view: async () => ((part) => ({ View: part.TrackerView, styles: part.styles }))(await measured()) },
  patterns: { icon: "chart-bar", view: async () => ((part) => ({ View: part.PatternsView, styles: part.styles }))(await measured()) },
};

export const VIEW_NAMES = Object.keys(OFFERS) as readonly ViewName[];

/** Below this the automatic view is cards, below WIDE_PX the table, from there the strip. */
const PANEL_PX = 560;
const WIDE_PX = 900;

export function viewFor(width: number): ViewName {
  return width < PANEL_PX ? "cards" : width < WIDE_PX ? "grid" : "strip";
}

export class ViewSet {
  readonly #around: Surroundings;
  readonly #choose: (view: ViewName) => void;
  readonly #made = new Map<ViewName, SceneView>();
  readonly #fetching = new Set<ViewName>();
  #shown: ViewName | undefined;
  #size: readonly [width: number, height: number] | undefined;
  /** What to scroll to once the view that is being fetched has come. */
  #revealed: string | undefined;

  constructor(around: Surroundings, choose: (view: ViewName) => void) {
    this.#around = around;
    this.#choose = choose;
  }

  /** This view is shown now; one that was not before takes over the box, for what it laid out may be out of date. */
  show(name: ViewName): void {
    if (name === this.#shown) return;
    this.#shown = name;
    const view = this.#view(name);
    if (this.#size !== undefined) view?.resize(...this.#size);
    void view?.ask();
  }

  resize(width: number, height: number): void {
    this.#size = [width, height];
    if (this.#shown !== undefined) this.#view(this.#shown)?.resize(width, height);
  }

  async ask(): Promise<void> {
    if (this.#shown !== undefined) await this.#view(this.#shown)?.ask();
  }

  reveal(name: ViewName, event: string, atMs?: number): void {
    const view = this.#view(name);
    if (view === undefined) this.#revealed = event;
    else view.reveal(event, atMs);
  }

  focus(name: ViewName): void {
    this.#view(name)?.focus();
  }

  /** The part of the look that is the strip's own. */
  get window(): TimeWindow | undefined {
    return this.#strip?.chosenWindow;
  }

  set window(window: TimeWindow | undefined) {
    if (window !== undefined || this.window !== undefined) (this.#view("strip") as StripView).show(window);
  }

  get #strip(): StripView | undefined {
    return this.#made.get("strip") as StripView | undefined;
  }

  forgetScenes(): void {
    for (const view of this.#made.values()) view.forgetScene();
  }

  render(name: ViewName): TemplateResult {
    return this.#view(name)?.render() ?? opening(this.#around);
  }

  tabs(shown: ViewName): TemplateResult {
    const { texts, elementId } = this.#around;
    return html`<div class="tabs" role="tablist" aria-label=${texts.say("views.label")} @keydown=${this.#tabKey}>
      ${VIEW_NAMES.map((name) => {
        const chosen = name === shown;
        const label = texts.say(`view.${name}`);
        return html`<button type="button" class="tab" role="tab" aria-selected=${chosen ? "true" : "false"} tabindex=${chosen ? 0 : -1} data-view=${name}
          title=${chosen ? nothing : label} aria-controls=${elementId("panel")} @click=${() => this.#choose(name)}>${icon(OFFERS[name].icon)}<span>${label}</span></button>`;
      })}
    </div>`;
  }

  #view(name: ViewName): SceneView | undefined {
    const made = this.#made.get(name);
    if (made !== undefined) return made;
    const { view } = OFFERS[name];
    if (isClass(view)) return this.#make(name, view);
    if (!this.#fetching.has(name)) void this.#fetch(name, view);
    return undefined;
  }

  #make(name: ViewName, view: ViewClass): SceneView {
    const made = new view(this.#around);
    this.#made.set(name, made);
    return made;
  }

  async #fetch(name: ViewName, view: Exclude<Offer["view"], ViewClass>): Promise<void> {
    this.#fetching.add(name);
    try {
      const { View, styles } = await view();
      adopt(this.#around.shadow, styles);
      const made = this.#make(name, View);
      if (this.#size !== undefined) made.resize(...this.#size);
      if (this.#revealed !== undefined) made.reveal(this.#revealed);
      this.#revealed = undefined;
      await made.ask();
    } catch (thrown) {
      this.#around.journey.fail(thrown);
    } finally {
      this.#fetching.delete(name);
      this.#around.repaint();
    }
  }

  readonly #tabKey = (event: KeyboardEvent): void => {
    const tabs = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=tab]")];
    const at = tabs.indexOf(event.target as HTMLElement);
    const step = this.#around.rightToLeft ? -1 : 1;
    const to: Readonly<Record<string, number>> = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: tabs.length - 1 };
    const wanted = to[event.key];
    if (wanted === undefined) return;
    const next = tabs[(wanted + tabs.length) % tabs.length];
    event.preventDefault();
    next?.focus();
    next?.click();
  };
}

function isClass(view: Offer["view"]): view is ViewClass {
  return "prototype" in view && view.prototype !== undefined;
}
