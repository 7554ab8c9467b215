// One loaded journey as the element sees it: the engine, what the host set, and the documents that the header,
// the notices and the filter bar show. It paints nothing; it says when something changed.

import type {
  Configuration, CustomerIdentity, CustomerMetrics, Facets, Filter, Gate, LiveStates, LoadReport, Settings, SourceDescription,
} from "../engine/documents.js";
import { Engine, type EngineOptions, type Progress, type SourceData } from "../engine/engine.js";
import { asThroughlineError, CancelledError, type ThroughlineError } from "../engine/errors.js";
import { plainEvents, type PlainList } from "../views/plain-list.js";

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
}

export type Phase = "empty" | "loading" | "ready" | "failed";

/** How long the core rests between two refreshes while events stream in. */
const REFRESH_EVERY_MS = 200;
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
  #lastRefresh = 0;

  get engine(): Engine | undefined {
    return this.#engine;
  }

  /** Starts anew with these sources. A load under way is cancelled. */
  async load(
    options: EngineOptions, sources: readonly JourneySource[], settings: HostSettings, clock: Clock,
  ): Promise<void> {
    this.destroy();
    const loading = (this.#loading = new AbortController());
    const current = (): boolean => this.#loading === loading && !loading.signal.aborted;
    Object.assign(this, { phase: "loading", progress: undefined, error: undefined, cannotStart: false, report: undefined });
    this.onChange({ scene: false });
    try {
      const engine = await Engine.create(options);
      if (!current()) return engine.destroy();
      this.#engine = engine;
      await engine.set(withoutAbsent({ ...settingsOf(settings), as_of: clock.now() }));
      for (const source of sources) await this.#loadOne(engine, source, loading.signal);
      if (!current()) return;
      this.phase = "ready";
      await this.refresh(clock);
      if (this.report) this.onReady(this.report);
    } catch (thrown) {
      if (!current()) return;
      this.#fail(asThroughlineError(thrown));
      if (this.cannotStart) await this.#listPlainly(sources, current);
    }
  }

  /** Adds records to a source, known or new. */
  async append(source: SourceDescription, data: SourceData): Promise<void> {
    const engine = this.#engine;
    if (engine === undefined || this.phase !== "ready") return;
    await engine.load(source, data);
  }

  cancel(): void {
    if (this.phase !== "loading") return;
    this.destroy();
    this.phase = "empty";
    this.onChange({ scene: false });
  }

  /** Hands settings that changed to the core; what depends on them is redone there. */
  async apply(settings: Partial<HostSettings>, clock: Clock): Promise<void> {
    if (this.#engine === undefined) return;
    try {
      await this.#engine.set(withoutAbsent(settingsOf(settings)));
      this.#lastRefresh = 0;
      await this.refresh(clock);
    } catch (thrown) {
      const error = asThroughlineError(thrown);
      if (error instanceof CancelledError) return;
      this.onError(error);
    }
  }

  /** Moves as-of on and reads the documents again; at most every REFRESH_EVERY_MS, the last call is never lost. */
  async refresh(clock: Clock): Promise<void> {
    if (this.#refreshing !== undefined) {
      this.#refreshAgain = true;
      return this.#refreshing;
    }
    this.#refreshing = (async () => {
      do {
        this.#refreshAgain = false;
        const rest = this.#lastRefresh + REFRESH_EVERY_MS - performance.now();
        if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
        await this.#readDocuments(clock);
        this.#lastRefresh = performance.now();
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
    return this.#engine?.query<Facets>({ command: "facets", filter });
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#loading?.abort();
    this.#loading = undefined;
    this.#engine?.destroy();
    this.#engine = undefined;
  }

  async #listPlainly(sources: readonly JourneySource[], current: () => boolean): Promise<void> {
    const plain = await plainEvents(sources);
    if (!current()) return;
    this.plain = plain;
    this.onChange({ scene: false });
  }

  async #loadOne(engine: Engine, source: JourneySource, signal: AbortSignal): Promise<void> {
    const { name, adapter, input } = source;
    const description = withoutAbsent({ name, adapter, input }) as unknown as SourceDescription;
    await engine.load(description, await dataOf(source), {
      signal,
      onProgress: (progress) => {
        this.progress = progress;
        this.onChange({ scene: false });
      },
    });
  }

  async #readDocuments(clock: Clock): Promise<void> {
    const engine = this.#engine;
    if (engine === undefined || this.phase !== "ready") return;
    try {
      await engine.set({ as_of: clock.now() });
      await engine.work();
      this.report = await engine.query<LoadReport>({ command: "inspect" });
      this.facets = await engine.query<Facets>({ command: "facets" });
      const { customers } = await engine.query<{ customers: readonly CustomerMetrics[] }>({ command: "metrics" });
      this.metrics = customers.length === 1 ? customers[0] : undefined;
      this.customers = customers.length;
      this.live = await engine.query<LiveStates>({ command: "live" });
      this.asOfMs = this.live.as_of_ms;
      const known = await engine.query<{ customers: readonly CustomerIdentity[] }>({ command: "customers" });
      this.identity = known.customers.length === 1 ? known.customers[0] : undefined;
      this.error = undefined;
      this.#armTimer(clock);
      this.onChange({ scene: true });
    } catch (thrown) {
      const error = asThroughlineError(thrown);
      if (!(error instanceof CancelledError)) this.#fail(error);
    }
  }

  /** Live states change at known instants: one timer for the next, no polling. */
  #armTimer(clock: Clock): void {
    clearTimeout(this.#timer);
    const next = this.live?.next_change_ms ?? null;
    const now = clock.now();
    if (next === null || !clock.ticks || typeof now !== "number") return;
    const wait = Math.min(Math.max(next - now, 0) + 1, LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => void this.refresh(clock), wait);
  }

  #fail(error: ThroughlineError): void {
    this.phase = "failed";
    this.error = error;
    this.cannotStart = error.code === "cannot start";
    this.onError(error);
    this.onChange({ scene: false });
  }
}

function settingsOf(settings: Partial<HostSettings>): Settings {
  const { displayZone, ...rest } = settings;
  return { ...rest, ...(displayZone !== undefined && { display_zone: displayZone }) } as Settings;
}

function withoutAbsent<T extends object>(object: T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
}

async function dataOf(source: JourneySource): Promise<SourceData> {
  if (typeof source.data === "function") return source.data();
  if (source.data !== undefined) return source.data;
  if (source.url === undefined) return "";
  return fetch(source.url, { credentials: "same-origin" });
}
