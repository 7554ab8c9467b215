// The engine's parts that need no browser: the scene decoder, the generated codes, the loader over a fake core,
// the protocol's promise that no exception crosses.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { generate } from "../../web/tools/codes.mjs";
import { sceneBytes } from "./scene-bytes.mjs";
import { importSource } from "./sources.mjs";

const { Scene } = await importSource("engine/scene.ts");
const codes = await importSource("engine/codes.ts");
const { WasmCore } = await importSource("engine/wasm.ts");
const { perform, accept } = await importSource("engine/protocol.ts");

const role = (name) => codes.SCENE_ROLES.indexOf(name);
const field = (name) => codes.SCENE_FIELDS.indexOf(name);
const state = (...names) => names.reduce((bits, name) => bits + 2 ** codes.SCENE_STATES.indexOf(name), 0);

test("codes.ts is what core/data says", () => {
  assert.equal(readFileSync(new URL("../../web/src/engine/codes.ts", import.meta.url), "utf8"), generate());
});

test("scene: header, rectangles in 64ths, parents, states, texts, rows", () => {
  const scene = new Scene(sceneBytes({
    width: 360, height: 240.5, contentHeight: 6400, scroll: 128,
    nodes: [
      { role: role("view"), rect: [0, 0, 360, 240.5], id: "root", fields: [[field("zone"), "America/São_Paulo"]] },
      { parent: 0, role: role("card"), states: state("selected", "failed", "suspect"), rect: [8, 32.25, 344, 60], id: "c1", kind: "call.started",
        fields: [[field("gist"), "שלום 🌸"], [field("at_ms"), "-62135596800000"], [field("count"), ""]], rows: [7, 4294967] },
    ],
  }));
  assert.deepEqual([scene.width, scene.height, scene.contentHeight, scene.scroll], [360, 240.5, 6400, 128]);
  assert.equal(scene.root.text("zone"), "America/São_Paulo");
  const [card] = scene.withRole("card");
  assert.deepEqual(card.rect, { x: 8, y: 32.25, w: 344, h: 60 });
  assert.deepEqual([card.id, card.kind, card.parent, card.role], ["c1", "call.started", 0, "card"]);
  assert.deepEqual(["selected", "failed", "suspect", "live"].map((name) => card.has(name)), [true, true, true, false]);
  assert.equal(card.text("gist"), "שלום 🌸");
  assert.equal(card.number("at_ms"), -62135596800000);
  assert.equal(card.text("agent"), undefined);
  assert.equal(card.number("count"), undefined);
  assert.deepEqual(card.rows, [7, 4294967]);
  assert.deepEqual(scene.childrenOf(scene.root).map((node) => node.id), ["c1"]);
});

test("scene: the topmost state bit is a state like any other", () => {
  const last = codes.SCENE_STATES.at(-1);
  const scene = new Scene(sceneBytes({ nodes: [{ states: state(last) }] }));
  assert.equal(scene.root.has(last), true);
  assert.equal(scene.root.has(codes.SCENE_STATES[0]), false);
});

test("scene: bytes that begin at an odd address decode the same", () => {
  const bytes = sceneBytes({ nodes: [{ id: "a" }] });
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  assert.equal(new Scene(shifted.subarray(1)).root.id, "a");
});

test("scene: a wrong version, a short header and a cut end are refused by name", () => {
  const bytes = sceneBytes({ nodes: [{ id: "abcdef" }] });
  assert.throws(() => new Scene(sceneBytes({ version: 9, nodes: [] })), /layout is version 9/);
  assert.throws(() => new Scene(bytes.subarray(0, 12)), /shorter than its header/);
  assert.throws(() => new Scene(bytes.slice(0, -3)), /shorter than it says/);
});

/** A core whose memory is one page and which answers every question with the question itself. */
function fakeInstance({ version = 1, fail, grow = false } = {}) {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 8 });
  const result = { at: 0, size: 0 };
  const calls = [];
  const say = (text) => {
    const bytes = Buffer.from(text);
    new Uint8Array(memory.buffer).set(bytes, 32_768);
    Object.assign(result, { at: 32_768, size: bytes.length });
  };
  const input = (size) => Buffer.from(new Uint8Array(memory.buffer, 1024, size)).toString();
  const answer = (name) => (_handle, size) => {
    calls.push(name);
    if (fail) {
      say(fail);
      return 3;
    }
    const text = input(size);
    // Growing detaches the buffer that the caller may still hold.
    if (grow) memory.grow(1);
    say(text);
    return 0;
  };
  const exports = {
    memory, tl_abi_version: () => version, tl_create: () => 5, tl_destroy: () => calls.push("destroy"), tl_buffer: () => 1024,
    tl_open: (_handle, size) => (fail ? (say(fail), -1) : (calls.push(`open ${input(size)}`), 2)), tl_feed: (_handle, source, size) => (calls.push(`feed ${source} ${input(size)}`), 0),
    tl_close: () => 0, tl_step: () => 0, tl_idle: () => 0, tl_set: answer("set"), tl_query: answer("query"), tl_scene: answer("scene"), tl_export: answer("export"),
    tl_export_next: () => (say("part"), 1), tl_forget: answer("forget"), tl_split: answer("split"), tl_stats: () => (say("{}"), 0), tl_schema: () => (say("{}"), 0),
    tl_status: () => 0, tl_result: () => result.at, tl_result_size: () => result.size,
  };
  return { instance: { exports }, calls };
}

test("loader: bytes in, bytes out, also when a call moved the memory", () => {
  const { instance, calls } = fakeInstance({ grow: true });
  const core = new WasmCore(instance);
  assert.equal(core.open('{"name":"ä"}'), 2);
  core.feed(2, Buffer.from("xyz"));
  assert.equal(Buffer.from(core.ask("tl_query", '{"q":"ü"}')).toString(), '{"q":"ü"}');
  assert.deepEqual(calls, ['open {"name":"ä"}', "feed 2 xyz", "query"]);
});

test("loader: a result is a copy that the next call cannot change", () => {
  const core = new WasmCore(fakeInstance().instance);
  const first = core.ask("tl_query", "first");
  core.ask("tl_query", "other");
  assert.equal(Buffer.from(first).toString(), "first");
});

test("loader: a failure is thrown with the core's code and message", () => {
  const core = new WasmCore(fakeInstance({ fail: '{"code":"needs as-of","message":"pass as_of"}' }).instance);
  assert.throws(() => core.ask("tl_set", "{}"), (error) => error.code === "needs as-of" && error.message === "pass as_of");
  assert.throws(() => core.open("{}"), /pass as_of/);
});

test("loader: another version of the interface is refused, with what to do", () => {
  assert.throws(() => new WasmCore(fakeInstance({ version: 2 }).instance), /serve the two files of one build/);
});

test("loader: a destroyed handle is refused and destroyed once", () => {
  const { instance, calls } = fakeInstance();
  const core = new WasmCore(instance);
  core.destroy();
  core.destroy();
  assert.deepEqual(calls, ["destroy"]);
  assert.throws(() => core.stats(), /destroyed/);
});

test("protocol: every exception becomes a reply, and a reply an exception again", () => {
  const core = new WasmCore(fakeInstance({ fail: "not json" }).instance);
  const reply = perform(core, { op: "ask", call: "tl_query", json: "{}" });
  assert.equal(reply.ok, false);
  assert.equal(reply.code, "internal");
  assert.throws(() => accept(reply), /status/);
  const parts = perform(new WasmCore(fakeInstance().instance), { op: "export-next" });
  assert.deepEqual([parts.ok, parts.value, Buffer.from(parts.bytes).toString()], [true, 1, "part"]);
});
