// A core whose second part comes behind the first. The first part holds what a page needs until its timeline is on the
// screen; the rest is fetched when that is done, or at once where a call comes to a function of it.
//
// Such a call cannot wait in its middle: it breaks off, and its handle is spoilt. So until the rest is there, what was
// fed and set is kept, and a new core is told the same again. The same input gives the same answer: nobody can tell,
// but for the time it took. Once the rest is there, nothing is kept. Where it cannot be fetched, what needs it is told so,
// and every such request tries again; the others go on without it.

import FIRST from "./first-screen.json";
import { asThroughlineError, CancelledError } from "./errors.js";
import { perform, type Reply, type Request } from "./protocol.js";
import { compileCore, startCore, type CoreModules, type WasmCore, type WasmSource } from "./wasm.js";

/** What the new core works between two turns of the event loop. */
const SLICE_MS = 8;
/** With more input than this kept the rest is fetched, and where that failed again with twice as much. */
const MOST_KEPT_BYTES = 1024 * 1024;

export class PatientCore {
  readonly #modules: CoreModules;
  #core: WasmCore | undefined;
  /** What changed the core, in order; undefined once the rest is there. */
  #told: Request[] | undefined;
  #keptBytes = 0;
  #fetchAboveBytes = MOST_KEPT_BYTES;
  /** The last setting that waits for the rest: the next waits for it, or it would be overtaken by one that need not. */
  #setting: Promise<unknown> | undefined;
  /** The last attempt to have the rest failed: nobody tries again but who needs it. */
  #failed = false;
  /** Under way: requests wait until the rest is in its place. */
  #placing: Promise<void> | undefined;

  private constructor(modules: CoreModules, core: WasmCore) {
    this.#modules = modules;
    this.#core = core;
    if (modules.rest !== null) this.#told = [];
  }

  static async start(source: WasmSource): Promise<PatientCore> {
    return PatientCore.of(await compileCore(source));
  }

  static async of(modules: CoreModules): Promise<PatientCore> {
    return new PatientCore(modules, await startCore(modules));
  }

  /** Never throws but for a core that was destroyed: a failure is a reply. */
  async send(request: Request): Promise<Reply> {
    if (this.#setting !== undefined && isSetting(request)) await this.#setting;
    if (this.#told !== undefined && (this.#core?.spoilt === true || needsRest(request))) {
      const failure = await this.#restFor(request);
      if (failure !== undefined) return failure;
    }
    while (this.#placing !== undefined) await this.#placing;
    const core = this.#live(request.op);
    const reply = perform(core, request);
    if (core.spoilt) return this.#sendToWhole(request);
    if (this.#told === undefined) return reply;
    if (reply.ok) this.#keep(request);
    const workIsDone = (request.op === "step" || request.op === "load") && reply.ok && reply.value === 0;
    // In the background: who does not need the rest goes on without it, should it not come.
    if ((workIsDone && !this.#failed) || this.#keptBytes > this.#fetchAboveBytes) void this.#placeRest();
    return reply;
  }

  destroy(): void {
    this.#core?.destroy();
    this.#core = undefined;
  }

  #live(what: string): WasmCore {
    if (this.#core === undefined) throw new CancelledError(what);
    return this.#core;
  }

  #keep(request: Request): void {
    if (!changesCore(request)) return;
    if (request.op !== "feed" && request.op !== "load") {
      this.#told?.push(request);
      return;
    }
    // The bytes are the page's, which may do with them what it likes.
    this.#told?.push({ ...request, bytes: request.bytes.slice() });
    this.#keptBytes += request.bytes.length;
  }

  async #sendToWhole(request: Request): Promise<Reply> {
    return (await this.#restFor(request)) ?? this.send(request);
  }

  #restFor(request: Request): Promise<Reply | undefined> {
    const placed = this.#placeRest();
    if (isSetting(request)) this.#setting = placed.finally(() => (this.#setting = undefined));
    return placed;
  }

  /** What is answered where the rest could not be had. */
  async #placeRest(): Promise<Reply | undefined> {
    try {
      await this.#place(await this.#modules.rest!());
      this.#failed = false;
      return undefined;
    } catch (thrown) {
      this.#failed = true;
      this.#fetchAboveBytes = 2 * Math.max(this.#keptBytes, MOST_KEPT_BYTES);
      const { code, message } = asThroughlineError(thrown);
      return { ok: false, code, message };
    }
  }

  async #place(rest: WebAssembly.Module): Promise<void> {
    while (this.#placing !== undefined) await this.#placing;
    if (this.#told === undefined || this.#core === undefined) return;
    const core = this.#core;
    this.#placing = (core.spoilt ? this.#tellAgain(rest) : core.complete(rest)).finally(() => {
      this.#placing = undefined;
    });
    await this.#placing;
    this.#told = undefined;
  }

  async #tellAgain(rest: WebAssembly.Module): Promise<void> {
    const core = await startCore(this.#modules);
    await core.complete(rest);
    for (const request of this.#told ?? []) perform(core, request);
    const step: Request = { op: "step", budgetMs: SLICE_MS };
    for (let reply = perform(core, step); reply.ok && reply.value === 1; reply = perform(core, step)) {
      await new Promise((resolve) => setTimeout(resolve));
    }
    const spoilt = this.#core;
    if (spoilt === undefined) return core.destroy();
    this.#core = core;
    spoilt.destroy();
  }
}

/** Known beforehand: such a request waits for the rest and need not be broken off. first-screen.json says what the first
 *  part answers and which settings it cannot take; the build makes the first part by it (tools/wasm/first_load.mjs). */
function needsRest(request: Request): boolean {
  if (request.op === "idle") return true;
  if (request.op !== "ask") return false;
  const asked = JSON.parse(request.json) as { readonly [member: string]: unknown };
  switch (request.call) {
    case "tl_set":
      return FIRST.later_settings.some((name) => asked[name] != null);
    case "tl_query":
      return !FIRST.queries.includes(String(asked["command"]));
    case "tl_scene":
      return !FIRST.views.includes(String(asked["view"]));
    default:
      return true;
  }
}

function changesCore(request: Request): boolean {
  return request.op === "load" || request.op === "open" || request.op === "feed" || request.op === "close" || isSetting(request);
}

function isSetting(request: Request): boolean {
  return request.op === "ask" && (request.call === "tl_set" || request.call === "tl_forget" || request.call === "tl_split");
}
