// What people come for, tried as they would: each task by mouse and by keyboard alone, counting what they do.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { PATIENCE_MS, settled, TEXT, watchForProblems, withDemo } from "./browser.mjs";


const shared = withDemo();

/** A page on which every deed is counted: a click, a text typed, a key. */
async function sit(path, { width = 1280, height = 900 } = {}) {
  const page = await shared.browser.newPage({ viewport: { width, height }, locale: "en-GB" });
  page.setDefaultTimeout(PATIENCE_MS);
  const problems = watchForProblems(page);
  await page.goto(new URL(path, shared.demo.url).href);
  await page.waitForSelector("customer-journey .shown");
  // What is fetched after the journey is shown.
  await page.waitForSelector("customer-journey .jump");
  const counted = { deeds: 0 };
  const deed = (act) => async (...args) => {
    counted.deeds += 1;
    await act(...args);
    await settled(page);
  };
  return {
    page, counted,
    click: deed((locator) => locator.click()),
    type: deed((text) => page.keyboard.type(text)),
    press: deed((key) => page.keyboard.press(key)),
    button: (name) => page.locator("customer-journey").getByRole("button", { name }),
    tab: (view) => page.locator(`customer-journey .tab[data-view=${view}]`),
    /** Puts the focus into the widget, as Tab from the page would. */
    enter: () => page.focus("customer-journey .tab[aria-selected=true]"),
    text: (selector) => page.$eval(`customer-journey ${selector}`, (node) => node.textContent.replace(/\s+/g, " ").trim()),
    focused: () => page.evaluate(() => {
      const root = document.querySelector("customer-journey").shadowRoot;
      const id = root.activeElement?.getAttribute("aria-activedescendant");
      const active = id ? root.getElementById(id) : root.activeElement;
      return (active?.getAttribute("aria-label") ?? active?.textContent ?? "").replace(/\s+/g, " ").trim();
    }),
    async leave() {
      assert.deepEqual(problems, []);
      await page.close();
    },
  };
}

