// What crosses between the engine and a core, wherever the core runs. One request, one reply; a reply is
// never an exception, so that both transports report failures alike.

import { asThroughlineError, ThroughlineError } from "./errors.js";
import type { Asked, WasmCore } from "./wasm.js";

export type Request =
  /** A small source whole: opens, feeds, closes and works; one message where a load in chunks takes four. */
  | { readonly op: "load"; readonly json: string; readonly bytes: Uint8Array; readonly budgetMs: number }
  | { readonly op: "open"; readonly json: string }
  | { readonly op: "feed"; readonly source: number; readonly bytes: Uint8Array }
  | { readonly op: "close"; readonly source: number }
  | { readonly op: "step" | "idle"; readonly budgetMs: number }
  | { readonly op: "ask"; readonly call: Asked; readonly json: string }
  | { readonly op: "export-next" }
  | { readonly op: "stats" }
  | { readonly op: "schema" };

export type Reply =
  | { readonly ok: true; readonly value: number; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly code: string; readonly message: string };

const NOTHING = new Uint8Array(0);
/** Units asked of the core between two looks at the clock: well under a millisecond each. */
const UNITS_A_STEP = 2048;

/** Runs one request on the core. Never throws. */
export function perform(core: WasmCore, request: Request): Reply {
  try {
    return { ok: true, ...run(core, request) };
  } catch (thrown) {
    const { code, message } = asThroughlineError(thrown);
    return { ok: false, code, message };
  }
}

function run(core: WasmCore, request: Request): { value: number; bytes: Uint8Array } {
  switch (request.op) {
    case "load": {
      const source = core.open(request.json);
      core.feed(source, request.bytes);
      core.close(source);
      return { value: workFor(core, "step", request.budgetMs) ? 1 : 0, bytes: NOTHING };
    }
    case "open":
      return { value: core.open(request.json), bytes: NOTHING };
    case "feed":
      core.feed(request.source, request.bytes);
      return { value: 0, bytes: NOTHING };
    case "close":
      core.close(request.source);
      return { value: 0, bytes: NOTHING };
    case "step":
    case "idle":
      return { value: workFor(core, request.op, request.budgetMs) ? 1 : 0, bytes: NOTHING };
    case "ask":
      return { value: 0, bytes: core.ask(request.call, request.json) };
    case "export-next": {
      const { bytes, more } = core.exportNext();
      return { value: more ? 1 : 0, bytes };
    }
    case "stats":
      return { value: 0, bytes: core.stats() };
    case "schema":
      return { value: 0, bytes: core.schema() };
  }
}

/** Works until the time is up or nothing is left; true while there is more. */
function workFor(core: WasmCore, how: "step" | "idle", budgetMs: number): boolean {
  const until = performance.now() + budgetMs;
  let more = true;
  while (more && performance.now() < until) more = core[how](UNITS_A_STEP);
  return more;
}

/** The reply's value, or its failure thrown. */
export function accept(reply: Reply): { readonly value: number; readonly bytes: Uint8Array } {
  if (reply.ok) return reply;
  throw new ThroughlineError(reply.code, reply.message);
}

/** Where a core runs. */
export interface Transport {
  send(request: Request): Promise<Reply>;
  /** Frees the core; requests under way are refused. */
  destroy(): void;
}

export type ToWorker =
  | { readonly kind: "start"; readonly wasm: string | WebAssembly.Module }
  | { readonly kind: "request"; readonly id: number; readonly request: Request };

export type FromWorker =
  | { readonly kind: "started" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "reply"; readonly id: number; readonly reply: Reply };
