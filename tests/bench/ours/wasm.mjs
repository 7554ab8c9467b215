// The core in the browser, through the widget's own engine.
import { journeysFound, metricsFound } from "../lib/digests.mjs";
import { Digest } from "../lib/hash.mjs";
import { AS_OF_MS } from "../jobs.mjs";

export class ThroughlineWasm {
  name = "Throughline (wasm)";
  #engine;
  #module;
  #memory;

  async start() {
    // The engine hands out no memory, and need not: what it holds is the module's, caught as it is made.
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...wanted) => {
      const instance = await instantiate.apply(WebAssembly, wanted);
      this.#memory = instance.exports.memory;
      return instance;
    };
    this.engineModule = await import("/widget/engine.js");
    this.#module = await WebAssembly.compileStreaming(fetch("/widget/throughline-whole.wasm"));
  }

  async load(inputs) {
    this.#engine = await this.engineModule.Engine.create({ wasm: this.#module });
    await this.#engine.set({ as_of: AS_OF_MS, configuration: { business_zone: "Etc/UTC" } });
    for (const { source, bytes } of inputs) await this.#engine.read({ name: source, input: "ndjson" }, bytes);
    await this.#engine.work();
    return () => this.order();
  }

  async filter({ campaign, channel, from, to }) {
    await this.#filtered({ campaign: [campaign], channel: [channel], period: { from, to } });
    return () => this.order();
  }

  async text(word) {
    await this.#filtered({ text: word });
    return () => this.order();
  }

  async #filtered(filter) {
    await this.#engine.set({ filter });
    await this.#engine.work();
  }

  async journeys(template) {
    await this.#engine.set({ templates: [template] });
    await this.#engine.work();
    await this.#engine.query({ command: "journeys", list: false });
    return async () => journeysFound(await this.#engine.query({ command: "journeys" }));
  }

  async metrics() {
    const found = await this.#engine.query({ command: "metrics" });
    return () => metricsFound(found);
  }

  async append({ source, line }) {
    await this.#engine.load({ name: source, input: "ndjson" }, `${line}\n`);
  }

  /** What passes the filter, in order, as the timeline's export tells it. */
  async order() {
    const digest = new Digest();
    const decoder = new TextDecoder();
    let rest = "";
    for await (const part of this.#engine.export({ format: "timeline" })) {
      const lines = (rest + decoder.decode(part, { stream: true })).split("\n");
      rest = lines.pop();
      for (const line of lines) digest.add(/"id":"([^"]*)"/.exec(line)[1], /"at_ms":(-?\d+)/.exec(line)[1]);
    }
    return digest.found;
  }

  /** Back to where a job can be done anew. */
  async reset() {
    if (this.#engine !== undefined) {
      await this.#filtered({});
      await this.#engine.set({ templates: [] });
      await this.#engine.work({ idle: true });
    }
  }

  async memoryBytes() {
    await this.#engine.work({ idle: true });
    return this.#memory.buffer.byteLength;
  }

  unload() {
    this.#engine?.destroy();
    this.#engine = undefined;
    this.#memory = undefined;
  }
}
