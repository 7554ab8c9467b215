// What a page does with the core before the timeline is on the screen: it sets, reads JSON and NDJSON, works, asks what
// the header shows, and lays out the first view. The functions that run here are the first part of the module; all
// others come behind it (parts.mjs). So a page whose filter sets a field from the start waits for both.
import { readFileSync } from "node:fs";
import { centreEvents } from "../../demo/lib/centre.mjs";
import { partsOf, SYSTEMS } from "../../demo/lib/systems.mjs";

const FIRST = JSON.parse(readFileSync(new URL("../../web/src/engine/first-screen.json", import.meta.url), "utf8"));
const CUSTOMER = { id: "c-1", name: "Ann Ó Briain", phone: "+442079460123", email: "ann@example.com" };
const AS_OF_MS = Date.parse("2026-11-22T17:05:00Z");
const PERMISSIONS = [
  "journey.event.view", "journey.event_type.view", "journey.session.view", "journey.session_type.view", "external_contacts.session.view",
  "routing.wrapup_code.view", "routing.queue.search", "export",
];

/** One handle of the C ABI over an instance's exports. A call that fails here is a fault of this scenario. */
class Handle {
  /** What the core answered, in turn. */
  answers = [];
  #core;
  #handle;

  constructor(core) {
    this.#core = core;
    core._initialize();
    core.tl_abi_version();
    this.#handle = core.tl_create();
  }

  #write(bytes) {
    const at = this.#core.tl_buffer(this.#handle, bytes.length) >>> 0;
    new Uint8Array(this.#core.memory.buffer).set(bytes, at);
    return bytes.length;
  }

  #result() {
    const at = this.#core.tl_result(this.#handle) >>> 0;
    return Buffer.from(new Uint8Array(this.#core.memory.buffer, at, this.#core.tl_result_size(this.#handle) >>> 0));
  }

  ask(call, document) {
    const status = this.#core[call](this.#handle, this.#write(Buffer.from(JSON.stringify(document))));
    if (status !== 0) throw new Error(`${call}: ${this.#result()}`);
    this.#core.tl_status(this.#handle);
    this.answers.push(this.#result());
  }

  load(source, text) {
    const number = this.#core.tl_open(this.#handle, this.#write(Buffer.from(JSON.stringify(source))));
    if (number < 0) throw new Error(`tl_open: ${this.#result()}`);
    const bytes = Buffer.from(text);
    const middle = bytes.length >> 1;
    for (const chunk of [bytes.subarray(0, middle), bytes.subarray(middle)]) {
      if (this.#core.tl_feed(this.#handle, number, this.#write(chunk)) !== 0) throw new Error(`tl_feed: ${this.#result()}`);
      this.#core.tl_stats(this.#handle);
    }
    if (this.#core.tl_close(this.#handle, number) !== 0) throw new Error(`tl_close: ${this.#result()}`);
    this.work();
  }

  work() {
    while (this.#core.tl_step(this.#handle, 512) === 1);
  }

  end() {
    this.#core.tl_destroy(this.#handle);
  }
}

const told = (system) => [...partsOf(SYSTEMS[system], centreEvents({ count: 600, customer: CUSTOMER }))].join("");

/** Times in the forms that feeds have them in, and a record that cannot be read. */
const FORMS = [
  { id: "f1", type: "message.received", time: "2026-05-01T10:00:00+02:00", text: "Ação às 3, naïve café", channel: "whatsapp" },
  { id: "f2", type: "message.received", time: "2026-05-01 10:00:00", zone: "Europe/Paris", channel: "sms", text: "東京 مرحبا Привет" },
  { id: "f3", type: "note.created", time: "2026-10-25T02:30:00", text: "a \u2028 line", internal: true, metadata: { a: { b: [1, 2.5, null, true] } } },
  { id: "f4", type: "message.sent", time: 1777629600, delivery: "sent" },
  { id: "f4", type: "message.status", time: 1777629601, delivery: "read" },
  { id: "f5", type: "message.edited", revises: "f1", time: 1777629660000, text: "Ação às 4" },
  { id: "f6", type: "booking.no_show", time: "Fri, 01 May 2026 10:00:00 -0300", failed: true },
  { id: "f7", type: "shop.special", time: "2026-05-02T10:00:00Z", tags: ["a", "b"], rating: 4 },
  { id: "f8", type: "message.received", time: "soon" },
];

/** Does all that with an instance's exports; the answers. */
export function firstLoad(core) {
  const handle = new Handle(core);
  handle.ask("tl_set", {
    configuration: { business_zone: "Europe/London", sources: { forms: { zone: "America/New_York", priority: 50 } } },
    gate: { permissions: Object.fromEntries(PERMISSIONS.map((name) => [name, true])) },
    customer: null, filter: {}, display_zone: null, as_of: AS_OF_MS,
  });
  handle.load({ name: "dialler", input: "ndjson" }, told("dialler"));
  handle.load({ name: "site" }, told("site"));
  handle.load({ name: "talk", input: "json" }, JSON.stringify(told("all").split("\n").filter(Boolean).map((line) => JSON.parse(line))));
  const forms = FORMS.map((event) => JSON.stringify({ customer: CUSTOMER, conversation: "f", ...event }));
  handle.load({ name: "forms", input: "ndjson" }, [...forms, "{\"id\":"].join("\n"));
  for (const customer of [null, CUSTOMER.id]) {
    handle.ask("tl_set", { customer });
    handle.work();
    show(handle);
  }
  handle.ask("tl_set", { as_of: AS_OF_MS + 60_000 });
  handle.work();
  handle.ask("tl_set", { filter: { period: { months: 12 } } });
  handle.work();
  show(handle);
  handle.end();
  return handle.answers;
}

function show(handle) {
  for (const command of FIRST.queries) handle.ask("tl_query", { command });
  for (const view of FIRST.views) {
    for (const width of [360, 900]) handle.ask("tl_scene", { view, width, height: 420, dir: "ltr" });
  }
}
