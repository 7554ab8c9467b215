// A long shift in Chromium: events come in one by one while filters and views change. At the end the timeline has to be
// what a reload gives, byte for byte, and the memory must not have grown with time.
//
//   const told = await soak({ browser, demo, events: 1200, perSecond: 20 });
//   assert.deepEqual(told.problems, []);
import { centreEvents } from "../../demo/lib/centre.mjs";
import { STORY_STARTS_MS } from "../../demo/lib/clock.mjs";
import { watchForProblems } from "./browser.mjs";

const CUSTOMER = { id: "c-4711", name: "Daniel Okafor", phone: "+442079460123", email: "daniel.okafor@example.com" };
const FIRST_EVENTS = 2000;
const FILTERS = [{}, { channel: ["whatsapp"] }, { text: "technician" }, { period: { months: 3 } }, { campaign: ["Win back"], failed: [true] }];
const SAMPLES = 10;
const DAY_MS = 86_400_000;
/** What the heap may differ by from one look to another, after the garbage is gone. */
const HEAP_SLACK_BYTES = 6 * 1024 * 1024;
const NODES_SLACK = 4000;
/** What an event may take in the core, and what its memory grows by at once. */
const CORE_BYTES_AN_EVENT = 4096;
const CORE_SLACK_BYTES = 8 * 1024 * 1024;

const lines = (events) => events.map((event) => `${JSON.stringify(event)}\n`);

/**
 * `together`: how many events come in one delivery.
 * @returns {Promise<{problems: string[], samples: object[], appended: number, seconds: number}>}
 */
export async function soak({ browser, demo, events, perSecond, together = 1, tell = () => undefined }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const problems = watchForProblems(page);
  await page.addInitScript(rememberMemory);
  await page.goto(new URL("/centre?n=1", demo.url).href);
  const before = lines([...centreEvents({ count: FIRST_EVENTS, customer: CUSTOMER })]);
  const later = lines([...centreEvents({ count: events, customer: CUSTOMER, seed: 8, untilMs: STORY_STARTS_MS + DAY_MS, days: 1 })]);
  await page.evaluate(openJourney, { text: before.join(""), asOfMs: STORY_STARTS_MS + 2 * DAY_MS });

  const look = await watcher(page);
  const samples = [];
  const started = Date.now();
  const every = Math.max(1, Math.floor(events / SAMPLES));
  for (let at = 0; at < events; at += every) {
    await page.evaluate(shift, { part: later.slice(at, at + every), filters: FILTERS, perSecond, together, first: at });
    samples.push(await look());
    tell({ done: Math.min(at + every, events), events, ...samples.at(-1) });
  }
  problems.push(...grown(samples, every));
  if (!(await page.evaluate(equalsReload, { parts: { base: before.join(""), live: later.join("") } }))) problems.push("the timeline is not what a reload gives");
  await page.close();
  return { problems, samples, appended: events, seconds: (Date.now() - started) / 1000 };
}

/** Compares with the look after the first fifth: by then everything has been shown once. */
function grown(samples, every) {
  const settled = samples[Math.floor(samples.length / 5)];
  const last = samples.at(-1);
  const appended = (samples.length - 1 - Math.floor(samples.length / 5)) * every;
  const limits = { heap: HEAP_SLACK_BYTES, nodes: NODES_SLACK, core: CORE_SLACK_BYTES + CORE_BYTES_AN_EVENT * appended };
  return Object.entries(limits)
    .filter(([what, slack]) => last[what] > settled[what] + slack)
    .map(([what]) => `${what} has grown from ${settled[what]} to ${last[what]}`);
}

/** {heap, nodes, core}: bytes of objects, elements, bytes of the core's memory; after the garbage is gone. */
async function watcher(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (wanted) => metrics.find(({ name }) => name === wanted).value;
    return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), core: await page.evaluate(() => globalThis.coreMemory.buffer.byteLength) };
  };
}

// -- in the page ------------------------------------------------------------------------------------

/** The core's memory is its own; here it is caught as the module is made. */
function rememberMemory() {
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...wanted) => {
    const made = await instantiate.apply(WebAssembly, wanted);
    // The module's second part has none of its own.
    globalThis.coreMemory = (made.instance ?? made).exports.memory ?? globalThis.coreMemory;
    return made;
  };
}

async function openJourney({ text, asOfMs }) {
  const journey = document.querySelector("customer-journey");
  await customElements.whenDefined("customer-journey");
  journey.clock = () => asOfMs;
  journey.apply = "auto";
  journey.configuration = { business_zone: "Europe/London" };
  const ready = new Promise((resolve) => journey.addEventListener("journey-ready", ({ detail }) => detail.report.events > 100 && resolve()));
  journey.sources = [{ name: "base", input: "ndjson", data: text }];
  await ready;
}

/** Appends a part at its rate; the view and the filter change with every twenty events. */
async function shift({ part, filters, perSecond, together, first }) {
  const journey = document.querySelector("customer-journey");
  const views = [...journey.shadowRoot.querySelectorAll(".tab[data-view]")].map((tab) => tab.dataset.view);
  const began = performance.now();
  // Events come when they come: nobody waits until the one before is on the screen.
  const fed = [];
  for (let index = 0; index < part.length; index += together) {
    const due = began + (index * 1000) / perSecond - performance.now();
    if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
    const turn = Math.floor((first + index) / 20);
    if ((first + index) % 20 < together) journey.view = views[turn % views.length];
    else if ((first + index) % 20 >= 10 && (first + index) % 20 < 10 + together) journey.filter = filters[turn % filters.length];
    fed.push(journey.feed({ name: "live", input: "ndjson" }, part.slice(index, index + together).join("")));
  }
  await Promise.all(fed);
}

async function equalsReload({ parts }) {
  const journey = document.querySelector("customer-journey");
  journey.filter = {};
  await journey.updateComplete;
  const { Engine } = await import("/widget/engine.js");
  const reloaded = await Engine.create({ wasm: "/widget/throughline.wasm" });
  await reloaded.set({ configuration: journey.configuration, as_of: journey.clock(), filter: {}, ...(journey.gate && { gate: journey.gate }) });
  for (const [name, text] of Object.entries(parts)) await reloaded.load({ name, input: "ndjson" }, text);
  await journey.engine.set({ filter: {} });
  const timeline = async (engine) => {
    const chunks = [];
    for await (const part of engine.export({ format: "timeline" })) chunks.push(part);
    return new Uint8Array(await new Blob(chunks).arrayBuffer());
  };
  const [grown, fresh] = [await timeline(journey.engine), await timeline(reloaded)];
  reloaded.destroy();
  return grown.length === fresh.length && grown.length > 0 && grown.every((byte, at) => byte === fresh[at]);
}
