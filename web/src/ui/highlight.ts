// Marks what was searched for in what is shown. Which events match is the core's answer; this only points at the
// words, with the same idea of sameness: case and Latin, Greek and Cyrillic accents do not matter.

import { html, type TemplateResult } from "lit";

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The search's words and "quoted phrases". */
export function terms(query: string): readonly string[] {
  return [...query.matchAll(/"([^"]+)"|(\S+)/g)].map((match) => folded(match[1] ?? match[2] ?? "").text).filter((term) => term !== "");
}

/** Where the terms stand in the text, in order, merged. */
export function hits(text: string, query: string): readonly Range[] {
  const wanted = terms(query);
  if (wanted.length === 0) return [];
  const { text: haystack, at } = folded(text);
  const found: Range[] = [];
  for (const term of wanted) {
    for (let index = haystack.indexOf(term); index >= 0; index = haystack.indexOf(term, index + term.length)) {
      found.push({ from: at[index] ?? 0, to: at[index + term.length] ?? text.length });
    }
  }
  return merged(found.sort((a, b) => a.from - b.from));
}

export function highlight(text: string, query: string | undefined): TemplateResult | string {
  const ranges = query === undefined || query === "" ? [] : hits(text, query);
  if (ranges.length === 0) return text;
  const parts = ranges.map(({ from, to }, index) => html`${text.slice(index === 0 ? 0 : (ranges[index - 1]?.to ?? 0), from)}<mark>${text.slice(from, to)}</mark>`);
  return html`${parts}${text.slice(ranges.at(-1)?.to ?? 0)}`;
}

/** The folded text, and for each of its units where it came from. */
function folded(text: string): { readonly text: string; readonly at: readonly number[] } {
  const at: number[] = [];
  let result = "";
  let index = 0;
  for (const character of text) {
    const plain = character.normalize("NFKD").replace(/\p{Script=Inherited}/gu, "").toLowerCase();
    for (let i = 0; i < plain.length; i += 1) at.push(index);
    result += plain;
    index += character.length;
  }
  at.push(index);
  return { text: result, at };
}

function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last !== undefined && range.from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    else result.push(range);
  }
  return result;
}
