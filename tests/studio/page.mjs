// The element alone in a page, at an exact size, and a hand to move it: what the parity test looks at.
//
//   const server = await serveFolder(caseFolder);               // { url, stop() }
//   const face = await openElement(browser, server.url, setup);  // one load
//   await face.show({ view: "cards", width: 900, height: 700, scroll: 1200 });
//   const { box, nodes } = await face.read();
import { createReadStream, readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { pipeline } from "node:stream";
import { fileURLToPath } from "node:url";
import { readDrawn } from "./dom.mjs";

const WIDGET = fileURLToPath(new URL("../../web/dist/", import.meta.url));
const ENGLISH = JSON.parse(readFileSync(new URL("../../core/data/texts/en.json", import.meta.url), "utf8"));
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json", ".png": "image/png" };
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Parity</title><link rel="icon" href="data:,">
<style>html,body{margin:0}customer-journey{display:block}</style>
<script type="module" src="/widget/throughline.js"></script></head>
<body><main><customer-journey id="journey"></customer-journey></main></body></html>`;
const PATIENCE_MS = 60_000;

/** Serves the page at /, the widget below /widget/, a folder's files below /case/. */
export async function serveFolder(folder) {
  const roots = { "/widget/": WIDGET, "/case/": folder };
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://parity").pathname;
    if (path === "/") return response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE);
    const prefix = Object.keys(roots).find((start) => path.startsWith(start));
    sendFile(prefix && normalize(join(roots[prefix], path.slice(prefix.length))), response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => stopped(server) };
}

function stopped(server) {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}

async function sendFile(file, response) {
  const found = file && (await stat(file).catch(() => undefined));
  if (!found?.isFile()) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
  pipeline(createReadStream(file), response, () => undefined);
}

/** The studio writes dates in digits, greatest unit first, and lengths of time by their units' first letters; so does
 *  the page while the two are compared. Runs in the page. */
function writeFixedForms() {
  const { NumberFormat } = Intl;
  Intl.NumberFormat = class extends NumberFormat {
    constructor(tag, options = {}) {
      super(tag, options);
      this.unit = options.style === "unit" ? options.unit[0] : undefined;
    }
    get format() {
      return (value) => (this.unit === undefined ? super.format(value) : `${value}${this.unit}`);
    }
  };
  const two = (n) => String(n).padStart(2, "0");
  Intl.DateTimeFormat = class {
    constructor(_tag, options = {}) {
      this.options = options;
    }
    format(ms) {
      const o = this.options;
      const at = new Date(ms);
      const date = [o.year && String(at.getUTCFullYear()).padStart(4, "0"), (o.month || o.day) && two(at.getUTCMonth() + 1), o.day && two(at.getUTCDate())];
      const fraction = o.fractionalSecondDigits ? `.${String(at.getUTCMilliseconds()).padStart(3, "0")}` : "";
      const time = [o.hour && two(at.getUTCHours()), o.minute && two(at.getUTCMinutes()), o.second && two(at.getUTCSeconds()) + fraction];
      return [date.filter(Boolean).join("-"), time.filter(Boolean).join(":")].filter(Boolean).join(" ");
    }
    formatRange(from, to) {
      return `${this.format(from)} – ${this.format(to)}`;
    }
  };
}

/** `setup`: {sources: [{name, file, adapter?}], configuration, customer?, asOf, dir, theme, lang}. */
export async function openElement(browser, url, setup) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, locale: "en-GB" });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(writeFixedForms);
  await page.goto(url);
  await page.waitForFunction(() => customElements.get("customer-journey"));
  await page.evaluate(async ({ sources, configuration, customer, asOf, dir, theme, lang }) => {
    document.documentElement.dir = dir;
    const node = document.querySelector("#journey");
    Object.assign(node, { theme, lang, filter: {}, configuration, customer, asOf });
    node.sources = sources.map(({ file, ...source }) => ({ ...source, url: `/case/${file}` }));
    await new Promise((resolve, reject) => {
      node.addEventListener("journey-ready", resolve, { once: true });
      node.addEventListener("journey-error", ({ detail }) => reject(detail.error), { once: true });
    });
    // What the strip lays out beside its window, some time after it has come to rest, is no part of the picture.
    const { engine } = node;
    const scene = engine.scene.bind(engine);
    engine.scene = (request) => scene({ ...request, drawn_from: request.from, drawn_to: request.to });
  }, setup);
  return new Face(page);
}

class Face {
  constructor(page) {
    this.page = page;
  }

  /** `days`: which date of the strip to press, one press after the other, each in the scene that the one before gave. */
  async show({ view, width, height, scroll = 0, selected, days = [] }) {
    const { page } = this;
    // What reaches beyond the window is laid out all the same, and need not be painted.
    await page.setViewportSize({ width: Math.max(400, width), height: Math.min(1000, Math.max(400, height)) });
    await page.evaluate(({ view, width, height, selected }) => {
      const node = document.querySelector("#journey");
      Object.assign(node.style, { width: `${width}px`, height: `${height}px` });
      // Beside details stands the view that costs the least to lay out.
      node.view = view === "details" ? "strip" : view;
      if (node.selected !== selected) node.select(selected);
    }, { view, width, height, selected });
    await this.settled();
    for (const day of days) {
      await page.evaluate((index) => document.querySelector("#journey").shadowRoot.querySelectorAll(".day")[index]?.click(), day);
      await this.settled();
    }
    await page.evaluate(({ view, scroll }) => {
      const box = document.querySelector("#journey").shadowRoot.querySelector(view === "details" ? ".details-scroll" : ".scroller");
      if (box) box.scrollTop = scroll;
    }, { view, scroll });
    await this.settled();
  }

  /** A button of the strip's tools, by its key in the catalogue. */
  async press(key) {
    await this.page.evaluate((label) => document.querySelector("#journey").shadowRoot.querySelector(`.strip-tools [aria-label="${label}"]`).click(), ENGLISH[key]);
    await this.settled();
  }

  /** Waits until a view is drawn and nothing of it has changed for some frames. */
  settled() {
    return this.page.evaluate((patienceMs) => new Promise((resolve, reject) => {
      const root = document.querySelector("#journey").shadowRoot;
      const patientUntil = performance.now() + patienceMs;
      const picture = () => {
        const canvases = [...root.querySelectorAll(".strip-canvas, .canvas")];
        return canvases.map((canvas) => `${canvas.getBoundingClientRect().height}:${canvas.querySelectorAll("*").length}:${canvas.textContent.length}:${canvas.lastElementChild?.textContent}`).join();
      };
      let [last, same] = ["", 0];
      const look = () => {
        const now = picture();
        same = now !== "" && now === last ? same + 1 : 0;
        last = now;
        if (same >= 3) resolve();
        else if (performance.now() > patientUntil) reject(new Error(now === "" ? "The view draws nothing." : "The view does not come to rest."));
        else requestAnimationFrame(look);
      };
      look();
    }), PATIENCE_MS);
  }

  /** The view's box and every placed element in it (dom.mjs). */
  read(view) {
    return this.page.evaluate(readDrawn, view);
  }

  /** A rule of style that a wrong version of the widget would have; gives a hand that takes it back. */
  async distort(css) {
    await this.page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      globalThis.distortion = sheet;
      const { shadowRoot } = document.querySelector("#journey");
      shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
    }, css);
    return () => this.page.evaluate(() => {
      const { shadowRoot } = document.querySelector("#journey");
      shadowRoot.adoptedStyleSheets = shadowRoot.adoptedStyleSheets.filter((sheet) => sheet !== globalThis.distortion);
    });
  }

  async picture(view, path) {
    const { box } = await this.read(view);
    await this.page.screenshot({ path, clip: { x: box.x, y: box.y, width: box.width, height: box.height } });
  }

  close() {
    return this.page.close();
  }
}
