// The core's zones as a module of their own (tests/bench/zones). The texts stand in its memory before the clock runs, as
// a feed's do.
import { digestOf } from "../lib/digests.mjs";

const encoder = new TextEncoder();

export class ThroughlineZones {
  name = "Throughline (wasm)";
  #module;
  #count = 0;
  #days = 0;

  async start() {
    const { instance } = await WebAssembly.instantiateStreaming(fetch("/zones.wasm"), {
      env: { emscripten_notify_memory_growth: () => undefined },
      wasi_snapshot_preview1: { proc_exit: () => undefined, fd_write: () => 0, fd_close: () => 0, fd_seek: () => 0 },
    });
    this.#module = instance.exports;
    this.#module._initialize();
  }

  /** columns: {texts, instants, codes, names}; the zone of row i is names[codes[i]]. */
  take({ texts, codes, names }) {
    const core = this.#module;
    this.#count = texts.length;
    for (const [number, name] of names.entries()) {
      const at = core.zones_name(number, name.length);
      new Uint8Array(core.memory.buffer).set(encoder.encode(name), at);
      core.zones_find(number);
    }
    const at = core.zones_text(texts.length);
    const place = core.zones_code(texts.length);
    core.zones_out(texts.length);
    new Uint8Array(core.memory.buffer).set(encoder.encode(texts.join("")), at);
    new Uint8Array(core.memory.buffer).set(codes, place);
  }

  /** Before toDay: the instants into the column that they are read from, whole numbers as the core keeps them. */
  takeInstants({ instants }) {
    const [from, days] = [this.#module.zones_instants(this.#count), this.#module.zones_days(this.#count)];
    new BigInt64Array(this.#module.memory.buffer).set(BigInt64Array.from(instants, BigInt), from / 8);
    this.#days = days;
  }

  toUtc() {
    this.#module.zones_to_utc(this.#count);
    return () => digestOf(this.#out());
  }

  toDay() {
    this.#module.zones_to_day(this.#count);
    return () => digestOf(new Int32Array(this.#module.memory.buffer, this.#days, this.#count));
  }

  #out() {
    return new Float64Array(this.#module.memory.buffer, this.#module.zones_out(this.#count), this.#count);
  }
}
