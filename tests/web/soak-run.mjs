// ./dev soak: node tests/web/soak-run.mjs [--minutes 10]
import { parseArgs } from "node:util";
import { launchChromium, startDemo } from "./browser.mjs";
import { soak } from "./soak.mjs";

const PER_SECOND = 20;
const MIB = 1024 * 1024;

const { values } = parseArgs({ options: { minutes: { type: "string", default: "10" } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) {
  console.error("soak: --minutes takes a number above 0");
  process.exit(1);
}
const browser = await launchChromium();
const demo = await startDemo();
const told = await soak({
  browser, demo, events: Math.round(minutes * 60 * PER_SECOND), perSecond: PER_SECOND,
  tell: ({ done, events, heap, nodes, core }) => console.log(
    `${done} of ${events} events: heap ${(heap / MIB).toFixed(1)} MiB, ${nodes} nodes, core ${(core / MIB).toFixed(1)} MiB`),
});
await browser.close();
await demo.stop();
for (const problem of told.problems) console.log(problem);
console.log(told.problems.length === 0 ? `Equal to a reload, and no growth, after ${told.appended} events in ${told.seconds.toFixed(0)} s.` : "The soak failed.");
process.exitCode = told.problems.length === 0 ? 0 : 1;
