// The core in two parts: what a page loads first works alone, the rest comes behind it, and nobody can tell by the answers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { importSource } from "./sources.mjs";

const FIRST = JSON.parse(readFileSync(new URL("../../web/src/engine/first-screen.json", import.meta.url)));
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

async function firstScreen(core) {
  const parts = [];
  for (const command of FIRST.queries) parts.push(textOf(await core.send(query(command))));
  for (const view of FIRST.views) parts.push(textOf(await core.send(ask("tl_scene", { view, width: 900, height: 400, dir: "ltr" }))));
  return parts;
}

const report = async (core) => JSON.parse(textOf(await core.send(query("inspect"))));
const shownEvents = async (core) => JSON.parse(textOf(await core.send(query("facets")))).shown;

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
  const alone = await firstScreen(core);
  const complete = await PatientCore.of({ first: whole, rest: null });
  await complete.send(ask("tl_set", { as_of: AS_OF_MS }));
  await load(complete, { name: "crm" }, EVENTS);
  await work(complete);
  assert.deepEqual(alone, await firstScreen(complete));
});

test("what needs the rest before it has come waits for it, and nothing is lost or doubled", async () => {
  const core = await PatientCore.of({ first, rest: () => new Promise((resolve) => setTimeout(() => resolve(rest), 5)) });
  await core.send(ask("tl_set", { as_of: AS_OF_MS }));
  await load(core, { name: "crm" }, EVENTS);
  const csv = "id,type,time,customer\nr1,note.created,2026-05-01T04:00:00Z,ann\n";
  await Promise.all([load(core, { name: "table", input: "csv" }, csv), core.send(query("lint", { templates: [] }))]);
  await work(core);
  assert.equal((await report(core)).events, 4);
});

test("a search, and what waits for idle time, wait for the rest", async () => {
  const core = await PatientCore.of({ first, rest: () => new Promise((resolve) => setTimeout(() => resolve(rest), 5)) });
  await core.send(ask("tl_set", { as_of: AS_OF_MS }));
  await load(core, { name: "crm" }, EVENTS);
  await core.send({ op: "idle", budgetMs: 8 });
  await core.send(ask("tl_set", { filter: { text: "HOUR 2" } }));
  assert.equal(await shownEvents(core), 1);
});

test("a search that comes before the rest breaks off and is made again", async () => {
  const core = await PatientCore.of({ first, rest: () => new Promise((resolve) => setTimeout(() => resolve(rest), 5)) });
  await core.send(ask("tl_set", { as_of: AS_OF_MS, filter: { text: "hour 3" } }));
  await load(core, { name: "crm" }, EVENTS);
  await work(core);
  assert.equal(await shownEvents(core), 1);
});

test("times before 2000 are the same whether the rest has come or not", async () => {
  const old = `{"id":"o1","type":"message.received","time":"1941-08-12 02:30:00","zone":"Europe/London","conversation":"c","customer":{"id":"ann"}}\n`;
  const told = [];
  for (const modules of [{ first, rest: () => Promise.resolve(rest) }, { first: whole, rest: null }]) {
    const core = await PatientCore.of(modules);
    await core.send(ask("tl_set", { as_of: AS_OF_MS }));
    await load(core, { name: "crm" }, old);
    await work(core);
    told.push((await report(core)).first_ms);
  }
  assert.equal(told[0], Date.parse("1941-08-12T01:30:00Z"));
  assert.equal(told[1], told[0]);
});

test("a rest that cannot be had is told, with what to do", async () => {
  const core = await PatientCore.of({ first, rest: () => Promise.reject(new Error("throughline-rest.wasm could not be fetched")) });
  const reply = await core.send(query("lint", { templates: [] }));
  assert.equal(reply.ok, false);
  assert.match(reply.message, /throughline-rest\.wasm/);
});

/** A core that shows EVENTS, and the line on which its second part cannot be had until it is mended. */
async function shownOverBrokenLine() {
  const line = { broken: true, asked: 0 };
  const core = await PatientCore.of({ first, rest: () => {
    line.asked += 1;
    return line.broken ? Promise.reject(new Error("throughline-rest.wasm could not be fetched")) : Promise.resolve(rest);
  } });
  await core.send(ask("tl_set", { as_of: AS_OF_MS }));
  await load(core, { name: "crm" }, EVENTS);
  await work(core);
  return { core, line };
}

