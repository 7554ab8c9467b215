// The module's memory: a load that is cancelled, and one that is finished, leave the heap as it was.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const encoder = new TextEncoder();

/** One instance and its exports; what the module asks of its host does nothing here. */
async function start() {
  const module = await WebAssembly.compile(readFileSync(new URL("../../build/wasm/throughline.wasm", import.meta.url)));
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 0;
  const { exports } = await WebAssembly.instantiate(module, imports);
  exports._initialize();
  return exports;
}

function put(core, handle, bytes) {
  const at = core.tl_buffer(handle, bytes.length) >>> 0;
  new Uint8Array(core.memory.buffer).set(bytes, at);
  return bytes.length;
}

function events(count) {
  let lines = "";
  for (let i = 0; i < count; i += 1)
    lines += `{"id":"e${i}","type":"message.received","at_ms":${1750000000000 + i},"conversation":"c${i % 500}","customer":"k${i % 50}","channel":"email","text":"number ${i}"}\n`;
  return encoder.encode(lines);
}

/** A session that is destroyed after so many steps. */
function loadAndDestroy(core, bytes, steps) {
  const handle = core.tl_create();
  const source = core.tl_open(handle, put(core, handle, encoder.encode('{"name":"crm"}')));
  for (let at = 0; at < bytes.length; at += 65536) core.tl_feed(handle, source, put(core, handle, bytes.subarray(at, at + 65536)));
  for (let i = 0; i < steps && core.tl_idle(handle, 4096) === 1; i += 1);
  core.tl_destroy(handle);
}

for (const [what, steps] of [["cancelled before the first step", 0], ["cancelled in the middle", 5], ["finished", 1e6]]) {
  test(`memory after eight loads, ${what}`, async () => {
    const core = await start();
    const bytes = events(10000);
    for (let i = 0; i < 3; i += 1) loadAndDestroy(core, bytes, steps);
    const warm = core.memory.buffer.byteLength;
    for (let i = 0; i < 8; i += 1) loadAndDestroy(core, bytes, steps);
    assert.equal(core.memory.buffer.byteLength, warm);
  });
}

test("what each of a thousand small loads would leave behind adds up to nothing", async () => {
  const core = await start();
  const bytes = events(20);
  for (let i = 0; i < 50; i += 1) loadAndDestroy(core, bytes, 1e6);
  const warm = core.memory.buffer.byteLength;
  for (let i = 0; i < 1000; i += 1) loadAndDestroy(core, bytes, 1e6);
  assert.equal(core.memory.buffer.byteLength, warm);
});
