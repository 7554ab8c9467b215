import { noChange } from "lit";
import { directive, Directive, PartType, type ElementPart, type PartInfo } from "lit/directive.js";
import type { Rect } from "../engine/scene.js";

/** Where an element was put: only what changes is set again. */
export class Placing {
  #last: Rect | undefined;

  // Set through the object model: a style attribute, even one a template writes, breaks a strict policy.
  put({ style }: HTMLElement, rect: Rect): void {
    const last = this.#last;
    if (last?.x !== rect.x) style.setProperty("inset-inline-start", `${rect.x}px`);
    if (last?.y !== rect.y) style.setProperty("inset-block-start", `${rect.y}px`);
    if (last?.w !== rect.w) style.setProperty("inline-size", `${rect.w}px`);
    if (last?.h !== rect.h) style.setProperty("block-size", `${rect.h}px`);
    this.#last = rect;
  }
}

class PlaceDirective extends Directive {
  readonly #placing = new Placing();

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("place() stands on an element: <div ${place(rect)}>");
  }

  override render(_rect: Rect): unknown {
    return noChange;
  }

  override update(part: ElementPart, [rect]: [Rect]): unknown {
    this.#placing.put(part.element as HTMLElement, rect);
    return noChange;
  }
}

/** Puts an element at a scene's rectangle. Logical: right-to-left pages mirror by themselves. */
export const place = directive(PlaceDirective);

class CustomDirective extends Directive {
  #last = new Map<string, string>();

  override render(_values: Readonly<Record<string, string>>): unknown {
    return noChange;
  }

  override update(part: ElementPart, [values]: [Readonly<Record<string, string>>]): unknown {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(values)) {
      if (this.#last.get(name) !== value) style.setProperty(name, value);
      this.#last.set(name, value);
    }
    return noChange;
  }
}

/** Sets custom properties: <div ${custom({ "--share": "0.4" })}>. */
export const custom = directive(CustomDirective);
