// How the strip is moved: wheel, drag, pinch and keys. A plain wheel is the page's own and is left alone.

import type { SceneNode } from "../engine/scene.js";
import type { StripView, TimeWindow } from "./strip.js";

const WHEEL_ZOOM = 0.0018;
const LINE_PX = 16;
/** A press that moves less than this is a click. */
const DRAG_PX = 4;
const KEY_ZOOM = 1.5;
const KEY_PAN = 0.2;
const PAGE = 0.8;

interface Drag {
  readonly x: number;
  readonly window: TimeWindow;
  /** Time per px of what is dragged: the canvas, or the overview's window. */
  readonly msPerPx: number;
  moved: boolean;
}

export class StripHands {
  readonly #view: StripView;
  readonly #pointers = new Map<number, number>();
  #drag: Drag | undefined;
  #pinch: { readonly distance: number; readonly window: TimeWindow } | undefined;

  constructor(view: StripView) {
    this.#view = view;
  }

  readonly wheel = (event: WheelEvent): void => {
    const { window } = this.#view;
    if (window === undefined || !(event.ctrlKey || event.metaKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))) return;
    event.preventDefault();
    const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    if (event.ctrlKey || event.metaKey) {
      this.#view.zoom(Math.exp(-event.deltaY * scale * WHEEL_ZOOM), this.#shareAt(event), true);
      return;
    }
    const delta = (Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY) * scale;
    this.#view.pan(((this.#view.mirrored ? -1 : 1) * delta) / this.#trackLength);
  };

  readonly down = (event: PointerEvent): void => {
    const { window } = this.#view;
    if (event.button !== 0 || window === undefined) return;
    this.#pointers.set(event.pointerId, event.clientX);
    if (this.#pointers.size === 2) {
      const [a = 0, b = 0] = [...this.#pointers.values()];
      this.#pinch = { distance: Math.max(1, Math.abs(a - b)), window };
      this.#drag = undefined;
      return;
    }
    this.#drag = { x: event.clientX, window, msPerPx: (window.to - window.from) / this.#trackLength, moved: false };
  };

  readonly windowDown = (event: PointerEvent): void => {
    const { window, range } = this.#view;
    if (event.button !== 0 || window === undefined || range === undefined) return;
    event.stopPropagation();
    this.#pointers.set(event.pointerId, event.clientX);
    this.#drag = { x: event.clientX, window, msPerPx: -(range.to - range.from) / Math.max(1, this.#view.width), moved: false };
    this.#capture(event);
  };

  readonly move = (event: PointerEvent): void => {
    if (!this.#pointers.has(event.pointerId)) return;
    this.#pointers.set(event.pointerId, event.clientX);
    if (this.#pinch !== undefined) this.#movePinch(event);
    const drag = this.#drag;
    if (drag === undefined) return;
    const by = (this.#view.mirrored ? -1 : 1) * (event.clientX - drag.x);
    if (!drag.moved && Math.abs(by) < DRAG_PX) return;
    if (!drag.moved) this.#capture(event);
    drag.moved = true;
    const ms = Math.round(by * drag.msPerPx);
    this.#view.show({ from: drag.window.from - ms, to: drag.window.to - ms });
  };

  readonly up = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
    if (this.#pointers.size < 2) this.#pinch = undefined;
    this.#drag = undefined;
  };

  readonly windowKey = (event: KeyboardEvent): void => {
    const forward = this.#view.mirrored ? "ArrowLeft" : "ArrowRight";
    const backward = this.#view.mirrored ? "ArrowRight" : "ArrowLeft";
    const acts: Readonly<Record<string, () => void>> = {
      [forward]: () => this.#view.pan(KEY_PAN),
      [backward]: () => this.#view.pan(-KEY_PAN),
      ArrowUp: () => this.#view.zoom(KEY_ZOOM),
      ArrowDown: () => this.#view.zoom(1 / KEY_ZOOM),
      PageUp: () => this.#view.pan(-PAGE),
      PageDown: () => this.#view.pan(PAGE),
      Home: () => this.#view.oldest(),
      End: () => this.#view.latest(),
    };
    run(event, acts);
  };

  readonly dayKey = (event: KeyboardEvent): void => {
    const target = event.target;
    if (!(target instanceof HTMLElement) || !target.matches("button.day")) return;
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const days = [...(target.parentElement?.querySelectorAll<HTMLElement>("button.day:not(:disabled)") ?? [])];
    days[days.indexOf(target) + step * (this.#view.mirrored ? -1 : 1)]?.focus();
  };

  readonly markKey = (event: KeyboardEvent): void => {
    const newer = this.#view.mirrored ? "ArrowLeft" : "ArrowRight";
    const older = this.#view.mirrored ? "ArrowRight" : "ArrowLeft";
    const acts: Readonly<Record<string, () => void>> = {
      [newer]: () => this.#step(1),
      [older]: () => this.#step(-1),
      ArrowDown: () => this.#toLane(1),
      ArrowUp: () => this.#toLane(-1),
      Home: () => this.#view.activate(this.#view.stops[0]),
      End: () => this.#view.activate(this.#view.stops.at(-1)),
      PageUp: () => void this.#view.seek(-1),
      PageDown: () => void this.#view.seek(1),
      Enter: () => this.#open(),
      " ": () => this.#open(),
      "+": () => this.#view.zoom(KEY_ZOOM, this.#activeShare),
      "=": () => this.#view.zoom(KEY_ZOOM, this.#activeShare),
      "-": () => this.#view.zoom(1 / KEY_ZOOM, this.#activeShare),
      "0": () => this.#view.show(undefined),
      Escape: () => this.#view.closeDetails(),
    };
    run(event, acts);
  };

  #open(): void {
    const active = this.#view.activeStop;
    if (active !== undefined) this.#view.open(active);
  }

  #step(by: 1 | -1): void {
    const { stops, activeStop } = this.#view;
    const index = stops.findIndex((node) => node.id === activeStop?.id);
    const next = index < 0 ? (by > 0 ? stops[0] : stops.at(-1)) : stops[index + by];
    if (next !== undefined) this.#view.activate(next);
    else void this.#view.seek(by);
  }

  /** The nearest stop in time in the next lane that has one. */
  #toLane(by: 1 | -1): void {
    const { stops, activeStop } = this.#view;
    if (activeStop === undefined) return;
    const beyond = stops.filter((node) => (node.rect.y - activeStop.rect.y) * by > 0);
    const lane = Math.min(...beyond.map((node) => Math.abs(node.rect.y - activeStop.rect.y)));
    const distance = (node: SceneNode): number => Math.abs(node.rect.x - activeStop.rect.x);
    const [nearest] = beyond
      .filter((node) => Math.abs(node.rect.y - activeStop.rect.y) === lane)
      .sort((a, b) => distance(a) - distance(b));
    if (nearest !== undefined) this.#view.activate(nearest);
  }

  get #trackLength(): number {
    const [start, end] = this.#view.track;
    return Math.max(1, end - start);
  }

  get #activeShare(): number {
    const active = this.#view.activeStop;
    return active === undefined ? 0.5 : (this.#view.middleOf(active) - this.#view.track[0]) / this.#trackLength;
  }

  #shareAt(event: MouseEvent): number {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const x = this.#view.mirrored ? box.right - event.clientX : event.clientX - box.left;
    return Math.min(1, Math.max(0, (x - this.#view.track[0]) / this.#trackLength));
  }

  #movePinch(event: PointerEvent): void {
    const pinch = this.#pinch;
    const [a = 0, b = 0] = [...this.#pointers.values()];
    if (pinch === undefined) return;
    const span = pinch.window.to - pinch.window.from;
    const wanted = Math.round((span * pinch.distance) / Math.max(1, Math.abs(a - b)));
    const share = this.#shareAt(event);
    const from = Math.round(pinch.window.from + (span - wanted) * share);
    this.#view.show({ from, to: from + wanted }, true);
  }

  #capture(event: PointerEvent): void {
    if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
  }
}

function run(event: KeyboardEvent, acts: Readonly<Record<string, () => void>>): void {
  const act = acts[event.key];
  if (act === undefined || event.altKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}
