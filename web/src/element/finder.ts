// From one shown thing to another: what find, jump and "since your last visit" do. The core knows the order; the view
// that is shown brings into sight what it names.

import type { Surroundings } from "./surroundings.js";

/** Where to go: the next or previous of what is shown, an end, a date of the display zone, an instant. */
export type Destination =
  | { readonly step: 1 | -1 }
  | { readonly to: "first" | "last" }
  | { readonly date: string }
  | { readonly at: number };

interface Found {
  readonly event: string | null;
  readonly index: number | null;
  readonly total: number;
  readonly at_ms: number | null;
}

export interface FinderHost {
  /** Whether the view goes by events (the thread) and not by interactions. */
  readonly byEvents: boolean;
  reveal(event: string, atMs: number): void;
}

export class Finder {
  readonly #around: Surroundings;
  readonly #host: FinderHost;
  #at: string | undefined;
  #for = "";
  /** The place among what was found, while a search is on; 0: not gone to any yet. */
  position: { readonly index: number; readonly total: number } | undefined;

  constructor(around: Surroundings, host: FinderHost) {
    this.#around = around;
    this.#host = host;
  }

  /** What is shown changed: "n of m" is counted anew, nothing moves. */
  async count(): Promise<void> {
    const { searched } = this.#around;
    if (searched === undefined || searched === "") {
      this.position = undefined;
      this.#at = undefined;
    } else {
      if (searched !== this.#for) this.#at = undefined;
      const found = await this.#seek(this.#at === undefined ? { to: "first" } : { from: this.#at, step: -1 });
      const before = this.#at === undefined ? 0 : (found?.index ?? 0) + 1;
      this.position = { index: Math.min(before, found?.total ?? 0), total: found?.total ?? 0 };
    }
    this.#for = searched ?? "";
    this.#around.repaint();
  }

  /** Goes there; false where there is nothing (more) to go to. Stepping runs on from the last to the first. */
  async go(where: Destination): Promise<boolean> {
    const from = this.#at ?? this.#around.selected;
    let found = await this.#seek("step" in where ? (from === undefined ? { to: where.step > 0 ? "first" : "last" } : { from, ...where }) : where);
    if (found?.event === null && found.total > 0 && "step" in where) found = await this.#seek({ to: where.step > 0 ? "first" : "last" });
    if (found === undefined || found.event === null || found.at_ms === null || found.index === null) return false;
    this.#at = found.event;
    const { texts, searched } = this.#around;
    if (searched) this.position = { index: found.index, total: found.total };
    this.#host.reveal(found.event, found.at_ms);
    this.#around.announce(texts.say("find.position", { index: found.index, total: found.total }));
    return true;
  }

  /** How many shown events are later than an instant. */
  async countAfter(atMs: number): Promise<number> {
    const found = await this.#around.journey.engine?.query<Found>({ command: "seek", at: atMs + 1 });
    if (found === undefined || found.index === null || found.at_ms === null || found.at_ms <= atMs) return 0;
    return found.total - found.index + 1;
  }

  async #seek(how: object): Promise<Found | undefined> {
    return this.#around.journey.engine?.query<Found>({ command: "seek", ...how, ...(this.#host.byEvents ? {} : { by: "interaction" }) });
  }
}
