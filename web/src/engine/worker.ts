// The worker's side of transport-worker.ts. Every failure becomes a reply.

import { asThroughlineError } from "./errors.js";
import { perform, type FromWorker, type ToWorker } from "./protocol.js";
import { startCore, type WasmCore } from "./wasm.js";

let core: WasmCore | undefined;

const post = (message: FromWorker): void => postMessage(message);

async function start(wasm: string | WebAssembly.Module): Promise<void> {
  try {
    core = await startCore(wasm);
    post({ kind: "started" });
  } catch (thrown) {
    post({ kind: "failed", message: asThroughlineError(thrown).message });
  }
}

onmessage = (event: MessageEvent<ToWorker>): void => {
  const message = event.data;
  switch (message.kind) {
    case "start":
      void start(message.wasm);
      break;
    case "request":
      post({
        kind: "reply",
        id: message.id,
        reply: core
          ? perform(core, message.request)
          : { ok: false, code: "wrong call", message: "The engine's worker has not started yet: await create first." },
      });
      break;
  }
};
