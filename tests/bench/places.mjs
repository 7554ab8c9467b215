// Where the contestants meet: natively in this process (the core in one of its own), or in a page of Chromium.
import { ThroughlineNative } from "./ours/native.mjs";
import { openPage, PageSeat } from "./lib/chromium.mjs";
import { Seat } from "./lib/measure.mjs";
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
