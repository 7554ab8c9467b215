import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { TOKEN_STYLES } from "throughline:tokens";
import type { Configuration, Filter, Gate, SourceDescription } from "../engine/documents.js";
import type { Engine, EngineOptions, SourceData } from "../engine/engine.js";
import type { Scene } from "../engine/scene.js";
import type { WasmSource } from "../engine/wasm.js";
import layoutStyles from "../styles/layout.css";
import controlStyles from "../styles/controls.css";
import viewStyles from "../styles/views.css";
import { Dates } from "../ui/dates.js";
import { icon } from "../ui/icon.js";
import type { IconName } from "../ui/icon-names.js";
import { languageFor, loadTexts, Texts } from "../ui/texts.js";
import { CardsView } from "../views/cards.js";
import { Confirm } from "../views/confirm.js";
import { DetailsView } from "../views/details.js";
import { FilterBar } from "../views/filter-bar.js";
import { GridView } from "../views/grid.js";
import { header, type ZoneShown } from "../views/header.js";
import { Menu } from "../views/menu.js";
import { denied, empty, failed, loading, loadNotice, missingPermission, unreachable } from "../views/notices.js";
import { StripView } from "../views/strip.js";
import { Actions } from "./actions.js";
import { tell } from "./events.js";
import { DEFAULT_FILTER, monthsOf } from "./filter-model.js";
import { Journey, type Clock, type HostSettings, type JourneySource } from "./journey.js";
import type { Surroundings } from "./surroundings.js";

export type ViewName = "strip" | "cards" | "grid";

/** Below this the automatic view is cards, below WIDE_PX the table, from there the strip. */
const PANEL_PX = 560;
const WIDE_PX = 900;

let elements = 0;

/**
 * A customer's journey: all their messages, calls and bookings as one timeline, with what is live now, filters,
 * details and exports. The data come from the host as bytes; a WebAssembly core puts them in order.
 *
 * @element customer-journey
 *
 * @fires journey-ready - Loaded and shown; `detail.report` is the load report.
 * @fires journey-progress - While loading: bytes and records so far.
 * @fires journey-error - Something failed; `detail.error` says what to do.
 * @fires journey-select - The viewer chose an interaction (`detail.event`), or closed its details (null).
 * @fires journey-filter-change - The filter changed; `detail.filter` is what is applied.
 * @fires journey-view-change - The viewer chose another view.
 * @fires journey-export - Cancellable. A file was made; unless cancelled the viewer downloads it.
 * @fires journey-privacy-action - Cancellable. The viewer confirmed an export or deletion of the customer's data.
 * @fires journey-split-contact - Cancellable. The viewer separates handles that belong to someone else.
 *
 * @slot title - Replaces the customer's name.
 * @slot actions - More buttons beside the ⋮ menu.
 * @slot empty - Shown below the notice where there is nothing to show.
 *
 * @csspart root - Everything.
 * @csspart header - The customer and what is live.
 * @csspart figures - The five key figures.
 * @csspart filter-bar - The filters.
 * @csspart strip - The horizontal timeline.
 * @csspart mark - One interaction on the strip.
 * @csspart cluster - Several interactions on the strip.
 * @csspart cards - The list of cards.
 * @csspart card - One card.
 * @csspart grid - The table.
 * @csspart row - One row of the table.
 * @csspart details - The details of an interaction.
 *
 * @cssprop --tl-accent - The one accent colour.
 * @cssprop --tl-ground - The ground everything stands on.
 * @cssprop --tl-raised - What stands above the ground: cards, details.
 * @cssprop --tl-text - Text.
 * @cssprop --tl-muted - Text of second rank.
 * @cssprop --tl-line - Hairlines.
 * @cssprop --tl-radius-medium - Corners of cards and buttons.
 * @cssprop --tl-font-ui - The font stack.
 */
export class CustomerJourney extends LitElement {
  static override styles = [unsafeCSS(TOKEN_STYLES), unsafeCSS(layoutStyles), unsafeCSS(controlStyles), unsafeCSS(viewStyles)];

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
  /** strip, cards, grid, or auto: by the width. */
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

  @state() private reportOpen = false;
  @state() private width = 0;

  readonly #journey = new Journey();
  readonly #number = (elements += 1);
  readonly #around: Surroundings;
  readonly #views: Readonly<Record<ViewName, StripView | CardsView | GridView>>;
  readonly #details: DetailsView;
  readonly #filterBar: FilterBar;
  readonly #menu: Menu;
  readonly #confirm: Confirm;
  readonly #actions: Actions;
  readonly #sizes = new ResizeObserver((entries) => this.#measured(entries));
  readonly #observed = new Map<string, Element>();
  #texts = new Texts("en");
  #dates = new Dates("en");
  #zone: ZoneShown | undefined;
  #selected: string | undefined;
  #said = "";
  #lastShown: ViewName | undefined;
  #boxSize: readonly [width: number, height: number] | undefined;
  #loaded: readonly JourneySource[] | undefined;

