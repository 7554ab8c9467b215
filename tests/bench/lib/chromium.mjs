// Chromium and the page that it measures in: the same contestants as in Node, reached through the page.
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { launchChromium } from "../../web/browser.mjs";
import { markLines } from "../workload/events.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const TYPES = { js: "text/javascript", mjs: "text/javascript", css: "text/css", wasm: "application/wasm", ndjson: "application/x-ndjson" };
/** Exact clocks and heap sizes; objects as large as the machine allows. */
const FLAGS = ["--enable-precise-memory-info", "--js-flags=--expose-gc --max-old-space-size=8192"];
const JOB_MS = 600_000;
const MARKS = "/marks.ndjson?n=";

/** A page with tests/bench/page/<name>.mjs in it, which leaves its side of the contest in `bench`. */
export async function openPage(name, files) {
  const server = await serve(name, files);
  const browser = await launchChromium({ args: ["--disable-gpu", "--no-first-run", "--disable-background-networking", ...FLAGS] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(JOB_MS);
  page.on("pageerror", (error) => console.error(`bench page: ${error.message}`));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  return {
    page, version: browser.version(), browser,
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Isolated from other origins, so that its clock is exact to 5 µs. */
async function serve(name, files) {
  const script = await bundle(`page/${name}.mjs`);
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title><link rel="icon" href="/icon"><script type="module" src="/page.js"></script><body></body></html>`;
  const server = createServer((request, response) => {
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
    const send = (type, body) => response.writeHead(200, { "content-type": type }).end(body);
    const path = request.url;
    if (path === "/") return send("text/html; charset=utf-8", html);
    if (path === "/page.js") return send(TYPES.js, script);
    if (path === "/icon") return send("image/png", "");
    if (path.startsWith(MARKS)) return Readable.from(markLines(Number(path.slice(MARKS.length)))).pipe(response);
    const file = fileBehind(path, files);
    if (file === undefined) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[path.split(".").at(-1)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function fileBehind(path, files) {
  if (path === "/zones.wasm") return `${root}build/wasm/bench/zones.wasm`;
  if (path.startsWith("/widget/") && !path.includes("..")) return `${root}web/dist/${path.slice("/widget/".length)}`;
  return files.find(({ source }) => path === `/workload/${source}.ndjson`)?.path;
}

/** Peers come from npm by their bare names; the page gets one script. */
async function bundle(path) {
  const { outputFiles } = await build({
    entryPoints: [`${root}tests/bench/${path}`], bundle: true, format: "esm", write: false, target: "es2022", external: ["/widget/*"],
    loader: { ".css": "text" }, define: { "process.env.NODE_ENV": '"production"' }, logLevel: "error",
  });
  return outputFiles[0].text;
}

/** One contestant of the page, with the interface of lib/measure.mjs's Seat. */
export class PageSeat {
  #page;

  constructor(page, key, { name, version }) {
    Object.assign(this, { key, name, version });
    this.#page = page;
  }

  run(job, ...args) {
    return this.#page.evaluate(([key, name, given]) => globalThis.bench.run(key, name, given), [this.key, job, args]);
  }

  runEach(job, calls) {
    return this.#page.evaluate(([key, name, given]) => globalThis.bench.runEach(key, name, given), [this.key, job, calls]);
  }

  async found() {
    return (await this.#page.evaluate((key) => globalThis.bench.found(key), this.key)) ?? undefined;
  }

  aside(what, ...args) {
    return this.#page.evaluate(([key, name, given]) => globalThis.bench.aside(key, name, given), [this.key, what, args]);
  }
}
