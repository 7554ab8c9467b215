// How the strip follows a hand without a new scene. A pan moves one layer, in which more than the window is laid out,
// until the window comes near the edge of what is there. Scenes of one origin and scale place an instant at the same x,
// so that the next one only adds marks. A zoom moves what is there apart or together; a few times a second a new scene
// forms new clusters. At rest everything is laid out anew around the window, and what is far off is let go.

import type { SceneRequest } from "../engine/documents.js";
import type { Rect } from "../engine/scene.js";
import type { Mover, Movement } from "./strip-movers.js";

export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** What scenes are made for. */
export interface Frame {
  /** Undefined where nothing can be moved: no scene yet, or breaks in it. */
  readonly window: TimeWindow | undefined;
  /** The window is everything there is: the core is to say what that is. */
  readonly whole: boolean;
  readonly range: TimeWindow | undefined;
  /** Where the window begins in the view, how much room it has, and the whole view: px. */
  readonly start: number;
  readonly track: number;
  readonly width: number;
  readonly mirrored: boolean;
}

/** What a scene lays out; for everything there is, without its window. */
interface Asked {
  readonly drawn?: TimeWindow;
  readonly origin?: number;
  readonly track: number;
}

interface Laid {
  readonly window: TimeWindow;
  readonly drawn: TimeWindow;
  readonly origin: number;
  readonly track: number;
}

/** Windows drawn on each side at rest and for a hand that zooms out, and ahead of a hand that pans. */
const BESIDE = 0.5;
const AROUND = 0.2;
const AHEAD = 0.75;
/** More is asked for when less than this is left ahead. */
const NEAR_EDGE = 0.2;
/** Windows drawn at most. */
const MOST_DRAWN = 4;
/** Px that the layer is moved before it begins anew: the core places nothing farther than 16,384 px off. */
const MOST_MOVED_PX = 8000;
/** A hand that did nothing for so long is at rest. */
const REST_MS = 200;
/** While a hand zooms, clusters are formed anew this often. */
const REGROUP_MS = 200;

type Hand = "rests" | "pans back" | "pans on" | "zooms in" | "zooms out";

export class StripGlide {
  readonly #ask: () => void;
  #last: TimeWindow | undefined;
  #asked: Asked | undefined;
  #askedAt = 0;
  #laid: Laid | undefined;
  #movement: Movement = { start: 0, scale: 1, shift: 0, slid: 0, mirrored: false };
  #hand: Hand = "rests";
  #zooms = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #movers = new Set<Mover>();

  /** `ask` is to bring a scene for what `request` says then. */
  constructor(ask: () => void) {
    this.#ask = ask;
  }

  /** A wheel or two fingers zoom: what is shown is gone before anybody has read it. */
  get zooms(): boolean {
    return this.#zooms;
  }

