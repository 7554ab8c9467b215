// The one file that touches the core's memory. It knows core/abi/throughline.h and nothing else: bytes in,
// bytes out, every result copied before the next call. Pointers may lie above 2 GiB, so they are read with
// `>>> 0`; any call may grow the memory, so the view is made anew after each.

import { StartError, ThroughlineError } from "./errors.js";

export const ABI_VERSION = 1;

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly _initialize?: () => void;
  readonly tl_abi_version: () => number;
  readonly tl_create: () => number;
  readonly tl_destroy: (handle: number) => void;
  readonly tl_buffer: (handle: number, size: number) => number;
  readonly tl_open: (handle: number, size: number) => number;
  readonly tl_feed: (handle: number, source: number, size: number) => number;
  readonly tl_close: (handle: number, source: number) => number;
  readonly tl_step: (handle: number, units: number) => number;
  readonly tl_idle: (handle: number, units: number) => number;
  readonly tl_set: (handle: number, size: number) => number;
  readonly tl_query: (handle: number, size: number) => number;
  readonly tl_scene: (handle: number, size: number) => number;
  readonly tl_export: (handle: number, size: number) => number;
  readonly tl_export_next: (handle: number) => number;
  readonly tl_forget: (handle: number, size: number) => number;
  readonly tl_split: (handle: number, size: number) => number;
  readonly tl_stats: (handle: number) => number;
  readonly tl_schema: (handle: number) => number;
  readonly tl_status: (handle: number) => number;
  readonly tl_result: (handle: number) => number;
  readonly tl_result_size: (handle: number) => number;
}

/** Calls that take a JSON document and leave a result. */
export type Asked = "tl_query" | "tl_scene" | "tl_set" | "tl_export" | "tl_forget" | "tl_split";

/**
 * Where the core comes from: the address of throughline.wasm as a page serves it (the first part; the rest lies beside
 * it), or the whole module, as bytes or compiled.
 */
export type WasmSource = string | URL | BufferSource | WebAssembly.Module;

/** A core that may be in two parts, compiled. `rest` fetches the second, and again where that failed; null where the first
 *  is all of it. */
export interface CoreModules {
  readonly first: WebAssembly.Module;
  readonly rest: (() => Promise<WebAssembly.Module>) | null;
}

/** The namespace of what the first part calls in the rest. */
const PLACEHOLDERS = "placeholder";
/** The namespace from which the rest takes memory, table and functions of the first part. */
const PRIMARY = "primary";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** One handle of one instance of the core. Synchronous; transports make it asynchronous. */
export class WasmCore {
  readonly #instance: WebAssembly.Instance;
  readonly #core: Exports;
  readonly #absent: { readonly called: boolean };
  #handle: number;

