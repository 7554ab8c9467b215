// Puts cases that the native property tests have judged (case_file.h) to the wasm module, through the loader that the
// widget uses: what it answers must be what the oracle said.
//
//   node tests/property/replay.mjs FILE…      prints "N passed, N failed" last
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";
import { openWasm } from "../cases/replay.mjs";

const SHOWN_FAILURES = 5;
const STEP_UNITS = 4096;
const text = (bytes) => Buffer.from(bytes).toString("utf8");

function load(core, { settings, sources }) {
  core.ask("tl_set", JSON.stringify(settings));
  for (const { open, bytes } of sources) {
    const number = core.open(JSON.stringify(open));
    core.feed(number, Buffer.from(bytes, "utf8"));
    core.close(number);
  }
  while (core.step(STEP_UNITS));
}

function exported(core, request) {
  core.ask("tl_export", JSON.stringify(request));
  let whole = "";
  for (let more = true; more; ) {
    const part = core.exportNext();
    whole += text(part.bytes);
    more = part.more;
  }
  return whole;
}

function answer(core, judged) {
  load(core, judged);
  return judged.export ? exported(core, judged.export) : JSON.parse(text(core.ask("tl_query", JSON.stringify(judged.ask))));
}

async function replay(path, startCore, tally) {
  let line = 0;
  for await (const written of createInterface({ input: createReadStream(path) })) {
    line += 1;
    const judged = JSON.parse(written);
    const core = await startCore();
    const given = answer(core, judged);
    core.destroy();
    if (isDeepStrictEqual(given, judged.expected)) tally.passed += 1;
    else if (++tally.failed <= SHOWN_FAILURES) {
      console.log(`${path}:${line} differs\n  case     ${written}\n  answered ${JSON.stringify(given)}`);
    }
  }
}

const startCore = await openWasm();
const tally = { passed: 0, failed: 0 };
for (const path of process.argv.slice(2)) await replay(path, startCore, tally);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.passed > 0 && tally.failed === 0 ? 0 : 1;
