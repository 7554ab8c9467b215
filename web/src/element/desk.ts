// What a viewer works with beside the views: find and jump, undo and redo, pins' list, shortcuts and their sheet.

import { nothing, type TemplateResult } from "lit";
import { deskTools } from "../views/desk-tools.js";
import type { FeedNotices, FeedNoticesHost } from "../views/feed-notices.js";
import type { FilterBar } from "../views/filter-bar.js";
import type { Jump } from "../views/jump.js";
import { Finder, type Destination, type FinderHost } from "./finder.js";
import { LookKeeper, type LookHost } from "./look-keeper.js";
import { actOn, type Deeds } from "./shortcuts.js";
import type { Surroundings } from "./surroundings.js";
import { VIEW_NAMES, type ViewName } from "./view-set.js";

export interface DeskHost extends FinderHost, LookHost {
  readonly filterBar: FilterBar;
  open(event: string): void;
  chooseView(view: ViewName): void;
  focusView(): void;
}

export class Desk {
  readonly finder: Finder;
  readonly looks: LookKeeper;
  readonly #around: Surroundings;
  readonly #host: DeskHost;
  #jump: Jump | undefined;
  #feedNotices: FeedNotices | undefined;
  /** Shown events that are new to the viewer. */
  #fresh = 0;
  #sheet: TemplateResult | typeof nothing = nothing;

  constructor(around: Surroundings, host: DeskHost) {
    this.#around = around;
    this.#host = host;
    this.finder = new Finder(around, host);
    this.looks = new LookKeeper(around, host);
  }

  /** What is shown changed. */
  async countAnew(): Promise<void> {
    await this.finder.count();
    const { lastVisitMs } = this.#around;
    this.#fresh = lastVisitMs === undefined ? 0 : await this.finder.countAfter(lastVisitMs);
    this.#around.repaint();
  }

  /** What is fetched once the journey is shown. */
  async fetch(): Promise<void> {
    const { FeedNotices, Jump } = await import("./later.js");
    this.#feedNotices ??= new FeedNotices(this.#around);
    this.#jump ??= new Jump(this.#around, { jump: (where) => void this.#goTo(where), open: (event) => this.#host.open(event) });
    this.#around.repaint();
  }

  readonly keyed = (event: KeyboardEvent): void => {
    if (this.#around.journey.phase === "ready" && actOn(event, this.#deeds)) event.stopPropagation();
  };

  tools(): TemplateResult {
    const { lastVisitMs } = this.#around;
    return deskTools(this.#around, {
      filterBar: this.#host.filterBar, looks: this.looks, jump: this.#jump, fresh: this.#fresh,
      toFirstFresh: () => void (lastVisitMs !== undefined && this.#goTo({ at: lastVisitMs + 1 })),
      openSheet: () => void this.#openSheet(),
    });
  }

  /** What the feeds did not bring. */
  feedNotices(host: FeedNoticesHost): TemplateResult | undefined {
    return this.#feedNotices?.render(host);
  }

  /** What lies over the element: the sheet, where it is open. */
  render(): TemplateResult | typeof nothing {
    return this.#sheet;
  }

  readonly #deeds: Deeds = {
    find: () => this.#host.filterBar.focusFind(),
    step: (by) => void this.finder.go({ step: by }),
    history: (where) => void this.looks.go(where),
    pin: () => this.#around.togglePin(),
    chooseView: (index) => {
      const view = VIEW_NAMES[index];
      if (view === undefined) return;
      this.#host.chooseView(view);
      this.#host.focusView();
    },
    sheet: () => void this.#openSheet(),
  };

  async #goTo(where: Destination): Promise<void> {
    if (await this.finder.go(where)) this.#host.focusView();
  }

  async #openSheet(): Promise<void> {
    const { sheet } = await import("./later.js");
    this.#sheet = sheet(this.#around, () => {
      this.#sheet = nothing;
      this.#around.repaint();
    });
    this.#around.repaint();
    await this.#around.painted();
    this.#around.shadow.querySelector<HTMLDialogElement>("dialog.sheet")?.showModal();
  }
}
