const adopted = new WeakMap<ShadowRoot, Set<string>>();

/** What is fetched later brings its styles: adopted, as a strict policy demands, once each. */
export function adopt(shadow: ShadowRoot, styles: string): void {
  const known = adopted.get(shadow) ?? new Set();
  adopted.set(shadow, known);
  if (known.has(styles)) return;
  known.add(styles);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
}
