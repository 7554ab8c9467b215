// The contact sheet: each view as the widget and as the studio draw it, side by side, light and dark, in both
// directions. Writes build/parity/contact-sheet.html and .png, and prints the picture's path.
//   node tests/studio/sheet.mjs
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../web/browser.mjs";
import { generatedCase, SALON } from "./cases.mjs";
import { openCase, references, shownInElement } from "./compare.mjs";
import { drawnByStudio } from "./faces.mjs";

const OUT = fileURLToPath(new URL("../../build/parity/", import.meta.url));
const LOOKS = [{ dir: "ltr", theme: "light" }, { dir: "rtl", theme: "dark" }];
/** A view's frame: the element around it is higher by its header. */
const VIEWS = [
  { view: "strip", width: 900, height: 640 }, { view: "cards", width: 380, height: 760 },
  { view: "grid", width: 900, height: 620 }, { view: "details", width: 900, height: 800 },
];

const closers = [];
const browser = await launchChromium();
closers.push(() => browser.close());
try {
  mkdirSync(OUT, { recursive: true });
  const pairs = [];
  for (const setup of [SALON, generatedCase()]) for (const look of LOOKS) pairs.push(...(await pairsOf(setup, look)));
  console.log(await writeSheet(pairs));
} finally {
  for (const close of closers.reverse()) await close();
}

/** [{title, widget, studio}]: names of pictures in OUT. */
async function pairsOf(setup, look) {
  const opened = await openCase({ after: (close) => closers.push(close) }, browser, setup, look);
  const [selected] = await references(opened);
  const jobs = [];
  for (const frame of VIEWS) {
    const name = [setup.name, frame.view, look.theme, look.dir].join("-");
    const job = await shownInElement(opened, { ...frame, ...(frame.view === "details" && { selected }) });
    await opened.face.picture(frame.view, join(OUT, `${name}-widget.png`));
    jobs.push({ ...job, name, picture: join(OUT, `${name}-studio.png`) });
  }
  await drawnByStudio(setup, jobs, opened.out);
  return jobs.map(({ name, view, width, height }) => ({
    title: `${setup.name} · ${view} · ${look.theme} · ${look.dir} · ${width} × ${height}`, widget: `${name}-widget.png`, studio: `${name}-studio.png`,
  }));
}

async function writeSheet(pairs) {
  const figures = pairs.map(({ title, widget, studio }) => `<section><h2>${title}</h2><div><figure><img src="${widget}" alt=""><figcaption>widget</figcaption></figure>
    <figure><img src="${studio}" alt=""><figcaption>studio</figcaption></figure></div></section>`);
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Parity</title><style>
    body{margin:24px;font:13px/20px "Noto Sans",sans-serif;background:#e8eaee;color:#222} h2{font-size:13px;margin:24px 0 8px}
    section>div{display:flex;gap:16px;align-items:flex-start} figure{margin:0} img{display:block;box-shadow:0 0 0 1px #0003} figcaption{color:#666}
    </style>${figures.join("\n")}</html>`;
  const [sheet, picture] = [join(OUT, "contact-sheet.html"), join(OUT, "contact-sheet.png")];
  writeFileSync(sheet, html);
  const page = await browser.newPage({ viewport: { width: 1880, height: 1000 } });
  await page.goto(`file://${sheet}`);
  await page.screenshot({ path: picture, fullPage: true });
  return picture;
}
