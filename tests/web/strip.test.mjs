// The strip under a hand: what is there follows a pan and a zoom at once, with few new scenes or none, and comes to rest
// where the core places everything.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { becomes, settled, watchForProblems, withDemo } from "./browser.mjs";

const shared = withDemo();
const STOPS = "customer-journey :is(.mark, .cluster)";
/** The layer stands on whole pixels. */
const ROUNDED_PX = 1;

async function openZoomed(query) {
  const page = await shared.browser.newPage({ viewport: { width: 1440, height: 800 }, locale: "en-GB" });
  const problems = watchForProblems(page);
  await page.goto(new URL(`/centre?n=5000${query}`, shared.demo.url).href);
  await page.waitForSelector(STOPS);
  await settled(page);
  await page.locator("customer-journey .strip-canvas").hover();
  await page.keyboard.down("Control");
  for (let notch = 0; notch < 12; notch += 1) await page.mouse.wheel(0, -120);
  await page.keyboard.up("Control");
  await settled(page);
  await atRest(page);
  await page.evaluate(() => {
    const { engine } = document.querySelector("customer-journey");
    const scene = engine.scene.bind(engine);
    globalThis.scenes = 0;
    engine.scene = (request) => {
      globalThis.scenes += 1;
      return scene(request);
    };
  });
  return { page, problems };
}

/** More than the window is laid out, on both sides. */
const atRest = (page) => becomes(() => page.evaluate(() => {
  const root = document.querySelector("customer-journey").shadowRoot;
  const { left, right } = root.querySelector(".strip-canvas").getBoundingClientRect();
  const places = [...root.querySelectorAll(".tick")].map((tick) => tick.getBoundingClientRect().left);
  return Math.min(...places) < left && Math.max(...places) > right;
}), (both) => both, "more than the window is laid out");

/** The names of ticks that are seen in part: neither whole in the strip nor out of sight. */
const halfNames = (page) => page.evaluate(() => {
  const root = document.querySelector("customer-journey").shadowRoot;
  const track = root.querySelector(".track").getBoundingClientRect();
  return [...root.querySelectorAll(".tick > span")].filter((span) => {
    const tick = span.parentElement.getBoundingClientRect();
    const { left, right, top, bottom } = span.getBoundingClientRect();
    if (getComputedStyle(span).visibility === "hidden" || top >= tick.bottom || right <= track.left || left >= track.right) return false;
    return left < track.left || right > Math.min(track.right, tick.right) + 0.5 || left < tick.left || bottom > tick.bottom + 0.5;
  }).map((span) => span.textContent);
});

/** The names of dates that have less room than they need. */
const cutDates = (page) => page.evaluate(() => [...document.querySelector("customer-journey").shadowRoot.querySelectorAll(".day-name")]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map((name) => name.textContent));

/** How many stops the core sees in the window, and the first few whose middle is not painted where it places it. */
const stops = (page) => page.evaluate(async (off) => {
  const widget = document.querySelector("customer-journey");
  const root = widget.shadowRoot;
  const canvas = root.querySelector(".strip-canvas").getBoundingClientRect();
  const mirrored = getComputedStyle(widget).direction === "rtl";
  const painted = {};
  for (const stop of root.querySelectorAll(".mark, .cluster")) {
    const { left, width } = stop.getBoundingClientRect();
    painted[stop.dataset.node] = mirrored ? canvas.right - left - width / 2 : left + width / 2 - canvas.left;
  }
  const { from, to } = JSON.parse(widget.state);
  const scene = await widget.engine.scene({ view: "strip", width: Math.round(canvas.width), height: 400, lanes: "channel", from, to });
  const placed = scene.nodes.filter(({ role }) => role === "mark" || role === "cluster").map(({ id, rect }) => [id, rect.x + rect.w / 2]);
  const amiss = placed.filter(([id, x]) => !(Math.abs(painted[id] - x) <= off)).map(([id, x]) => ({ id, x, painted: painted[id] }));
  return { count: placed.length, amiss: amiss.slice(0, 3) };
}, ROUNDED_PX);

