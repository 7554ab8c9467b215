// The one interaction that the viewer has open, and what they pinned.

import type { DetailsPane } from "./details-pane.js";
import type { Surroundings } from "./surroundings.js";

export interface SelectionHost {
  readonly details: DetailsPane;
  pins: readonly string[];
  /** Another interaction is open, or none: views and details are to be asked, the host and the log of looks told. */
  selected(event: string | undefined): void;
  pinned(pins: readonly string[]): void;
}

export class Selection {
  readonly #around: Surroundings;
  readonly #host: SelectionHost;
  #event: string | undefined;

  constructor(around: Surroundings, host: SelectionHost) {
    this.#around = around;
    this.#host = host;
  }

  /** The reference of the interaction's first event. */
  get event(): string | undefined {
    return this.#event;
  }

  /** Closes it without a word: what it was open in is gone. */
  forget(): void {
    this.#event = undefined;
  }

  /** Opens, or closes; `name` is said aloud. Chosen again, the focus goes into its details. */
  select(event: string | undefined, name?: string): void {
    if (event === this.#event) {
      if (event !== undefined) this.#around.enterDetails();
      return;
    }
    const { shadow, texts } = this.#around;
    const wasInDetails = this.#event !== undefined && (shadow.querySelector(".details")?.matches(":focus-within") ?? false);
    this.#event = event;
    if (event === undefined) this.#host.details.forgetScene();
    this.#host.details.toStart();
    this.#host.selected(event);
    if (event === undefined && wasInDetails) shadow.querySelector<HTMLElement>(".marks, .scroller")?.focus();
    if (name !== undefined) this.#around.announce(texts.say("announce.selected", { name }));
  }

  /** Pins what is open, or takes its pin off. */
  togglePin(): void {
    const event = this.#event;
    if (event === undefined) return;
    const pinned = this.#host.pins.includes(event);
    this.#host.pins = pinned ? this.#host.pins.filter((pin) => pin !== event) : [...this.#host.pins, event];
    this.#around.announce(this.#around.texts.say(pinned ? "state.unpinned" : "state.pinned"));
    this.#host.pinned(this.#host.pins);
  }
}
