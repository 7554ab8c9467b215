// Prints the map on one landscape page: the frame's own content cloned into a root in the page, for a print sheet
// cannot reach into a shadow. Styles are adopted, as a strict policy demands.

import type { Surroundings } from "../element/surroundings.js";

/** Wide enough for five columns, and a landscape page's proportion. */
const PAGE_CSS = `@page { size: landscape; margin: 10mm; }
@media screen { .throughline-print { display: none; } }
@media print { body > :not(.throughline-print) { display: none !important; } .throughline-print { display: block; } }`;

export async function printMap({ shadow }: Surroundings): Promise<void> {
  const frame = shadow.querySelector(".map-frame");
  if (frame === null) return;
  const host = document.createElement("div");
  host.className = "throughline-print";
  host.dir = getComputedStyle(shadow.host).direction;
  const root = host.attachShadow({ mode: "open" });
  const page = new CSSStyleSheet();
  page.replaceSync(PAGE_CSS);
  const inner = new CSSStyleSheet();
  inner.replaceSync(":host { color-scheme: light; } .map-frame { position: static; } .scroller { position: static; overflow: visible; } .map-head button { display: none; }");
  root.adoptedStyleSheets = [...shadow.adoptedStyleSheets, inner];
  root.append(copyOf(frame));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, page];
  document.body.append(host);
  const width = root.querySelector<HTMLElement>(".canvas")?.offsetWidth ?? 0;
  // 277 mm of a landscape A4 within its margins, in CSS px.
  if (width > 0) root.querySelector<HTMLElement>(".map-frame")?.style.setProperty("zoom", String(Math.min(1, 1046 / width)));
  const done = (): void => {
    host.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== page);
  };
  addEventListener("afterprint", done, { once: true });
  print();
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
