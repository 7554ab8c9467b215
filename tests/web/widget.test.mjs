// The element in Chromium, on the demo's pages under their strict policy: what is shown, what the keys do, that
// nothing is violated, that hostile text stays text, and that a hundred thousand events need few elements.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { becomes, PATIENCE_MS, settled, TEXT, violations, watchForProblems, withDemo } from "./browser.mjs";

/** Elements that a view may need whatever the number of events. */
const MOST_ELEMENTS = 400;
/** Seven cards stand in it at once. */
const TALL = 1300;

const shared = withDemo();

/** Opens a demo page, counts policy violations, and waits until the widget has something to show. */
async function open(path, { width = 1280, height = 800, ...options } = {}) {
  const page = await shared.browser.newPage({ viewport: { width, height }, locale: "en-GB", timezoneId: "Pacific/Kiritimati", ...options });
  page.setDefaultTimeout(PATIENCE_MS);
  const problems = watchForProblems(page);
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(new URL(path, shared.demo.url).href);
  await page.waitForSelector("customer-journey .body");
  return {
    page, problems,
    async close() {
      assert.deepEqual(await page.evaluate(() => globalThis.violations), [], "policy violations");
      assert.deepEqual(problems, [], "console");
      await page.close();
    },
  };
}

const activeLabel = (page) => page.evaluate(() => {
  const root = document.querySelector("customer-journey").shadowRoot;
  const id = root.activeElement?.getAttribute("aria-activedescendant");
  const active = id ? root.getElementById(id) : null;
  return active ? (active.getAttribute("aria-label") ?? active.textContent.replace(/\s+/g, " ").trim()) : null;
});
const elementCount = (page) => page.evaluate(() => document.querySelector("customer-journey").shadowRoot.querySelectorAll(".view-box *").length);

describe("salon: four feeds in four forms", () => {
  test("Rosa's story is its seven entries, newest first, on days 1, 2, 5, 6, 7 of the business zone", async () => {
    const { page, close } = await open("/salon", { height: TALL });
    await page.waitForSelector("customer-journey .card");
    const cards = await page.$$eval("customer-journey .card", (nodes) => nodes.map((node) => node.querySelector(".card-gist").textContent.trim()));
    const times = await page.$$eval("customer-journey .card .card-first", (nodes) => nodes.map((node) => node.textContent.trim()));
    const days = await page.$$eval("customer-journey .card-day span:first-child", (nodes) => nodes.map((node) => node.textContent.trim().replace("Today · ", "")));
    assert.deepEqual(days.map((day) => day.replace(",", "")), ["Sun 22 Nov", "Sat 21 Nov", "Fri 20 Nov", "Tue 17 Nov", "Mon 16 Nov"]);
    assert.match(cards.join("|"), /Can I rebook.*Balayage.*Reminder.*Booked.*Can I book for Saturday.*balayage/);
    assert.deepEqual([times.at(0), times.at(-1)], ["11:20", "14:00"]);
    const shown = await page.$eval("customer-journey .shown", (node) => node.textContent);
    assert.equal(shown, "7 of 7");
    await close();
  });

  test("a record with an impossible date is counted, with its reason one click away", async () => {
    const { page, close } = await open("/salon");
    const notice = page.locator("customer-journey .load-notice");
    await notice.waitFor();
    assert.match(await notice.textContent(), /1 event has no usable time/);
    await notice.getByRole("button", { name: TEXT["report.why"] }).click();
    assert.match(await notice.textContent(), /email, record \d+.*impossible time/s);
    await close();
  });

  for (const colorScheme of ["light", "dark"]) {
    for (const path of ["/salon", "/salon?contact=971501234567&lang=ar", "/centre?n=240"]) {
      test(`axe finds nothing: ${path}, ${colorScheme}`, async () => {
        const { page, close } = await open(path, { colorScheme });
        await settled(page);
        assert.deepEqual(await violations(page), []);
        const stop = page.locator("customer-journey").locator(".card, .mark, .row").first();
        await stop.click();
        await page.waitForSelector("customer-journey .details .field");
        assert.deepEqual(await violations(page), []);
        await close();
      });
    }
  }
});

