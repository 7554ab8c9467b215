// Where the focus is and what was typed outlive what the viewer does next; what is selected, found or cut off is said
// where they look.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PATIENCE_MS, settled, TEXT, watchForProblems, withDemo } from "./browser.mjs";

const shared = withDemo();

async function open(path) {
  const context = await shared.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const problems = watchForProblems(page);
  await page.goto(new URL(path, shared.demo.url).href);
  await page.waitForSelector("customer-journey .jump");
  await settled(page);
  return {
    page, context,
    /** Runs in the page with the element and its shadow root. */
    look: (what, ...args) => page.evaluate(({ source, args }) => {
      const element = document.querySelector("customer-journey");
      return new Function("element", "root", "args", `return (${source})(element, root, ...args)`)(element, element.shadowRoot, args);
    }, { source: String(what), args }),
    press: async (key) => {
      await page.keyboard.press(key);
      await settled(page);
    },
    leave: async () => {
      assert.deepEqual(problems, []);
      await context.close();
    },
  };
}
const focused = (_element, root) => root.activeElement?.className ?? "";

describe("the focus", () => {
  test("goes along with the view that a number key chooses", async () => {
    const desk = await open("/centre");
    await desk.page.waitForSelector("customer-journey .mark");
    await desk.look((_element, root) => root.querySelector(".marks").focus());
    for (const [key, list] of [["2", "scroller"], ["3", "scroller"], ["4", "scroller"], ["5", "map-items"], ["6", "tracker-rows"], ["7", "scroller"], ["1", "marks"]]) {
      await desk.press(key);
      await desk.page.waitForFunction((name) => document.querySelector("customer-journey").shadowRoot.activeElement?.classList.contains(name), list);
    }
    await desk.leave();
  });

  test("a drop-down opens at what is chosen: Enter changes nothing", async () => {
    const desk = await open("/salon");
    await desk.page.locator("customer-journey").getByRole("button", { name: /^Period/ }).click();
    await settled(desk.page);
    assert.match(await desk.look((_element, root) => root.querySelector(".popover:popover-open .choice.active").textContent.trim()), /12 months/);
    await desk.press("Enter");
    assert.deepEqual(await desk.look((element) => element.filter.period), { months: 12 });
    await desk.leave();
  });
});

describe("the template editor loses nothing that was typed", () => {
  test("Escape closes the picker alone, then asks; staying keeps the change, leaving gives the focus back", async () => {
    const desk = await open("/centre");
    const editing = (_element, root) => root.querySelector(".editor") !== null;
    const asked = (_element, root) => root.querySelector("dialog.confirm")?.open === true;
    await desk.page.locator("customer-journey .tab[data-view=tracker]").click();
    await desk.page.locator("customer-journey").getByRole("button", { name: /^Edit Enquiry answered/ }).click();
    await desk.page.getByLabel(TEXT["editor.timeout"]).fill("24");
    await desk.page.locator("customer-journey .trigger .combobox-button").first().click();
    await settled(desk.page);
    await desk.press("Escape");
    assert.equal(await desk.look(editing), true);
    assert.equal(await desk.look(asked), false);
    await desk.press("Escape");
    await desk.page.waitForSelector("customer-journey dialog.confirm[open]");
    await desk.press("Escape");
    await desk.page.waitForSelector("customer-journey dialog.confirm", { state: "detached" });
    assert.equal(await desk.page.getByLabel(TEXT["editor.timeout"]).inputValue(), "24");
    await desk.press("Escape");
    await desk.page.locator("customer-journey").getByRole("button", { name: TEXT["editor.discard.confirm"] }).click();
    await desk.page.waitForSelector("customer-journey .tracker-item");
    await desk.page.waitForFunction(() => /^Edit Enquiry answered/.test(document.querySelector("customer-journey").shadowRoot.activeElement?.ariaLabel ?? ""));
    await desk.leave();
  });

  test("what was not changed is left without a question", async () => {
    const desk = await open("/centre");
    await desk.page.locator("customer-journey .tab[data-view=tracker]").click();
    await desk.page.locator("customer-journey").getByRole("button", { name: /^Edit Enquiry answered/ }).click();
    await settled(desk.page);
    await desk.press("Escape");
    await desk.page.waitForSelector("customer-journey .tracker-item");
    await desk.leave();
  });
});

