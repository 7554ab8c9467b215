// The text catalogue: every sentence the widget says, by key. Messages are written in a small part of ICU's form:
//   "Hello {name}"   "{count, plural, =0 {nothing} one {# event} other {# events}}"   "{how, select, a {…} other {…}}"
// Values are inserted as text, never as markup.

import { ENGLISH } from "throughline:english";
import type catalogue from "../../../core/data/texts/en.json";

export type TextKey = keyof typeof catalogue;
export type TextValues = Readonly<Record<string, string | number>>;

type Part = string | { readonly argument: string } | Choice | { readonly hash: true };
interface Choice {
  readonly argument: string;
  readonly form: "plural" | "select";
  readonly options: ReadonlyMap<string, readonly Part[]>;
}

export const LANGUAGES = ["en", "es", "pt", "hi", "ar", "ja", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The catalogue's language for a tag such as "pt-BR"; English where there is none. */
export function languageFor(tag: string): Language {
  const primary = tag.toLowerCase().split("-")[0] ?? "";
  return LANGUAGES.find((language) => language === primary) ?? "en";
}

const english: Record<string, string> = { ...ENGLISH };

/** A part that was fetched brings what it says. */
export function addEnglish(messages: Readonly<Record<string, string>>): void {
  Object.assign(english, messages);
}

export class Texts {
  readonly language: Language;
  /** The full tag, for dates and numbers. */
  readonly tag: string;
  readonly #messages: Readonly<Record<string, string>>;
  readonly #parsed = new Map<string, readonly Part[]>();
  readonly #plural: Intl.PluralRules;
  readonly #numbers: Intl.NumberFormat;
  readonly #list: Intl.ListFormat;

  constructor(tag: string, messages: Readonly<Record<string, string>> = english) {
    this.language = languageFor(tag);
    // Plain English without a country writes the day before the month, as most of the world does.
    this.tag = !supported(tag) || tag === "en" ? "en-GB" : tag;
    this.#messages = messages;
    this.#plural = new Intl.PluralRules(this.tag);
    this.#numbers = new Intl.NumberFormat(this.tag);
    this.#list = new Intl.ListFormat(this.tag, { style: "short", type: "unit" });
  }

  /** The sentence of this key. */
  say(key: TextKey, values: TextValues = {}): string {
    return this.#format(this.#messages[key] ?? english[key] ?? "", values);
  }

  /** The name of a value that comes from a list (`channel.sms`), or the value itself where it is the data's own. */
  name(list: string, value: string): string {
    const key = `${list}.${value}`;
    const message = this.#messages[key] ?? english[key];
    return message === undefined ? value : this.#format(message, {});
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  /** "a, b, c", without what is empty. */
  list(values: readonly (string | undefined)[]): string {
    return this.#list.format(values.filter((value): value is string => value !== undefined && value !== ""));
  }

  #format(message: string, values: TextValues): string {
    let parts = this.#parsed.get(message);
    if (parts === undefined) this.#parsed.set(message, (parts = parse(message)));
    return this.#write(parts, values, undefined);
  }

  #write(parts: readonly Part[], values: TextValues, counted: number | undefined): string {
    return parts.map((part) => this.#writePart(part, values, counted)).join("");
  }

  #writePart(part: Part, values: TextValues, counted: number | undefined): string {
    if (typeof part === "string") return part;
    if ("hash" in part) return counted === undefined ? "#" : this.number(counted);
    const value = values[part.argument] ?? "";
    if (!("form" in part)) return typeof value === "number" ? this.number(value) : value;
    const chosen =
      part.form === "plural"
        ? (part.options.get(`=${value}`) ?? part.options.get(this.#plural.select(Number(value))))
        : part.options.get(String(value));
    const branch = chosen ?? part.options.get("other") ?? [];
    return this.#write(branch, values, part.form === "plural" ? Number(value) : counted);
  }
}

function supported(tag: string): boolean {
  try {
    return Intl.PluralRules.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/** Message text → parts. The catalogue is ours, so a malformed one is a bug: tests parse every message. */
export function parse(message: string): readonly Part[] {
  let at = 0;
  const parts = (nested: boolean): Part[] => {
    const found: Part[] = [];
    let text = "";
    const flush = (): void => {
      if (text !== "") found.push(text);
      text = "";
    };
    while (at < message.length) {
      const character = message[at];
      if (character === "}" && nested) break;
      at += 1;
      if (character === "{") {
        flush();
        found.push(argument());
      } else if (character === "#" && nested) {
        flush();
        found.push({ hash: true });
      } else {
        text += character;
      }
    }
    flush();
    return found;
  };
  const word = (end: RegExp): string => {
    const start = at;
    while (at < message.length && !end.test(message[at] ?? "")) at += 1;
    return message.slice(start, at).trim();
  };
  const argument = (): Part => {
    const name = word(/[,}]/);
    if (message[at] === "}") {
      at += 1;
      return { argument: name };
    }
    at += 1;
    const form = word(/,/) === "select" ? "select" : "plural";
    at += 1;
    const options = new Map<string, readonly Part[]>();
    for (let key = word(/[{}]/); message[at] === "{"; key = word(/[{}]/)) {
      at += 1;
      options.set(key, parts(true));
      at += 1;
    }
    if (message[at] !== "}") throw new Error(`The message ends too early: ${message}`);
    at += 1;
    return { argument: name, form, options };
  };
  const all = parts(false);
  return all;
}

/** Loads a language's catalogue from beside the script; English needs no request. */
export async function loadTexts(tag: string, base: string | URL): Promise<Texts> {
  const language = languageFor(tag);
  if (language === "en") return new Texts(tag);
  const response = await fetch(new URL(`texts/${language}.json`, base), { credentials: "same-origin" });
  if (!response.ok) return new Texts("en");
  return new Texts(tag, (await response.json()) as Readonly<Record<string, string>>);
}
