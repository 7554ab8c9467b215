// The core in two parts: what a page loads first works alone, the rest comes behind it, and nobody can tell by the answers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { importSource } from "./sources.mjs";

const { PatientCore } = await importSource("engine/patient-core.ts");

const compiled = (name) => WebAssembly.compile(readFileSync(new URL(`../../build/wasm/${name}.wasm`, import.meta.url)));
const [whole, first, rest] = await Promise.all(["throughline", "throughline-first", "throughline-rest"].map(compiled));

const AS_OF_MS = Date.parse("2026-05-02T00:00:00Z");
const EVENTS = [1, 2, 3]
  .map((hour) => `{"id":"e${hour}","type":"message.received","time":"2026-05-01T0${hour}:00:00Z","conversation":"c","customer":{"id":"ann"},"text":"hour ${hour}"}\n`)
  .join("");

const ask = (call, document) => ({ op: "ask", call, json: JSON.stringify(document) });
const query = (command, more = {}) => ask("tl_query", { command, ...more });
const textOf = (reply) => {
  assert.ok(reply.ok, reply.message);
  return Buffer.from(reply.bytes).toString("utf8");
};

async function work(core) {
  let reply;
  do reply = await core.send({ op: "step", budgetMs: 8 });
  while (reply.value === 1);
}

async function load(core, source, text) {
  const opened = await core.send({ op: "open", json: JSON.stringify(source) });
  assert.ok(opened.ok, opened.message);
  await core.send({ op: "feed", source: opened.value, bytes: new TextEncoder().encode(text) });
  await core.send({ op: "close", source: opened.value });
}

async function shown(core) {
  const parts = [];
  for (const command of ["inspect", "facets", "metrics"]) parts.push(textOf(await core.send(query(command))));
  return parts;
}

test("a page's first view needs the first part alone, and the rest is fetched when it is shown", async () => {
  let asked = 0;
  const core = await PatientCore.of({ first, rest: () => {
    asked += 1;
    return new Promise(() => undefined);
  } });
  await core.send(ask("tl_set", { as_of: AS_OF_MS }));
  await load(core, { name: "crm" }, EVENTS);
  assert.equal(asked, 0);
  await work(core);
  assert.ok(asked > 0);
  const alone = await shown(core);
  const complete = await PatientCore.of({ first: whole, rest: null });
  await complete.send(ask("tl_set", { as_of: AS_OF_MS }));
  await load(complete, { name: "crm" }, EVENTS);
  await work(complete);
  assert.deepEqual(alone, await shown(complete));
});

test("what needs the rest before it has come waits for it, and nothing is lost or doubled", async () => {
  const core = await PatientCore.of({ first, rest: () => new Promise((resolve) => setTimeout(() => resolve(rest), 5)) });
  await core.send(ask("tl_set", { as_of: AS_OF_MS }));
  await load(core, { name: "crm" }, EVENTS);
  const csv = "id,type,time,customer\nr1,note.created,2026-05-01T04:00:00Z,ann\n";
  await Promise.all([load(core, { name: "table", input: "csv" }, csv), core.send(query("lint", { templates: [] }))]);
  await work(core);
  const report = JSON.parse((await shown(core))[0]);
  assert.equal(report.events, 4);
});

test("a rest that cannot be had is told, with what to do", async () => {
  const core = await PatientCore.of({ first, rest: () => Promise.reject(new Error("throughline-rest.wasm could not be fetched")) });
  const reply = await core.send(query("lint", { templates: [] }));
  assert.equal(reply.ok, false);
  assert.match(reply.message, /throughline-rest\.wasm/);
});
