// Reads the TAP that `node --test` wrote, prints the tests that failed, and says "N passed, N failed".
// A run that broke off before its summary has failed, and so has a test that was cancelled.
import { readFileSync } from "node:fs";

const tap = readFileSync(process.argv[2], "utf8");
const summary = (name) => {
  const lines = [...tap.matchAll(new RegExp(`^# ${name} (\\d+)$`, "gm"))];
  return lines.length > 0 ? Number(lines.at(-1)[1]) : undefined;
};
const passed = summary("pass") ?? 0;
const failed = summary("fail") === undefined ? 1 : summary("fail") + summary("cancelled");
for (const block of tap.split(/^(?=\s*# Subtest: )/m)) {
  if (/^\s*not ok /m.test(block)) console.log(block.trimEnd());
}
if (summary("fail") === undefined) console.log(tap);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