test("a rest that could not be had is fetched again by who needs it, and what was told in between counts", async () => {
  const { core, line } = await shownOverBrokenLine();
  assert.equal((await core.send(query("inspect"))).ok, false);
  const askedSoFar = line.asked;
  await work(core);
  await firstScreen(core);
  assert.equal(line.asked, askedSoFar, "who does not need it does not ask for it again and again");
  await load(core, { name: "late" }, EVENTS.replaceAll('"e', '"late-'));
  line.broken = false;
  await work(core);
  assert.equal((await report(core)).events, 6);
});

test("a core that broke off in its middle answers nothing until the rest can be had, and has lost nothing then", async () => {
  const { core, line } = await shownOverBrokenLine();
  const search = ask("tl_set", { filter: { text: "hour 3" } });
  assert.equal((await core.send(search)).ok, false);
  assert.equal((await core.send(query(FIRST.queries[0]))).ok, false);
  line.broken = false;
  assert.ok((await core.send(search)).ok);
  await work(core);
  assert.equal(await shownEvents(core), 1);
  assert.equal((await report(core)).events, 3);
});

test("a page may use its bytes again at once: what is told anew is what was told", async () => {
  const core = await PatientCore.of({ first, rest: () => new Promise((resolve) => setTimeout(() => resolve(rest), 5)) });
  await core.send(ask("tl_set", { as_of: AS_OF_MS, filter: { text: "hour 3" } }));
  const bytes = new TextEncoder().encode(EVENTS);
  await core.send({ op: "load", json: JSON.stringify({ name: "crm" }), bytes, budgetMs: 0 });
  bytes.fill(0);
  await work(core);
  assert.equal(await shownEvents(core), 1);
  assert.equal((await report(core)).events, 3);
});

test("settings are made in the order in which they are sent, also where the first waits for the rest", async () => {
  const core = await PatientCore.of({ first, rest: () => new Promise((resolve) => setTimeout(() => resolve(rest), 20)) });
  const templates = [{ id: "t", start: { type: "message.received" } }];
  const replies = await Promise.all([core.send(ask("tl_set", { as_of: AS_OF_MS, templates })), core.send(ask("tl_set", { templates: null }))]);
  assert.ok(replies.every((reply) => reply.ok), JSON.stringify(replies));
  await load(core, { name: "crm" }, EVENTS);
  await work(core);
  assert.deepEqual(JSON.parse(textOf(await core.send(query("journeys")))).templates, []);
});

test("where the rest cannot be had it is asked for again with twice as much to keep, not with every feed", async () => {
  const { core, line } = await shownOverBrokenLine();
  const asked = line.asked;
  const { value } = await core.send({ op: "open", json: JSON.stringify({ name: "more" }) });
  const bytes = new TextEncoder().encode(EVENTS.repeat(700));
  for (let fed = 0; fed < 32; fed += 1) await core.send({ op: "feed", source: value, bytes });
  assert.ok(line.asked > asked && line.asked - asked <= 4, String(line.asked - asked));
});

test("work that fails is told, and not taken for done", async () => {
  const { WasmCore } = await importSource("engine/wasm.ts");
  const said = new TextEncoder().encode(JSON.stringify({ code: "out_of_memory", message: "no memory" }));
  const memory = new WebAssembly.Memory({ initial: 1 });
  new Uint8Array(memory.buffer).set(said, 64);
  const core = new WasmCore({ exports: {
    memory, tl_abi_version: () => 1, tl_create: () => 8, tl_step: () => 0, tl_idle: () => 0, tl_status: () => 5, tl_result: () => 64, tl_result_size: () => said.length,
  } });
  assert.throws(() => core.step(1), /no memory/);
  assert.throws(() => core.idle(1), /no memory/);
});

test("a setting that need not wait is made before what is sent behind it", async () => {
  const core = await PatientCore.of({ first, rest: () => new Promise(() => undefined) });
  const order = [];
  const sent = [core.send(ask("tl_set", { as_of: AS_OF_MS })), core.send({ op: "open", json: JSON.stringify({ name: "crm" }) })];
  void sent[0].then(() => order.push("set"));
  void sent[1].then(() => order.push("open"));
  await Promise.all(sent);
  assert.deepEqual(order, ["set", "open"]);
});