describe("search", () => {
  test("every card that was found shows the words; a search emptied by Escape is over, also where Search is pressed by hand", async () => {
    const desk = await open("/centre");
    assert.equal(await desk.look((element) => element.apply), "manual");
    await desk.page.locator("customer-journey .tab[data-view=cards]").click();
    await desk.press("/");
    await desk.page.keyboard.type("bill");
    await desk.press("Enter");
    await desk.page.waitForSelector("customer-journey .card mark");
    const cards = await desk.look((_element, root) => [...root.querySelectorAll(".card")].map((card) => card.querySelector("mark") !== null));
    assert.ok(cards.length > 3 && cards.every(Boolean), String(cards));
    await desk.press("Escape");
    await desk.page.waitForFunction(() => document.querySelector("customer-journey").filter.text === undefined);
    await desk.page.waitForSelector("customer-journey .card mark", { state: "detached" });
    await desk.leave();
  });
});

describe("what is selected", () => {
  test("is in sight in the view that is opened next", async () => {
    const desk = await open("/centre");
    await desk.page.locator("customer-journey .tab[data-view=cards]").click();
    await desk.page.waitForSelector("customer-journey .card");
    await desk.look((_element, root) => root.querySelector(".scroller").focus());
    await desk.press("End");
    await desk.press("Enter");
    await desk.page.waitForSelector("customer-journey .card.selected");
    for (const view of ["grid", "messages", "cards"]) {
      await desk.page.locator(`customer-journey .tab[data-view=${view}]`).click();
      await desk.page.waitForFunction(() => {
        const root = document.querySelector("customer-journey").shadowRoot;
        const [box, item] = [root.querySelector(".scroller"), root.querySelector(".scroller [role=option].selected, .scroller [role=row].selected, .scroller .selected")];
        if (box === null || item === null) return false;
        const [outer, inner] = [box.getBoundingClientRect(), item.getBoundingClientRect()];
        return inner.bottom > outer.top && inner.top < outer.bottom;
      });
    }
    await desk.leave();
  });
});

describe("what does not come any more, and what came since", () => {
  test("the host's feed is cut: since when is said, and nothing is called live; the browser's network likewise", async () => {
    const desk = await open("/salon?live");
    await desk.page.waitForSelector("customer-journey .live-now");
    await desk.look((element) => { element.offlineSince = element.clock() - 60000; });
    const notice = desk.page.locator("customer-journey .load-notice", { hasText: TEXT["offline.since"].split("{")[0] });
    await notice.waitFor();
    assert.match(await notice.textContent(), /since \d\d:\d\d/);
    await desk.page.waitForSelector("customer-journey .live-now", { state: "detached" });
    await desk.look((element) => { element.offlineSince = undefined; });
    await notice.waitFor({ state: "detached" });
    await desk.context.setOffline(true);
    await notice.waitFor();
    await desk.context.setOffline(false);
    await notice.waitFor({ state: "detached" });
    await desk.leave();
  });

  test("a last visit that the host tells after the load is counted", async () => {
    const desk = await open("/centre");
    await desk.look((element) => { element.lastVisit = "2026-11-01T00:00:00Z"; });
    await desk.page.waitForSelector("customer-journey .fresh-since");
    await desk.page.locator("customer-journey .tab[data-view=messages]").click();
    await desk.page.waitForSelector("customer-journey .message .fresh-word, customer-journey .quiet .fresh-word, customer-journey .scroller .fresh-word");
    await desk.leave();
  });
});
