// The golden cases: every folder here with a case.json is run by the release command line, by the traced
// one under the sanitizers (also with its input cut into small chunks), on the wasm module, and on its two parts.
//
//   node tests/cases/run.mjs [--update] [WORD…]      only the cases whose name has one of the words
//
// case.json: {"about": "what it shows", "args": ["timeline", "a.ndjson"], "exit"?: 0, "stdin"?: "file",
//   "chunks"?: [1, 2, 3, 7], "stderr"?: ["a fragment"], "expected"?: "expected"}
// or {"about", "runs": [{"args", "expected", …}, …]} for several commands over the same files. Paths are
// relative to the folder. --update writes what the release command line prints into the expected files.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { openParts, replayInParts } from "./parts.mjs";
import { openWasm, replay } from "./replay.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const here = `${root}tests/cases/`;
const traces = `${root}build/test-logs/traces/`;
const released = `${root}build/release/bin/throughline`;
const traced = `${root}build/dev/bin/throughline_traced`;

const update = process.argv.includes("--update");
const words = process.argv.slice(2).filter((word) => word !== "--update");

function readCases() {
  return readdirSync(here)
    .filter((name) => existsSync(`${here}${name}/case.json`))
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .sort()
    .flatMap((name) => {
      const { runs, ...whole } = JSON.parse(readFileSync(`${here}${name}/case.json`, "utf8"));
      return (runs ?? [whole]).map((run, number) => ({
        number,
        name: runs ? `${name}/${run.expected}` : name,
        folder: `${here}${name}/`,
        exit: 0,
        expected: "expected",
        chunks: [],
        stderr: [],
        ...run,
      }));
    });
}

// Nothing of the machine may show: no locale, no home, a time zone that no case uses.
function execute(program, run, extraEnvironment = {}) {
  return new Promise((resolve, reject) => {
    const input = run.stdin ? openSync(run.folder + run.stdin, "r") : "ignore";
    const child = spawn(program, run.args, {
      cwd: run.folder,
      stdio: [input, "pipe", "pipe"],
      env: { PATH: process.env.PATH, TZ: "Pacific/Apia", ...extraEnvironment },
    });
    const out = { stdout: [], stderr: [] };
    for (const stream of ["stdout", "stderr"]) child[stream].on("data", (part) => out[stream].push(part));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (run.stdin) closeSync(input);
      const stderr = Buffer.concat(out.stderr).toString("utf8");
      resolve({ stdout: Buffer.concat(out.stdout), stderr, exit: code ?? signal });
    });
  });
}

function differences(run, result, expected) {
  const found = [];
  if (result.exit !== run.exit) found.push(`exit ${result.exit} instead of ${run.exit}\n${result.stderr}`);
  for (const fragment of run.stderr) {
    if (!result.stderr.includes(fragment)) found.push(`stderr lacks ${JSON.stringify(fragment)}:\n${result.stderr}`);
  }
  if (!result.stdout.equals(expected)) found.push(firstDifferentLine(expected, result.stdout));
  return found;
}

function firstDifferentLine(expected, got) {
  const [wanted, given] = [expected, got].map((bytes) => bytes.toString("utf8").split("\n"));
  let line = 0;
  while (line < wanted.length && wanted[line] === given[line]) line += 1;
  return `stdout differs from line ${line + 1} on\n  expected ${wanted[line]}\n  got      ${given[line]}`;
}

function expectedBytes(run) {
  const path = run.folder + run.expected;
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
}

/** One line a check: [name, differences]. */
async function checkRun(run, cores) {
  const plain = await execute(released, run);
  if (update) writeFileSync(run.folder + run.expected, plain.stdout);
  const expected = expectedBytes(run);
  const checks = [[`${run.name} (native)`, differences(run, plain, expected)]];
  for (const chunk of [0, ...run.chunks]) {
    // Two runs of a case may expect the same file, and be under way at once.
    const trace = `${traces}${run.name.replaceAll("/", "-")}-${run.number}-${chunk}.jsonl`;
    rmSync(trace, { force: true });
    const environment = { THROUGHLINE_TRACE: trace };
    if (chunk > 0) environment.THROUGHLINE_CHUNK_BYTES = String(chunk);
    const result = await execute(traced, run, environment);
    const label = chunk > 0 ? `, chunks of ${chunk}` : "";
    checks.push([`${run.name} (sanitized${label})`, differences(run, result, expected)]);
    checks.push([`${run.name} (wasm${label})`, await wasmDifferences(trace, (path) => replay(path, cores.whole))]);
    checks.push([`${run.name} (wasm in parts${label})`, await wasmDifferences(trace, (path) => replayInParts(path, cores.inParts))]);
  }
  return checks;
}

// A run that is refused before it reaches the core (a wrong option) leaves no trace, and nothing to repeat.
async function wasmDifferences(trace, repeat) {
  if (!existsSync(trace) || readFileSync(trace).length === 0) return [];
  const difference = await repeat(trace);
  return difference ? [difference] : [];
}

async function checkAll(runs, cores) {
  const checks = [];
  const queue = [...runs];
  const worker = async () => {
    for (let run = queue.shift(); run; run = queue.shift()) checks.push(...(await checkRun(run, cores)));
  };
  await Promise.all(cpus().map(worker));
  return checks;
}

function changedByUpdate() {
  const status = spawnSync("git", ["status", "--porcelain", "--", here], { cwd: root, encoding: "utf8" });
  return status.stdout.trim();
}

mkdirSync(traces, { recursive: true });
const checks = await checkAll(readCases(), { whole: await openWasm(), inParts: await openParts() });
if (update && process.env.CI && changedByUpdate()) {
  checks.push(["--update leaves the folder as it was", [changedByUpdate()]]);
}
const failed = checks.filter(([, found]) => found.length > 0);
for (const [name, found] of failed) console.log(`FAILED ${name}\n  ${found.join("\n  ")}`);
console.log(`${checks.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
