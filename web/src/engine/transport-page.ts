import { CancelledError } from "./errors.js";
import { perform, type Reply, type Request, type Transport } from "./protocol.js";
import { startCore, type WasmCore, type WasmSource } from "./wasm.js";

/** The core in the page itself: no copy, no message; the engine slices long work so that frames keep coming. */
export class PageTransport implements Transport {
  #core: WasmCore | undefined;

  private constructor(core: WasmCore) {
    this.#core = core;
  }

  static async start(wasm: WasmSource): Promise<PageTransport> {
    return new PageTransport(await startCore(wasm));
  }

  async send(request: Request): Promise<Reply> {
    if (this.#core === undefined) throw new CancelledError(request.op);
    return perform(this.#core, request);
  }

  destroy(): void {
    this.#core?.destroy();
    this.#core = undefined;
  }
}
