// Where the details stand. Their view is fetched when the journey is shown, before anyone needs it.

import { nothing, type TemplateResult } from "lit";
import { adopt } from "../ui/adopt.js";
import type { DetailsView } from "../views/details.js";
import type { Surroundings } from "./surroundings.js";

export class DetailsPane {
  readonly #around: Surroundings;
  #view: DetailsView | undefined;
  #fetching: Promise<void> | undefined;
  #size: readonly [width: number, height: number] = [0, 0];

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Resolves when the view is there. */
  fetch(): Promise<void> {
    return (this.#fetching ??= this.#fetch());
  }

  async #fetch(): Promise<void> {
    try {
      const { DetailsView, detailsStyles } = await import("./later.js");
      adopt(this.#around.shadow, detailsStyles);
      this.#view = new DetailsView(this.#around);
      this.#view.resize(...this.#size);
      this.#around.repaint();
    } catch (thrown) {
      this.#fetching = undefined;
      this.#around.journey.fail(thrown);
    }
  }

  async ask(): Promise<void> {
    await this.fetch();
    await this.#view?.ask();
  }

  resize(width: number, height: number): void {
    this.#size = [width, height];
    this.#view?.resize(width, height);
  }

  forgetScene(): void {
    this.#view?.forgetScene();
  }

  toStart(): void {
    this.#view?.toStart();
  }

  render(): TemplateResult | typeof nothing {
    return this.#view?.render() ?? nothing;
  }
}
