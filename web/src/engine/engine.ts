// The engine: an asynchronous interface to one loaded journey, the same over both transports.
//
//   const engine = await Engine.create({ wasm: "/throughline.wasm" });
//   await engine.set({ configuration: { business_zone: "America/Sao_Paulo" } });
//   await engine.load({ name: "crm" }, await fetch("/events.ndjson"));
//   const { events } = await engine.query<LoadReport>({ command: "inspect" });
//   engine.destroy();
//
// Long work is done in slices of at most SLICE_MS with a turn of the event loop between them, so that the page
// stays responsive; an AbortSignal stops it between two slices.

import type {
  Backtest,
  BehindNumber,
  ExportFormat,
  JourneyBreakdown,
  JourneyField,
  JourneyMap,
  Journeys,
  JourneyVariants,
  LintReport,
  NearMisses,
  NumberQuery,
  Patterns,
  SceneRequest,
  Settings,
  SourceDescription,
  Statistics,
} from "./documents.js";
import { CancelledError, SourceError, ThroughlineError } from "./errors.js";
import { accept, type Request, type Transport } from "./protocol.js";
import { Scene } from "./scene.js";
import { PageTransport } from "./transport-page.js";
import type { Asked, WasmSource } from "./wasm.js";

const SLICE_MS = 8;
const CHUNK_BYTES = 256 * 1024;
const LONGEST_IDLE_WAIT_MS = 1000;
const FRAME_MS = 16;

/** What a source's bytes may come as. Bytes and streams are best: text has to be encoded first. */
export type SourceData =
  | string
  | ArrayBuffer
  | Uint8Array
  | Blob
  | ReadableStream<Uint8Array>
  | Response;

export interface Progress {
  readonly phase: "reading" | "arranging";
  readonly source: string | null;
  readonly bytes: number;
  /** Null where the length is not known beforehand. */
  readonly totalBytes: number | null;
  readonly records: number;
}