  /** The members of the scene's request that say what is laid out. */
  request(frame: Frame): Pick<SceneRequest, "from" | "to" | "drawn_from" | "drawn_to" | "origin"> {
    const { window, track, whole } = frame;
    this.#askedAt = performance.now();
    this.#look(frame);
    this.#asked = window === undefined ? undefined : { track };
    if (window === undefined || whole) return {};
    const laid = this.#fits(frame) ? this.#laid : undefined;
    const drawn = this.#stretch(window, frame.range, laid);
    const origin = laid !== undefined && Math.abs(this.#movement.shift) < MOST_MOVED_PX ? laid.origin : window.from;
    this.#asked = { drawn, origin, track };
    return { from: window.from, to: window.to, drawn_from: drawn.from, drawn_to: drawn.to, origin };
  }

  /** What was asked for last has come, and shows `window`; undefined where nothing can be moved. */
  arrived(window: TimeWindow | undefined, frame: Frame): void {
    const asked = this.#asked;
    this.#laid = asked && window && { window, drawn: asked.drawn ?? window, origin: asked.origin ?? window.from, track: asked.track };
    this.#look(frame);
  }

  /** The window was moved, by a hand that zooms on or otherwise: true where what is there follows by itself, and no
   *  scene need be asked for at once. */
  moved(frame: Frame, zooms: boolean): boolean {
    const { window, range } = frame;
    const before = this.#last;
    this.#last = window;
    this.#zooms = zooms;
    this.#look(frame);
    this.#rest();
    const laid = this.#laid?.track === frame.track ? this.#laid : undefined;
    if (laid === undefined || window === undefined) return false;
    if (!this.#fits(frame)) {
      this.#hand = spanOf(window) > spanOf(before ?? laid.window) ? "zooms out" : "zooms in";
      this.#place();
      this.#name(true);
      return zooms && performance.now() - this.#askedAt < REGROUP_MS;
    }
    this.#hand = window.from < (before ?? laid.window).from ? "pans back" : "pans on";
    const { drawn } = laid;
    if (window.from < drawn.from || window.to > drawn.to) return false;
    this.#place();
    this.#name(true);
    return this.#hand === "pans back" ? !nearStart(window, drawn, range) : !nearEnd(window, drawn, range);
  }

  /** How what was laid out stands to the window of now. */
  get movement(): Movement {
    return this.#movement;
  }

  /** Where something that spans time stands now. */
  seen({ x, w }: Pick<Rect, "x" | "w">): { readonly x: number; readonly w: number } {
    const { start, scale, shift } = this.#movement;
    return { x: start + scale * (x - start) + shift, w: w * scale };
  }

  /** A new picture is painted: it says again what moves. */
  repaint(frame: Frame): void {
    this.#movers.clear();
    this.#look(frame);
  }

  /** @internal */
  take(mover: Mover): void {
    this.#movers.add(mover);
  }

  #look({ window, range, start, track, width, mirrored }: Frame): void {
    const laid = this.#laid;
    if (laid === undefined || window === undefined) {
      this.#movement = { start, scale: 1, shift: 0, slid: 0, mirrored };
      return;
    }
    const [was, is] = [spanOf(laid.window), spanOf(window)];
    this.#movement = {
      start, mirrored, scale: was / is, shift: Math.round(((laid.origin - window.from) * track) / is),
      slid: range === undefined ? 0 : ((window.from - laid.window.from) * width) / spanOf(range),
    };
  }

  #place(): void {
    for (const mover of this.#movers) mover.move(this.#movement);
  }

  /** Whether the scene that is there has this frame's scale. */
  #fits({ window, track }: Frame): boolean {
    const laid = this.#laid;
    return laid !== undefined && window !== undefined && laid.track === track && spanOf(laid.window) === spanOf(window);
  }

  #stretch(window: TimeWindow, range: TimeWindow | undefined, laid: Laid | undefined): TimeWindow {
    const beside: Readonly<Record<Hand, readonly [number, number]>> = {
      "rests": [BESIDE, BESIDE], "pans back": [AHEAD, 0], "pans on": [0, AHEAD], "zooms in": [0, 0], "zooms out": [AROUND, AROUND],
    };
    const span = spanOf(window);
    const [before, after] = beside[this.#hand];
    let from = window.from - Math.round(span * before);
    let to = window.to + Math.round(span * after);
    // What is there already stays while the hand pans: letting it go costs more than keeping it.
    const back = this.#hand === "pans back";
    if ((back || this.#hand === "pans on") && laid !== undefined && laid.drawn.from <= to && laid.drawn.to >= from) {
      const most = MOST_DRAWN * span;
      [from, to] = back
        ? [from, Math.min(Math.max(to, laid.drawn.to), from + most)]
        : [Math.max(Math.min(from, laid.drawn.from), to - most), to];
    }
    return range === undefined ? window : { from: Math.min(window.from, Math.max(from, range.from)), to: Math.max(window.to, Math.min(to, range.to)) };
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#hand = "rests";
      this.#zooms = false;
      this.#name(false);
      this.#ask();
    }, REST_MS);
  }

  /** While the layers move, the style sheet knows it by their class `moving`. */
  #name(moving: boolean): void {
    for (const mover of this.#movers) mover.name(moving);
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
