// What every page of the benchmark offers to its process (lib/chromium.mjs): run a job of a contestant, tell what it
// found, do something aside.
import { meanOfEach } from "../lib/measure.mjs";

/** Stands for what the page holds itself (the workload's bytes, columns), in the arguments of a job. */
export const HELD = "what the page holds";

/**
 * @param contestants {key: contestant}
 * @param held        a function that gives what HELD stands for
 */
export function contest(contestants, held) {
  const checks = {};
  const filled = (args) => args.map((arg) => (arg === HELD ? held() : arg));
  return {
    HELD,
    async start() {
      for (const contestant of Object.values(contestants)) await contestant.start?.();
      return Object.fromEntries(Object.entries(contestants).map(([key, { name, version = "" }]) => [key, { name, version }]));
    },
    /** Milliseconds; a job that measured itself says so by `ms` on what it returns. */
    async run(key, job, args) {
      const given = filled(args);
      const started = performance.now();
      checks[key] = await contestants[key][job](...given);
      const elapsed = performance.now() - started;
      return checks[key]?.ms ?? elapsed;
    },
    runEach(key, job, calls) {
      return meanOfEach(calls, (args) => this.run(key, job, args));
    },
    found: (key) => (typeof checks[key] === "function" ? checks[key]() : null),
    async aside(key, what, args) {
      checks[key] = undefined;
      const value = await contestants[key][what]?.(...filled(args));
      return typeof value === "number" ? value : null;
    },
    /** Bytes of objects in use, after the garbage is gone. */
    heapBytes() {
      globalThis.gc();
      return performance.memory.usedJSHeapSize;
    },
  };
}
