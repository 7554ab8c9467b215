// Where the contestants meet: natively in this process (the core in one of its own), or in a page of Chromium.
import { ThroughlineNative } from "./ours/native.mjs";
import { openPage, PageSeat } from "./lib/chromium.mjs";
import { Seat } from "./lib/measure.mjs";
import { firstLoads } from "./lib/size.mjs";
import { framesOf } from "./lib/trace.mjs";
import { JavaScriptInNode } from "./peers/javascript-node.mjs";

const keyed = (key, contestant) => Object.assign(new Seat(contestant), { key });

/** @typedef {{name: string, version?: string, seats: object[], inputs: unknown, heapBytes?: () => Promise<number>, close: () => Promise<void>}} Place */

/** @returns {Promise<Place>} */
export async function nativePlace({ files }) {
  const seats = [keyed("ours", new ThroughlineNative()), keyed("javascript", new JavaScriptInNode())];
  const duckdb = await import("./peers/duckdb.mjs").catch(absent);
  if (duckdb !== undefined) seats.push(keyed("duckdb", new duckdb.DuckDb()));
  return {
    name: "native", seats, inputs: files,
    async close() {
      for (const seat of seats) await seat.aside("unload");
    },
  };
}

/** A peer whose package is not installed does not take part; ./dev bench installs all of them. */
function absent(error) {
  if (error.code === "ERR_MODULE_NOT_FOUND") return undefined;
  throw error;
}

export const eventsPlace = ({ files }) => pagePlace("events", files, { sources: files.map(({ source }) => source) });
export const zonesPlace = ({ files, events }) => pagePlace("zones", files, { count: Math.min(events, MOST_TIMES) });
/** The slowest library takes 10 µs for each. */
const MOST_TIMES = 100_000;

/** The page of the views: as many marks as the workload has events, and the trace of what moving them costs. */
export async function viewsPlace({ events }) {
  const chromium = await openPage("views", []);
  const { page, version, close } = chromium;
  const known = await page.evaluate(() => globalThis.bench.start());
  await page.evaluate((count) => globalThis.bench.prepare({ count }), events);
  const ask = (what, ...args) => page.evaluate(([name, given]) => globalThis.bench[name](...given), [what, args]);
  return {
    name: "Chromium", version, close, seats: Object.entries(known).map(([key, about]) => ({ key, ...about })),
    items: (key) => ask("items", key),
    firstPaint: (key) => ask("firstPaint", key),
    async frames(key, how, count) {
      await ask("ready", key);
      return framesOf(chromium, () => ask("move", key, how, count));
    },
  };
}

/** Nothing runs: what a page loads is weighed. */
export const sizePlace = () => ({ name: "KiB", seats: [], loads: firstLoads, close: () => undefined });

/** @returns {Promise<Place>} */
async function pagePlace(script, files, wanted) {
  const { page, version, close } = await openPage(script, files);
  const known = await page.evaluate(() => globalThis.bench.start());
  await page.evaluate((what) => globalThis.bench.prepare(what), wanted);
  return {
    name: "Chromium", version, close, count: wanted.count,
    seats: Object.entries(known).map(([key, about]) => new PageSeat(page, key, about)),
    inputs: await page.evaluate(() => globalThis.bench.HELD),
    heapBytes: () => page.evaluate(() => globalThis.bench.heapBytes()),
  };
}
