// How people read: times by the clock or as how long ago, on paper, in the machine's own colours, at twice the size.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PATIENCE_MS, settled, TEXT, violations, watchForProblems, withDemo } from "./browser.mjs";

const shared = withDemo();
const VIEWS = ["strip", "cards", "grid", "messages", "map", "tracker", "patterns"];

async function open(context, path = "/salon?tab=journey") {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const problems = watchForProblems(page);
  await page.goto(new URL(path, shared.demo.url).href);
  await page.waitForSelector("customer-journey .jump");
  return { page, problems };
}

const element = (page) => page.locator("customer-journey");
const show = async (page, view) => {
  await page.$eval("customer-journey", (journey, name) => (journey.view = name), view);
  await settled(page);
};
const choose = async (page, label) => {
  await element(page).getByRole("button", { name: TEXT["jump.label"] }).click();
  await element(page).getByRole("button", { name: label }).click();
  await settled(page);
};

describe("times and order", () => {
  test("times become how long ago in cards, table and thread, and the next page remembers it with the order", async () => {
    const context = await shared.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
    const { page, problems } = await open(context);
    const times = async (view, selector) => {
      await show(page, view);
      return page.$$eval(`customer-journey ${selector}`, (nodes) => nodes.map((node) => node.textContent.trim()));
    };
    const places = [["cards", ".card-time"], ["grid", ".row .cell:first-child .clip"], ["messages", ".message time"]];
    for (const [view, selector] of places) assert.ok((await times(view, selector)).some((time) => /\d\d:\d\d/.test(time)), view);
    await choose(page, TEXT["jump.times_ago"]);
    for (const [view, selector] of places) {
      const said = await times(view, selector);
      assert.ok(said.length > 0 && said.every((time) => !/\d\d:\d\d/.test(time)), `${view}: ${said}`);
      assert.ok(said.some((time) => /ago|yesterday/.test(time)), `${view}: ${said}`);
    }
    // The exact time is a pointer's rest away.
    assert.match(await page.$eval("customer-journey .message time", (node) => node.title), /\d\d:\d\d:\d\d/);
    await choose(page, TEXT["jump.oldest_first"]);

    const next = await open(context);
    await show(next.page, "cards");
    assert.equal(await next.page.$eval("customer-journey", (journey) => `${journey.order} ${journey.times}`), "oldest ago");
    const order = await next.page.$$eval("customer-journey .card", (cards) => cards.map((card) => Number.parseFloat(getComputedStyle(card).top)));
    assert.ok(order.length > 1);
    await choose(next.page, TEXT["jump.times_clock"]);
    assert.ok((await next.page.$$eval("customer-journey .card-time", (nodes) => nodes.map((node) => node.textContent))).some((time) => /\d\d:\d\d/.test(time)));
    assert.deepEqual([...problems, ...next.problems], []);
    await context.close();
  });

  test("what the host sets goes before what was remembered, and nonsense in the storage is nothing", async () => {
    const context = await shared.browser.newContext({ locale: "en-GB" });
    await context.addInitScript(() => localStorage.setItem("throughline-preferences", '{"order":"oldest","times":"sideways"}'));
    const { page, problems } = await open(context);
    assert.equal(await page.$eval("customer-journey", (journey) => `${journey.order} ${journey.times}`), "oldest clock");
    const order = await page.evaluate(() => {
      const host = document.createElement("customer-journey");
      host.setAttribute("order", "newest");
      document.body.append(host);
      return host.order;
    });
    assert.equal(order, "newest");
    assert.deepEqual(problems, []);
    await context.close();
  });
});