for (const [direction, query, sign] of [["left to right", "", 1], ["right to left", "&lang=ar", -1]]) {
  describe(`panning, ${direction}`, () => {
    test("the layer follows each wheel's px with the elements that are there, and no scene is asked for", async () => {
      const { page, problems } = await openZoomed(query);
      const middle = () => page.evaluate(() => {
        globalThis.watched ??= [...document.querySelector("customer-journey").shadowRoot.querySelectorAll(".mark, .cluster")].find((stop) => {
          const { left } = stop.getBoundingClientRect();
          return left > 600 && left < 900;
        });
        return globalThis.watched.isConnected ? globalThis.watched.getBoundingClientRect().left : undefined;
      });
      const before = await middle();
      await page.keyboard.down("Shift");
      let moved = 0;
      for (let step = 1; step <= 5; step += 1) {
        await page.mouse.wheel(30, 0);
        moved += 30;
        await becomes(middle, (left) => Math.abs(left - before + moved) <= ROUNDED_PX, `${moved} px from ${before}`);
        assert.equal(await page.evaluate(() => globalThis.scenes), 0);
      }
      await page.keyboard.up("Shift");
      assert.deepEqual(problems, []);
      await page.close();
    });

    test("at rest the names of ticks and dates are seen whole or not at all, wherever the window ends", async () => {
      const { page, problems } = await openZoomed(query);
      for (let step = 0; step < 5; step += 1) {
        assert.deepEqual(await halfNames(page), []);
        assert.deepEqual(await cutDates(page), []);
        await page.keyboard.down("Shift");
        await page.mouse.wheel(sign * -17, 0);
        await page.keyboard.up("Shift");
        await becomes(() => page.$("customer-journey .strip-layer.moving"), (moving) => moving === null, "at rest");
        await settled(page);
      }
      assert.deepEqual(problems, []);
      await page.close();
    });

    test("after a long way, everything in the window stands where the core places it", async () => {
      const { page, problems } = await openZoomed(query);
      await page.keyboard.down("Shift");
      for (let step = 0; step < 40; step += 1) {
        await page.mouse.wheel(sign * -70, 0);
        await settled(page, 1);
      }
      await page.keyboard.up("Shift");
      await atRest(page);
      const { amiss } = await becomes(() => stops(page), ({ amiss, count }) => amiss.length === 0 && count > 5, "stops");
      assert.deepEqual(amiss, []);
      assert.deepEqual(problems, []);
      await page.close();
    });
  });
}

/** What a notch of these tests' wheel zooms by (strip-hands.ts). */
describe("the row of dates", () => {
  for (const language of ["en", "de", "pt", "hi", "ar", "ja"]) {
    test(`names each date whole or not at all, at every width, in ${language}`, async () => {
      const page = await shared.browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
      await page.goto(new URL(`/centre?n=40&lang=${language}`, shared.demo.url).href);
      await page.waitForSelector(STOPS);
      let named = 0;
      for (let width = 1440; width >= 360; width -= 120) {
        await page.setViewportSize({ width, height: 900 });
        await settled(page);
        assert.deepEqual(await cutDates(page), [], `at ${width} px`);
        named += await page.locator("customer-journey .day-name").count();
      }
      assert.ok(named > 0);
      await page.close();
    });
  }
});

const NOTCH_PX = 120;
const ZOOM_A_PX = 0.0018;
const middles = (page) => page.evaluate(() => Object.fromEntries(
  [...document.querySelector("customer-journey").shadowRoot.querySelectorAll(".mark, .cluster")].map((stop) => {
    const { left, width } = stop.getBoundingClientRect();
    return [stop.dataset.node, left + width / 2];
  }),
));
const zoomBy = async (page, notches, way) => {
  await page.keyboard.down("Control");
  for (let notch = 0; notch < notches; notch += 1) {
    await page.mouse.wheel(0, way * NOTCH_PX);
    await settled(page, 1);
  }
  await page.keyboard.up("Control");
};

for (const [direction, query] of [["left to right", ""], ["right to left", "&lang=ar"]]) {
  describe(`zooming, ${direction}`, () => {
    for (const [name, way] of [["in", -1], ["out", 1]]) {
      test(`${name}: until a new scene comes, every mark goes where its instant goes, and keeps its size`, async () => {
        const { page, problems } = await openZoomed(query);
        await page.evaluate(() => {
          // It never comes.
          document.querySelector("customer-journey").engine.scene = () => new Promise(() => {});
        });
        const before = await middles(page);
        const pivot = await page.evaluate(() => {
          const { left, width } = document.querySelector("customer-journey").shadowRoot.querySelector(".strip-canvas").getBoundingClientRect();
          return left + width / 2;
        });
        await zoomBy(page, 3, way);
        const scale = Math.exp(-way * 3 * NOTCH_PX * ZOOM_A_PX);
        const amiss = await becomes(async () => Object.entries(await middles(page)).filter(([id, x]) => !(Math.abs(pivot + scale * (before[id] - pivot) - x) <= 2)), (left) => left.length === 0, "marks follow");
        assert.deepEqual(amiss, []);
        assert.deepEqual(await page.evaluate(() => [...new Set([...document.querySelector("customer-journey").shadowRoot.querySelectorAll(".mark")].map((mark) => mark.getBoundingClientRect().width))].length), 1);
        assert.deepEqual(problems, []);
        await page.close();
      });
    }

    test("a long zoom asks for a scene a few times a second; at rest all stands where the core places it, with its name", async () => {
      const { page, problems } = await openZoomed(query);
      const started = Date.now();
      await zoomBy(page, 10, 1);
      await zoomBy(page, 8, -1);
      const seconds = (Date.now() - started) / 1000;
      const scenes = await page.evaluate(() => globalThis.scenes);
      assert.ok(scenes >= 1 && scenes <= 2 + 5 * seconds, `${scenes} scenes in ${seconds} s`);
      await atRest(page);
      const { amiss } = await becomes(() => stops(page), ({ amiss, count }) => amiss.length === 0 && count > 5, "stops");
      assert.deepEqual(amiss, []);
      const bare = await page.evaluate(() => [...document.querySelector("customer-journey").shadowRoot.querySelectorAll(".cluster")]
        .map((cluster) => cluster.getAttribute("aria-label")).filter((label) => !/[^\d\s.,]/u.test(label)));
      assert.deepEqual(bare, []);
      assert.deepEqual(problems, []);
      await page.close();
    });
  });
}
