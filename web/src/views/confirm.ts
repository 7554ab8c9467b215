import { html, nothing, type TemplateResult } from "lit";
import type { Surroundings } from "../element/surroundings.js";

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly danger: boolean;
  /** Where given, some must be ticked. */
  readonly choices?: readonly string[];
  act(chosen: readonly string[]): void;
}

/** A modal question before anything that leaves the widget or cannot be undone. */
export class Confirm {
  readonly #around: Surroundings;
  #question: Question | undefined;
  #chosen: readonly string[] = [];

  constructor(around: Surroundings) {
    this.#around = around;
  }

  ask(question: Question): void {
    this.#question = question;
    this.#chosen = [];
    this.#around.repaint();
    requestAnimationFrame(() => this.#around.shadow.querySelector<HTMLDialogElement>("dialog.confirm")?.showModal());
  }

  render(): TemplateResult | typeof nothing {
    const { texts, elementId } = this.#around;
    const question = this.#question;
    if (question === undefined) return nothing;
    const { choices } = question;
    const ready = choices === undefined || this.#chosen.length > 0;
    return html`<dialog class="dialog confirm" part="dialog" aria-labelledby=${elementId("dialog-title")} @close=${this.#closed}>
      <form method="dialog">
        <h2 id=${elementId("dialog-title")}>${question.title}</h2>
        <p>${question.text}</p>
        ${choices === undefined ? nothing : html`<div class="dialog-choices">${choices.map((choice) => html`<label>
          <input type="checkbox" .checked=${this.#chosen.includes(choice)} @change=${() => this.#toggle(choice)} /><span dir="auto">${choice}</span></label>`)}</div>`}
        <div class="dialog-buttons">
          <button type="submit" value="no">${texts.say("dialog.cancel")}</button>
          <button type="submit" value="yes" class="primary ${question.danger ? "danger" : ""}" ?disabled=${!ready}>${question.confirm}</button>
        </div>
      </form>
    </dialog>`;
  }

  #toggle(choice: string): void {
    this.#chosen = this.#chosen.includes(choice) ? this.#chosen.filter((one) => one !== choice) : [...this.#chosen, choice];
    this.#around.repaint();
  }

  readonly #closed = (event: Event): void => {
    const confirmed = (event.currentTarget as HTMLDialogElement).returnValue === "yes";
    const question = this.#question;
    const chosen = this.#chosen;
    this.#question = undefined;
    this.#around.repaint();
    if (confirmed) question?.act(chosen);
  };
}