describe("every view", () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const [path, view, waitFor] of [
      ["/centre?n=240", "messages", ".message"], ["/centre?n=240", "tracker", ".tracker-item"], ["/salon?tab=journey&contact=4915112345678", "map", ".m-touch"],
      ["/salon?tab=journey", "patterns", ".scroller.patterns"], ["/salon?contact=971501234567&lang=ar", "messages", ".message"],
    ]) {
      test(`axe finds nothing: ${view} of ${path}, ${colorScheme}`, async () => {
        const { page, close } = await open(path, { colorScheme });
        await page.$eval("customer-journey", (node, name) => { node.view = name; }, view);
        await page.waitForSelector(`customer-journey ${waitFor}`);
        await settled(page);
        assert.deepEqual(await violations(page), []);
        if (view === "tracker") {
          await page.getByRole("button", { name: /^Edit Enquiry answered/ }).click();
          await page.waitForSelector("customer-journey .outlook table");
          assert.deepEqual(await violations(page), []);
        }
        await close();
      });
    }
  }
});

describe("keyboard", () => {
  test("cards: one tab stop, arrows, ends, Enter opens, Escape closes and gives the focus back", async () => {
    const { page, close } = await open("/salon");
    await page.waitForSelector("customer-journey .card");
    await page.focus("customer-journey .scroller");
    const newest = await activeLabel(page);
    assert.match(newest, /Can I rebook.*E-mail.*Inbound/s);
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await activeLabel(page), newest);
    await page.keyboard.press("End");
    await settled(page);
    assert.match(await activeLabel(page), /Do you do balayage.*Instagram/s);
    await page.keyboard.press("Home");
    await settled(page);
    assert.equal(await activeLabel(page), newest);
    await page.keyboard.press("Enter");
    await page.waitForSelector("customer-journey .details .field");
    assert.match(await activeLabel(page), /Can I rebook/, "the focus stays where one reads");
    await page.keyboard.press("Escape");
    await page.waitForSelector("customer-journey .details", { state: "detached" });
    assert.match(await activeLabel(page), /Can I rebook/);
    await close();
  });

  test("strip: every mark of every lane can be reached; clusters open until their members stand apart", async () => {
    const { page, close } = await open("/salon?tab=journey", { width: 1440 });
    await page.waitForSelector("customer-journey .marks");
    await page.focus("customer-journey .marks");
    const reached = new Set();
    // From the newest backwards. A cluster is opened, which goes on with its first member: its others are newer.
    const press = async (key) => {
      await page.keyboard.press(key);
      await settled(page, 2);
      return activeLabel(page);
    };
    let label = await press("End");
    for (let presses = 0; presses < 60 && reached.size < 7; presses += 1) {
      if (label !== null && /Open to zoom in/.test(label)) {
        label = await press("Enter");
        for (let newer = label; newer !== null && !reached.has(newer) && !/Open to/.test(newer); newer = await press("ArrowRight")) reached.add(newer);
      }
      if (label !== null && !/Open to/.test(label)) reached.add(label);
      label = await press("ArrowLeft");
    }
    assert.equal(reached.size, 7, `${reached.size} interactions reached: ${[...reached].join(" / ")}`);
    await close();
  });

  test("grid: a heading sorts from the keyboard, and says so", async () => {
    const { page, close } = await open("/centre?n=240", { width: 800 });
    await page.waitForSelector("customer-journey .row");
    const grid = page.locator("customer-journey .scroller.grid");
    await grid.focus();
    const first = await activeLabel(page);
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await settled(page);
    assert.equal(await page.$eval("customer-journey .column", (node) => node.getAttribute("aria-sort")), "ascending");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Home");
    await settled(page);
    assert.notEqual(await activeLabel(page), first);
    await close();
  });
});

