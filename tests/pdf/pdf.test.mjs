// throughline export --format pdf: a document of text, in every script, of as many pages as it takes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../build/release/bin/throughline", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "throughline-pdf-"));
after(() => rmSync(folder, { recursive: true }));

const at = (name) => join(folder, name);
const run = (...args) => spawnSync(program, ["export", "--format", "pdf", ...args], { encoding: "utf8" });
const read = (file) => spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).stdout;

function feed(name, events) {
  writeFileSync(at(name), events.map((event, i) => JSON.stringify({ id: `${i}`, type: "message.received", customer: "ana", conversation: "c", channel: "whatsapp", ...event })).join("\n"));
  return at(name);
}

test("what was said stands in it as text, with names and times, whatever the script", () => {
  const file = feed("scripts.ndjson", [
    { time: "2026-05-01T10:00:00Z", text: "Ação, naïve, Größe" },
    { time: "2026-05-01T10:05:00Z", type: "message.sent", actor: { kind: "agent", name: "Mia" }, text: "Привет", delivery: "read" },
    { time: "2026-05-02T10:00:00Z", text: "नमस्ते" },
    { time: "2026-05-02T10:01:00Z", text: "مرحبا" },
    { time: "2026-05-02T10:02:00Z", text: "<b>no markup</b> & \"quotes\"" },
  ]);
  const { status, stdout, stderr } = run("--out", at("scripts.pdf"), "--zone", "America/Sao_Paulo", file);
  assert.equal(status, 0, stderr);
  assert.equal(stdout, "");
  const text = read(at("scripts.pdf"));
  for (const wanted of [
    "Conversation c with ana", "Times are in America/Sao_Paulo.", "2026-05-01", "07:00", "Ação, naïve, Größe", "Привет",
    "WhatsApp · Message sent · Outbound · Mia · Read", "नमस्ते", "<b>no markup</b> & \"quotes\"",
  ]) assert.ok(text.includes(wanted), `${wanted} is not in\n${text}`);
  // Poppler gives Arabic letters in the order of the page or in their own.
  assert.ok(text.includes("مرحبا") || text.includes([..."مرحبا"].reverse().join("")), text);
});

test("long journeys go over as many pages as they take, and lose nothing", () => {
  const count = 300;
  const events = Array.from({ length: count }, (_, i) => ({ time: new Date(Date.UTC(2026, 4, 1, 0, i)).toISOString(), text: `said-${i}-end ${"word ".repeat(i % 40)}` }));
  assert.equal(run("--out", at("long.pdf"), feed("long.ndjson", events)).status, 0);
  const text = read(at("long.pdf"));
  for (let i = 0; i < count; i += 1) assert.ok(text.includes(`said-${i}-end`), `event ${i} is lost`);
  assert.ok(text.split("\f").length > 10);
});

test("nothing to print is a page all the same; the filter and the gate hold", () => {
  const file = feed("two.ndjson", [{ time: "2026-05-01T10:00:00Z", text: "one" }, { time: "2026-05-01T10:01:00Z", channel: "sms", text: "two" }]);
  assert.equal(run("--out", at("none.pdf"), "--filter", '{"channel":["voice"]}', file).status, 0);
  assert.ok(existsSync(at("none.pdf")));
  assert.equal(run("--out", at("sms.pdf"), "--filter", '{"channel":["sms"]}', file).status, 0);
  assert.match(read(at("sms.pdf")), /two/);
  assert.doesNotMatch(read(at("sms.pdf")), /one/);
  const refused = run("--out", at("refused.pdf"), "--gate", '{"permissions":{"journey.event.view":true}}', file);
  assert.notEqual(refused.status, 0);
  assert.match(refused.stderr, /export/);
  assert.ok(!existsSync(at("refused.pdf")));
});

test("it wants a file to write, and says where it cannot", () => {
  const file = feed("one.ndjson", [{ time: "2026-05-01T10:00:00Z", text: "one" }]);
  assert.match(run(file).stderr, /--out FILE/);
  const { status, stderr } = run("--out", join(folder, "no", "such", "folder.pdf"), file);
  assert.notEqual(status, 0);
  assert.match(stderr, /folder\.pdf/);
});
