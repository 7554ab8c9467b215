// The page of the views: the same marks in the same lanes, moved frame by frame.
import { ThroughlineStrip } from "../ours/widget.mjs";
import { EChartsCustom, EChartsScatter } from "../peers/echarts.mjs";
import { VisTimeline } from "../peers/vis-timeline.mjs";

const contestants = { ours: new ThroughlineStrip(), scatter: new EChartsScatter(), custom: new EChartsCustom(), vis: new VisTimeline() };
const HEIGHT_PX = 600;
/** Where panning and zooming begin: a twelfth of the year that the marks are spread over. */
const ZOOMED_IN = 12;
const ZOOM_NOTCHES = 14;
const NOTCH = 1.2;
const PAN_SHARE = 0.02;
/** The slowest peer takes 15 s. */
const PATIENCE_MS = 120_000;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
/** After the frame's own work: style, layout and paint are done. */
const afterFrame = () => new Promise((resolve) => {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
});

async function read(count) {
  const bytes = new Uint8Array(await (await fetch(`/marks.ndjson?n=${count}`)).arrayBuffer());
  const records = new TextDecoder().decode(bytes).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const lanes = [...new Set(records.map(({ channel }) => channel))].sort();
  const items = records.map(({ time, channel }) => ({ at: Date.parse(time), lane: lanes.indexOf(channel) })).sort((a, b) => a.at - b.at);
  return { bytes, lanes, items };
}

function boxFor(key) {
  const box = document.createElement("div");
  box.id = key;
  box.style.height = `${HEIGHT_PX}px`;
  document.body.append(box);
  return box;
}

/** Only one of them stands on the page. */
function showOnly(key) {
  for (const other of Object.keys(contestants)) document.getElementById(other).style.display = other === key ? "block" : "none";
}

globalThis.bench = {
  async start() {
    for (const contestant of Object.values(contestants)) await contestant.start?.();
    return Object.fromEntries(Object.entries(contestants).map(([key, { name, version = "" }]) => [key, { name, version }]));
  },
  async prepare({ count }) {
    const given = await read(count);
    for (const [key, contestant] of Object.entries(contestants)) await contestant.take({ ...given, box: boxFor(key) });
    for (const key of Object.keys(contestants)) contestants[key].hide();
  },
  items: (key) => contestants[key].items(),

  /** Milliseconds until the marks stand on the screen; the data is in memory. */
  async firstPaint(key) {
    const contestant = contestants[key];
    contestant.hide();
    showOnly(key);
    await frame();
    await frame();
    const started = performance.now();
    contestant.paint();
    while (!contestant.painted) {
      await afterFrame();
      if (performance.now() - started > PATIENCE_MS) throw new Error(`${contestant.name} painted nothing`);
    }
    return performance.now() - started;
  },

  /** Moves once a frame; lib/trace.mjs times the frames meanwhile. */
  async move(key, how, frames) {
    const contestant = contestants[key];
    if (how === "pan") contestant.pan(PAN_SHARE);
    else contestant.zoom(NOTCH);
    for (let at = 1; at < frames; at += 1) {
      await frame();
      if (how === "pan") contestant.pan(at < frames / 2 ? PAN_SHARE : -PAN_SHARE);
      else contestant.zoom(Math.floor(at / ZOOM_NOTCHES) % 2 === 0 ? NOTCH : 1 / NOTCH);
    }
    await afterFrame();
  },
  async ready(key) {
    const contestant = contestants[key];
    await this.firstPaint(key);
    for (let factor = 1; factor < ZOOMED_IN; factor *= NOTCH) {
      contestant.zoom(NOTCH);
      await frame();
    }
    await afterFrame();
  },
};
