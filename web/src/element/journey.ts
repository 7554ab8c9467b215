// One loaded journey as the element sees it: the engine, what the host set, and the documents that the header,
// the notices and the filter bar show. It paints nothing; it says when something changed.

import type {
  Configuration, CustomerIdentity, CustomerMetrics, Facets, Filter, Gate, LiveStates, LoadReport, NumberCampaigns, Settings, SourceDescription,
} from "../engine/documents.js";
import { Engine, type EngineOptions, type Progress, type SourceData } from "../engine/engine.js";
import { asThroughlineError, CancelledError, SourceError, type ThroughlineError } from "../engine/errors.js";
import { facetFields } from "./filter-model.js";
import type { Look } from "./look-keeper.js";
import type { PlainList } from "../views/plain-list.js";

/** A source as the host gives it: a name, how to read it, and its bytes or where they are. */
export interface JourneySource extends SourceDescription {
  readonly data?: SourceData | (() => SourceData | Promise<SourceData>);
  /** Fetched from here where `data` is not given. */
  readonly url?: string;
}

export type AsOf = number | string | null;

/** The instant that everything is computed for. The core reads no clock: this is the host's. */
export interface Clock {
  /** False where the host fixed as-of: nothing then changes with time. */
  readonly ticks: boolean;
  now(): AsOf;
}

export interface HostSettings {
  readonly configuration: Configuration | undefined;
  readonly gate: Gate | null | undefined;
  readonly customer: string | null | undefined;
  readonly filter: Filter;
  readonly templates: unknown;
  readonly adapters: readonly unknown[] | undefined;
  readonly displayZone: string | null | undefined;
  /** Beside a filter: that it is a step of the viewer's. */
  readonly look?: Look;
}

export type Phase = "empty" | "loading" | "ready" | "failed";

/** How long the core rests between two refreshes while events stream in: at least this, and longer where a refresh
 *  itself takes long, so that most of the time is the page's. */
