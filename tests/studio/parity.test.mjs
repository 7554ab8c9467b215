// Parity: the core's scene, the widget in Chromium and the studio put the same nodes at the same places, in the same
// order, under the same names, in the same states; half a pixel is the most they may be apart.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launchChromium } from "../web/browser.mjs";
import { drawnBy } from "./agree.mjs";
import { generatedCase, RETURNS, SALON, WHATSAPP } from "./cases.mjs";
import { compareAll, openCase, references, shownInElement } from "./compare.mjs";
import { sceneOf } from "./faces.mjs";
import { dice } from "./generated.mjs";

const VIEWS = ["strip", "cards", "grid", "details"];
const NODES_PER_VIEW = 1000;
/** Enough problems to understand one; thousands would bury it. */
const TOLD = 12;

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

const assertAgree = ({ found, compared }) => {
  assert.deepEqual(found.slice(0, TOLD), []);
  assert.ok(compared > 0, "nothing was compared");
};

/** Each view, as a panel and as a page, with something selected and with nothing. */
async function jobsOf(opened) {
  const [newest, ...others] = await references(opened);
  const jobs = [];
  for (const [width, height] of [[360, 760], [900, 700]]) {
    for (const view of ["strip", "cards", "grid"]) jobs.push(await shownInElement(opened, { view, width, height }));
    for (const selected of [newest, others.at(-1)].filter(Boolean)) jobs.push(await shownInElement(opened, { view: "details", width, height, selected }));
    for (const view of ["strip", "cards", "grid"]) jobs.push(await shownInElement(opened, { view, width, height, selected: newest }));
    await opened.face.show({ view: "cards", width, height });
  }
  return jobs;
}

describe("golden cases agree in scene, widget and studio", () => {
  for (const setup of [SALON, RETURNS, WHATSAPP]) {
    for (const dir of ["ltr", "rtl"]) {
      test(`${setup.name}, ${dir}`, async (t) => {
        const opened = await openCase(t, browser, setup, { dir, theme: dir === "ltr" ? "light" : "dark" });
        assertAgree(await compareAll(opened, await jobsOf(opened)));
      });
    }
  }
});

describe("every language of the catalogue says the same in widget and studio", () => {
  for (const lang of ["es", "pt", "hi", "ar", "ja", "de"]) {
    test(lang, async (t) => {
      const opened = await openCase(t, browser, SALON, { lang, dir: lang === "ar" ? "rtl" : "ltr" });
      const [selected] = await references(opened);
      const jobs = [];
      for (const job of [{ view: "strip" }, { view: "grid" }, { view: "details", selected }]) jobs.push(await shownInElement(opened, { ...job, width: 900, height: 700 }));
      assertAgree(await compareAll(opened, jobs));
    });
  }
});

describe("a thousand nodes of each view, at random places of a large log", () => {
  let opened;
  const random = dice(5);
  const closers = [];
  before(async () => {
    opened = await openCase({ after: (close) => closers.push(close) }, browser, generatedCase());
  });
  after(async () => {
    for (const close of closers.reverse()) await close();
  });

  /** Jobs until they have this many nodes. */
  async function untilEnough(make) {
    const jobs = [];
    const inSight = (job) => drawnBy(job.dom, job.view === "strip" ? Infinity : job.height).length;
    for (let nodes = 0; nodes < NODES_PER_VIEW; nodes += inSight(jobs.at(-1))) jobs.push(await make());
    return jobs;
  }
  async function assertManyAgree(make) {
    const result = await compareAll(opened, await untilEnough(make));
    assertAgree(result);
    assert.ok(result.compared >= NODES_PER_VIEW, `${result.compared} nodes were compared`);
  }
  const contentHeight = async (view, more) => (await sceneOf(opened.setup, { view, width: 900, height: 600, dir: "ltr", ...more })).content.h;

  test("cards", async () => {
    const whole = await contentHeight("cards");
    await assertManyAgree(() => shownInElement(opened, { view: "cards", width: 500 + random.below(800), height: 5000, scroll: random.below(whole) }));
  });
  test("grid", async () => {
    const whole = await contentHeight("grid");
    await assertManyAgree(() => shownInElement(opened, { view: "grid", width: 300 + random.below(1100), height: 3000, scroll: random.below(whole) }));
  });
  test("details", async () => {
    const [longest] = await references(opened);
    const whole = await contentHeight("details", { selected: longest });
    await assertManyAgree(() => shownInElement(opened, { view: "details", width: 500 + random.below(800), height: 6000, selected: longest, scroll: random.below(whole) }));
    await opened.face.show({ view: "cards", width: 900, height: 600 });
  });
  test("strip", async () => {
    await assertManyAgree(async () => {
      const width = 320 + random.below(1400);
      await opened.face.show({ view: "strip", width, height: 700 });
      await opened.face.press("strip.all");
      return shownInElement(opened, { view: "strip", width, height: 700, days: random.below(3) === 0 ? [] : [random.below(4), random.below(4)].slice(random.below(2)) });
    });
  });
});

describe("what is two pixels off is seen", () => {
  const SHIFTED = { strip: ".mark, .cluster", cards: ".card", grid: ".row", details: ".field" };
  for (const view of VIEWS) {
    test(`${view}: in the widget`, async (t) => {
      const opened = await openCase(t, browser, SALON);
      const selected = view === "details" ? (await references(opened))[0] : undefined;
      const heal = await opened.face.distort(`${SHIFTED[view]} { translate: 2px; }`);
      const wrong = await compareAll(opened, [await shownInElement(opened, { view, width: 900, height: 700, selected })]);
      assert.match(wrong.found.join("\n"), /widget: .* 2\.00 px off/);
      await heal();
      assertAgree(await compareAll(opened, [await shownInElement(opened, { view, width: 900, height: 700, selected })]));
    });
  }

  test("in the studio: a drawing scrolled two pixels further", async (t) => {
    const opened = await openCase(t, browser, SALON);
    const shown = await shownInElement(opened, { view: "cards", width: 360, height: 500, scroll: 40 });
    const wrong = await compareAll(opened, [{ ...shown, drawn_scroll: shown.scroll + 2 }]);
    assert.match(wrong.found.join("\n"), /studio: .* 2\.00 px off/);
  });
});
