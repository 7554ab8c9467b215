// The text catalogue: complete in every language, well-formed, with the same placeholders; dates that no machine's
// zone can shift; colours that can be read.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { tokens } from "../../web/tools/plugins.mjs";
import { readLines } from "../../web/tools/codes.mjs";
import { contrast, parseOklch } from "./colour.mjs";
import { importSource } from "./sources.mjs";

const { Texts, parse, languageFor, LANGUAGES } = await importSource("ui/texts.ts");
const { hits } = await importSource("ui/highlight.ts");
const { Dates } = await importSource("ui/dates.ts");

const folder = new URL("../../core/data/texts/", import.meta.url);
const catalogue = (language) => JSON.parse(readFileSync(new URL(`${language}.json`, folder), "utf8"));
const english = catalogue("en");

const arguments_ = (parts) => parts.flatMap((part) => (typeof part === "string" || part.hash ? [] : [part.argument, ...[...(part.options?.values() ?? [])].flatMap(arguments_)]));
const placeholders = (message) => [...new Set(arguments_(parse(message)))].sort();

test("every language has a file and every file a language", () => {
  assert.deepEqual(readdirSync(folder).sort(), LANGUAGES.map((language) => `${language}.json`).sort());
});

for (const language of LANGUAGES) {
  test(`${language}: the same keys and placeholders as English, none empty`, () => {
    const messages = catalogue(language);
    assert.deepEqual(Object.keys(messages), Object.keys(english));
    for (const [key, message] of Object.entries(messages)) {
      assert.notEqual(message, "", key);
      assert.deepEqual(placeholders(message), placeholders(english[key]), key);
    }
  });

  test(`${language}: each plural has the forms that the language needs`, () => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plurals = (parts) => parts.flatMap((part) => (part.options ? [...(part.form === "plural" ? [part] : []), ...[...part.options.values()].flatMap(plurals)] : []));
    for (const [key, message] of Object.entries(catalogue(language))) {
      for (const plural of plurals(parse(message))) {
        const forms = [...plural.options.keys()];
        assert.ok(forms.includes("other"), key);
        for (const form of forms) assert.ok(form.startsWith("=") || wanted.includes(form), `${key}: ${form}`);
      }
    }
  });
}

test("every kind, channel and group of core/data has a name", () => {
  for (const [kind] of readLines("kinds.def", "KIND", 1)) {
    assert.ok(english[`kind.${kind}`], kind);
    assert.ok(english[`group.${kind.split(".")[0]}`], kind);
  }
  for (const [channel] of readLines("channels.def", "CHANNEL", 1)) assert.ok(english[`channel.${channel}`], channel);
});

test("plurals, numbers and names; a name from data stays as it is", () => {
  const texts = new Texts("en");
  assert.equal(texts.say("cards.events", { count: 1 }), "1 event");
  assert.equal(texts.say("cards.events", { count: 41200 }), "41,200 events");
  assert.equal(texts.say("filter.chosen", { count: 3, first: "SMS", more: 2 }), "SMS + 2");
  assert.equal(texts.name("channel", "sms"), "SMS");
  assert.equal(texts.name("channel", "carrier pigeon"), "carrier pigeon");
  assert.equal(new Texts("de", catalogue("de")).say("shown", { shown: 1234, total: 5678 }).includes("1.234"), true);
});

test("a value is never read as a message", () => {
  assert.equal(new Texts("en").say("cards.agent", { agent: "{count, plural, other {#}} <b>" }), "Agent {count, plural, other {#}} <b>");
});

test("languages by tag", () => {
  assert.deepEqual(["pt-BR", "AR", "de-AT", "fr", ""].map(languageFor), ["pt", "ar", "de", "en", "en"]);
});

test("among hours and minutes a tick at midnight is its date, every other one its time", () => {
  const dates = new Dates("en-GB");
  const at = (hour, minute) => Date.UTC(2026, 4, 2, hour, minute);
  assert.equal(dates.tick(at(0, 0), "hour", true), "2 May");
  assert.equal(dates.tick(at(6, 0), "hour", false), "06:00");
  assert.equal(dates.tick(at(0, 0), "minute", true), "2 May");
  assert.equal(dates.tick(at(9, 0), "minute", true), "09:00");
  assert.equal(dates.tick(at(9, 15), "minute", false), "09:15");
});