const REFRESH_EVERY_MS = 200;
const REST_PER_WORK = 4;
/** Chrome and Firefox fire longer timers at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export class Journey {
  phase: Phase = "empty";
  progress: Progress | undefined;
  error: ThroughlineError | undefined;
  report: LoadReport | undefined;
  facets: Facets | undefined;
  metrics: CustomerMetrics | undefined;
  identity: CustomerIdentity | undefined;
  customers = 0;
  live: LiveStates | undefined;
  asOfMs = 0;
  /** Sources that could not be fetched; the others are shown. */
  unreachable: readonly string[] = [];
  /** The core's second part could not be fetched: the timeline stands without search, counts of filters and other views. */
  incomplete = false;
  /** The core itself could not start: only the plain list is left. */
  cannotStart = false;
  plain: PlainList = { shown: [], more: 0 };

  /** Something above changed: repaint. `scene` says that the views must be laid out again. */
  onChange: (what: { readonly scene: boolean }) => void = () => undefined;
  onReady: (report: LoadReport) => void = () => undefined;
  onError: (error: ThroughlineError) => void = () => undefined;

  #engine: Engine | undefined;
  #loading: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #refreshing: Promise<void> | undefined;
  #refreshAgain = false;
  #nextRefresh = 0;
  #filter: Filter = {};
  /** Those that the core is given once the timeline stands: it needs its second part for them. */
  #templatesDue: unknown;
  #readyIsDue = false;
  /** Loads and appends one after the other: the records of a source stay in the order they came in. */
  #feeding: Promise<void> = Promise.resolve();

  get engine(): Engine | undefined {
    return this.#engine;
  }

  /** Starts anew with these sources. A load under way is cancelled. */
  load(options: EngineOptions, sources: readonly JourneySource[], settings: HostSettings, clock: Clock): Promise<void> {
    this.destroy();
    const loading = (this.#loading = new AbortController());
    this.#filter = settings.filter;
    Object.assign(this, { phase: "loading", progress: undefined, error: undefined, report: undefined, cannotStart: false, incomplete: false, unreachable: [] });
    this.#readyIsDue = true;
    this.onChange({ scene: false });
    this.#feeding = this.#load(options, sources, settings, clock, loading.signal);
    return this.#feeding;
  }

  /** Adds records to a source, known or new; waits for a load under way. */
  append(source: SourceDescription, data: SourceData): Promise<void> {
    this.#feeding = this.#feeding.then(async () => {
      try {
        await this.#engine?.load(source, data);
      } catch (thrown) {
        this.fail(thrown);
      }
    });
    return this.#feeding;
  }

  cancel(): void {
    if (this.phase !== "loading") return;
    this.destroy();
    this.phase = "empty";
    this.onChange({ scene: false });
  }

  /** Hands settings that changed to the core; what depends on them is redone there. */
  async apply(settings: Partial<HostSettings>, clock: Clock): Promise<void> {
    if (settings.filter !== undefined) this.#filter = settings.filter;
    if ("templates" in settings) this.#templatesDue = undefined;
    if (this.#engine === undefined) return;
    try {
      await this.#engine.set(settingsOf(settings));
      this.#nextRefresh = 0;
      await this.refresh(clock);
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  /** Moves as-of on and reads the documents again; never in a rush, and the last call is never lost. */
  async refresh(clock: Clock): Promise<void> {
    if (this.#refreshing !== undefined) {
      this.#refreshAgain = true;
      return this.#refreshing;
    }
    this.#refreshing = (async () => {
      do {
        this.#refreshAgain = false;
        const rest = this.#nextRefresh - performance.now();
        if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
        const began = performance.now();
        await this.#readDocuments(clock);
        const ended = performance.now();
        this.#nextRefresh = ended + Math.max(REFRESH_EVERY_MS, (ended - began) * REST_PER_WORK);
      } while (this.#refreshAgain);
    })();
    try {
      await this.#refreshing;
    } finally {
      this.#refreshing = undefined;
    }
  }

  /** What each choice of a filter not yet set would give. */
  async facetsFor(filter: Filter): Promise<Facets | undefined> {
    return this.#engine?.query<Facets>({ command: "facets", filter, fields: facetFields(filter) });
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#loading?.abort();
    this.#loading = undefined;
    this.#engine?.destroy();
    this.#engine = undefined;
  }

  /** Where a dialled number is listed; nothing where the viewer may not know. */
  async campaignsOf(number: string): Promise<readonly string[]> {
    const found = await this.#engine?.query<NumberCampaigns>({ command: "campaigns", number });
    return (found?.campaigns ?? []).map(({ campaign }) => campaign);
  }

  async #load(
    options: EngineOptions, sources: readonly JourneySource[], settings: HostSettings, clock: Clock, signal: AbortSignal,
  ): Promise<void> {
    try {
      const engine = await Engine.create(options);
      if (signal.aborted) return engine.destroy();
      this.#engine = engine;
      const { templates, ...atOnce } = settings;
      this.#templatesDue = templates;
      await engine.set({ ...settingsOf(atOnce), as_of: clock.now() });
      for (const source of sources) await this.#readOne(engine, source, signal);
      if (signal.aborted) return;
      await engine.work({ signal, onProgress: this.#progressed });
      if (sources.length > 0 && this.unreachable.length === sources.length) throw this.error ?? new SourceError("No source could be read.");
      this.phase = "ready";
      this.#nextRefresh = 0;
      await this.refresh(clock);
    } catch (thrown) {
      if (signal.aborted) return;
      this.#fail(asThroughlineError(thrown));
      if (this.cannotStart) await this.#listPlainly(sources, signal);
    }
  }

  /** One source that cannot be fetched does not take the others with it: it is named, and told to the host. */
  async #readOne(engine: Engine, source: JourneySource, signal: AbortSignal): Promise<void> {
    const { name, adapter, input } = source;
    try {
      await engine.read({ name, ...(adapter !== undefined && { adapter }), ...(input !== undefined && { input }) }, await dataOf(source), { signal, onProgress: this.#progressed });
    } catch (thrown) {
      if (!(thrown instanceof SourceError)) throw thrown;
      this.unreachable = [...this.unreachable, name];
      this.error = thrown;
      this.onError(thrown);
    }
  }

  readonly #progressed = (progress: Progress): void => {
    this.progress = progress;
    this.onChange({ scene: false });
  };

  async #listPlainly(sources: readonly JourneySource[], signal: AbortSignal): Promise<void> {
    const { plainEvents } = await import("./later.js");
    const plain = await plainEvents(sources);
    if (signal.aborted) return;
    this.plain = plain;
    this.onChange({ scene: false });
  }

  /** The one customer's; with several the header has no figures. */
  async #readMetrics(engine: Engine): Promise<CustomerMetrics | undefined> {
    return (await engine.query<{ customers: readonly CustomerMetrics[] }>({ command: "metrics" })).customers[0];
  }

  async #readDocuments(clock: Clock): Promise<void> {
    const engine = this.#engine;
    if (engine === undefined || this.phase !== "ready") return;
    try {
      await engine.set({ as_of: clock.now() });
      await engine.work();
      this.live = await engine.query<LiveStates>({ command: "live" });
      this.asOfMs = this.live.as_of_ms;
      const known = await engine.query<{ customers: readonly CustomerIdentity[] }>({ command: "customers" });
      this.customers = known.customers.length;
      this.identity = this.customers === 1 ? known.customers[0] : undefined;
      this.metrics = this.customers === 1 ? await this.#readMetrics(engine) : undefined;
      this.#armTimer(clock);
      this.onChange({ scene: true });
      const isTracked = await this.#afterTimeline(() => this.#setTemplates(engine));
      const isTold = await this.#afterTimeline(() => this.#readReport(engine));
      this.#setIncomplete(!isTracked || !isTold);
    } catch (thrown) {
      const error = asThroughlineError(thrown);
      if (!(error instanceof CancelledError)) this.#fail(error);
    }
  }

  async #setTemplates(engine: Engine): Promise<void> {
    if (this.#templatesDue == null) return;
    const templates = this.#templatesDue;
    await engine.set({ templates });
    if (this.#templatesDue === templates) this.#templatesDue = undefined;
    await engine.work();
    this.onChange({ scene: true });
  }

  /** What the notices and the filter bar show. */
  async #readReport(engine: Engine): Promise<void> {
    this.report = await engine.query<LoadReport>({ command: "inspect" });
    await engine.set({ options: true });
    await engine.work();
    this.facets = await engine.query<Facets>({ command: "facets", fields: facetFields(this.#filter) });
    this.onChange({ scene: false });
    if (this.#readyIsDue) this.onReady(this.report);
    this.#readyIsDue = false;
  }

  /** What takes the core's second part: the timeline does not wait for it, and stays where it fails. False where the part
   *  could not be had. */
  async #afterTimeline(read: () => Promise<void>): Promise<boolean> {
    try {
      await read();
      return true;
    } catch (thrown) {
      this.fail(thrown);
      return asThroughlineError(thrown).code !== "cannot start";
    }
  }

  #setIncomplete(incomplete: boolean): void {
    if (this.incomplete === incomplete) return;
    this.incomplete = incomplete;
    this.onChange({ scene: !incomplete });
  }

  /** Live states change, and events to come appear, at known instants: one timer for the next, no polling. */
  #armTimer(clock: Clock): void {
    clearTimeout(this.#timer);
    const next = Math.min(this.live?.next_change_ms ?? Infinity, this.live?.next_event_ms ?? Infinity);
    const now = clock.now();
    if (next === Infinity || !clock.ticks || typeof now !== "number") return;
    const wait = Math.min(Math.max(next - now, 0) + 1, LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => void this.refresh(clock), wait);
  }

  /** Something beside the core failed: the host is told, what is shown stays. */
  fail(thrown: unknown): void {
    const error = asThroughlineError(thrown);
    if (!(error instanceof CancelledError)) this.onError(error);
  }

  #fail(error: ThroughlineError): void {
    this.phase = "failed";
    this.error = error;
    this.cannotStart = error.code === "cannot start";
    this.onError(error);
    this.onChange({ scene: false });
  }
}

/** What a host no longer sets goes back to the core's own default: null. */
function settingsOf(settings: Partial<HostSettings>): Settings {
  const { displayZone, adapters, ...rest } = settings;
  const named = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value ?? null])) as Settings;
  return { ...named, ...(adapters !== undefined && { adapters }), ...("displayZone" in settings && { display_zone: displayZone ?? null }) };
}

async function dataOf(source: JourneySource): Promise<SourceData> {
  try {
    if (typeof source.data === "function") return await source.data();
    if (source.data !== undefined) return source.data;
    if (source.url === undefined) return "";
    return await fetch(source.url, { credentials: "same-origin" });
  } catch (cause) {
    throw new SourceError(`The source ${source.name} could not be fetched: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
}
