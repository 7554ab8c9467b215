import { PatientCore } from "./patient-core.js";
import type { Reply, Request, Transport } from "./protocol.js";
import type { WasmSource } from "./wasm.js";

/** The core in the page itself: no copy, no message; the engine slices long work so that frames keep coming. */
export class PageTransport implements Transport {
  readonly #core: PatientCore;

  private constructor(core: PatientCore) {
    this.#core = core;
  }

  static async start(wasm: WasmSource): Promise<PageTransport> {
    return new PageTransport(await PatientCore.start(wasm));
  }

  send(request: Request): Promise<Reply> {
    return this.#core.send(request);
  }

  destroy(): void {
    this.#core.destroy();
  }
}