describe("the thread's dates", () => {
  test("wherever it stands, the date of what is read is at the top, and never two on each other", async () => {
    const context = await shared.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
    const { page, problems } = await open(context, "/centre?n=2000");
    await show(page, "messages");
    const look = () => page.$eval("customer-journey", ({ shadowRoot }) => {
      const box = shadowRoot.querySelector(".scroller").getBoundingClientRect();
      const seen = ({ top, bottom }) => bottom > box.top && top < box.bottom;
      const pills = [...shadowRoot.querySelectorAll(".thread-day > span")].map((pill) => ({ says: pill.textContent, ...pill.getBoundingClientRect().toJSON() })).filter(seen);
      const first = [...shadowRoot.querySelectorAll(".message time")].find((time) => time.getBoundingClientRect().top > box.top + 40);
      const under = first?.closest(".thread > div").querySelector(".thread-day > span").textContent;
      return {
        pills: pills.map(({ says }) => says), under, title: first?.title,
        atTop: pills.some(({ top }) => top < box.top + 40),
        overlap: pills.some((a, at) => pills.slice(at + 1).some((b) => a.bottom > b.top + 0.5)),
      };
    });
    for (let step = 0; step < 12; step += 1) {
      await page.$eval("customer-journey", ({ shadowRoot }) => (shadowRoot.querySelector(".scroller").scrollTop -= 137));
      await settled(page);
      const { pills, under, title, atTop, overlap } = await look();
      assert.ok(atTop, `${step}: no date at the top: ${pills}`);
      assert.ok(!overlap, `${step}: ${pills}`);
      if (under !== undefined) assert.ok(title.includes(/\d+/.exec(under)[0]), `${under} over ${title}`);
    }
    assert.deepEqual(problems, []);
    await context.close();
  });
});

describe("details", () => {
  for (const width of [360, 1280]) {
    test(`every value is seen whole, and in which other campaigns the number stands (${width} px)`, async () => {
      const context = await shared.browser.newContext({ viewport: { width, height: 900 }, locale: "en-GB" });
      const { page, problems } = await open(context, "/centre?n=240");
      await show(page, "cards");
      let campaigns = 0;
      for (let at = 0; at < 5; at += 1) {
        await page.locator("customer-journey .card").nth(at).click();
        await page.waitForSelector("customer-journey .details .field");
        await settled(page);
        const { cut, others, room } = await page.$eval("customer-journey", ({ shadowRoot }) => {
          const fields = [...shadowRoot.querySelectorAll(".details .field")];
          const line = shadowRoot.querySelector(".details-campaigns");
          return {
            cut: fields.filter((field) => field.scrollHeight > field.clientHeight + 1).map((field) => field.textContent.trim()),
            others: line?.textContent ?? "",
            room: line === null || line.scrollHeight <= line.clientHeight,
          };
        });
        assert.deepEqual(cut, []);
        assert.ok(room);
        if (others !== "") campaigns += 1;
        assert.ok(others === "" || others.startsWith(TEXT["details.campaigns"].replace("{campaigns}", "")), others);
        await page.keyboard.press("Escape");
      }
      assert.ok(campaigns > 0, "some number stands in other campaigns");
      assert.deepEqual(problems, []);
      await context.close();
    });
  }
});

