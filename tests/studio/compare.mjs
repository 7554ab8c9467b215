// One case in the three faces: shows each job in the element, draws all of them in the studio, lays each out by the
// command line, and says where they differ.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differences, drawnBy, expected } from "./agree.mjs";
import { drawnByStudio, sceneOf } from "./faces.mjs";
import { openElement, serveFolder } from "./page.mjs";

/** Opens a case in one direction; `face` is the element. `t` (a test, or {after}) closes it, whatever happens. */
export async function openCase(t, browser, setup, { dir = "ltr", theme = "light", lang = "en" } = {}) {
  const out = mkdtempSync(join(tmpdir(), "throughline-studio-"));
  const server = await serveFolder(setup.folder);
  t.after(() => {
    rmSync(out, { recursive: true, force: true });
    return server.stop();
  });
  const face = await openElement(browser, server.url, { ...setup, dir, theme, lang });
  t.after(() => face.close());
  return { setup: { ...setup, lang }, dir, theme, face, out };
}

/** The references of some interactions, newest first: what can be selected. */
export async function references(opened) {
  const scene = await sceneOf(opened.setup, { view: "cards", width: 900, height: 4000, dir: opened.dir });
  return scene.nodes.filter(({ role }) => role === "card").map(({ text }) => text.ref);
}

/** Shows a job in the element, and gives the job with what the element made of it: its size, its scroll, its nodes. */
export async function shownInElement({ setup, dir, theme, face }, job) {
  await face.show(job);
  const { box, scroll, nodes } = await face.read(job.view);
  const [width, height] = [Math.round(box.width), Math.max(1, Math.round(box.height))];
  const window = await windowAfter(setup, { view: "strip", width, height, dir }, job.days ?? []);
  return { ...job, ...window, dir, theme, width, height, scroll, dom: nodes };
}

/** The strip's window once these dates were pressed, each in the scene before it: {from, to} or nothing. */
async function windowAfter(setup, job, days) {
  let window = {};
  for (const index of days) {
    const { nodes } = await sceneOf(setup, { ...job, ...window });
    const times = ({ text }) => [Number(text.from_ms), Number(text.to_ms)];
    const day = nodes.filter(({ role }) => role === "day")[index];
    // A date without interactions cannot be pressed.
    if (day === undefined || day.text.count === "0") continue;
    const [from, to] = times(day);
    const [first, last] = times(nodes.find(({ role }) => role === "overview"));
    const start = Math.min(Math.max(from, first), last - (to - from));
    const text = (ms) => new Date(ms).toISOString();
    window = to - from >= last - first ? {} : { from: text(start), to: text(start + (to - from)) };
  }
  return window;
}

/** {found: [differences], compared: nodes} over all jobs, which shownInElement gave. */
export async function compareAll({ setup, out }, jobs) {
  const named = jobs.map((job, i) => ({ ...job, name: `${setup.name}-${i}` }));
  const records = await drawnByStudio(setup, named, out);
  const results = await Promise.all(named.map(async (job, i) => {
    const scene = await sceneOf(setup, job);
    const height = job.view === "strip" ? Infinity : job.height;
    const told = expected(scene, { view: job.view, rtl: job.dir === "rtl", scroll: job.scroll, width: job.width, height });
    return differences({ view: job.view, scene: told, dom: drawnBy(job.dom, height), studio: drawnBy(records[i], height) });
  }));
  return {
    found: results.flatMap(({ found }, i) => found.map((text) => `${named[i].view} ${named[i].width}×${named[i].height}: ${text}`)),
    compared: results.reduce((sum, { compared }) => sum + compared, 0),
  };
}
