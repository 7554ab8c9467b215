import { CancelledError, StartError } from "./errors.js";
import type { FromWorker, Reply, Request, ToWorker, Transport } from "./protocol.js";

interface Waiting {
  readonly op: Request["op"];
  readonly resolve: (reply: Reply) => void;
  readonly reject: (reason: Error) => void;
}

/** The core in a worker of the page's own origin. Same requests, same replies, no work on the main thread. */
export class WorkerTransport implements Transport {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = (event: MessageEvent<FromWorker>) => this.#receive(event.data);
    worker.onerror = (event) => this.#fail(new StartError(`The engine's worker failed: ${event.message}`));
    worker.onmessageerror = () => this.#fail(new StartError("The engine's worker sent what this page cannot read."));
  }

  /** `script` is the address of throughline's worker.js on the page's own origin. */
  static start(script: string | URL, wasm: string | WebAssembly.Module): Promise<WorkerTransport> {
    return new Promise((resolve, reject) => {
      let worker: Worker;
      try {
        worker = new Worker(script, { type: "module", name: "throughline" });
      } catch (cause) {
        reject(new StartError("The engine's worker could not be made: serve worker.js from the page's origin.", cause));
        return;
      }
      const giveUp = (message: string): void => {
        worker.terminate();
        reject(new StartError(message));
      };
      worker.onerror = (event) => giveUp(`The engine's worker could not start: ${event.message}`);
      worker.onmessage = (event: MessageEvent<FromWorker>) => {
        if (event.data.kind === "started") resolve(new WorkerTransport(worker));
        else if (event.data.kind === "failed") giveUp(event.data.message);
      };
      worker.postMessage({ kind: "start", wasm } satisfies ToWorker);
    });
  }

  send(request: Request): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const id = (this.#next += 1);
      this.#waiting.set(id, { op: request.op, resolve, reject });
      // Of a view its whole buffer would be copied: what goes over is a copy of the part, and that goes over itself.
      const own = "bytes" in request ? { ...request, bytes: request.bytes.slice() } : request;
      this.#worker.postMessage({ kind: "request", id, request: own } satisfies ToWorker, "bytes" in own ? [own.bytes.buffer] : []);
    });
  }

  destroy(): void {
    this.#worker.terminate();
    for (const { op, reject } of this.#waiting.values()) reject(new CancelledError(op));
    this.#waiting.clear();
  }

  #receive(message: FromWorker): void {
    if (message.kind !== "reply") return;
    this.#waiting.get(message.id)?.resolve(message.reply);
    this.#waiting.delete(message.id);
  }

  #fail(reason: Error): void {
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}
