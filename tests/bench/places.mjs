// Where the contestants meet: natively in this process (with the core in one of its own), or in a page of Chromium.
import { ThroughlineNative } from "./ours/native.mjs";
import { openPage, PageSeat } from "./lib/chromium.mjs";
import { Seat } from "./lib/measure.mjs";

const keyed = (key, contestant) => Object.assign(new Seat(contestant), { key });

export async function nativePlace(files) {
  const peers = [];
  const { DuckDb } = await import("./peers/duckdb.mjs").catch(() => ({}));
  if (DuckDb !== undefined) peers.push(keyed("duckdb", new DuckDb()));
  const { JavaScriptInNode } = await import("./peers/javascript-node.mjs");
  peers.push(keyed("javascript", new JavaScriptInNode()));
  const seats = [keyed("ours", new ThroughlineNative()), ...peers];
  return { name: "native", seats, inputs: files, loads: () => true, memory: false, close: async () => { for (const seat of seats) await seat.aside("unload"); } };
}

/** The page's bytes are in its memory before anything is measured; so are, then, what the jobs run on. */
export async function chromiumPlace(files) {
  const chromium = await openPage("harness", files);
  const known = await chromium.page.evaluate(() => globalThis.bench.start());
  await chromium.page.evaluate((sources) => globalThis.bench.fetchInputs(sources), files.map(({ source }) => source));
  const seats = Object.entries(known).map(([key, about]) => new PageSeat(chromium.page, key, about));
  const inputs = await chromium.page.evaluate(() => globalThis.bench.INPUTS);
  return {
    name: "Chromium", version: chromium.version, seats, inputs,
    heapBytes: () => chromium.page.evaluate(() => globalThis.bench.heapBytes()),
    close: chromium.close,
  };
}