export interface WorkOptions {
  /** Also what can wait: texts are made ready for searches. The engine does that by itself when the page is idle. */
  readonly idle?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface EngineOptions {
  /** The module's address, bytes, or the compiled module. */
  readonly wasm: WasmSource;
  /** The address of worker.js on the page's origin: the core then runs in a worker. */
  readonly worker?: string | URL;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Engine {
  readonly #transport: Transport;
  #destroyed = false;
  #idling = false;

  private constructor(transport: Transport) {
    this.#transport = transport;
  }

  static async create({ wasm, worker }: EngineOptions): Promise<Engine> {
    if (worker === undefined) return new Engine(await PageTransport.start(wasm));
    if (typeof wasm !== "string" && !(wasm instanceof URL) && !(wasm instanceof WebAssembly.Module)) {
      throw new ThroughlineError("wrong call", "A worker needs the module's address or the compiled module, not its bytes.");
    }
    const { WorkerTransport } = await import("./transport-worker.js");
    return new Engine(await WorkerTransport.start(worker, wasm instanceof WebAssembly.Module ? wasm : String(wasm)));
  }

  get destroyed(): boolean {
    return this.#destroyed;
  }

  /** Opens a source and gives its number; a name known already goes on where it ended. */
  async open(source: SourceDescription): Promise<number> {
    return (await this.#send({ op: "open", json: JSON.stringify(source) })).value;
  }

  async feed(source: number, bytes: Uint8Array): Promise<void> {
    await this.#send({ op: "feed", source, bytes });
  }

  async close(source: number): Promise<void> {
    await this.#send({ op: "close", source });
  }

  /** Reads one source, then does the work that is due. Also appends to a source known. */
  async load(source: SourceDescription, data: SourceData, options: WorkOptions = {}): Promise<void> {
    const bytes = wholeOf(data);
    if (bytes === undefined || options.signal?.aborted || options.onProgress) {
      await this.read(source, data, options);
      return this.work(options);
    }
    const { value } = await this.#send({ op: "load", json: JSON.stringify(source), bytes, budgetMs: SLICE_MS });
    if (value === 1) return this.work(options);
    void this.#workWhenIdle();
  }

  /** Opens, feeds and closes one source. Of several sources all are read first and `work` is done once: what is
   *  arranged before the last one has come is arranged again. */
  async read(source: SourceDescription, data: SourceData, options: WorkOptions = {}): Promise<void> {
    const number = await this.open(source);
    try {
      await this.#feedAll(number, source, data, options);
    } catch (thrown) {
      // What was broken off stands as far as it came, and the source can be read on.
      await this.close(number).catch(() => undefined);
      throw thrown;
    }
    await this.close(number);
  }

  async #feedAll(number: number, source: SourceDescription, data: SourceData, options: WorkOptions): Promise<void> {
    let bytes = 0;
    let sliceEnds = performance.now() + SLICE_MS;
    const totalBytes = lengthOf(data);
    for await (const chunk of chunksOf(data)) {
      for (let at = 0; at < chunk.length; at += CHUNK_BYTES) {
        if (options.signal?.aborted) throw new CancelledError("Loading");
        const part = chunk.subarray(at, at + CHUNK_BYTES);
        await this.feed(number, part);
        bytes += part.length;
        if (performance.now() < sliceEnds) continue;
        if (options.onProgress) {
          const { records_read: records } = await this.stats();
          options.onProgress({ phase: "reading", source: source.name, bytes, totalBytes, records });
        }
        await nextTurn();
        sliceEnds = performance.now() + SLICE_MS;
      }
    }
  }

  /** Does the work that is due (sorting, indexes, evaluation) in slices. */
  async work(options: WorkOptions = {}): Promise<void> {
    const op = options.idle === true ? "idle" : "step";
    while (await this.#worked(op)) {
      if (options.signal?.aborted) throw new CancelledError("Arranging the events");
      if (options.onProgress) {
        const { bytes_read: bytes, records_read: records } = await this.stats();
        options.onProgress({ phase: "arranging", source: null, bytes, totalBytes: bytes, records });
      }
      await nextTurn();
    }
    if (op === "step") void this.#workWhenIdle();
  }

  /** True while there is more. */
  async #worked(op: "step" | "idle"): Promise<boolean> {
    return (await this.#send({ op, budgetMs: SLICE_MS })).value === 1;
  }

  /** Whoever breaks it off (a core destroyed, a part that could not be fetched) hears of it where it matters. */
  async #workWhenIdle(): Promise<void> {
    if (this.#idling) return;
    this.#idling = true;
    try {
      do await idleTurn();
      while (await this.#worked("idle"));
    } catch {
      // Nothing waits for it.
    }
    this.#idling = false;
  }

  /** Sets what is given, all or nothing; only what depends on it is redone. */
  async set(settings: Settings): Promise<void> {
    await this.#ask("tl_set", settings);
  }

  async query<Answer>(question: { readonly command: string; readonly [member: string]: unknown }): Promise<Answer> {
    return JSON.parse(decoder.decode(await this.#ask("tl_query", question))) as Answer;
  }

  /** Needs templates and as-of, as do the questions below about journeys; the filter chooses which are counted. */
  journeys(): Promise<Journeys> {
    return this.query({ command: "journeys" });
  }

  breakdown(by: JourneyField): Promise<JourneyBreakdown> {
    return this.query({ command: "journeys", by });
  }

  variants(): Promise<JourneyVariants> {
    return this.query({ command: "variants" });
  }

  nearMisses(): Promise<NearMisses> {
    return this.query({ command: "near_misses" });
  }

  /** The journeys and events behind one number; scenes carry its path as the field `number`. */
  behind(number: NumberQuery): Promise<BehindNumber> {
    return this.query({ command: "behind", ...number });
  }

  /** Edited templates (a document, or its text as it is being typed) beside the stored ones. */
  backtest(templates: unknown): Promise<Backtest> {
    return this.query({ command: "backtest", templates });
  }

  /** What is wrong or doubtful in templates, also against the events loaded. */
  lint(templates: unknown): Promise<LintReport> {
    return this.query({ command: "lint", templates });
  }

  /** One customer's stages; refused where several are loaded and none is chosen. */
  map(): Promise<JourneyMap> {
    return this.query({ command: "map" });
  }

  patterns(): Promise<Patterns> {
    return this.query({ command: "patterns" });
  }

  /** An answer as a CSV table; takes the permission to export. */
  async table(question: {
    readonly command: "journeys" | "variants" | "metrics" | "patterns";
    readonly by?: JourneyField;
  }): Promise<string> {
    return decoder.decode(await this.#ask("tl_query", { ...question, form: "csv" }));
  }

  async scene(request: SceneRequest): Promise<Scene> {
    return new Scene(await this.#ask("tl_scene", request));
  }

  /** The export in parts of at most about 64 KiB. Refused, with the reason, where the gate does not permit it. */
  async *export(question: { readonly format: ExportFormat; readonly [member: string]: unknown }): AsyncGenerator<Uint8Array> {
    await this.#ask("tl_export", question);
    for (;;) {
      const { value, bytes } = await this.#send({ op: "export-next" });
      if (bytes.length > 0) yield bytes;
      if (value !== 1) return;
      await nextTurn();
    }
  }

  async exportBlob(question: { readonly format: ExportFormat; readonly [member: string]: unknown }, type: string): Promise<Blob> {
    const parts: BlobPart[] = [];
    for await (const part of this.export(question)) parts.push(part.slice());
    return new Blob(parts, { type });
  }

  async forget(what: { readonly customer: string } | { readonly conversation: string }): Promise<{ events: number }> {
    return JSON.parse(decoder.decode(await this.#ask("tl_forget", what))) as { events: number };
  }

  async split(what: { readonly customer: string; readonly handles: readonly string[]; readonly undo?: boolean }): Promise<void> {
    await this.#ask("tl_split", what);
  }

  async stats(): Promise<Statistics> {
    return JSON.parse(decoder.decode((await this.#send({ op: "stats" })).bytes)) as Statistics;
  }

  async schema(): Promise<unknown> {
    return JSON.parse(decoder.decode((await this.#send({ op: "schema" })).bytes));
  }

  /** Frees the core's memory at once, also in the middle of a load. */
  destroy(): void {
    this.#destroyed = true;
    this.#transport.destroy();
  }

  async #ask(call: Asked, document: unknown): Promise<Uint8Array> {
    return (await this.#send({ op: "ask", call, json: JSON.stringify(document) })).bytes;
  }

  async #send(request: Request): Promise<{ readonly value: number; readonly bytes: Uint8Array }> {
    if (this.#destroyed) throw new CancelledError(request.op);
    return accept(await this.#transport.send(request));
  }
}

/** A turn of the event loop: input and frames come first. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** A turn in which the page has nothing better to do; Safari cannot tell, so there a frame goes by first. */
function idleTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => resolve(), { timeout: LONGEST_IDLE_WAIT_MS });
    else setTimeout(resolve, FRAME_MS);
  });
}

function lengthOf(data: SourceData): number | null {
  if (typeof data === "string" || data instanceof ReadableStream) return null;
  if (data instanceof Blob) return data.size;
  if (!(data instanceof Response)) return data.byteLength;
  const length = Number(data.headers.get("content-length"));
  return length > 0 && data.headers.get("content-encoding") === null ? length : null;
}

/** What is in memory whole and goes over in one message, as events do that a page appends. */
function wholeOf(data: SourceData): Uint8Array | undefined {
  if (!isInMemory(data) || lengthAtLeast(data) > CHUNK_BYTES) return undefined;
  const bytes = bytesOf(data);
  return bytes.length <= CHUNK_BYTES ? bytes : undefined;
}

async function* chunksOf(data: SourceData): AsyncGenerator<Uint8Array> {
  if (isInMemory(data)) yield bytesOf(data);
  else yield* chunksOfStream(streamOf(data));
}

function isInMemory(data: SourceData): data is string | Uint8Array | ArrayBuffer {
  return typeof data === "string" || data instanceof Uint8Array || data instanceof ArrayBuffer;
}

/** A text has at least as many bytes as letters. */
function lengthAtLeast(data: string | Uint8Array | ArrayBuffer): number {
  return typeof data === "string" ? data.length : data.byteLength;
}

function bytesOf(data: string | Uint8Array | ArrayBuffer): Uint8Array {
  if (typeof data === "string") return encoder.encode(data);
  return data instanceof Uint8Array ? data : new Uint8Array(data);
}

function streamOf(data: Blob | ReadableStream<Uint8Array> | Response): ReadableStream<Uint8Array> {
  if (data instanceof ReadableStream) return data;
  if (data instanceof Blob) return data.stream();
  if (!data.ok) throw new SourceError(`The source could not be fetched: the server answered ${data.status}.`);
  if (data.body === null) throw new SourceError("The source's response has no body.");
  return data.body;
}

async function* chunksOfStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let over = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      over = done;
      if (done) return;
      yield value;
    }
  } catch (cause) {
    throw new SourceError("The source's stream broke off; what came before is kept.", cause);
  } finally {
    // Who stops reading stops the download.
    if (!over) void reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}
