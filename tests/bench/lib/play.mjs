// Plays the rows of one place: how each kind of job is run in turn, and what has to be done in between.
import { inTurn, median, percentile } from "./measure.mjs";
import { judged } from "./table.mjs";

const KINDS = { ingest, asked, append, column, paint, frames, size };
/** Frames in a run: a second of moving. */
const FRAMES = 60;
/** Events that a live feed brings in one breath. */
const BURST = 32;
/** Those that only read events and answer nothing. */
const READERS = ["json"];

/** The finished rows of a place; `tell` hears of each as it is finished. */
export async function playRows(place, rows, { runs, tell }) {
  const finished = [];
  for (const row of rows) {
    for (const result of await KINDS[row.kind](place, row, runs)) {
      tell(result);
      finished.push(result);
    }
  }
  return finished;
}

const titled = (place, { job }) => `${job}, ${place.name}`;
const answering = (place) => place.seats.filter(({ key }) => !READERS.includes(key));

async function ingest(place, row, runs) {
  const memory = new Map();
  const results = await inTurn(place.seats, {
    runs,
    before: (seat) => unload(place, seat),
    job: async (seat, round) => {
      const before = row.memory ? await place.heapBytes() : 0;
      const ms = await seat.run("load", place.inputs);
      if (row.memory && round === 1) memory.set(seat.key, await held(place, seat, before));
      return ms;
    },
  });
  const rows = [judged({ job: titled(place, row), goals: row.goals, results: withKeys(place.seats, results) })];
  if (row.memory) rows.push(memoryRow(place, row, memory));
  return rows;
}

/** What a contestant holds after its load: the module's memory, or the objects' heap. */
async function held(place, seat, heapBefore) {
  return (await seat.aside("memoryBytes")) ?? (await place.heapBytes()) - heapBefore;
}

function memoryRow(place, row, memory) {
  const MIB = 1024 * 1024;
  const results = answering(place).map((seat) => {
    const mib = memory.get(seat.key) / MIB;
    return { key: seat.key, name: seat.name, version: seat.version, ms: [mib], median: mib, found: undefined };
  });
  return judged({ job: `memory after the load, ${place.name}`, unit: "MiB", goals: [{ against: "javascript", ...row.memory }], results });
}

async function asked(place, row, runs) {
  await loadAll(place);
  const seats = answering(place);
  const results = await inTurn(seats, { runs, before: (seat) => seat.aside("reset"), job: (seat) => seat.run(row.what, ...row.args) });
  return [judged({ job: titled(place, row), goals: row.goals, results: withKeys(seats, results) })];
}

/** Records one by one, a burst of them a turn; at the end everybody has to have the same order, the appended ones in it. */
async function append(place, row, runs) {
  await loadAll(place);
  const seats = answering(place);
  for (const seat of seats) await seat.aside("reset");
  const results = await inTurn(seats, { runs, job: (seat, round) => seat.runEach("append", burst(row, round)) });
  for (const [at, seat] of seats.entries()) {
    await seat.run("order");
    results[at].found = await seat.found();
  }
  for (const seat of seats) await unload(place, seat);
  return [judged({ job: titled(place, row), goals: row.goals, results: withKeys(seats, results) })];
}

/** What comes in one turn, each as the arguments of a call. */
const burst = (row, round) => Array.from({ length: BURST }, (_, at) => [row.record(round * BURST + at)]);

/** Many small things of one form: the time for each of them. */
async function column(place, row, runs) {
  const NS = 1e6;
  for (const seat of place.seats) await seat.aside("take", place.inputs);
  const results = await inTurn(place.seats, {
    runs,
    before: (seat) => seat.aside(row.prepare, place.inputs),
    job: async (seat) => ((await seat.run(row.what)) * NS) / place.count,
  });
  return [judged({ job: titled(place, row), unit: "ns", goals: row.goals, results: withKeys(place.seats, results) })];
}

/** How long until the marks stand on the screen. */
async function paint(place, row, runs) {
  const results = await viewsInTurn(place, runs, (seat) => place.firstPaint(seat.key));
  return [judged({ job: titled(place, row), goals: row.goals, results })];
}

/** What moving them costs the main thread: every frame of every run counts. */
async function frames(place, row, runs) {
  const all = new Map(place.seats.map(({ key }) => [key, []]));
  const results = await viewsInTurn(place, runs, async (seat, round) => {
    const times = await place.frames(seat.key, row.how, FRAMES);
    if (round > 0) all.get(seat.key).push(...times);
    return median(times);
  });
  for (const result of results) Object.assign(result, { p95: percentile(all.get(result.key), 0.95), max: Math.max(...all.get(result.key)) });
  return [judged({ job: titled(place, row), goals: row.goals, results })];
}

async function viewsInTurn(place, runs, job) {
  const results = await inTurn(place.seats.map((seat) => ({ ...seat, found: () => place.items(seat.key) })), { runs, job });
  return withKeys(place.seats, results);
}

async function size(place, row) {
  const results = (await place.loads()).map(({ kib, ...about }) => ({ ...about, ms: [kib], median: kib }));
  return [judged({ job: row.job, unit: "KiB", goals: row.goals, results })];
}

async function loadAll(place) {
  for (const seat of answering(place)) {
    if (place.loaded?.has(seat.key)) continue;
    await unload(place, seat);
    await seat.run("load", place.inputs);
    (place.loaded ??= new Set()).add(seat.key);
  }
}

async function unload(place, seat) {
  await seat.aside("unload");
  place.loaded?.delete(seat.key);
}

const withKeys = (seats, results) => results.map((result, at) => ({ key: seats[at].key, ...result }));
