// What the viewer looks at, kept by the core as one text with a log of steps: undo, redo, and the element's `state`.

import type { Filter } from "../engine/documents.js";
import type { Surroundings } from "./surroundings.js";

/** Panning and typing are one step when they come to rest. */
const REST_MS = 300;

export interface Look {
  readonly view: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly selected: string | null;
}

export interface LookHost {
  readonly filter: Filter;
  readonly look: Look;
  show(filter: Filter, look: Look): void;
  changed(state: string): void;
}

interface StateDocument {
  readonly filter: Filter;
  readonly view: string | null;
  readonly from_ms: number | null;
  readonly to_ms: number | null;
  readonly selected: string | null;
  readonly state: string;
  readonly undo: number;
  readonly redo: number;
}

export class LookKeeper {
  readonly #around: Surroundings;
  readonly #host: LookHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  state = "";
  undoable = false;
  redoable = false;

  constructor(around: Surroundings, host: LookHost) {
    this.#around = around;
    this.#host = host;
  }

  /** What is shown at first: where the log begins. */
  begin(): void {
    void this.#send({ filter: this.#host.filter, look: this.#host.look });
  }

  /** The viewer did something: a step, once they rest. */
  note(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send({ filter: this.#host.filter, look: this.#host.look }), REST_MS);
  }

  async go(where: "undo" | "redo"): Promise<void> {
    const { texts } = this.#around;
    if (where === "undo" ? !this.undoable : !this.redoable) return;
    await this.#restore({ history: where });
    this.#around.announce(texts.say(where === "undo" ? "history.undone" : "history.redone"));
  }

  /** Shows what a state's text says; refused where it is none. */
  restore(state: string): Promise<void> {
    return this.#restore({ state });
  }

  forget(): void {
    clearTimeout(this.#timer);
  }

  async #restore(how: { readonly history: "undo" | "redo" } | { readonly state: string }): Promise<void> {
    clearTimeout(this.#timer);
    const document = await this.#send(how);
    if (document === undefined) return;
    const { view, from_ms: from, to_ms: to, selected } = document;
    this.#host.show(document.filter, { view, from, to, selected });
  }

  async #send(settings: object): Promise<StateDocument | undefined> {
    const { journey } = this.#around;
    const { engine } = journey;
    if (engine === undefined || journey.phase !== "ready") return undefined;
    try {
      await engine.set(settings);
      const document = await engine.query<StateDocument>({ command: "state" });
      const changed = document.state !== this.state;
      this.state = document.state;
      this.undoable = document.undo > 0;
      this.redoable = document.redo > 0;
      if (changed) this.#host.changed(document.state);
      this.#around.repaint();
      return document;
    } catch (thrown) {
      journey.fail(thrown);
      return undefined;
    }
  }
}
