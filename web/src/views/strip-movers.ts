// What moves under a hand on the strip, and how.

import { noChange } from "lit";
import { directive, Directive, type ElementPart } from "lit/directive.js";
import type { Rect } from "../engine/scene.js";
import { Placing } from "../ui/place.js";
import type { StripGlide } from "./strip-glide.js";

/** From what was laid out to what is shown: px = start + scale × (laid px − start) + shift. */
export interface Movement {
  readonly start: number;
  readonly scale: number;
  /** Px that all of it moves; positive towards the inline end. */
  readonly shift: number;
  /** Px that the overview's window has come since. */
  readonly slid: number;
  readonly mirrored: boolean;
}

/** `layer`: is moved as a whole. In it, `point`: a mark around its instant; `span`: from an instant to an instant.
 *  `window`: the overview's. */
export type Stand = "layer" | "point" | "span" | "window";

/** How one element follows. */
export class Mover extends Directive {
  readonly #placing = new Placing();
  #element: HTMLElement | undefined;
  #rect: Rect = { x: 0, y: 0, w: 0, h: 0 };
  #stand: Stand = "point";
  #by = 0;

  override render(_rect: Rect, _stand: Stand, _glide: StripGlide): unknown {
    return noChange;
  }

  override update(part: ElementPart, [rect, stand, glide]: [Rect, Stand, StripGlide]): unknown {
    this.#element = part.element as HTMLElement;
    this.#rect = rect;
    this.#stand = stand;
    glide.take(this);
    this.move(glide.movement);
    return noChange;
  }

  move({ start, scale, shift, slid, mirrored }: Movement): void {
    const { x, w } = this.#rect;
    const scaled = start + scale * (x - start);
    if (this.#stand === "layer") this.#put(x, w, shift, mirrored);
    else if (this.#stand === "span") this.#put(scaled, w * scale, 0, mirrored);
    else if (this.#stand === "window") this.#put(x, w / scale, slid, mirrored);
    // On whole px while it is stretched, or its edges would be blurred.
    else this.#put(x, w, scale === 1 ? 0 : Math.round(scaled + ((scale - 1) * w) / 2) - x, mirrored);
  }

  /** Whether a hand moves it just now. */
  name(moving: boolean): void {
    if (this.#stand === "layer") this.#element?.classList.toggle("moving", moving);
  }

  /** What keeps its size is moved by a transform, which costs no layout. */
  #put(x: number, w: number, by: number, mirrored: boolean): void {
    const element = this.#element;
    if (element === undefined) return;
    this.#placing.put(element, { ...this.#rect, x, w });
    const px = mirrored ? -by : by;
    if (px !== this.#by) element.style.setProperty("transform", px === 0 ? "none" : `translateX(${px}px)`);
    this.#by = px;
  }
}

/** Puts an element at a rectangle of the strip, and keeps it there as time is moved and stretched:
 *  <div ${stands(rect, "point", glide)}>. */
export const stands = directive(Mover);