test("dates are civil times: the machine's zone does not move them", () => {
  const before = process.env.TZ;
  process.env.TZ = "Pacific/Kiritimati";
  const dates = new Dates("en-GB");
  assert.equal(dates.stamp(Date.UTC(2026, 10, 20, 23, 59)), "Fri, 20 Nov 2026, 23:59");
  assert.equal(dates.time(Date.UTC(2026, 0, 1, 0, 5)), "00:05");
  process.env.TZ = before;
});

test("lengths of time, offsets and distances", () => {
  const dates = new Dates("en");
  assert.equal(dates.duration(12 * 60_000), "12m");
  assert.equal(dates.duration(2 * 86_400_000 + 4 * 3_600_000 + 60_000), "2d 4h");
  assert.equal(dates.duration(0), "0s");
  assert.equal(dates.offset(-10_800), "−03:00");
  assert.equal(dates.offset(20_700), "+05:45");
  assert.equal(dates.ago(0, 2 * 3_600_000), "2h ago");
});

test("hits: words anywhere, phrases whole, case and accents aside, offsets into the text as it is", () => {
  const found = (text, query) => hits(text, query).map(({ from, to }) => text.slice(from, to));
  assert.deepEqual(found("Do you do balayage?", "DO"), ["Do", "do"]);
  assert.deepEqual(found("Café, CAFÉ, cafe\u0301", "cafe"), ["Café", "CAFÉ", "cafe\u0301"]);
  assert.deepEqual(found("can I rebook? I can", '"can i"'), ["can I"]);
  assert.deepEqual(found("🌸 Straße", "strasse"), []);
  assert.deepEqual(found("🌸 Fußweg 🌸", "weg"), ["weg"]);
  assert.deepEqual(found("aaa", "aa a"), ["aaa"]);
  assert.deepEqual(found("anything", ""), []);
});

test("text stands at least 4.5 : 1 on its grounds, shapes 3 : 1, in every theme", () => {
  const { color, hue } = tokens();
  const themes = { light: color.light, dark: color.dark, contrast_light: { ...color.light, ...color.contrast_light }, contrast_dark: { ...color.dark, ...color.contrast_dark } };
  for (const [name, theme] of Object.entries(themes)) {
    const of = (key) => parseOklch(theme[key]);
    for (const ground of ["ground", "raised", "sunken", "hover", "accent_tint", "note_tint", "idle_tint"]) {
      for (const text of ["text", "muted"]) assert.ok(contrast(of(text), of(ground)) >= 4.5, `${name}: ${text} on ${ground} ${contrast(of(text), of(ground)).toFixed(2)}`);
    }
    for (const ground of ["ground", "raised", "accent_tint"]) assert.ok(contrast(of("accent"), of(ground)) >= 4.5, `${name}: accent on ${ground} ${contrast(of("accent"), of(ground)).toFixed(2)}`);
    assert.ok(contrast(of("text"), of("hit")) >= 4.5, `${name}: text on hit ${contrast(of("text"), of("hit")).toFixed(2)}`);
    assert.ok(contrast(of("on_accent"), of("accent")) >= 4.5, `${name}: on_accent`);
    assert.ok(contrast(of("on_accent"), of("failed")) >= 4.5, `${name}: on_accent on failed`);
    for (const shape of ["live", "idle", "failed", "line_strong", "focus", "internal"]) {
      assert.ok(contrast(of(shape), of("raised")) >= 3, `${name}: ${shape} ${contrast(of(shape), of("raised")).toFixed(2)}`);
    }
    const hues = name.includes("dark") ? hue.dark : hue.light;
    for (const [key, value] of Object.entries(hues)) {
      assert.ok(contrast(parseOklch(value), of("raised")) >= 3 && contrast(parseOklch(value), of("ground")) >= 3, `${name}: hue ${key}`);
    }
  }
});
