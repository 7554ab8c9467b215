// ./dev shots: every view of the widget in the demo's pages, at every width, theme and direction, as PNGs and on one
// contact sheet.
//
//   node tests/web/shots.mjs [WORD…]      only the shots whose name has every word: strip 320 dark rtl
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launchChromium, settled, startDemo } from "./browser.mjs";

const WIDTHS = [320, 480, 900, 1440];
const HEIGHT = 900;
const THEMES = { light: { colorScheme: "light" }, dark: { colorScheme: "dark" }, forced: { colorScheme: "dark", forcedColors: "active" } };
/** Left to right tells the salon's story; right to left the same in Arabic. */
const DIRECTIONS = { ltr: { lang: "en" }, rtl: { lang: "ar", contact: "971501234567" } };
/** Shown beside a view: the details of its first event. */
const DETAILS = "details";
const STOPS = ".mark, .card, .row";
const THUMB_PX = 300;

const folder = fileURLToPath(new URL("../../build/shots/", import.meta.url));
const words = process.argv.slice(2);
const wanted = (...parts) => words.every((word) => parts.flat().map(String).includes(word));

const browser = await launchChromium();
const demo = await startDemo();
mkdirSync(folder, { recursive: true });
const shots = [];
const views = await viewNames();
for (const width of WIDTHS) {
  for (const [theme, media] of Object.entries(THEMES)) {
    for (const [direction, query] of Object.entries(DIRECTIONS)) await shoot({ width, theme, media, direction, query });
  }
}
if (shots.length === 0) console.error(`shots: nothing has all of: ${words.join(" ")}`);
else await contactSheet();
await browser.close();
await demo.stop();
process.exitCode = shots.length > 0 ? 0 : 1;

/** The views that the widget offers, by its own tabs. */
async function viewNames() {
  const page = await open({ width: 1440, media: {}, query: {} });
  const names = await page.$$eval("customer-journey .tab[data-view]", (tabs) => tabs.map((tab) => tab.dataset.view));
  await page.close();
  return [...names, DETAILS];
}

async function open({ width, media, query }) {
  const page = await browser.newPage({ viewport: { width, height: HEIGHT }, locale: "en-GB", reducedMotion: "reduce", ...media });
  const address = new URL("/salon", demo.url);
  for (const [name, value] of Object.entries({ tab: "journey", ...query })) address.searchParams.set(name, value);
  await page.goto(address.href);
  await page.waitForSelector("customer-journey .view-box");
  await settled(page);
  return page;
}

async function shoot({ width, theme, media, direction, query }) {
  const chosen = views.filter((view) => wanted([view, width, theme, direction]));
  if (chosen.length === 0) return;
  const page = await open({ width, media, query });
  for (const view of chosen) {
    await show(page, view);
    const name = `${view}-${width}-${theme}-${direction}`;
    await page.screenshot({ path: `${folder}${name}.png` });
    shots.push({ name, view, width, theme, direction });
    console.error(`${shots.length}: ${name}`);
  }
  await page.close();
}

async function show(page, view) {
  await page.$eval("customer-journey", (journey, name) => {
    journey.view = name;
    journey.select(undefined);
  }, view === DETAILS ? "cards" : view);
  await settled(page);
  if (view !== DETAILS) return;
  await page.locator("customer-journey").locator(STOPS).first().click();
  await settled(page);
}

/** One page of all of them: a row a view and theme, a column a width and direction; and its picture. */
async function contactSheet() {
  const rows = new Map();
  for (const shot of shots) {
    const key = `${shot.view}, ${shot.theme}`;
    if (!rows.has(key)) rows.set(key, []);
    rows.get(key).push(shot);
  }
  const figure = ({ name, width, direction }) => `<figure><a href="${name}.png"><img src="${name}.png" alt="${name}" height="${THUMB_PX}"></a><figcaption>${width} px, ${direction}</figcaption></figure>`;
  const body = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, row]) => `<h2>${title}</h2><div>${row.map(figure).join("")}</div>`).join("\n");
  const style = "body{font:14px system-ui;margin:16px;background:#e6e8ec}div{display:flex;gap:12px}figure{margin:0}img{display:block;box-shadow:0 1px 4px #0004}figcaption{color:#333;padding:4px 0}";
  writeFileSync(`${folder}index.html`, `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every view, width, theme and direction</title><style>${style}</style><h1>Every view, width, theme and direction</h1>\n${body}\n</html>\n`);
  const page = await browser.newPage({ viewport: { width: 2300, height: 1000 } });
  await page.goto(`file://${folder}index.html`);
  await page.screenshot({ path: `${folder}contact-sheet.png`, fullPage: true });
  await page.close();
  console.log(`${shots.length} pictures: ${folder}index.html, ${folder}contact-sheet.png`);
}
