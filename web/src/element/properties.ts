// What a host sets on the element, and what follows from it alone.

import { LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { Configuration, Filter, Gate } from "../engine/documents.js";
import type { EngineOptions } from "../engine/engine.js";
import type { WasmSource } from "../engine/wasm.js";
import { DEFAULT_FILTER } from "./filter-model.js";
import type { Clock, HostSettings, JourneySource } from "./journey.js";
import type { Preferences } from "./preferences.js";
import type { ViewName } from "./view-set.js";

export abstract class JourneyProperties extends LitElement {
  /** The feeds: names, how to read them, and their bytes. Setting it loads anew. */
  @property({ attribute: false }) sources: readonly JourneySource[] | undefined;
  /** Business zone, display zone, and what is known of each source. */
  @property({ attribute: false }) configuration: Configuration | undefined;
  /** What the viewer may see. The server must not send what they may not; this is display hygiene. */
  @property({ attribute: false }) gate: Gate | null | undefined;
  /** What is shown at first; the viewer changes it. */
  @property({ attribute: false }) filter: Filter = DEFAULT_FILTER;
  /** Journey templates, as an array or {"templates": […]}. */
  @property({ attribute: false }) templates: unknown;
  /** Adapters of the host's own. */
  @property({ attribute: false }) adapters: readonly unknown[] | undefined;
  /** Only this customer's events. */
  @property() customer: string | null | undefined;
  /** The instant everything is computed for (milliseconds, or text with an offset); absent: now, and it goes on. */
  @property({ attribute: "as-of" }) asOf: number | string | undefined;
  /** The host's clock, where it is not the machine's. */
  @property({ attribute: false }) clock: () => number = Date.now;
  /** The zone of days, ticks and times; absent: the business zone. */
  @property({ attribute: "display-zone" }) displayZone: string | null | undefined;
  /** The language of its words, dates and numbers; absent: that of the element around it. */
  @property({ reflect: true }) override lang = "";
  /** References of the events that the viewer pinned; the host keeps them (`journey-pins-change`). */
  @property({ attribute: false }) pins: readonly string[] = [];
  /** When the viewer was here last (milliseconds, or a time with an offset): what came later is marked as new. The host
   *  keeps it: it may store the as-of of this visit when it takes the element off the page. */
  @property({ attribute: "last-visit" }) lastVisit: number | string | undefined;
  /** Since when the host's feed does not reach the page (milliseconds, or a time with an offset); said until it is
   *  unset. Where the host says nothing, the browser's word that it has no network counts. */
  @property({ attribute: "offline-since" }) offlineSince: number | string | undefined;
  /** Cards: newest or oldest first. The viewer may change it, and the browser keeps it where the host sets nothing. */
  @property({ reflect: true }) order: Preferences["order"] = "newest";
  /** Times in lists as the clock showed them, or as how long ago. The viewer may change it, and the browser keeps it. */
  @property({ reflect: true }) times: Preferences["times"] = "clock";
  /** strip, cards, grid, messages, map, tracker, patterns, or auto: strip, grid or cards by the width. */
  @property({ reflect: true }) view: ViewName | "auto" = "auto";
  /** manual: filters act when Search is pressed; auto: at once. */
  @property() apply: "manual" | "auto" = "auto";
  /** light, dark, contrast, or auto: as the page and the machine have it. */
  @property({ reflect: true }) theme: "light" | "dark" | "contrast" | "auto" = "auto";
  /** Where throughline.wasm is; absent: beside the script. */
  @property({ attribute: "wasm-url" }) wasmUrl: string | undefined;
  /** The module, where the host has it already: address, bytes or compiled. Goes before wasm-url. */
  @property({ attribute: false }) wasm: WasmSource | undefined;
  /** worker: the core runs in a worker of the page's own origin. */
  @property() transport: "page" | "worker" = "page";
  /** Where worker.js is; absent: beside the script. */
  @property({ attribute: "worker-url" }) workerUrl: string | undefined;
  /** Where the catalogues of other languages are; absent: beside the script. */
  @property({ attribute: "base-url" }) baseUrl: string | undefined;

  protected get hostClock(): Clock {
    return { ticks: this.asOf === undefined, now: () => this.#numericAsOf ?? this.clock() };
  }

  /** An attribute is text; whole numbers are milliseconds. */
  get #numericAsOf(): number | string | undefined {
    return typeof this.asOf === "string" && /^-?\d+$/.test(this.asOf) ? Number(this.asOf) : this.asOf;
  }

  protected get lastVisitMs(): number | undefined {
    return instantOf(this.lastVisit);
  }

  protected get offlineSinceMs(): number | undefined {
    return instantOf(this.offlineSince);
  }

  protected get hostSettings(): HostSettings {
    return {
      configuration: this.configuration, gate: this.gate, customer: this.customer, filter: this.filter, templates: this.templates,
      adapters: this.adapters, displayZone: this.displayZone,
    };
  }

  /** What lies beside the script: the module, the worker, the catalogues. */
  protected get base(): string {
    return this.baseUrl === undefined ? import.meta.url : new URL(this.baseUrl, document.baseURI).href;
  }

  protected get engineOptions(): EngineOptions {
    const wasm = this.wasm ?? (this.wasmUrl === undefined ? new URL("throughline.wasm", this.base) : new URL(this.wasmUrl, document.baseURI));
    if (this.transport !== "worker") return { wasm };
    const worker = this.workerUrl === undefined ? new URL("worker.js", this.base) : new URL(this.workerUrl, document.baseURI);
    return { wasm, worker };
  }

  protected get language(): string {
    return this.lang || this.closest<HTMLElement>("[lang]")?.lang || document.documentElement.lang || "en";
  }
}

/** Milliseconds, or a time with an offset; undefined where it is neither. */
function instantOf(given: number | string | undefined): number | undefined {
  const ms = typeof given === "string" && !/^-?\d+$/.test(given) ? Date.parse(given) : Number(given);
  return given === undefined || given === "" || Number.isNaN(ms) ? undefined : ms;
}