/** Presses Tab until the focused element's name matches. */
async function tabTo(desk, pattern, most = 40) {
  for (let presses = 0; presses < most; presses += 1) {
    if (pattern.test(await desk.focused())) return;
    await desk.page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not reach ${pattern}`);
}

describe("did the customer complain about the last booking, and on which channel", () => {
  const LENA = "/salon?contact=4915112345678";
  /** She wrote it herself, and the bubble names the channel. */
  const COMPLAINT = /Lena Vogel Instagram Die Farbe ist leider viel zu dunkel/;

  test("by mouse, in under four deeds", async () => {
    const desk = await sit(LENA);
    await desk.click(desk.tab("messages"));
    const bubbles = await desk.page.$$eval("customer-journey .message", (nodes) => nodes.map((node) => node.textContent.replace(/\s+/g, " ")));
    assert.ok(bubbles.some((text) => COMPLAINT.test(text)), bubbles.join(" / "));
    assert.ok(desk.counted.deeds < 4);
    await desk.leave();
  });

  test("by keyboard, in under four deeds", async () => {
    const desk = await sit(LENA);
    await desk.enter();
    await desk.press("4");
    await desk.page.waitForSelector("customer-journey .message");
    const bubbles = await desk.page.$$eval("customer-journey .message", (nodes) => nodes.map((node) => node.textContent.replace(/\s+/g, " ")));
    assert.ok(bubbles.some((text) => COMPLAINT.test(text)));
    assert.ok(desk.counted.deeds < 4);
    await desk.leave();
  });
});

describe("export the WhatsApp conversation of May as CSV", () => {
  const MAY = { from: "2026-05-01", to: "2026-05-31" };

  /** The file that the widget hands out, as text. */
  async function exported(desk, act) {
    const waiting = desk.page.waitForEvent("download");
    await act();
    const file = await waiting;
    return readFileSync(await file.path(), "utf8");
  }
  function onlyWhatsAppOfMay(csv) {
    const rows = csv.trim().split("\r\n").slice(1);
    assert.ok(rows.length > 0, csv);
    for (const row of rows) assert.match(row, /^2026-05-\d\d.*whatsapp/);
  }

  /** Goes to a date's field by Tab and types it, in whichever order of day and month this browser has. */
  async function typeDate(desk, name, date) {
    const at = () => desk.page.evaluate(() => document.querySelector("customer-journey").shadowRoot.activeElement?.getAttribute("name"));
    for (let presses = 0; presses < 12 && (await at()) !== name; presses += 1) await desk.press("Tab");
    const [year, month, day] = date.split("-");
    for (const digits of [month + day + year, day + month + year]) {
      await desk.type(digits);
      if ((await desk.page.inputValue(`customer-journey .dates [name=${name}]`)) === date) return;
      for (let segment = 0; segment < 2; segment += 1) await desk.press("Shift+Tab");
    }
    assert.fail(`${date} cannot be typed`);
  }

  test("by mouse", async () => {
    const desk = await sit("/centre?n=2000");
    await desk.click(desk.button(/^Channel:/));
    await desk.click(desk.page.getByRole("option", { name: /^WhatsApp, [\d,]+ events/ }));
    await desk.press("Escape");
    await desk.click(desk.button(/^Period:/));
    await desk.page.fill("customer-journey .dates [name=from]", MAY.from);
    await desk.page.fill("customer-journey .dates [name=to]", MAY.to);
    await desk.click(desk.button(TEXT["period.apply"]));
    await desk.click(desk.button(TEXT.search));
    await desk.click(desk.button(TEXT["menu.label"]));
    onlyWhatsAppOfMay(await exported(desk, () => desk.click(desk.page.getByRole("menuitem", { name: TEXT["menu.export.csv"] }))));
    await desk.leave();
  });

  test("by keyboard", async () => {
    const desk = await sit("/centre?n=2000");
    await desk.enter();
    await tabTo(desk, /^Channel:/);
    await desk.press("Enter");
    await desk.type("whats");
    await desk.press("Enter");
    await desk.press("Escape");
    await tabTo(desk, /^Period:/);
    await desk.press("Enter");
    for (const name of ["from", "to"]) await typeDate(desk, name, MAY[name]);
    await desk.press("Enter");
    await tabTo(desk, /^Search$/);
    await desk.press("Enter");
    await tabTo(desk, new RegExp(TEXT["menu.label"]));
    await desk.press("Enter");
    onlyWhatsAppOfMay(await exported(desk, () => desk.press("Enter")));
    await desk.leave();
  });
});

describe("see why a message is missing", () => {
  test("by mouse: the filter that hides it is named, and one click shows it", async () => {
    const desk = await sit("/salon");
    await desk.click(desk.button(/^Channel:/));
    await desk.click(desk.page.getByRole("option", { name: /^SMS, \d+ event/ }));
    await desk.press("Escape");
    assert.match(await desk.text(".filter-notice"), /6 hidden by Channel/);
    await desk.click(desk.button(/Clear the filter Channel/));
    assert.match(await desk.text(".shown"), /7 of 7/);
    await desk.leave();
  });

  test("by keyboard: what could not be read says where and why", async () => {
    const desk = await sit("/salon");
    await desk.enter();
    await tabTo(desk, /^Why$/);
    await desk.press("Enter");
    assert.match(await desk.text(".load-notice"), /record \d+.*impossible time/);
    await desk.leave();
  });
});

describe("find, go on, undo", () => {
  test("a search counts its hits, Enter goes from one to the next, Ctrl Z takes it back", async () => {
    const desk = await sit("/centre?n=240", { width: 900 });
    await desk.enter();
    await desk.press("Control+f");
    await desk.type("line");
    await desk.press("Enter");
    await desk.page.waitForSelector("customer-journey .hits");
    assert.match(await desk.text(".hits"), /^0 of \d+$/);
    await desk.press("Enter");
    assert.match(await desk.text(".hits"), /^1 of \d+$/);
    await desk.page.waitForSelector("customer-journey .details .field");
    await desk.press("Enter");
    assert.match(await desk.text(".hits"), /^2 of \d+$/);
    await desk.enter();
    await desk.press("Control+z");
    await desk.press("Control+z");
    await desk.press("Control+z");
    assert.match(await desk.text(".shown"), /240 of 240/);
    const state = await desk.page.$eval("customer-journey", (node) => node.state);
    assert.equal(JSON.parse(state).v, 1);
    await desk.leave();
  });

  test("a state handed over shows the same again", async () => {
    const desk = await sit("/salon");
    await desk.page.$eval("customer-journey", (node) => { node.state = '{"v":1,"filter":{"channel":["sms"]},"view":"grid"}'; });
    await desk.page.waitForSelector("customer-journey .row");
    assert.match(await desk.text(".shown"), /1 of 7/);
    assert.equal(await desk.page.$$eval("customer-journey .row", (rows) => rows.length), 1);
    await desk.leave();
  });

  test("system activity is hidden in one click, and says so", async () => {
    const desk = await sit("/centre?n=240");
    await desk.click(desk.button(TEXT["system.hide"]));
    assert.match(await desk.text(".filter-notice"), /hidden by Event type|240 of 240/);
    await desk.click(desk.button(TEXT["system.show"]));
    assert.match(await desk.text(".shown"), /240 of 240/);
    await desk.leave();
  });

  test("the sheet of shortcuts opens by ? and closes by Escape", async () => {
    const desk = await sit("/salon");
    await desk.enter();
    await desk.press("?");
    await desk.page.getByRole("dialog", { name: TEXT["desk.keys"] }).waitFor();
    await desk.press("Escape");
    assert.equal(await desk.page.locator("customer-journey dialog.sheet").count(), 0);
    await desk.leave();
  });
});

describe("by keys alone every event is reached", () => {
  for (const [view, width] of [["cards", 500], ["grid", 800], ["messages", 700]]) {
    test(view, async () => {
      const desk = await sit("/centre?n=240", { width });
      await desk.page.$eval("customer-journey", (node, name) => { node.view = name; }, view);
      await desk.page.waitForSelector(`customer-journey .scroller.${view}`);
      await desk.page.focus("customer-journey .scroller");
      await settled(desk.page);
      await desk.page.keyboard.press("Home");
      await settled(desk.page);
      const reached = new Set();
      const here = () => desk.page.evaluate(() => document.querySelector("customer-journey").shadowRoot.activeElement?.getAttribute("aria-activedescendant"));
      for (let still = 0; still < 3;) {
        const before = reached.size;
        // In the thread a run of quiet lines opens by Enter.
        const more = await desk.page.evaluate(() => {
          const root = document.querySelector("customer-journey").shadowRoot;
          return / more/.test(root.getElementById(root.activeElement?.getAttribute("aria-activedescendant") ?? "")?.querySelector(".quiet-kind")?.textContent ?? "");
        });
        if (more) {
          await desk.page.keyboard.press("Enter");
          await settled(desk.page, 3);
        }
        reached.add(await here());
        await desk.page.keyboard.press("ArrowDown");
        await settled(desk.page, 1);
        still = reached.size === before ? still + 1 : 0;
      }
      const { total } = await desk.page.$eval("customer-journey", (node, by) => node.engine.query({ command: "seek", to: "first", ...by }), view === "messages" ? {} : { by: "interaction" });
      assert.ok(reached.size >= total, `${reached.size} of ${total}`);
      await desk.leave();
    });
  }
});

describe("why do conversations stall, and which ones", () => {
  test("by mouse: the funnel names the slowest step; a bar's part lists its conversations", async () => {
    const desk = await sit("/centre?n=2000", { width: 1440 });
    await desk.click(desk.tab("tracker"));
    await desk.page.waitForSelector("customer-journey .t-funnel-part");
    const bars = await desk.page.$$eval("customer-journey .tracker-item", (nodes) => nodes.map((node) => node.getAttribute("aria-label")));
    assert.ok(bars.some((name) => name.includes(TEXT["tracker.slowest"])), bars.slice(0, 20).join(" / "));
    assert.ok(bars.some((name) => name.includes(TEXT["tracker.biggest_drop"])));
    await desk.click(desk.page.locator("customer-journey .t-funnel-part.timed_out").first());
    assert.match(await desk.text(".filter-notice"), /hidden by Conversation/);
    await desk.leave();
  });

  test("by keyboard: arrows reach every row and bar, Enter offers what a bar counts", async () => {
    const desk = await sit("/centre?n=240", { width: 1440 });
    await desk.enter();
    await desk.press("6");
    await desk.page.waitForSelector("customer-journey .tracker-item");
    await desk.page.focus("customer-journey .tracker-rows");
    for (let presses = 0; presses < 200 && !/ %/.test(await desk.focused()); presses += 1) await desk.page.keyboard.press("ArrowDown");
    assert.match(await desk.focused(), /\d+ %/);
    await desk.press("Enter");
    assert.match(await desk.focused(), new RegExp(TEXT["tracker.show"]));
    await desk.press("Enter");
    assert.match(await desk.text(".filter-notice"), /hidden by|of/);
    await desk.leave();
  });
});

describe("shorten the timeout to 24 h and see what changes", () => {
  /** Of the outlook's table: [stored, edited] of a state. */
  const outlook = (desk, state) => desk.page.$$eval("customer-journey .outlook tr", (rows, name) => rows.map((row) => [...row.children].map((cell) => cell.textContent)).find(([first]) => first === name)?.slice(1).map(Number), state);

  test("by mouse", async () => {
    const desk = await sit("/centre?n=2000", { width: 1440 });
    await desk.click(desk.tab("tracker"));
    await desk.click(desk.button(/^Edit Enquiry answered/));
    await desk.page.getByLabel(TEXT["editor.timeout"]).fill("24");
    await desk.page.waitForSelector("customer-journey .changed-count");
    await settled(desk.page);
    const [stored, edited] = await outlook(desk, TEXT["journey_state.timed_out"]);
    assert.ok(edited >= stored, `${stored} → ${edited}`);
    assert.match(await desk.text(".changed-count"), /\d+ journeys? change|No journey changes/);
    await desk.click(desk.button(TEXT["editor.apply"]));
    await desk.page.waitForSelector("customer-journey .tracker-item");
    const hours = await desk.page.$eval("customer-journey", (node) => node.templates.templates[0].timeout_hours);
    assert.equal(hours, 24);
    await desk.leave();
  });

  test("by keyboard", async () => {
    const desk = await sit("/centre?n=2000", { width: 1440 });
    await desk.enter();
    await desk.press("6");
    await desk.page.waitForSelector("customer-journey .template-head");
    await tabTo(desk, /^Edit Enquiry answered/);
    await desk.press("Enter");
    await desk.press("Tab");
    await desk.press("Control+a");
    await desk.type("24");
    await settled(desk.page);
    const [stored, edited] = await outlook(desk, TEXT["journey_state.timed_out"]);
    assert.ok(edited >= stored);
    await desk.press("Escape");
    await desk.page.waitForSelector("customer-journey dialog.confirm[open]");
    await tabTo(desk, new RegExp(`^${TEXT["editor.discard.confirm"]}`));
    await desk.press("Enter");
    await desk.page.waitForSelector("customer-journey .tracker-item");
    await desk.leave();
  });
});
