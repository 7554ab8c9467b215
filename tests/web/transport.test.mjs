// The worker's transport against a worker that is played: what goes over, and how each failure ends.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { importSource } from "./sources.mjs";

const { WorkerTransport } = await importSource("engine/transport-worker.ts");

/** Takes what is posted as a browser would: cloned, with what is transferred gone from the sender. */
class PlayedWorker {
  static last;
  received = [];
  terminated = false;

  constructor() {
    PlayedWorker.last = this;
  }

  postMessage(message, transfer = []) {
    this.received.push(structuredClone(message, { transfer }));
  }

  terminate() {
    this.terminated = true;
  }

  say(data) {
    this.onmessage({ data });
  }
}

const real = globalThis.Worker;
beforeEach(() => { globalThis.Worker = PlayedWorker; });
afterEach(() => { globalThis.Worker = real; });

async function started() {
  const starting = WorkerTransport.start("worker.js", "throughline.wasm");
  const worker = PlayedWorker.last;
  worker.say({ kind: "started" });
  return { transport: await starting, worker };
}

test("of a part of a large buffer the part goes over, and the page keeps its own", async () => {
  const { transport, worker } = await started();
  const all = new Uint8Array(4 * 1024 * 1024).fill(7);
  void transport.send({ op: "feed", source: 0, bytes: all.subarray(1000, 2000) }).catch(() => undefined);
  const { request } = worker.received.at(-1);
  assert.equal(request.bytes.length, 1000);
  assert.equal(request.bytes.buffer.byteLength, 1000);
  assert.equal(all.length, 4 * 1024 * 1024);
  assert.ok(all.every((byte) => byte === 7));
});

test("replies find their requests, whatever the order", async () => {
  const { transport, worker } = await started();
  const replies = [transport.send({ op: "stats" }), transport.send({ op: "schema" })];
  const [first, second] = worker.received.slice(-2).map(({ id }) => id);
  worker.say({ kind: "reply", id: second, reply: { ok: true, value: 2, bytes: new Uint8Array(0) } });
  worker.say({ kind: "reply", id: first, reply: { ok: false, code: "wrong call", message: "no" } });
  const [stats, schema] = await Promise.all(replies);
  assert.deepEqual([stats.ok, schema.value], [false, 2]);
});

test("a worker that cannot start is ended, and says why", async () => {
  for (const fail of [(worker) => worker.say({ kind: "failed", message: "no memory" }), (worker) => worker.onerror({ message: "no memory" })]) {
    const starting = WorkerTransport.start("worker.js", "throughline.wasm");
    const worker = PlayedWorker.last;
    fail(worker);
    await assert.rejects(starting, /no memory/);
    assert.ok(worker.terminated);
  }
});

test("who waits hears of a worker that breaks, of a reply that cannot be read, and of the end", async () => {
  for (const end of [(worker) => worker.onerror({ message: "gone" }), (worker) => worker.onmessageerror({}), (_worker, transport) => transport.destroy()]) {
    const { transport, worker } = await started();
    const waiting = transport.send({ op: "stats" });
    end(worker, transport);
    await assert.rejects(waiting);
  }
});
