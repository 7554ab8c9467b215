// The words and the dates of the element's language; English is there at once, other languages are fetched.

import { Dates } from "../ui/dates.js";
import { loadTexts, Texts } from "../ui/texts.js";

export class Wording {
  texts: Texts;
  dates: Dates;
  #wanted: string;

  constructor(tag = "en") {
    this.#wanted = tag;
    this.texts = new Texts(tag);
    this.dates = new Dates(this.texts.tag);
  }

  /** False where another language was asked for meanwhile. */
  async change(tag: string, base: string): Promise<boolean> {
    this.#wanted = tag;
    const texts = await loadTexts(tag, base);
    if (tag !== this.#wanted) return false;
    this.texts = texts;
    this.dates = new Dates(texts.tag);
    return true;
  }
}
