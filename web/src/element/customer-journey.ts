import { html, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { TOKEN_STYLES } from "throughline:tokens";
import type { Filter, LoadReport, SourceDescription, SuspectedZone } from "../engine/documents.js";
import type { Engine, SourceData } from "../engine/engine.js";
import type { Scene } from "../engine/scene.js";
import layoutStyles from "../styles/layout.css";
import controlStyles from "../styles/controls.css";
import viewStyles from "../styles/views.css";
import { languageFor } from "../ui/texts.js";
import { FilterBar } from "../views/filter-bar.js";
import type { ZoneShown } from "../views/header.js";
import { Menu, type MenuAction } from "../views/menu.js";
import type { Actions } from "./actions.js";
import { tell } from "./events.js";
import { BoxObserver } from "./box-observer.js";
import { same } from "./filter-model.js";
import { frame, type FrameParts } from "./frame.js";
import { templatesOf } from "./template-model.js";
import { Desk } from "./desk.js";
import { DetailsPane } from "./details-pane.js";
import { Journey, type HostSettings, type JourneySource } from "./journey.js";
import type { Look } from "./look-keeper.js";
import { remember, remembered, type Preferences } from "./preferences.js";
import { JourneyProperties } from "./properties.js";
import { Selection } from "./selection.js";
import type { Surroundings } from "./surroundings.js";
import { VIEW_NAMES, viewFor, ViewSet, type ViewName } from "./view-set.js";
import { Wording } from "./wording.js";

let elements = 0;

/** The browser's word on whether it has a network. */
const NETWORK_EVENTS = ["online", "offline"] as const;

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
 * @fires journey-state-change - What is looked at changed; `detail.state` is its text, as `state` takes it.
 * @fires journey-pins-change - The viewer pinned or unpinned; `detail.pins` are the references to keep.
 * @fires journey-templates-change - The viewer edited a template; `detail.templates` are all of them, to keep.
 * @fires journey-open-customers - Cancellable. The viewer opened a pattern's customers; unless cancelled they are filtered.
 * @fires journey-export - Cancellable. A file was made; unless cancelled the viewer downloads it.
 * @fires journey-privacy-action - Cancellable. The viewer confirmed an export or deletion of the customer's data.
 * @fires journey-zone-override - Cancellable. The viewer has a source's times read in the zone that its clock seems to run in.
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
 * @csspart messages - The thread of messages.
 * @csspart message - One bubble of the thread.
 * @csspart note - One internal note of the thread.
 * @csspart details - The details of an interaction.
 * @csspart dialog - A question before something that cannot be undone; the sheet of shortcuts.
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
export class CustomerJourney extends JourneyProperties {
  static override styles = [unsafeCSS(TOKEN_STYLES), unsafeCSS(layoutStyles), unsafeCSS(controlStyles), unsafeCSS(viewStyles)];

  @state() private reportOpen = false;
  @state() private width = 0;
  @state() private noNetworkSinceMs: number | undefined;

  readonly #journey = new Journey();
  readonly #number = (elements += 1);
  readonly #around: Surroundings;
  readonly #views: ViewSet;
  readonly #details: DetailsPane;
  readonly #filterBar: FilterBar;
  readonly #menu: Menu;
  #actions: Actions | undefined;
  readonly #desk: Desk;
  readonly #boxes = new BoxObserver((name, width, height) => this.#measured(name, width, height));
  readonly #selection: Selection;
  #wording = new Wording();
  /** The words of the element's language have come. */
  #worded: Promise<void> | undefined;
  #zone: ZoneShown | undefined;
  #said = "";
  /** The filter that the viewer applied last. */
  #filtered: Filter | undefined;
  #loaded: readonly JourneySource[] | undefined;

  constructor() {
    super();
    // Before anything that the host sets.
    Object.assign(this, remembered());
    this.#around = this.#makeSurroundings();
    this.#views = new ViewSet(this.#around, (view) => this.#chooseView(view));
    this.#details = new DetailsPane(this.#around);
    this.#selection = new Selection(this.#around, this.#selectionHost());
    this.#menu = new Menu(this.#around, (action) => void this.#act(action));
    const element = this;
    this.#filterBar = new FilterBar(this.#around, {
      get filter() {
        return element.filter;
      },
      get manual() {
        return element.apply === "manual";
      },
      get position() {
        return element.#desk.finder.position;
      },
      apply: (filter) => this.#applyFilter(filter),
      step: (by) => void this.#desk.finder.go({ step: by }),
    });
    this.#desk = new Desk(this.#around, {
      filterBar: this.#filterBar,
      get byEvents() {
        return element.#shownView === "messages";
      },
      get filter() {
        return element.filter;
      },
      get look() {
        return element.#look;
      },
      show: (filter, look) => this.#showLook(filter, look),
      changed: (text) => tell(this, "journey-state-change", { state: text }),
      reveal: (event, atMs) => this.#reveal(event, atMs),
      open: (event) => this.select(event),
      chooseView: (view) => this.#chooseView(view),
      focusView: () => void this.#focusView(),
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
    return this.#selection.event;
  }

  /** What is looked at (filter, view, window, selection) as one text; setting it shows the same again. */
  get state(): string {
    return this.#desk.looks.state;
  }
  set state(state: string) {
    void this.#desk.looks.restore(state);
  }

  undo(): Promise<void> {
    return this.#desk.looks.go("undo");
  }

  redo(): Promise<void> {
    return this.#desk.looks.go("redo");
  }

  /** Adds records to a source while the page is open (live append). */
  async feed(source: SourceDescription | string, data: SourceData): Promise<void> {
    await this.#journey.append(typeof source === "string" ? { name: source } : source, data);
    const before = this.#journey.report?.events ?? 0;
    await this.#journey.refresh(this.hostClock);
    const added = (this.#journey.report?.events ?? 0) - before;
    if (added > 0) this.#say(this.#wording.texts.say("announce.added", { count: added }));
  }

  /** Loads the sources again from the beginning. */
  async reload(): Promise<void> {
    this.#selection.forget();
    this.#views.forgetScenes();
    await this.#journey.load(this.engineOptions, this.sources ?? [], this.hostSettings, this.hostClock);
  }

  /** Opens the details of an event's interaction, or closes them. */
  select(event: string | undefined): void {
    this.#selection.select(event);
    if (event !== undefined) this.#views.reveal(this.#shownView, event);
  }

  // -- life cycle -----------------------------------------------------------------------------------

  override connectedCallback(): void {
    super.connectedCallback();
    this.#boxes.watch("element", this);
    for (const event of NETWORK_EVENTS) addEventListener(event, this.#networkChanged);
    this.#wording = new Wording(this.language);
    if (this.hasUpdated && this.#journey.engine === undefined && this.sources !== undefined) void this.reload();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#boxes.disconnect();
    for (const event of NETWORK_EVENTS) removeEventListener(event, this.#networkChanged);
    this.#desk.looks.forget();
    this.#journey.destroy();
  }

  readonly #networkChanged = (): void => {
    this.noNetworkSinceMs = navigator.onLine ? undefined : this.#journey.asOfMs;
  };

  protected override firstUpdated(): void {
    if (languageFor(this.language) !== "en") this.#changeLanguage();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("lang") && changed.get("lang") !== undefined) this.#changeLanguage();
    if (changed.has("sources") && this.sources !== this.#loaded) {
      this.#loaded = this.sources;
      if (this.sources !== undefined) void this.reload();
    } else {
      this.#passOn(changed);
    }
    this.#boxes.watch("view", this.renderRoot.querySelector(".view-box"));
    this.#boxes.watch("details", this.renderRoot.querySelector(".details-scroll"));
    // Which view it is, the width says: a wrong one would be fetched for nothing.
    if (this.view !== "auto" || this.width > 0) this.#views.show(this.#shownView);
  }

  /** Hands changed properties to the core. */
  #passOn(changed: PropertyValues<this>): void {
    const settings = this.hostSettings;
    const parts: Partial<HostSettings> = {
      ...(changed.has("configuration") && { configuration: settings.configuration }),
      ...(changed.has("gate") && { gate: settings.gate }),
      // What the viewer filtered is a step that can be undone; what the host set is none.
      ...(changed.has("filter") && { filter: settings.filter, ...(this.filter === this.#filtered && { look: this.#look }) }),
      ...(changed.has("templates") && { templates: settings.templates }),
      ...(changed.has("customer") && { customer: settings.customer }),
      ...(changed.has("displayZone") && { displayZone: settings.displayZone }),
    };
    if (changed.has("filter")) this.#filterBar.reset();
    if (changed.has("pins") || changed.has("order")) void this.#askViews();
    if (changed.has("lastVisit")) void this.#askViews().then(() => this.#desk.countAnew());
    if (Object.keys(parts).length > 0) void this.#journey.apply(parts, this.hostClock);
    else if (changed.has("asOf")) void this.#journey.refresh(this.hostClock);
  }

  // -- what the views see ---------------------------------------------------------------------------

  #makeSurroundings(): Surroundings {
    const element = this;
    return {
      journey: this.#journey,
      get texts() {
        return element.#wording.texts;
      },
      get dates() {
        return element.#wording.dates;
      },
      get rightToLeft() {
        return getComputedStyle(element).direction === "rtl";
      },
      get selected() {
        return element.#selection.event;
      },
      get preferences() {
        return { order: element.order, times: element.times };
      },
      prefer: (change) => this.#prefer(change),
      get pins() {
        return element.pins;
      },
      get lastVisitMs() {
        return element.lastVisitMs;
      },
      get offlineSinceMs() {
        return element.offlineSinceMs ?? element.noNetworkSinceMs;
      },
      get shadow() {
        return element.renderRoot as ShadowRoot;
      },
      get filter() {
        return element.filter;
      },
      get searched() {
        return element.filter.text;
      },
      get nowLocalMs() {
        return element.#journey.asOfMs + (element.#zone?.offsetS ?? 0) * 1000;
      },
      select: (ref, name) => this.#selection.select(ref, name),
      get templates() {
        return templatesOf(element.templates);
      },
      applyFilter: (filter) => this.#applyFilter(filter),
      applyTemplates: (templates) => {
        this.templates = { templates };
        tell(this, "journey-templates-change", { templates });
      },
      openCustomers: (customers, because) => {
        if (tell(this, "journey-open-customers", { customers, because })) this.#applyFilter({ ...this.filter, customer: customers });
      },
      togglePin: () => this.#selection.togglePin(),
      lookChanged: () => this.#desk.looks.note(),
      enterDetails: () => this.renderRoot.querySelector<HTMLElement>(".details-scroll")?.focus(),
      repaint: () => this.requestUpdate(),
      painted: () => this.updateComplete.then(() => undefined),
      announce: (text) => this.#say(text),
      sceneCame: (scene) => this.#sceneCame(scene),
      elementId: (suffix) => `tl${this.#number}-${suffix}`,
    };
  }

  get #shownView(): ViewName {
    return this.view === "auto" ? viewFor(this.width) : this.view;
  }

  #changeLanguage(): void {
    this.#worded = this.#wording.change(this.language, this.base).then(
      (changed) => void (changed && this.#askViews()),
      (thrown: unknown) => this.#journey.fail(thrown),
    );
  }

  #selectionHost(): ConstructorParameters<typeof Selection>[1] {
    const element = this;
    return {
      details: this.#details,
      get pins() {
        return element.pins;
      },
      set pins(pins) {
        element.pins = pins;
      },
      selected: (event) => {
        this.#desk.looks.note();
        void this.#askViews();
        this.requestUpdate();
        tell(this, "journey-select", { event: event ?? null });
      },
      pinned: (pins) => tell(this, "journey-pins-change", { pins }),
    };
  }

  // -- what happens ---------------------------------------------------------------------------------

  #journeyChanged(scene: boolean): void {
    if (this.#journey.progress !== undefined && this.#journey.phase === "loading") tell(this, "journey-progress", this.#journey.progress);
    if (scene) void this.#askViews().then(() => this.#desk.countAnew());
    this.requestUpdate();
  }

  async #askViews(): Promise<void> {
    await this.#views.ask();
    if (this.selected !== undefined) await this.#details.ask();
  }

  #ready(report: Parameters<Journey["onReady"]>[0]): void {
    const facets = this.#journey.facets;
    if (facets !== undefined) this.#say(this.#wording.texts.say("announce.loaded", { shown: facets.shown, total: facets.shown + facets.hidden }));
    this.#desk.looks.begin();
    void Promise.all([this.#details.fetch(), this.#desk.fetch()]).catch((thrown: unknown) => this.#journey.fail(thrown));
    void this.#tellReady(report);
  }

  /** Ready is what the host can look at: words, view and scene have come and are painted, or their absence is. */
  async #tellReady(report: LoadReport): Promise<void> {
    const { engine } = this.#journey;
    await this.#worded;
    await this.#views.settled();
    await this.updateComplete;
    if (this.#journey.engine === engine) tell(this, "journey-ready", { report });
  }

  #sceneCame(scene: Scene): void {
    const zone = scene.root?.text("zone");
    const offsetS = scene.root?.number("offset_s");
    if (zone !== undefined && offsetS !== undefined) this.#zone = { zone, offsetS };
  }

  #applyFilter(filter: Filter): void {
    this.filter = this.#filtered = filter;
    this.#desk.looks.note();
    tell(this, "journey-filter-change", { filter });
  }

  /** Once it has come. */
  async #focusView(): Promise<void> {
    await this.updateComplete;
    await this.#views.settled();
    await this.updateComplete;
    this.#views.focus(this.#shownView);
  }

  /** What the menu does is fetched with its first use. */
  async #act(action: MenuAction): Promise<void> {
    if (this.#actions === undefined) {
      const { Actions } = await import("./later.js");
      this.#actions ??= new Actions(this, this.#around, () => void this.#journey.refresh(this.hostClock));
    }
    this.#actions.run(action);
  }

  get #look(): Look {
    const window = this.#views.window;
    return { view: this.view === "auto" ? null : this.view, from: window?.from ?? null, to: window?.to ?? null, selected: this.selected ?? null };
  }

  /** Undo, redo, or a state that the host hands over. */
  #showLook(filter: Filter, look: Look): void {
    if (!same(filter, this.filter)) {
      this.filter = filter;
      tell(this, "journey-filter-change", { filter });
    }
    this.view = VIEW_NAMES.find((name) => name === look.view) ?? "auto";
    this.#views.window = look.from === null || look.to === null ? undefined : { from: look.from, to: look.to };
    if ((look.selected ?? undefined) !== this.selected) this.select(look.selected ?? undefined);
    this.#desk.looks.forget();
    void this.#askViews();
  }

  #reveal(event: string, atMs: number): void {
    // While something is open, or a search is on, what is found is opened; else it is only gone to.
    if (this.selected !== undefined || this.filter.text) this.#selection.select(event);
    this.#views.reveal(this.#shownView, event, atMs);
  }

  #prefer(change: Partial<Preferences>): void {
    Object.assign(this, change);
    remember(change);
  }

  #chooseView(view: ViewName): void {
    this.view = view;
    this.#desk.looks.note();
    tell(this, "journey-view-change", { view });
  }

  #say(text: string): void {
    this.#said = text;
    this.requestUpdate();
  }

  #measured(box: string, width: number, height: number): void {
    if (box === "element") this.width = Math.round(width);
    else if (box === "view") this.#views.resize(width, height);
    else this.#details.resize(width, height);
  }

  // -- painting -------------------------------------------------------------------------------------

  override render(): TemplateResult {
    return html`<div class="root" part="root" role="region" aria-label=${this.#wording.texts.say("widget.label")} @keydown=${this.#desk.keyed}>
      ${frame(this.#parts)}
      <div class="sr-only" role="status" aria-live="polite">${this.#said}</div>
      ${this.#actions?.render() ?? nothing} ${this.#desk.render()}
    </div>`;
  }

  get #parts(): FrameParts {
    return {
      around: this.#around, zone: this.#zone, views: this.#views, view: this.#shownView, details: this.#details, filterBar: this.#filterBar,
      menu: this.#menu, desk: this.#desk, gate: this.gate, awaitsSources: this.sources === undefined, reportOpen: this.reportOpen,
      toggleReport: () => { this.reportOpen = !this.reportOpen; },
      reload: () => void this.reload(),
      refresh: () => void this.#journey.refresh(this.hostClock),
      overrideZone: (suspect) => this.#overrideZone(suspect),
    };
  }

  /** The host may refuse, or keep the setting for the next time. */
  #overrideZone({ source, zone_override: zone }: SuspectedZone): void {
    if (zone === null || !tell(this, "journey-zone-override", { source, zone })) return;
    const sources = this.configuration?.sources;
    this.configuration = { ...this.configuration, sources: { ...sources, [source]: { ...sources?.[source], zone_override: zone } } };
  }
}
