// How the strip is panned without a new scene: more than the window is laid out, in one layer, and the layer is moved
// until the window comes near the edge of what is there. Scenes of one origin and scale place an instant at the same
// x, so that the next one only adds marks. At rest the layer is laid out anew around the window, and what is far off
// is let go.

import { noChange } from "lit";
import { directive, Directive, type ElementPart } from "lit/directive.js";
import type { SceneRequest } from "../engine/documents.js";

export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** What scenes are made for. */
export interface Frame {
  /** Undefined: everything, which cannot be moved. */
  readonly window: TimeWindow | undefined;
  readonly range: TimeWindow | undefined;
  /** Px on which the window stands, and px of the whole view. */
  readonly track: number;
  readonly width: number;
  readonly mirrored: boolean;
}

interface Laid {
  readonly window: TimeWindow;
  readonly drawn: TimeWindow;
  readonly origin: number;
  readonly track: number;
}

/** Windows drawn on each side at rest, and ahead of a hand that pans. */
const BESIDE = 0.5;
const AHEAD = 0.75;
/** More is asked for when less than this is left ahead. */
const NEAR_EDGE = 0.2;
/** Windows drawn at most. */
const MOST_DRAWN = 4;
/** Px that the layer is moved before it begins anew: the core places nothing farther than 16,384 px off. */
const MOST_MOVED_PX = 8000;
/** A hand that did nothing for so long is at rest. */
const REST_MS = 200;

export class StripGlide {
  readonly #ask: () => void;
  #last: TimeWindow | undefined;
  #asked: Laid | undefined;
  #laid: Laid | undefined;
  /** Which way the hand pans; 0 at rest and while it zooms. */
  #heading: -1 | 0 | 1 = 0;
  #zooms = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #layers = new Set<HTMLElement>();
  readonly #sliders = new Set<HTMLElement>();

  /** `ask` is to bring a scene for what `request` says then. */
  constructor(ask: () => void) {
    this.#ask = ask;
  }

  /** The members of the scene's request that say what is laid out. */
  request(frame: Frame): Pick<SceneRequest, "from" | "to" | "drawn_from" | "drawn_to" | "origin"> {
    const { window, track } = frame;
    this.#asked = undefined;
    if (window === undefined) return {};
    const laid = this.#fits(frame) ? this.#laid : undefined;
    const drawn = this.#stretch(window, frame.range, laid);
    const origin = laid !== undefined && Math.abs(this.shift(frame)) < MOST_MOVED_PX ? laid.origin : window.from;
    this.#asked = { window, drawn, origin, track };
    return { from: window.from, to: window.to, drawn_from: drawn.from, drawn_to: drawn.to, origin };
  }

  /** What was asked for last has come. */
  arrived(): void {
    this.#laid = this.#asked;
  }

  /** The hand moved the window: true where the layer follows by itself, and no scene need be asked for at once. */
  moved(frame: Frame): boolean {
    const { window, range } = frame;
    const before = this.#last;
    this.#last = window;
    this.#rest();
    const laid = this.#fits(frame) ? this.#laid : undefined;
    this.#zooms = laid === undefined;
    if (laid === undefined || window === undefined) return false;
    this.#heading = window.from < (before ?? laid.window).from ? -1 : 1;
    const { drawn } = laid;
    if (window.from < drawn.from || window.to > drawn.to) return false;
    this.place(frame);
    this.#name(true);
    return this.#heading < 0 ? !nearStart(window, drawn, range) : !nearEnd(window, drawn, range);
  }

  /** Px by which the layer stands off from where the scene was laid out; positive towards the inline end. */
  shift({ window, track }: Frame): number {
    const laid = this.#laid;
    return laid === undefined || window === undefined ? 0 : Math.round(((laid.origin - window.from) * track) / spanOf(laid.window));
  }

  /** Moves the layers, and the overview's window, to where they belong. */
  place(frame: Frame): void {
    const sign = frame.mirrored ? -1 : 1;
    const slid = this.#slid(frame);
    for (const layer of this.#layers) moveTo(layer, sign * this.shift(frame));
    for (const slider of this.#sliders) moveTo(slider, sign * slid);
  }

  /** A new picture is painted: it says again what glides. */
  repaint(): void {
    this.#layers.clear();
    this.#sliders.clear();
  }

  /** @internal */
  take(element: HTMLElement, what: "layer" | "slider"): void {
    (what === "layer" ? this.#layers : this.#sliders).add(element);
  }

  /** Whether the scene that is there has this frame's scale. */
  #fits({ window, track }: Frame): boolean {
    const laid = this.#laid;
    return laid !== undefined && window !== undefined && laid.track === track && spanOf(laid.window) === spanOf(window);
  }

  #stretch(window: TimeWindow, range: TimeWindow | undefined, laid: Laid | undefined): TimeWindow {
    if (this.#zooms) return window;
    const span = spanOf(window);
    const [before, after] = this.#heading === 0 ? [BESIDE, BESIDE] : this.#heading < 0 ? [AHEAD, 0] : [0, AHEAD];
    let from = window.from - Math.round(span * before);
    let to = window.to + Math.round(span * after);
    // What is there already stays while the hand moves: letting it go costs more than keeping it.
    if (this.#heading !== 0 && laid !== undefined && laid.drawn.from <= to && laid.drawn.to >= from) {
      const most = MOST_DRAWN * span;
      [from, to] = this.#heading < 0
        ? [from, Math.min(Math.max(to, laid.drawn.to), from + most)]
        : [Math.max(Math.min(from, laid.drawn.from), to - most), to];
    }
    return range === undefined ? window : { from: Math.min(window.from, Math.max(from, range.from)), to: Math.max(window.to, Math.min(to, range.to)) };
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#heading = 0;
      this.#zooms = false;
      this.#name(false);
      this.#ask();
    }, REST_MS);
  }

  /** While the layers move, the style sheet knows it by their class `moving`. */
  #name(moving: boolean): void {
    for (const layer of this.#layers) layer.classList.toggle("moving", moving);
  }

  /** How far the overview's window has come since it was laid out. */
  #slid({ window, range, width }: Frame): number {
    const laid = this.#laid;
    return laid === undefined || window === undefined || range === undefined ? 0 : ((window.from - laid.window.from) * width) / spanOf(range);
  }
}

function spanOf({ from, to }: TimeWindow): number {
  return Math.max(1, to - from);
}

function nearStart(window: TimeWindow, drawn: TimeWindow, range: TimeWindow | undefined): boolean {
  return window.from - drawn.from < NEAR_EDGE * spanOf(window) && drawn.from > (range ?? drawn).from;
}

function nearEnd(window: TimeWindow, drawn: TimeWindow, range: TimeWindow | undefined): boolean {
  return drawn.to - window.to < NEAR_EDGE * spanOf(window) && drawn.to < (range ?? drawn).to;
}

function moveTo(element: HTMLElement, px: number): void {
  element.style.setProperty("transform", px === 0 ? "none" : `translateX(${px}px)`);
}

class GlidesDirective extends Directive {
  override render(_glide: StripGlide, _frame: Frame, _what: "layer" | "slider"): unknown {
    return noChange;
  }

  override update(part: ElementPart, [glide, frame, what]: [StripGlide, Frame, "layer" | "slider"]): unknown {
    glide.take(part.element as HTMLElement, what);
    glide.place(frame);
    return noChange;
  }
}

/** Marks an element that glides: <div ${glides(glide, frame, "layer")}>. */
export const glides = directive(GlidesDirective);
