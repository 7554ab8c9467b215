// The core natively: tests/bench/native, one process a loaded journey, which measures its own time.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { journeysFound, metricsFound } from "../lib/digests.mjs";
import { AS_OF_MS } from "../jobs.mjs";

const PROGRAM = fileURLToPath(new URL("../../../build/release/bin/throughline_bench", import.meta.url));

export class ThroughlineNative {
  name = "Throughline (native, one thread)";
  #process;
  #waiting = [];

  async load(files) {
    this.#start();
    await this.#ask("set", { as_of: AS_OF_MS, configuration: { business_zone: "Etc/UTC" } });
    return this.#timed(await this.#ask("load", ...files.map(({ source, path }) => `${source}=${path}`)), () => this.order());
  }

  async filter({ campaign, channel, from, to }) {
    return this.#filtered({ campaign: [campaign], channel: [channel], period: { from, to } });
  }

  async text(word) {
    return this.#filtered({ text: word });
  }

  async #filtered(filter) {
    return this.#timed(await this.#ask("set", { filter }), () => this.order());
  }

  async journeys(template) {
    const set = await this.#ask("set", { templates: [template] });
    const asked = await this.#ask("query", { command: "journeys", list: false });
    return this.#timed({ ms: set.ms + asked.ms }, async () => journeysFound((await this.#ask("query", { command: "journeys" })).found));
  }

  async metrics() {
    const asked = await this.#ask("query", { command: "metrics" });
    return this.#timed(asked, () => metricsFound(asked.found));
  }

  async append({ source, line }) {
    return this.#timed(await this.#ask("append", source, line));
  }

  async order() {
    return (await this.#ask("order")).found;
  }

  async reset() {
    if (this.#process !== undefined) await this.#ask("set", { filter: {}, templates: [] });
  }

  async memoryBytes() {
    return (await this.#ask("memory")).found;
  }

  async unload() {
    const ended = this.#process && new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process?.stdin.end();
    this.#process = undefined;
    await ended;
  }

  #start() {
    this.#process = spawn(PROGRAM, { stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: this.#process.stdout }).on("line", (line) => this.#waiting.shift()(line));
  }

  async #ask(...fields) {
    const line = await new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#process.stdin.write(`${fields.map((field) => (typeof field === "string" ? field : JSON.stringify(field))).join("\t")}\n`);
    });
    const cut = line.indexOf("\t");
    if (line.startsWith("error\t")) throw new Error(`throughline_bench: ${line.slice(cut + 1)}`);
    return { ms: Number(line.slice(0, cut)), found: cut + 1 < line.length ? JSON.parse(line.slice(cut + 1)) : undefined };
  }

  /** The program's own time counts, not the way to it. */
  #timed({ ms }, check) {
    return Object.assign(check ?? (() => undefined), { ms });
  }
}