describe("filters", () => {
  test("auto: choosing a channel acts at once, says what it hides, and Clear brings it back", async () => {
    const { page, close } = await open("/salon", { height: TALL });
    await page.waitForSelector("customer-journey .card");
    await page.getByRole("button", { name: /^Channel:/ }).click();
    await page.keyboard.type("whats");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelector("customer-journey").shadowRoot.querySelectorAll(".card").length < 7);
    const notice = page.locator("customer-journey .filter-notice");
    assert.match(await notice.textContent(), /hidden by Channel/);
    await notice.getByRole("button", { name: /Clear the filter Channel/ }).click();
    await page.waitForFunction(() => document.querySelector("customer-journey").shadowRoot.querySelectorAll(".card").length === 7);
    await close();
  });

  test("by keys: letters typed right behind the key that opens are not lost, and Escape gives the focus back", async () => {
    const { page, close } = await open("/salon", { height: TALL });
    await page.waitForSelector("customer-journey .card");
    const focused = () => page.evaluate(() => {
      const { activeElement } = document.querySelector("customer-journey").shadowRoot;
      return { name: activeElement?.getAttribute("aria-label") ?? "", value: activeElement?.value ?? "" };
    });
    for (const name of [/^Channel:/, TEXT["jump.label"], TEXT["menu.label"]]) {
      const button = page.locator("customer-journey").getByRole("button", { name });
      const label = await button.getAttribute("aria-label");
      await button.focus();
      await page.keyboard.press("Enter");
      if (name instanceof RegExp) {
        await page.keyboard.type("whats");
        assert.equal((await focused()).value, "whats");
      }
      await becomes(focused, (now) => now.name !== label, `the focus in what "${label}" opens`);
      await page.keyboard.press("Escape");
      assert.equal((await becomes(focused, (now) => now.name === label, `the focus back on "${label}"`)).name, label);
    }
    await close();
  });

  test("manual: nothing happens before Search; the channel list narrows to the campaign at once", async () => {
    const { page, close } = await open("/centre?n=240");
    const shown = () => page.$eval("customer-journey .shown", (node) => node.textContent);
    const before = await shown();
    const choices = () => page.locator("customer-journey .choice").count();
    await page.getByRole("button", { name: /^Channel:/ }).click();
    const channels = await becomes(choices, (count) => count > 0, "channels to choose from");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Campaign:/ }).click();
    await page.keyboard.type("spring");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await settled(page);
    assert.equal(await shown(), before);
    await page.getByRole("button", { name: /^Channel:/ }).click();
    await becomes(choices, (count) => count > 0 && count < channels, `fewer than ${channels} channels`);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: TEXT.search, exact: true }).click();
    await becomes(shown, (now) => now !== before, "another number of events");
    await close();
  });

  test("nothing matches: the cause is named and one click shows all", async () => {
    const { page, close } = await open("/salon");
    await page.waitForSelector("customer-journey .card");
    await page.fill("customer-journey .find input", "zzz-no-such-word");
    await page.getByText(TEXT["empty.filtered"]).waitFor();
    await page.getByRole("button", { name: TEXT["empty.show_all"] }).click();
    await page.waitForSelector("customer-journey .card");
    await close();
  });
});

describe("a hundred thousand events", () => {
  test("strip, cards and table scroll with few elements", async () => {
    const { page, close } = await open("/centre?n=100000", { width: 1440 });
    await page.waitForFunction(() => /100,000 events/.test(document.querySelector("#loaded").textContent), undefined, { timeout: PATIENCE_MS });
    await settled(page);
    assert.ok((await elementCount(page)) > 20);
    for (const view of ["strip", "cards", "grid"]) {
      await page.locator(`customer-journey .tab[data-view=${view}]`).click();
      await settled(page);
      for (let step = 0; step < 6; step += 1) {
        await page.locator("customer-journey .view-box").hover();
        if (view === "strip") await page.keyboard.down("Control");
        await page.mouse.wheel(0, view === "strip" ? -240 : 4000);
        if (view === "strip") await page.keyboard.up("Control");
        await settled(page, 2);
        const count = await elementCount(page);
        assert.ok(count < MOST_ELEMENTS * 3, `${view}: ${count} elements`);
        const nodes = await page.locator("customer-journey").locator(".mark, .cluster, .card, .row").count();
        assert.ok(nodes > 0 && nodes < MOST_ELEMENTS, `${view}: ${nodes} nodes`);
      }
    }
    await close();
  });
});

