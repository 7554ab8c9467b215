// Runs in turn: every contestant once, then every contestant again, each time in another order, so that what else the
// machine does falls on all alike. The first round warms up and compares the results; it is not timed.

/**
 * Someone who takes part, here in this process. `run` times one job, `check` tells what its last result was.
 * A contestant that measures its own time leaves it as `ms` on what it returns.
 */
export class Seat {
  constructor(contestant) {
    this.contestant = contestant;
    this.name = contestant.name;
    this.version = contestant.version ?? "";
  }

  async run(job, ...args) {
    const started = performance.now();
    this.check = await this.contestant[job](...args);
    const elapsed = performance.now() - started;
    return this.check?.ms ?? elapsed;
  }

  runEach(job, calls) {
    return meanOfEach(calls, (args) => this.run(job, ...args));
  }

  async found() {
    return typeof this.check === "function" ? await this.check() : undefined;
  }

  /** Anything that is done between runs and not timed, where the contestant has it. */
  async aside(what, ...args) {
    return this.contestant[what]?.(...args);
  }
}

/** The same job with each of these arguments, one call after the other: the mean time of one. */
export async function meanOfEach(calls, run) {
  let ms = 0;
  for (const args of calls) ms += await run(args);
  return ms / calls.length;
}

/**
 * @param seats the contestants, ours first
 * @param play  {runs, before?(seat), job(seat, round) → ms}
 * @returns one result a seat: {name, version, ms: [..], median, found}
 */
export async function inTurn(seats, { runs, before, job }) {
  const results = seats.map((seat) => ({ name: seat.name, version: seat.version, ms: [], found: undefined }));
  for (let round = 0; round <= runs; round += 1) {
    for (let turn = 0; turn < seats.length; turn += 1) {
      const at = (turn + round) % seats.length;
      await before?.(seats[at]);
      const ms = await job(seats[at], round);
      if (round === 0) results[at].found = await seats[at].found();
      else results[at].ms.push(ms);
    }
  }
  for (const result of results) result.median = median(result.ms);
  return results;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The smallest value that `share` of them do not exceed. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}
