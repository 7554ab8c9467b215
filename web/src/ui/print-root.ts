// Prints something of ours alone: a root in the page, for a print sheet cannot reach into a shadow. Styles are adopted,
// as a strict policy demands.

const PAGE_CSS = `@media screen { .throughline-print { display: none; } }
@media print { body > :not(.throughline-print) { display: none !important; } .throughline-print { display: block; } }`;

/**
 * `styles` are texts or sheets of the root; `page` are rules of the page (@page). `fill` puts the content in and may
 * measure it. The root is gone once the browser has printed, or the viewer thought better of it.
 */
export async function printInRoot(source: Element, styles: readonly (string | CSSStyleSheet)[], fill: (root: ShadowRoot) => void, page = ""): Promise<void> {
  const host = document.createElement("div");
  host.className = "throughline-print";
  host.dir = getComputedStyle(source).direction;
  host.lang = source.closest<HTMLElement>("[lang]")?.lang ?? "";
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = styles.map(sheetOf);
  const rules = sheetOf(page + PAGE_CSS);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];
  document.body.append(host);
  fill(root);
  const done = (): void => {
    host.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== rules);
  };
  addEventListener("afterprint", done, { once: true });
  print();
}

function sheetOf(style: string | CSSStyleSheet): CSSStyleSheet {
  if (typeof style !== "string") return style;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  return sheet;
}
