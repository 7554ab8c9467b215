// Prints the map on one landscape page: whose journey it is and as of when, then the frame's own content, cloned.

import type { Surroundings } from "../element/surroundings.js";
import { printInRoot } from "../ui/print-root.js";
import { customerName } from "./sentences.js";

// 277 mm of a landscape A4 within its margins, in CSS px.
const PAGE_PX = 1046;
const PAGE_CSS = "@page { size: landscape; margin: 10mm; }";
const INNER_CSS =
  ":host { color-scheme: light; } .map-frame { position: static; } .scroller { position: static; overflow: visible; } .map-head button { display: none; }" +
  "h1 { margin: 0; font: 600 16px/24px var(--tl-font-ui); } .print-when { margin: 0 0 8px; color: var(--tl-muted); }";

export async function printMap(around: Surroundings): Promise<void> {
  const { shadow } = around;
  const frame = shadow.querySelector(".map-frame");
  if (frame === null) return;
  await printInRoot(shadow.host, [...shadow.adoptedStyleSheets, INNER_CSS], (root) => {
    root.append(element("h1", "", customerName(around)), element("p", "print-when", whatIsShown(around)), copyOf(frame));
    const width = root.querySelector<HTMLElement>(".canvas")?.offsetWidth ?? 0;
    if (width > 0) root.querySelector<HTMLElement>(".map-frame")?.style.setProperty("zoom", String(Math.min(1, PAGE_PX / width)));
  }, PAGE_CSS);
}

/** How much of the journey is on the page, and as of when. */
function whatIsShown({ texts, dates, journey, nowLocalMs }: Surroundings): string {
  const { facets } = journey;
  const shown = facets === undefined ? [] : [texts.say("shown.label", { shown: facets.shown, total: facets.shown + facets.hidden })];
  return [...shown, dates.exact(nowLocalMs)].join(" · ");
}

function element(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.dir = "auto";
  made.textContent = text;
  return made;
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
