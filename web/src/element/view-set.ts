// The views of the element: which there are, which one the viewer looks at, and the row of tabs that chooses it.
// Each is fetched from beside the script: the one for the panel's width with the core, the others when someone opens them.

import { html, nothing, type TemplateResult } from "lit";
import { adopt } from "../ui/adopt.js";
import { icon } from "../ui/icon.js";
import type { IconName } from "../ui/icon-names.js";
import { opening, unopened } from "../views/notices.js";
import type { SceneView } from "../views/scene-view.js";
import type { StripView, TimeWindow } from "../views/strip.js";
import type { Surroundings } from "./surroundings.js";

export type ViewName = "strip" | "cards" | "grid" | "messages" | "map" | "tracker" | "patterns";

type ViewClass = new (around: Surroundings) => SceneView;
interface Offer {
  readonly icon: IconName;
  readonly fetch: () => Promise<{ readonly View: ViewClass; readonly styles: string }>;
}

const lists = (): Promise<typeof import("../views/lists.js")> => import("../views/lists.js");
const measured = (): Promise<typeof import("../views/measured.js")> => import("../views/measured.js");

/** In the order of the tabs. */
const OFFERS: Readonly<Record<ViewName, Offer>> = {
  strip: { icon: "chart-gantt", fetch: () => import("../views/strip.js") },
  cards: { icon: "rows-3", fetch: async () => ((part) => ({ View: part.CardsView, styles: part.styles }))(await lists()) },
  grid: { icon: "table", fetch: async () => ((part) => ({ View: part.GridView, styles: part.styles }))(await lists()) },
  messages: { icon: "messages-square", fetch: () => import("../views/messages.js") },
  map: { icon: "map", fetch: async () => ((part) => ({ View: part.MapView, styles: part.styles }))(await measured()) },
  tracker: { icon: "route", fetch: async () => ((part) => ({ View: part.TrackerView, styles: part.styles }))(await measured()) },
  patterns: { icon: "chart-bar", fetch: async () => ((part) => ({ View: part.PatternsView, styles: part.styles }))(await measured()) },
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
  readonly #fetching = new Map<ViewName, Promise<void>>();
  /** Those that could not be fetched: tried again when someone asks. */
  readonly #missing = new Set<ViewName>();
  #shown: ViewName | undefined;
  #size: readonly [width: number, height: number] | undefined;
  /** What to scroll to once the view that is being fetched has come, and what the strip is to show. */
  #revealed: readonly [event: string, atMs?: number] | undefined;
  #window: TimeWindow | undefined;

  constructor(around: Surroundings, choose: (view: ViewName) => void) {
    this.#around = around;
    this.#choose = choose;
  }

  /** This view is shown now; one that was not before takes over the box, for what it laid out may be out of date, and
   *  what is selected is in sight. */
  show(name: ViewName): void {
    if (name === this.#shown) return;
    this.#shown = name;
    const view = this.#view(name);
    if (this.#size !== undefined) view?.resize(...this.#size);
    const { selected } = this.#around;
    if (selected !== undefined && this.#revealed === undefined) this.reveal(name, selected);
    void view?.ask();
  }

  resize(width: number, height: number): void {
    this.#size = [width, height];
    if (this.#shown !== undefined) this.#view(this.#shown)?.resize(width, height);
  }

  async ask(): Promise<void> {
    if (this.#shown !== undefined) await this.#view(this.#shown)?.ask();
  }

  /** Resolves when the view that is shown has come and has the scene it asked for; where none is shown, at once. */
  async settled(): Promise<void> {
    if (this.#shown === undefined) return;
    await this.#fetching.get(this.#shown);
    await this.#made.get(this.#shown)?.answered();
  }

  reveal(name: ViewName, event: string, atMs?: number): void {
    const view = this.#view(name);
    if (view === undefined) this.#revealed = atMs === undefined ? [event] : [event, atMs];
    else view.reveal(event, atMs);
  }

  focus(name: ViewName): void {
    this.#view(name)?.focus();
  }

  /** The part of the look that is the strip's own. */
  get window(): TimeWindow | undefined {
    return this.#strip === undefined ? this.#window : this.#strip.chosenWindow;
  }

  set window(window: TimeWindow | undefined) {
    if (window === undefined && this.window === undefined) return;
    this.#window = window;
    this.#strip?.show(window);
  }

  get #strip(): StripView | undefined {
    return this.#made.get("strip") as StripView | undefined;
  }

  forgetScenes(): void {
    for (const view of this.#made.values()) view.forgetScene();
  }

  render(name: ViewName): TemplateResult {
    if (this.#missing.has(name)) return unopened(this.#around, () => this.#retry(name));
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
    if (made === undefined && !this.#fetching.has(name) && !this.#missing.has(name)) {
      const fetched = this.#fetch(name).finally(() => {
        this.#fetching.delete(name);
        this.#around.repaint();
      });
      this.#fetching.set(name, fetched);
    }
    return made;
  }

  async #fetch(name: ViewName): Promise<void> {
    try {
      const { View, styles } = await OFFERS[name].fetch();
      adopt(this.#around.shadow, styles);
      const made = new View(this.#around);
      this.#made.set(name, made);
      if (this.#size !== undefined) made.resize(...this.#size);
      if (name === "strip" && this.#window !== undefined) this.#strip?.show(this.#window);
      if (this.#revealed !== undefined) made.reveal(...this.#revealed);
      this.#revealed = undefined;
      await made.ask();
    } catch (thrown) {
      this.#missing.add(name);
      this.#around.journey.fail(thrown);
    }
  }

  #retry(name: ViewName): void {
    this.#missing.delete(name);
    this.#around.repaint();
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
