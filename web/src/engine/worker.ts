// The worker's side of transport-worker.ts. Every failure becomes a reply.

import { asThroughlineError } from "./errors.js";
import { PatientCore } from "./patient-core.js";
import type { FromWorker, Reply, Request, ToWorker } from "./protocol.js";

let core: PatientCore | undefined;

/** A reply's bytes are the core's no more: they go over themselves. */
function post(message: FromWorker): void {
  const bytes = message.kind === "reply" && message.reply.ok ? message.reply.bytes : undefined;
  postMessage(message, { transfer: bytes !== undefined && bytes.length > 0 ? [bytes.buffer as ArrayBuffer] : [] });
}

async function start(wasm: string | WebAssembly.Module): Promise<void> {
  try {
    core = await PatientCore.start(wasm);
    post({ kind: "started" });
  } catch (thrown) {
    post({ kind: "failed", message: asThroughlineError(thrown).message });
  }
}

async function answer(id: number, request: Request): Promise<void> {
  const notStarted: Reply = { ok: false, code: "wrong call", message: "The engine's worker has not started yet: await create first." };
  post({ kind: "reply", id, reply: core === undefined ? notStarted : await core.send(request) });
}

onmessage = (event: MessageEvent<ToWorker>): void => {
  const message = event.data;
  switch (message.kind) {
    case "start":
      void start(message.wasm);
      break;
    case "request":
      void answer(message.id, message.request);
      break;
  }
};
