// The rows of the table: which job, in which place, and how many times faster than whom it should be (must, stretch).
// `words` are what `./dev bench WORD` selects by, beside the place's.
import { eventsPlace, nativePlace, sizePlace, viewsPlace, zonesPlace } from "./places.mjs";
import { AS_OF_MS, FILTER, TEMPLATE, WORDS, appended } from "./jobs.mjs";

/** Jobs on a loaded journey: asked again and again, the contestant put back in between. */
const asked = (words, job, what, args, goals) => ({ kind: "asked", words, job, what, args, goals });

export const NATIVE = [
  { kind: "ingest", words: "ingest", job: "ingest", goals: [{ against: "duckdb", must: 3, stretch: 5 }] },
  asked("filter", "campaign AND channel AND period", "filter", [FILTER], [{ must: 15, stretch: 50 }]),
  asked("text rare", "text, a rare word", "text", [WORDS.rare], [{ must: 6, stretch: 20 }]),
  asked("text common", "text, a common word", "text", [WORDS.common], [{ must: 6, stretch: 20 }]),
  asked("journeys", "journeys: start, 3 milestones, any of 2 ends, 48 h", "journeys", [TEMPLATE, AS_OF_MS], [{ against: "duckdb", must: 6, stretch: 25 }]),
  asked("metrics", "four metrics of every customer", "metrics", [], [{ against: "duckdb", must: 6, stretch: 25 }]),
  { kind: "append", words: "append", job: "append one event of a feed that lags", record: appended, goals: [{ against: "javascript", must: 10, stretch: 40 }] },
];

export const EVENTS_PAGE = [
  { kind: "ingest", words: "ingest memory", job: "ingest", goals: [{ against: "javascript", must: 3, stretch: 5 }, { against: "json", must: 1.7, stretch: 3 }], memory: { must: 5, stretch: 8 } },
  asked("filter", "campaign AND channel AND period", "filter", [FILTER], [{ must: 15, stretch: 50 }]),
  asked("text rare", "text, a rare word", "text", [WORDS.rare], [{ must: 6, stretch: 20 }]),
  asked("text common", "text, a common word", "text", [WORDS.common], [{ must: 6, stretch: 20 }]),
  asked("journeys", "journeys: start, 3 milestones, any of 2 ends, 48 h", "journeys", [TEMPLATE, AS_OF_MS], [{ must: 12, stretch: 25 }]),
  asked("metrics", "four metrics of every customer", "metrics", [], [{ must: 12, stretch: 25 }]),
  { kind: "append", words: "append", job: "append one event of a feed that lags", record: appended, goals: [{ must: 10, stretch: 40 }] },
];

/** A column of times: nanoseconds for each. */
const column = (words, job, what, prepare, goals) => ({ kind: "column", words, job, what, prepare, goals });

export const ZONES_PAGE = [
  column("zones utc", "local text + zone → UTC", "toUtc", "take", [
    { against: "joda", must: 80 }, { against: "temporal", must: 25 }, { against: "javascript", must: 1.3, stretch: 2 },
  ]),
  column("zones day", "UTC → local day", "toDay", "takeInstants", [{ against: "javascript", must: 8, stretch: 12 }]),
];

const SMOOTH = [
  { against: "scatter", must: 8 }, { against: "vis", must: 20 }, { measure: "p95", atMost: 16.7 }, { measure: "max", atMost: 50 },
  { measure: "median", atMost: 16.7, stretch: 2 },
];

export const VIEWS_PAGE = [
  { kind: "paint", words: "views paint", job: "first paint of the marks", goals: [{ measure: "median", atMost: 60, stretch: 33 }] },
  { kind: "frames", words: "views pan", job: "pan, main thread a frame", how: "pan", goals: SMOOTH },
  { kind: "frames", words: "views zoom", job: "zoom, main thread a frame", how: "zoom", goals: SMOOTH },
];

export const SIZE = [
  { kind: "size", words: "first load", job: "first load, brotli", goals: [{ measure: "median", atMost: 200, stretch: 132 }] },
];

/** `needs` are peers without which a place cannot open. */
export const PLACES = [
  { words: "native", open: nativePlace, rows: NATIVE, needs: [] },
  { words: "chromium", open: eventsPlace, rows: EVENTS_PAGE, needs: [] },
  { words: "chromium", open: zonesPlace, rows: ZONES_PAGE, needs: ["luxon", "@js-joda/timezone"] },
  { words: "chromium", open: viewsPlace, rows: VIEWS_PAGE, needs: ["vis-timeline", "echarts"] },
  { words: "size", open: sizePlace, rows: SIZE, needs: ["vis-timeline", "echarts"] },
];
