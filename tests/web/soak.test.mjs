// One minute of ./dev soak, faster than life: as many events as a minute brings, a few in each delivery.
import assert from "node:assert/strict";
import test from "node:test";
import { launchChromium, startDemo } from "./browser.mjs";
import { soak } from "./soak.mjs";

const EVENTS = 60 * 20;
const FASTER = 20;
const TOGETHER = 5;

test("a minute of live events while filters and views change: equal to a reload, heap flat", async () => {
  const browser = await launchChromium();
  const demo = await startDemo();
  try {
    const { problems, appended } = await soak({ browser, demo, events: EVENTS, perSecond: 20 * FASTER, together: TOGETHER });
    assert.equal(appended, EVENTS);
    assert.deepEqual(problems, []);
  } finally {
    await browser.close();
    await demo.stop();
  }
});
