// Runs in Chromium: the contestants of the page, and what the benchmark's process asks of them (lib/chromium.mjs).
import { ThroughlineWasm } from "../ours/wasm.mjs";
import { JavaScript } from "../peers/javascript.mjs";
import { JsonParse } from "../peers/json-parse.mjs";

const contestants = { ours: new ThroughlineWasm(), javascript: new JavaScript(), json: new JsonParse() };
const checks = {};
/** Stands for the workload's bytes, which the page holds, in the arguments of a job. */
const INPUTS = "the workload";
let inputs = [];

globalThis.bench = {
  INPUTS,
  async start() {
    await contestants.ours.start();
    return Object.fromEntries(Object.entries(contestants).map(([key, { name, version = "" }]) => [key, { name, version }]));
  },
  async fetchInputs(sources) {
    inputs = await Promise.all(sources.map(async (source) => ({
      source, bytes: new Uint8Array(await (await fetch(`/workload/${source}.ndjson`)).arrayBuffer()),
    })));
  },
  async run(key, job, args) {
    const given = args.map((arg) => (arg === INPUTS ? inputs : arg));
    const started = performance.now();
    checks[key] = await contestants[key][job](...given);
    return performance.now() - started;
  },
  found: (key) => (typeof checks[key] === "function" ? checks[key]() : null),
  async aside(key, what, args) {
    checks[key] = undefined;
    const value = await contestants[key][what]?.(...args);
    return typeof value === "number" ? value : null;
  },
  /** Bytes of objects in use, after the garbage is gone. */
  heapBytes() {
    globalThis.gc();
    return performance.memory.usedJSHeapSize;
  },
};
