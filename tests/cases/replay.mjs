// Repeats a traced run of the command line (see trace.cpp) on throughline.wasm, through the very loader
// that the widget uses, and compares what every call returned.
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { importSource } from "../web/sources.mjs";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Starts engines from build/wasm/throughline.wasm; the module is compiled once. */
export async function openWasm() {
  const { compileCore, startCore } = await importSource("engine/wasm.ts");
  const modules = await compileCore(readFileSync(`${root}build/wasm/throughline.wasm`));
  return () => startCore(modules);
}

/** The first difference in words, or undefined where every call gave the same. */
export function replay(tracePath, startCore) {
  return walkTrace(tracePath, startCore, (core, call) => compare(expectedOf(call), repeat(core, call)));
}

/** Makes and destroys cores as the trace says and hands every other call to `check`, which throws what differs. */
export async function walkTrace(tracePath, startCore, check) {
  const cores = new Map();
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(tracePath) })) {
      line += 1;
      const call = JSON.parse(text);
      if (call.call === "tl_create") {
        cores.set(call.handle, await startCore());
      } else if (call.call === "tl_destroy") {
        cores.get(call.handle).destroy();
        cores.delete(call.handle);
      } else {
        await check(cores.get(call.handle), call);
      }
    }
  } catch (error) {
    return `${tracePath}:${line}: ${error.message}`;
  }
  return line > 0 ? undefined : `${tracePath} holds no call`;
}

export const bytesOf = (hex) => Buffer.from(hex ?? "", "hex");
const failureText = ({ code, message }) => JSON.stringify({ code, message });
export const textOf = (hex) => bytesOf(hex).toString("utf8");

export function expectedOf(call) {
  if (call.call === "tl_step" || call.call === "tl_idle") return String(call.returned);
  if (call.status !== 0) return failureText(JSON.parse(textOf(call.result)));
  switch (call.call) {
    case "tl_open":
      return String(call.returned);
    case "tl_feed":
    case "tl_close":
      return "";
    case "tl_export_next":
      return `${call.returned} ${textOf(call.result)}`;
    default:
      return textOf(call.result);
  }
}

function repeat(core, call) {
  try {
    return repeatUnguarded(core, call);
  } catch (error) {
    if (typeof error.code !== "string") throw error;
    return failureText(error);
  }
}

function repeatUnguarded(core, call) {
  const decode = (bytes) => Buffer.from(bytes).toString("utf8");
  switch (call.call) {
    case "tl_open":
      return String(core.open(textOf(call.input)));
    case "tl_feed":
      core.feed(call.number, bytesOf(call.input));
      return "";
    case "tl_close":
      core.close(call.number);
      return "";
    case "tl_step":
      return core.step(call.number) ? "1" : "0";
    case "tl_idle":
      return core.idle(call.number) ? "1" : "0";
    case "tl_export_next": {
      const part = core.exportNext();
      return `${part.more ? 1 : 0} ${decode(part.bytes)}`;
    }
    case "tl_stats":
      return decode(core.stats());
    case "tl_schema":
      return decode(core.schema());
    default:
      return decode(core.ask(call.call, textOf(call.input)));
  }
}

export function compare(native, wasm) {
  if (native === wasm) return;
  let at = 0;
  while (at < native.length && native[at] === wasm[at]) at += 1;
  const around = (text) => JSON.stringify(text.slice(Math.max(0, at - 40), at + 80));
  throw new Error(`from character ${at} on\n  native ${around(native)}\n  wasm   ${around(wasm)}`);
}
