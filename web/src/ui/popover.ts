/** Distance from the anchor and from the window's edges. */
const GAP_PX = 4;
const EDGE_PX = 8;

/** A popover behind its button: what it holds is painted only while it is open. */
export class Popover {
  readonly #repaint: () => void;
  readonly #focusFirst: string;
  readonly #align: "start" | "end";
  readonly #onChange: ((open: boolean) => void) | undefined;
  #element: HTMLElement | undefined;
  open = false;

  /** `focusFirst` selects what has the focus when it opens. */
  constructor(repaint: () => void, focusFirst: string, align: "start" | "end", onChange?: (open: boolean) => void) {
    this.#repaint = repaint;
    this.#focusFirst = focusFirst;
    this.#align = align;
    this.#onChange = onChange;
  }

  close(): void {
    this.#element?.hidePopover();
  }

  /** For `@beforetoggle`: its content stands in it before it is shown, so that the browser finds what is marked
   *  `autofocus`: who types at once loses no letter. */
  readonly opens = ({ newState }: ToggleEvent): void => {
    if (newState === "open") this.#become(true);
  };

  /** For `@toggle`. */
  readonly toggled = (event: ToggleEvent): void => {
    const element = event.currentTarget as HTMLElement;
    const button = element.previousElementSibling as HTMLElement;
    const hasFocus = element.matches(":focus-within");
    this.#element = element;
    if (event.newState === "open") {
      float(element, button, this.#align);
      if (!hasFocus) element.querySelector<HTMLElement>(this.#focusFirst)?.focus();
      return;
    }
    // No browser gives the focus back to a button in a shadow tree.
    if (hasFocus) button.focus();
    this.#become(false);
  };

  #become(open: boolean): void {
    this.open = open;
    this.#onChange?.(open);
    this.#repaint();
  }
}

/** Puts a popover of the top layer below its anchor, or above where there is no room; never outside the window. */
function float(popover: HTMLElement, anchor: Element, align: "start" | "end"): void {
  const at = anchor.getBoundingClientRect();
  const rightToLeft = getComputedStyle(anchor).direction === "rtl";
  popover.style.setProperty("min-inline-size", `${Math.round(at.width)}px`);
  const { width, height } = popover.getBoundingClientRect();
  const fromLeft = (align === "start") !== rightToLeft;
  const left = Math.min(Math.max(EDGE_PX, fromLeft ? at.left : at.right - width), window.innerWidth - width - EDGE_PX);
  const below = at.bottom + GAP_PX;
  const fitsBelow = below + height <= window.innerHeight - EDGE_PX;
  const top = fitsBelow ? below : Math.max(EDGE_PX, at.top - GAP_PX - height);
  popover.style.setProperty("left", `${Math.round(left)}px`);
  popover.style.setProperty("top", `${Math.round(top)}px`);
}