  constructor(instance: WebAssembly.Instance, absent: { readonly called: boolean } = { called: false }) {
    this.#instance = instance;
    this.#absent = absent;
    this.#core = instance.exports as unknown as Exports;
    this.#core._initialize?.();
    const version = this.#core.tl_abi_version();
    if (version !== ABI_VERSION) {
      throw new StartError(
        `throughline.wasm speaks version ${version} of the interface and this script version ${ABI_VERSION}: ` +
          "serve the two files of one build.",
      );
    }
    this.#handle = this.#core.tl_create() >>> 0;
    if (this.#handle === 0) throw new StartError("There is no memory for the core.");
  }

  /** True once a call has ended because it came to a function that is not there yet: the handle is spoilt. */
  get spoilt(): boolean {
    return this.#absent.called;
  }

  /** Puts the rest's functions where the first part looks for them. */
  async complete(rest: WebAssembly.Module): Promise<void> {
    await WebAssembly.instantiate(rest, { [PRIMARY]: this.#instance.exports });
  }

  open(json: string): number {
    const source = this.#core.tl_open(this.#live(), this.#write(encoder.encode(json)));
    if (source < 0) throw this.#failure();
    return source;
  }

  feed(source: number, bytes: Uint8Array): void {
    this.#check(this.#core.tl_feed(this.#live(), source, this.#write(bytes)));
  }

  close(source: number): void {
    this.#check(this.#core.tl_close(this.#live(), source));
  }

  /** True while there is more to do. */
  step(units: number): boolean {
    return this.#worked(this.#core.tl_step(this.#live(), units));
  }

  /** Due work, then what no question waits for; true while there is more. */
  idle(units: number): boolean {
    return this.#worked(this.#core.tl_idle(this.#live(), units));
  }

  /** Work that failed has nothing left to do, either: its status tells them apart. */
  #worked(more: number): boolean {
    this.#check(this.#core.tl_status(this.#handle));
    return more === 1;
  }

  ask(call: Asked, json: string): Uint8Array {
    this.#check(this.#core[call](this.#live(), this.#write(encoder.encode(json))));
    return this.#result();
  }

  /** The next part of the export begun with `ask("tl_export", …)`. */
  exportNext(): { readonly bytes: Uint8Array; readonly more: boolean } {
    const more = this.#worked(this.#core.tl_export_next(this.#live()));
    return { bytes: this.#result(), more };
  }

  stats(): Uint8Array {
    this.#check(this.#core.tl_stats(this.#live()));
    return this.#result();
  }

  schema(): Uint8Array {
    this.#check(this.#core.tl_schema(this.#live()));
    return this.#result();
  }

  destroy(): void {
    if (this.#handle !== 0) this.#core.tl_destroy(this.#handle);
    this.#handle = 0;
  }

  #live(): number {
    if (this.#handle === 0) {
      throw new ThroughlineError("wrong call", "The engine was destroyed: create a new one.");
    }
    return this.#handle;
  }

  #write(bytes: Uint8Array): number {
    const at = this.#core.tl_buffer(this.#live(), bytes.length) >>> 0;
    if (at === 0 && bytes.length > 0) throw this.#failure();
    new Uint8Array(this.#core.memory.buffer).set(bytes, at);
    return bytes.length;
  }

  #result(): Uint8Array {
    const at = this.#core.tl_result(this.#handle) >>> 0;
    const size = this.#core.tl_result_size(this.#handle) >>> 0;
    return new Uint8Array(this.#core.memory.buffer, at, size).slice();
  }

  #check(status: number): void {
    if (status !== 0) throw this.#failure();
  }

  #failure(): ThroughlineError {
    const text = decoder.decode(this.#result());
    try {
      const { code, message } = JSON.parse(text) as { code: string; message: string };
      return new ThroughlineError(code, message);
    } catch {
      return new ThroughlineError("internal", `The core failed with status ${this.#core.tl_status(this.#handle)}.`);
    }
  }
}

/** What the first part finds in the place of a function of the rest. */
class Absent {
  called = false;

  readonly functions = new Proxy<WebAssembly.ModuleImports>({}, { get: () => () => this.#call() });

  #call(): never {
    this.called = true;
    throw new ThroughlineError("internal", "A function of the core's second part was called before it had come.");
  }
}

/** Fetches and compiles where that is needed; modules compiled once can be passed on to any number of engines. */
export async function compileCore(source: WasmSource): Promise<CoreModules> {
  const first = await compile(source);
  const isFirstPart = WebAssembly.Module.imports(first).some(({ module }) => module === PLACEHOLDERS);
  if (!isFirstPart) return { first, rest: null };
  if (typeof source !== "string" && !(source instanceof URL)) {
    throw new StartError("This module is the core's first part: give its address, or the whole module, throughline-whole.wasm.");
  }
  const address = String(source).replace(/\.wasm(?=$|[?#])/, "-rest.wasm");
  if (address === String(source)) {
    throw new StartError("The core's address must end in .wasm: its second part is looked for as NAME-rest.wasm.");
  }
  let compiled: Promise<WebAssembly.Module> | undefined;
  const rest = (): Promise<WebAssembly.Module> =>
    (compiled ??= compile(address).catch((thrown: unknown) => {
      compiled = undefined;
      throw thrown;
    }));
  return { first, rest };
}

async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  try {
    if (source instanceof WebAssembly.Module) return source;
    if (typeof source !== "string" && !(source instanceof URL)) return await WebAssembly.compile(source);
    const response = await fetch(source, { credentials: "same-origin" });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    const type = response.headers.get("content-type") ?? "";
    return type.startsWith("application/wasm")
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(
      `The WebAssembly core could not be started (${reason}). Check that throughline.wasm and throughline-rest.wasm are ` +
        "served beside the script and that the page's policy allows 'wasm-unsafe-eval'.",
      cause,
    );
  }
}

/** A handle of a new instance of the core's first part, which may be all of it. */
export async function startCore({ first }: CoreModules): Promise<WasmCore> {
  let memory: WebAssembly.Memory | undefined;
  // The module is stand-alone: it needs no generated JavaScript, only these five. Nothing in the core
  // prints, so what a library would write to a stream is accepted and dropped.
  const dropOutput = (_fd: number, vectors: number, count: number, written: number): number => {
    const view = new DataView(memory!.buffer);
    let total = 0;
    for (let i = 0; i < count; i += 1) total += view.getUint32((vectors >>> 0) + i * 8 + 4, true);
    view.setUint32(written >>> 0, total, true);
    return 0;
  };
  const end = (code: number): never => {
    throw new ThroughlineError("internal", `The core ended itself with code ${code}; create a new engine.`);
  };
  const absent = new Absent();
  const instance = await WebAssembly.instantiate(first, {
    env: { emscripten_notify_memory_growth: () => undefined },
    wasi_snapshot_preview1: { proc_exit: end, fd_write: dropOutput, fd_close: () => 0, fd_seek: () => 0 },
    [PLACEHOLDERS]: absent.functions,
  });
  memory = (instance.exports as unknown as Exports).memory;
  return new WasmCore(instance, absent);
}
