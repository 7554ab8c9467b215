// A source whose clock is wrong, in Chromium: the notice names it, and one click puts every answer behind its question.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PATIENCE_MS, TEXT, watchForProblems, withDemo } from "./browser.mjs";

const feed = (name) => readFileSync(new URL(`../cases/wrong-zone/${name}.ndjson`, import.meta.url), "utf8");
const said = (key, values) => TEXT[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

const shared = withDemo();

/** The two feeds of the golden case in the salon's page. */
async function openWrongZone() {
  const page = await shared.browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  page.setDefaultTimeout(PATIENCE_MS);
  const problems = watchForProblems(page);
  await page.goto(new URL("/salon", shared.demo.url).href);
  await page.waitForSelector("customer-journey .body");
  await page.evaluate(([chat, desk]) => {
    const journey = document.querySelector("customer-journey");
    globalThis.told = [];
    journey.addEventListener("journey-zone-override", (event) => {
      globalThis.told.push(event.detail);
      if (globalThis.refuses) event.preventDefault();
    });
    journey.configuration = { business_zone: "America/Sao_Paulo" };
    journey.customer = undefined;
    journey.asOf = "2026-02-10T12:00:00Z";
    journey.filter = {};
    journey.sources = [{ name: "chat", data: chat }, { name: "desk", data: desk }];
  }, [feed("chat"), feed("desk")]);
  const notice = page.locator("customer-journey .load-notice", { hasText: "desk" });
  await notice.waitFor();
  return { page, notice, problems };
}

test("a wrong clock is named, and one click has its times read in the right zone", async () => {
  const { page, notice, problems } = await openWrongZone();
  assert.ok((await notice.textContent()).includes(said("zone.suspected", { source: "desk", against: "chat", offset: "−03:00" })));
  const mend = notice.getByRole("button", { name: said("zone.mend", { source: "desk", zone: "America/Sao_Paulo" }) });
  await mend.focus();
  await page.keyboard.press("Enter");
  await notice.waitFor({ state: "detached" });
  assert.deepEqual(await page.evaluate(() => globalThis.told), [{ source: "desk", zone: "America/Sao_Paulo" }]);
  const sources = await page.evaluate(() => document.querySelector("customer-journey").configuration.sources);
  assert.deepEqual(sources, { desk: { zone_override: "America/Sao_Paulo" } });
  assert.deepEqual(problems, []);
  await page.close();
});

test("a host may refuse: nothing changes", async () => {
  const { page, notice } = await openWrongZone();
  await page.evaluate(() => {
    globalThis.refuses = true;
  });
  await notice.getByRole("button", { name: said("zone.mend", { source: "desk", zone: "America/Sao_Paulo" }) }).click();
  assert.equal(await page.evaluate(() => globalThis.told.length), 1);
  assert.equal(await page.evaluate(() => document.querySelector("customer-journey").configuration.sources), undefined);
  assert.ok(await notice.isVisible());
  await page.close();
});

test("who has read it closes it, and has its room", async () => {
  const { page, notice } = await openWrongZone();
  await notice.getByRole("button", { name: TEXT["dialog.close"] }).click();
  await notice.waitFor({ state: "detached" });
  await page.close();
});
