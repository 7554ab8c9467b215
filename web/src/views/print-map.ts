// Prints the map on one landscape page: the frame's own content, cloned.

import type { Surroundings } from "../element/surroundings.js";
import { printInRoot } from "../ui/print-root.js";

// 277 mm of a landscape A4 within its margins, in CSS px.
const PAGE_PX = 1046;
const PAGE_CSS = "@page { size: landscape; margin: 10mm; }";
const INNER_CSS =
  ":host { color-scheme: light; } .map-frame { position: static; } .scroller { position: static; overflow: visible; } .map-head button { display: none; }";

export async function printMap({ shadow }: Surroundings): Promise<void> {
  const frame = shadow.querySelector(".map-frame");
  if (frame === null) return;
  await printInRoot(shadow.host, [...shadow.adoptedStyleSheets, INNER_CSS], (root) => {
    root.append(copyOf(frame));
    const width = root.querySelector<HTMLElement>(".canvas")?.offsetWidth ?? 0;
    if (width > 0) root.querySelector<HTMLElement>(".map-frame")?.style.setProperty("zoom", String(Math.min(1, PAGE_PX / width)));
  }, PAGE_CSS);
}

/** A deep copy. Geometry is set through the object model: a style attribute would break a strict policy. */
function copyOf(source: Element): Element {
  const copy = document.createElementNS(source.namespaceURI, source.localName);
  for (const { name, value } of source.attributes) if (name !== "style") copy.setAttribute(name, value);
  if (copy instanceof HTMLElement && source instanceof HTMLElement) {
    for (const name of source.style) copy.style.setProperty(name, source.style.getPropertyValue(name));
  }
  for (const child of source.childNodes) copy.append(child instanceof Element ? copyOf(child) : child.cloneNode());
  return copy;
}