describe("hostile text", () => {
  test("markup in every member stays text", async () => {
    const { page, close } = await open("/salon");
    const evil = `<img src=x onerror="globalThis.pwned=1"><script>globalThis.pwned=1</script>\${globalThis.pwned=1}{count, plural, other {#}}`;
    await page.$eval("customer-journey", (node, text) => {
      const strings = ["title", "text", "comments", "campaign", "queue", "outcome", "wrap_up", "service", "phone", "mode", "channel", "status"];
      const event = { id: text, type: text, time: "2026-11-22T12:00:00Z", customer: { id: text, name: text, phone: text, email: text }, actor: { kind: "agent", name: text }, tags: [text] };
      for (const name of strings) event[name] = text;
      node.customer = undefined;
      node.filter = {};
      node.sources = [{ name: "evil", input: "ndjson", data: `${JSON.stringify(event)}\n{"broken": "${text.replaceAll('"', "'")}\n` }];
    }, evil);
    await page.waitForFunction(() => /onerror/.test(document.querySelector("customer-journey").shadowRoot.textContent));
    for (const view of ["cards", "grid", "strip"]) {
      await page.$eval("customer-journey", (node, name) => { node.view = name; }, view);
      await settled(page);
      await page.locator("customer-journey").locator(".mark, .card, .row").first().click();
      await page.waitForSelector("customer-journey .details .field");
      const made = await page.$eval("customer-journey", (node) => node.shadowRoot.querySelectorAll("img, script").length);
      assert.equal(made, 0);
    }
    assert.equal(await page.evaluate(() => globalThis.pwned), undefined);
    await close();
  });
});

