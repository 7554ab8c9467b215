// Random feeds through the merge, natively (under the sanitizers, against the brute-force merge) and, call by call and
// byte by byte, once more on the wasm module.
//
//   node tests/property/merge-in-wasm.mjs [CASES]     300; 10000 take some minutes
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openWasm, replay } from "../cases/replay.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const trace = `${root}build/test-logs/merge.jsonl`;
const cases = process.argv[2] ?? "300";

function native() {
  mkdirSync(`${root}build/test-logs`, { recursive: true });
  rmSync(trace, { force: true });
  const environment = { ...process.env, THROUGHLINE_TRACE: trace };
  try {
    return execFileSync(`${root}build/dev/bin/merge_trace`, [cases], { env: environment, encoding: "utf8" }).trim();
  } catch (error) {
    return (error.stdout ?? String(error)).trim();
  }
}

const counts = /^(\d+) passed, (\d+) failed$/.exec(native().split("\n").at(-1) ?? "");
const difference = await replay(trace, await openWasm());
if (difference !== undefined) console.log(`FAILED in wasm: ${difference}`);
const passed = Number(counts?.[1] ?? 0) + (difference === undefined ? 1 : 0);
const failed = Number(counts?.[2] ?? 1) + (difference === undefined ? 0 : 1);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