  constructor() {
    super();
    this.#around = this.#makeSurroundings();
    this.#views = { strip: new StripView(this.#around), cards: new CardsView(this.#around), grid: new GridView(this.#around) };
    this.#details = new DetailsView(this.#around);
    this.#confirm = new Confirm(this.#around);
    this.#actions = new Actions(this, this.#around, this.#confirm, () => void this.#journey.refresh(this.#clock));
    this.#menu = new Menu(this.#around, (action) => this.#actions.run(action));
    const element = this;
    this.#filterBar = new FilterBar(this.#around, {
      get filter() {
        return element.filter;
      },
      get manual() {
        return element.apply === "manual";
      },
      apply: (filter) => this.#applyFilter(filter),
    });
    this.#journey.onChange = ({ scene }) => this.#journeyChanged(scene);
    this.#journey.onReady = (report) => this.#ready(report);
    this.#journey.onError = (error) => tell(this, "journey-error", { error });
  }

  // -- for the host ---------------------------------------------------------------------------------

  /** The engine underneath, once something is loaded: queries, exports, statistics. */
  get engine(): Engine | undefined {
    return this.#journey.engine;
  }

  /** The reference of the selected interaction's first event. */
  get selected(): string | undefined {
    return this.#selected;
  }

  /** Adds records to a source while the page is open (live append). */
  async feed(source: SourceDescription | string, data: SourceData): Promise<void> {
    await this.#journey.append(typeof source === "string" ? { name: source } : source, data);
    const before = this.#journey.report?.events ?? 0;
    await this.#journey.refresh(this.#clock);
    const added = (this.#journey.report?.events ?? 0) - before;
    if (added > 0) this.#say(this.#texts.say("announce.added", { count: added }));
  }

  /** Loads the sources again from the beginning. */
  async reload(): Promise<void> {
    this.#selected = undefined;
    for (const view of Object.values(this.#views)) view.forgetScene();
    await this.#journey.load(this.#engineOptions, this.sources ?? [], this.#settings, this.#clock);
  }

  /** Opens the details of an event's interaction, or closes them. */
  select(event: string | undefined): void {
    this.#select(event);
    if (event !== undefined && this.#shownView !== "strip") (this.#views[this.#shownView] as CardsView | GridView).reveal(event);
  }

  // -- life cycle -----------------------------------------------------------------------------------

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
    this.#texts = new Texts(this.#language);
    this.#dates = new Dates(this.#texts.tag);
    if (this.hasUpdated && this.#journey.engine === undefined && this.sources !== undefined) void this.reload();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#observed.clear();
    this.#journey.destroy();
  }

  protected override firstUpdated(): void {
    if (languageFor(this.#language) !== "en") void this.#changeLanguage();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("lang") && changed.get("lang") !== undefined) void this.#changeLanguage();
    if (changed.has("sources") && this.sources !== this.#loaded) {
      this.#loaded = this.sources;
      if (this.sources !== undefined) void this.reload();
    } else {
      this.#passOn(changed);
    }
    this.#observe("view", ".view-box");
    this.#observe("details", ".details-scroll");
    this.#showView();
  }

  /** Another view than before is shown: it takes over the box, and what it laid out earlier may be out of date. */
  #showView(): void {
    const name = this.#shownView;
    if (name === this.#lastShown || this.#boxSize === undefined) return;
    this.#lastShown = name;
    this.#views[name].resize(...this.#boxSize);
    void this.#views[name].ask();
  }

  /** Hands changed properties to the core. */
  #passOn(changed: PropertyValues<this>): void {
    const settings = this.#settings;
    const parts: Partial<HostSettings> = {
      ...(changed.has("configuration") && { configuration: settings.configuration }),
      ...(changed.has("gate") && { gate: settings.gate }),
      ...(changed.has("filter") && { filter: settings.filter }),
      ...(changed.has("templates") && { templates: settings.templates }),
      ...(changed.has("customer") && { customer: settings.customer }),
      ...(changed.has("displayZone") && { displayZone: settings.displayZone }),
    };
    if (changed.has("filter")) this.#filterBar.reset();
    if (Object.keys(parts).length > 0) void this.#journey.apply(parts, this.#clock);
    else if (changed.has("asOf")) void this.#journey.refresh(this.#clock);
  }

  // -- what the views see ---------------------------------------------------------------------------

  #makeSurroundings(): Surroundings {
    const element = this;
    return {
      journey: this.#journey,
      get texts() {
        return element.#texts;
      },
      get dates() {
        return element.#dates;
      },
      get rightToLeft() {
        return getComputedStyle(element).direction === "rtl";
      },
      get selected() {
        return element.#selected;
      },
      get shadow() {
        return element.renderRoot as ShadowRoot;
      },
      get searched() {
        return element.filter.text;
      },
      get nowLocalMs() {
        return element.#journey.asOfMs + (element.#zone?.offsetS ?? 0) * 1000;
      },
      select: (ref, name) => this.#select(ref, name),
      enterDetails: () => this.renderRoot.querySelector<HTMLElement>(".details-scroll")?.focus(),
      repaint: () => this.requestUpdate(),
      painted: () => this.updateComplete.then(() => undefined),
      announce: (text) => this.#say(text),
      sceneCame: (scene) => this.#sceneCame(scene),
      elementId: (suffix) => `tl${this.#number}-${suffix}`,
    };
  }

  get #clock(): Clock {
    return { ticks: this.asOf === undefined, now: () => this.#numericAsOf ?? this.clock() };
  }

  /** An attribute is text; whole numbers are milliseconds. */
  get #numericAsOf(): number | string | undefined {
    return typeof this.asOf === "string" && /^-?\d+$/.test(this.asOf) ? Number(this.asOf) : this.asOf;
  }

  get #settings(): HostSettings {
    return {
      configuration: this.configuration, gate: this.gate, customer: this.customer, filter: this.filter, templates: this.templates,
      adapters: this.adapters, displayZone: this.displayZone,
    };
  }

  get #base(): string {
    return this.baseUrl === undefined ? import.meta.url : new URL(this.baseUrl, document.baseURI).href;
  }

  get #engineOptions(): EngineOptions {
    const wasm = this.wasm ?? (this.wasmUrl === undefined ? new URL("throughline.wasm", this.#base) : new URL(this.wasmUrl, document.baseURI));
    if (this.transport !== "worker") return { wasm };
    const worker = this.workerUrl === undefined ? new URL("worker.js", this.#base) : new URL(this.workerUrl, document.baseURI);
    return { wasm, worker };
  }

  get #language(): string {
    return this.lang || this.closest<HTMLElement>("[lang]")?.lang || document.documentElement.lang || "en";
  }

  get #shownView(): ViewName {
    if (this.view !== "auto") return this.view;
    return this.width < PANEL_PX ? "cards" : this.width < WIDE_PX ? "grid" : "strip";
  }

  async #changeLanguage(): Promise<void> {
    const tag = this.#language;
    const texts = await loadTexts(tag, this.#base);
    if (tag !== this.#language) return;
    this.#texts = texts;
    this.#dates = new Dates(texts.tag);
    void this.#askViews();
  }

  // -- what happens ---------------------------------------------------------------------------------

  #journeyChanged(scene: boolean): void {
    if (this.#journey.progress !== undefined && this.#journey.phase === "loading") tell(this, "journey-progress", this.#journey.progress);
    if (scene) void this.#askViews();
    this.requestUpdate();
  }

  async #askViews(): Promise<void> {
    await this.#views[this.#shownView].ask();
    if (this.#selected !== undefined) await this.#details.ask();
  }

  #ready(report: Parameters<Journey["onReady"]>[0]): void {
    const facets = this.#journey.facets;
    if (facets !== undefined) this.#say(this.#texts.say("announce.loaded", { shown: facets.shown, total: facets.shown + facets.hidden }));
    tell(this, "journey-ready", { report });
  }

  #sceneCame(scene: Scene): void {
    const zone = scene.root?.text("zone");
    const offsetS = scene.root?.number("offset_s");
    if (zone !== undefined && offsetS !== undefined) this.#zone = { zone, offsetS };
  }

  #applyFilter(filter: Filter): void {
    this.filter = filter;
    tell(this, "journey-filter-change", { filter });
  }

  #select(ref: string | undefined, name?: string): void {
    if (ref === this.#selected) {
      if (ref !== undefined) this.#around.enterDetails();
      return;
    }
    const wasOpen = this.#selected !== undefined;
    const focusInDetails = this.renderRoot.querySelector(".details")?.matches(":focus-within") ?? false;
    this.#selected = ref;
    if (ref === undefined) this.#details.forgetScene();
    this.#details.toStart();
    void this.#askViews();
    this.requestUpdate();
    if (ref === undefined && wasOpen && focusInDetails) this.renderRoot.querySelector<HTMLElement>(".marks, .scroller")?.focus();
    if (name !== undefined) this.#say(this.#texts.say("announce.selected", { name }));
    tell(this, "journey-select", { event: ref ?? null });
  }

  #chooseView(view: ViewName): void {
    this.view = view;
    if (this.#selected !== undefined && view !== "strip") (this.#views[view] as CardsView | GridView).reveal(this.#selected);
    tell(this, "journey-view-change", { view });
  }

  #say(text: string): void {
    this.#said = text;
    this.requestUpdate();
  }

  #observe(name: string, selector: string): void {
    const element = this.renderRoot.querySelector(selector);
    const before = this.#observed.get(name);
    if (element === before || (element === null && before === undefined)) return;
    if (before !== undefined) this.#sizes.unobserve(before);
    this.#observed.delete(name);
    if (element === null) return;
    this.#observed.set(name, element);
    this.#sizes.observe(element);
  }

  #measured(entries: readonly ResizeObserverEntry[]): void {
    for (const { target, contentRect } of entries) {
      if (target === this) this.width = Math.round(contentRect.width);
      else if (target === this.#observed.get("view")) this.#boxMeasured(contentRect.width, contentRect.height);
      else this.#details.resize(contentRect.width, contentRect.height);
    }
  }

  #boxMeasured(width: number, height: number): void {
    this.#boxSize = [width, height];
    this.#lastShown = this.#shownView;
    this.#views[this.#shownView].resize(width, height);
  }

  // -- painting -------------------------------------------------------------------------------------

  override render(): TemplateResult {
    const { phase, report } = this.#journey;
    const locked = missingPermission(this.gate);
    return html`<div class="root" part="root" role="region" aria-label=${this.#texts.say("widget.label")}>
      ${phase === "ready" && locked === undefined ? header(this.#around, this.#zone) : nothing}
      ${locked !== undefined ? denied(this.#around, locked) : this.#body(phase)}
      ${phase === "ready" && locked === undefined
        ? html`${unreachable(this.#around, () => void this.reload())}${loadNotice(this.#around, report, this.reportOpen, () => { this.reportOpen = !this.reportOpen; })}`
        : nothing}
      <div class="sr-only" role="status" aria-live="polite">${this.#said}</div>
      ${this.#confirm.render()}
    </div>`;
  }

  #body(phase: Journey["phase"]): TemplateResult | typeof nothing {
    switch (phase) {
      case "empty":
        return this.sources === undefined ? nothing : empty(this.#around, undefined, () => undefined);
      case "loading":
        return loading(this.#around, () => this.#journey.cancel());
      case "failed":
        return failed(this.#around, () => void this.reload());
      case "ready":
        return this.#readyBody();
    }
  }

  #readyBody(): TemplateResult {
    const nothingShown = this.#journey.facets?.shown === 0;
    return html`
      <div class="controls">${this.#tabs()} ${this.#filterBar.render()}
        <div class="actions"><slot name="actions"></slot>${this.#menu.render(this.gate?.permissions?.["export"] ?? false)}</div></div>
      ${this.#filterBar.renderNotice()}
      <div class="body ${this.#selected === undefined ? "" : "with-details"}" data-view=${this.#shownView}>
        <div class="view-box" id=${this.#around.elementId("panel")} role="tabpanel" aria-label=${this.#texts.say(`view.${this.#shownView}`)}>
          ${nothingShown
            ? html`${empty(this.#around, monthsOf(this.filter), () => this.#filterBar.clear())}<slot name="empty"></slot>`
            : this.#views[this.#shownView].render()}
        </div>
        ${this.#selected === undefined ? nothing : this.#details.render()}
      </div>`;
  }

  #tabs(): TemplateResult {
    const names: readonly (readonly [ViewName, IconName])[] = [["strip", "chart-gantt"], ["cards", "rows-3"], ["grid", "table"]];
    return html`<div class="tabs" role="tablist" aria-label=${this.#texts.say("views.label")} @keydown=${this.#tabKey}>
      ${names.map(([name, iconName]) => {
        const chosen = name === this.#shownView;
        return html`<button type="button" class="tab" role="tab" aria-selected=${chosen ? "true" : "false"} tabindex=${chosen ? 0 : -1} data-view=${name}
          aria-controls=${this.#around.elementId("panel")} @click=${() => this.#chooseView(name)}>${icon(iconName)}<span>${this.#texts.say(`view.${name}`)}</span></button>`;
      })}
    </div>`;
  }

  readonly #tabKey = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const tabs = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=tab]")];
    const at = tabs.indexOf(event.target as HTMLElement);
    const next = tabs[(at + (this.#around.rightToLeft ? -step : step) + tabs.length) % tabs.length];
    event.preventDefault();
    next?.focus();
    next?.click();
  };
}