describe("host", () => {
  test("events are typed, composed and cancellable; the export is refused without permission", async () => {
    const { page, close } = await open("/salon");
    await page.waitForSelector("customer-journey .card");
    await page.evaluate(() => {
      globalThis.told = [];
      for (const name of ["journey-select", "journey-filter-change", "journey-export", "journey-view-change"]) {
        document.addEventListener(name, (event) => {
          globalThis.told.push(name);
          if (name === "journey-export") event.preventDefault();
        });
      }
    });
    await page.locator("customer-journey .card").first().click();
    await page.getByRole("button", { name: TEXT["menu.label"] }).click();
    await page.getByRole("menuitem", { name: TEXT["menu.export.csv"] }).click();
    await page.waitForFunction(() => globalThis.told.includes("journey-export"));
    assert.deepEqual(await page.evaluate(() => globalThis.told), ["journey-select", "journey-export"]);
    await page.$eval("customer-journey", (node) => { node.gate = { ...node.gate, permissions: { ...node.gate.permissions, export: false } }; });
    await settled(page);
    await page.getByRole("button", { name: TEXT["menu.label"] }).click();
    const item = page.getByRole("menuitem", { name: new RegExp(TEXT["menu.export.csv"]) });
    assert.equal(await item.getAttribute("aria-disabled"), "true");
    assert.match(await item.textContent(), /Only admins may export/);
    const refused = await page.$eval("customer-journey", (node) => node.engine.exportBlob({ format: "csv" }, "text/csv").then(() => "written", (error) => error.code));
    assert.equal(refused, "not permitted");
    await close();
  });

  test("without the core's permission the journey is nowhere, and the lock names it", async () => {
    const { page, close } = await open("/salon");
    await page.waitForSelector("customer-journey .card");
    await page.$eval("customer-journey", (node) => { node.gate = { permissions: {} }; });
    await page.getByText(TEXT["denied.title"]).waitFor();
    const text = await page.$eval("customer-journey", (node) => node.shadowRoot.textContent);
    assert.match(text, /journey\.event\.view/);
    assert.doesNotMatch(text, /balayage|Rosa/i);
    await close();
  });

  test("the worker gives the same answers as the page", async () => {
    const { page, close } = await open("/salon");
    await page.waitForSelector("customer-journey .card");
    const answers = await page.evaluate(async () => {
      const widget = document.querySelector("customer-journey");
      const { Engine } = await import("/widget/throughline.js");
      const bytes = new Uint8Array(await (await fetch("/generate?n=500")).arrayBuffer());
      const ask = async (options) => {
        const engine = await Engine.create({ wasm: "/widget/throughline.wasm", ...options });
        await engine.set({ as_of: widget.clock(), filter: {} , customer: "c-4711" });
        await engine.load({ name: "a", input: "ndjson" }, bytes);
        const parts = [JSON.stringify(await engine.query({ command: "facets" })), JSON.stringify((await engine.scene({ view: "strip", width: 900, height: 400 })).nodes.map((node) => [node.id, node.rect]))];
        for await (const part of engine.export({ format: "timeline" })) parts.push(new TextDecoder().decode(part));
        engine.destroy();
        return parts.join("\n");
      };
      return [await ask({}), await ask({ worker: "/widget/worker.js" })];
    });
    assert.ok(answers[0].length > 10_000);
    assert.equal(answers[0], answers[1]);
    await close();
  });

  test("a core that cannot start leaves a plain, readable list", async () => {
    const { page, problems } = await open("/salon");
    await page.$eval("customer-journey", (node) => {
      node.wasmUrl = "/widget/nowhere.wasm";
      node.sources = [...node.sources];
    });
    await page.getByText(TEXT["error.title"]).waitFor();
    await page.waitForSelector("customer-journey .plain-list li");
    const plain = await page.$eval("customer-journey .plain-list", (node) => node.textContent);
    assert.match(plain, /balayage/);
    const times = await page.$$eval("customer-journey .plain-list strong", (nodes) => nodes.map((node) => node.textContent));
    assert.doesNotMatch(times.join(" "), /\d{10}/, "a time that nobody can read");
    assert.ok(problems.every((problem) => /404/.test(problem)));
    await page.close();
  });

  test("a wide panel fetches the strip and not what a narrow one begins with", async () => {
    const { page, close } = await open("/centre", { width: 1440 });
    await page.waitForSelector("customer-journey .lane");
    const parts = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name.split("/").at(-1)));
    assert.ok(parts.some((name) => name.startsWith("part-strip-")));
    assert.deepEqual(parts.filter((name) => name.startsWith("part-lists-")), []);
    await close();
  });

  test("ready is said when there is something to look at: slow words and a slow view have come by then", async () => {
    const { page, close } = await open("/salon");
    const late = (route) => setTimeout(() => void route.continue(), 600);
    await page.route(/part-lists-|texts\/ja/, late);
    await page.goto(new URL("/salon", shared.demo.url).href, { waitUntil: "commit" });
    const shown = await page.evaluate(async () => {
      await new Promise((resolve) => new MutationObserver((_changes, observer) => {
        if (document.querySelector("customer-journey") === null) return;
        observer.disconnect();
        resolve();
      }).observe(document, { childList: true, subtree: true }));
      const node = document.querySelector("customer-journey");
      node.lang = "ja";
      await new Promise((resolve) => node.addEventListener("journey-ready", resolve, { once: true }));
      const { shadowRoot } = node;
      return { cards: shadowRoot.querySelectorAll(".card").length, tab: shadowRoot.querySelector("[role=tab][aria-selected=true]").textContent.trim() };
    });
    assert.ok(shown.cards > 0);
    assert.equal(shown.tab, JSON.parse(readFileSync(new URL("../../core/data/texts/ja.json", import.meta.url), "utf8"))["view.cards"]);
    await close();
  });

  test("a view that cannot be fetched says so, once, and opens when it is asked for again", async () => {
    const { page, problems } = await open("/centre", { width: 1440 });
    let refused = 0;
    await page.route(/part-messages-/, (route) => {
      refused += 1;
      return refused === 1 ? route.abort() : route.continue();
    });
    await page.getByRole("tab", { name: TEXT["view.messages"] }).click();
    await page.getByText(TEXT["error.view"]).waitFor();
    await settled(page);
    assert.equal(refused, 1);
    await page.getByRole("button", { name: TEXT["error.retry"] }).click();
    await page.waitForSelector("customer-journey .message");
    assert.ok(problems.every((problem) => /ERR_FAILED|fetch/.test(problem)));
    await page.close();
  });
});

