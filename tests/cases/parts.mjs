// Repeats a traced run on the module in two parts, as a page has it: the rest comes only when something asks for it. The
// answers must be those of the whole module. How much work was done when is not compared: a core that was made anew
// has worked more.
import { readFileSync } from "node:fs";
import { importSource } from "../web/sources.mjs";
import { bytesOf, compare, expectedOf, root, textOf, walkTrace } from "./replay.mjs";

const NOT_COMPARED = new Set(["tl_step", "tl_idle", "tl_stats"]);

/** Starts cores from build/wasm's two parts; each is compiled once. */
export async function openParts() {
  const { PatientCore } = await importSource("engine/patient-core.ts");
  const compiled = (name) => WebAssembly.compile(readFileSync(`${root}build/wasm/${name}.wasm`));
  const [first, rest] = await Promise.all([compiled("throughline-first"), compiled("throughline-rest")]);
  const restLater = () => new Promise((resolve) => setTimeout(() => resolve(rest)));
  return () => PatientCore.of({ first, rest: restLater });
}

/** The first difference in words, or undefined where every call gave the same. */
export function replayInParts(tracePath, startCore) {
  return walkTrace(tracePath, startCore, repeat);
}

async function repeat(core, call) {
  const reply = await core.send(requestOf(call));
  while ((call.call === "tl_step" || call.call === "tl_idle") && (await core.send(requestOf(call))).value === 1);
  if (!NOT_COMPARED.has(call.call)) compare(expectedOf(call), answerOf(call, reply));
}

function requestOf(call) {
  switch (call.call) {
    case "tl_open":
      return { op: "open", json: textOf(call.input) };
    case "tl_feed":
      return { op: "feed", source: call.number, bytes: new Uint8Array(bytesOf(call.input)) };
    case "tl_close":
      return { op: "close", source: call.number };
    case "tl_step":
      return { op: "step", budgetMs: 8 };
    case "tl_idle":
      return { op: "idle", budgetMs: 8 };
    case "tl_export_next":
      return { op: "export-next" };
    case "tl_stats":
      return { op: "stats" };
    case "tl_schema":
      return { op: "schema" };
    default:
      return { op: "ask", call: call.call, json: textOf(call.input) };
  }
}

function answerOf(call, reply) {
  if (!reply.ok) return JSON.stringify({ code: reply.code, message: reply.message });
  const text = Buffer.from(reply.bytes).toString("utf8");
  if (call.call === "tl_open") return String(reply.value);
  return call.call === "tl_export_next" ? `${reply.value} ${text}` : text;
}