describe("on paper", () => {
  test("the journey prints as text with names in the viewer's language, alone on the page, and leaves nothing behind", async () => {
    const context = await shared.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
    await context.addInitScript(() => {
      globalThis.print = () => {
        globalThis.printed = (globalThis.printed ?? 0) + 1;
      };
    });
    const { page, problems } = await open(context, "/salon?tab=journey&contact=4915112345678");
    await element(page).getByRole("button", { name: TEXT["menu.label"] }).click();
    await element(page).getByRole("menuitem", { name: TEXT["menu.export.pdf"] }).click();
    await page.waitForFunction(() => globalThis.printed === 1);
    const text = await page.$eval(".throughline-print", (host) => host.shadowRoot.textContent.replace(/\s+/g, " "));
    assert.match(text, /Die Farbe ist leider viel zu dunkel/);
    assert.match(text, /Instagram · Message received · Inbound/);
    await page.emulateMedia({ media: "print" });
    const seen = await page.evaluate(() => [...document.body.children].filter((one) => getComputedStyle(one).display !== "none").map((one) => one.className));
    assert.deepEqual(seen, ["throughline-print"]);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.equal(await page.$(".throughline-print"), null);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test("without the permission it cannot be chosen, and says why", async () => {
    const context = await shared.browser.newContext({ locale: "en-GB" });
    const { page } = await open(context);
    await page.$eval("customer-journey", (journey) => {
      journey.gate = { ...journey.gate, permissions: { ...journey.gate?.permissions, export: false } };
    });
    await settled(page);
    await element(page).getByRole("button", { name: TEXT["menu.label"] }).click();
    const item = element(page).getByRole("menuitem", { name: TEXT["menu.export.pdf"] });
    assert.equal(await item.getAttribute("aria-disabled"), "true");
    assert.match(await item.textContent(), new RegExp(TEXT["menu.export.denied"].slice(0, 20)));
    await context.close();
  });
});

describe("forced colours and twice the size", () => {
  for (const [name, options] of Object.entries({
    "forced colours": { forcedColors: "active", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
    // 1280 px at 200 % are 640 CSS px of two device pixels each (WCAG 1.4.4 and 1.4.10).
    "200 %": { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
  })) {
    test(`${name}: every view without a violation, nothing wider than the page, every control to be reached`, async () => {
      const context = await shared.browser.newContext({ locale: "en-GB", reducedMotion: "reduce", ...options });
      const { page, problems } = await open(context);
      for (const view of VIEWS) {
        await show(page, view);
        assert.deepEqual(await violations(page), [], view);
        const wide = await page.$eval("customer-journey", (journey) => journey.shadowRoot.querySelector(".root").scrollWidth - journey.clientWidth);
        assert.ok(wide <= 0, `${view} is ${wide} px too wide`);
        const tabs = await page.$$eval("customer-journey .tab", (all) => all.map((tab) => tab.getBoundingClientRect()).every((box) => box.width >= 24 && box.height >= 24 && box.right <= innerWidth + 1 && box.left >= -1));
        assert.ok(tabs, `${view}: a tab is out of reach`);
      }
      assert.deepEqual(problems, []);
      await context.close();
    });
  }

  test("forced colours: what is selected and what failed is told by shape", async () => {
    const context = await shared.browser.newContext({ locale: "en-GB", forcedColors: "active", viewport: { width: 1280, height: 900 } });
    const { page } = await open(context);
    await show(page, "cards");
    await element(page).locator(".card").first().click();
    await settled(page);
    const outline = await page.$eval("customer-journey .card.selected", (card) => {
      const { outlineStyle, outlineWidth, borderWidth } = getComputedStyle(card);
      return { outlineStyle, outlineWidth: Number.parseFloat(outlineWidth), borderWidth: Number.parseFloat(borderWidth) };
    });
    assert.ok(outline.outlineStyle !== "none" || outline.borderWidth >= 2, JSON.stringify(outline));
    await context.close();
  });
});

describe("one view after the other", () => {
  for (const view of VIEWS) {
    test(`${view} has all it needs to be looked at, opened first in a wide page`, async () => {
      const context = await shared.browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
      const { page } = await open(context, "/centre?n=240");
      await show(page, view);
      const { height, tallest, seen } = await page.$eval("customer-journey", (journey) => {
        const { top, bottom, height } = journey.getBoundingClientRect();
        const all = [...journey.shadowRoot.querySelectorAll(".view-box [role=option], .view-box [role=row], .view-box .tracker-item, .view-box .pattern")];
        const boxes = [...journey.shadowRoot.querySelectorAll(".view-box .scroller, .view-box .strip")];
        return {
          height, tallest: Math.max(0, ...boxes.map((box) => box.clientHeight)),
          seen: all.map((one) => one.getBoundingClientRect()).filter((box) => box.height > 0 && box.top >= top && box.bottom <= bottom).length,
        };
      });
      assert.ok(tallest <= height, `what scrolls is ${tallest} px high in ${height}`);
      assert.ok(seen > 0, "something is to be seen");
      await context.close();
    });
  }

  for (const direction of ["ltr", "rtl"]) {
    test(`in every list, what stands below stands below, whichever views were open before (${direction})`, async () => {
      const context = await shared.browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
      const { page } = await open(context, `/salon?tab=journey&contact=4915112345678${direction === "rtl" ? "&lang=ar" : ""}`);
      for (const view of VIEWS) await show(page, view);
      for (const [view, entries] of [["cards", ".card"], ["grid", ".row"], ["messages", ".message > *, .quiet-line"], ["patterns", ".pattern"]]) {
        await show(page, view);
        const boxes = await page.$$eval(entries.split(", ").map((one) => `customer-journey ${one}`).join(", "), (nodes) =>
          nodes.map((node) => node.getBoundingClientRect()).map(({ top, bottom, height }) => ({ top, bottom, height })).filter(({ height }) => height > 0));
        assert.ok(boxes.length > 2, `${view} has entries`);
        boxes.sort((a, b) => a.top - b.top);
        const overlapping = boxes.slice(1).filter(({ top }, i) => top < boxes[i].bottom - 1);
        assert.deepEqual(overlapping, [], view);
      }
      await context.close();
    });
  }
});