describe("a page that cannot fetch the core's second part", () => {
  const EVENTS = Array.from({ length: 4 }, (_, hour) => JSON.stringify({
    id: `e${hour}`, type: "message.received", time: `2026-11-20T1${hour}:00:00Z`, channel: "sms", conversation: "c", customer: { id: "ann" }, text: `Hour ${hour}`,
  })).join("\n");

  test("shows the timeline, says what is missing, and has it once the line is back", async () => {
    const page = await shared.browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.route("**/throughline-rest.wasm", (route) => route.abort());
    await page.goto(new URL("/centre", shared.demo.url).href);
    // The page's own feeds take adapters of the second part.
    await page.waitForSelector("customer-journey .plain-list");
    await page.$eval("customer-journey", (node, data) => {
      globalThis.told = 0;
      node.addEventListener("journey-ready", () => { globalThis.told += 1; });
      node.sources = [{ name: "crm", data }];
    }, EVENTS);
    const notice = page.locator("customer-journey .load-notice", { hasText: TEXT["error.rest"] });
    await notice.waitFor();
    assert.equal(await page.locator("customer-journey .mark, customer-journey .cluster").count(), 1);
    assert.equal(await page.evaluate(() => globalThis.told), 0);
    assert.deepEqual(await violations(page), []);

    await page.unroute("**/throughline-rest.wasm");
    await notice.getByRole("button", { name: TEXT["error.retry"] }).click();
    await page.locator("customer-journey .shown", { hasText: "4 of 4" }).waitFor();
    await notice.waitFor({ state: "detached" });
    await becomes(() => page.evaluate(() => globalThis.told), (told) => told === 1, "ready is told");
    await page.close();
  });
});

describe("live", () => {
  test("an event of a feed whose clock is ahead of the page's is shown at its instant, without another one", async () => {
    const { page, close } = await open("/salon");
    await page.waitForSelector("customer-journey .card");
    await page.$eval("customer-journey", async (node) => {
      const time = new Date(node.clock() + 1500).toISOString();
      await node.feed("desk", `${JSON.stringify({ id: "ahead", type: "message.received", time, customer: node.customer, channel: "email", text: "From the future" })}\n`);
    });
    await page.locator("customer-journey .card", { hasText: "From the future" }).waitFor();
    await close();
  });

  test("a web chat arrives over server-sent events; nothing is lost or doubled after the stream drops", async () => {
    const { page, close } = await open("/salon?live");
    await page.waitForSelector("customer-journey .card");
    await page.waitForSelector("customer-journey .live-now");
    assert.match(await page.$eval("customer-journey .live-now", (node) => node.textContent), /Live · Web messaging/);
    const chat = () => page.$eval("customer-journey", async (node) => {
      const { sources } = await node.engine.query({ command: "inspect" });
      const parts = [];
      for await (const part of node.engine.export({ format: "timeline" })) parts.push(new TextDecoder().decode(part));
      // A chat is six events long: "chat-<customer>-<chat>-<event>".
      const numbers = [...parts.join("").matchAll(/"id":"chat-\d+-(\d+)-(\d+)"/g)].map(([, which, event]) => Number(which) * 6 + Number(event));
      return { ...sources.find(({ name }) => name === "webchat"), numbers: [...new Set(numbers)].sort((a, b) => a - b) };
    });
    const before = await chat();
    await page.getByRole("button", { name: "Cut the line" }).click();
    await page.getByText("The line is cut").waitFor();
    const after = await becomes(chat, ({ kept, numbers }) => kept >= before.kept + 2 && numbers.length === kept, "the chat goes on");
    assert.equal(after.duplicate, 0);
    assert.deepEqual(after.numbers, [...after.numbers.keys()], "not one is missing");
    await close();
  });
});
