/** Distance from the anchor and from the window's edges. */
const GAP_PX = 4;
const EDGE_PX = 8;

/** Puts a popover of the top layer below its anchor, or above where there is no room; never outside the window. */
export function float(popover: HTMLElement, anchor: Element, align: "start" | "end" = "start"): void {
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
