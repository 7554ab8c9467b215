// The sheets of all views meet in one shadow root: a word must not be a thing in one of them and a state in another.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const folder = new URL("../../web/src/styles/", import.meta.url);
const CLASS = /\.([a-z][\w-]*)/g;

/** [{sheet, selector}], without comments and what :not() and :has() name. */
function selectors() {
  return readdirSync(folder).filter((name) => name.endsWith(".css")).flatMap((sheet) => {
    const css = readFileSync(new URL(sheet, folder), "utf8").replaceAll(/\/\*.*?\*\//gs, "");
    return [...css.matchAll(/([^{};]+)\{/g)].map(([, list]) => list.trim()).filter((list) => !list.startsWith("@"))
      .flatMap((list) => list.replaceAll(/:(?:not|has)\([^)]*\)/g, "").split(",")).map((selector) => ({ sheet, selector: selector.trim() }));
  });
}

test("no class is a thing of its own in one sheet and a state of another thing in a second", () => {
  const all = selectors();
  assert.ok(all.length > 300, "the sheets were read");
  const things = new Map();
  for (const { sheet, selector } of all) {
    const named = new Set([...selector.matchAll(CLASS)].map(([, name]) => name));
    if (named.size === 1) things.set([...named][0], { sheet, selector });
  }
  const clashes = all.flatMap(({ sheet, selector }) => selector.split(/[\s>+~]+/).flatMap((compound) =>
    [...compound.matchAll(CLASS)].slice(1).map(([, state]) => ({ thing: things.get(state), sheet, selector }))
      .filter(({ thing }) => thing !== undefined && thing.sheet !== sheet)
      .map(({ thing }) => `${thing.sheet} "${thing.selector}" and ${sheet} "${selector}"`)));
  assert.deepEqual(clashes, []);
});
