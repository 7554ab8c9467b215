// Templates compiled to SQL against the engine itself: DuckDB, over what `timeline` writes, must give the journeys that
// the command `journeys` gives. On the golden cases that track journeys, and on random logs and templates that the native
// properties have judged (tests/property/case_file.h).
//
//   node tests/sql/differential.mjs [CASES.ndjson [AT-MOST]]      prints "N passed, N failed" last; refused templates
//                                                                 are counted apart
import { DuckDBInstance } from "@duckdb/node-api";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = `${root}build/release/bin/throughline`;
const scratch = `${root}build/test-logs/sql/`;
const cases = `${root}tests/cases/`;
const SHOWN_FAILURES = 5;

mkdirSync(scratch, { recursive: true });
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const tally = { passed: 0, failed: 0, refused: 0 };

const run = (args, cwd) => execFileSync(program, args, { cwd, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
const whole = (value) => (value === null ? null : Number(value));

/** The queries of a document's templates, one by one: what one asks for may be refused. */
function compile(templates, id, asOf, table) {
  const args = ["sql", "--json", "--dialect", "duckdb", "--table", table, "--template", id, "--as-of", asOf, templates];
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status === 0) return { sql: JSON.parse(stdout).queries[0].sql };
  return { refusal: stderr };
}

const fromEngine = (journey) => ({
  subject: journey.subject, state: journey.state, started_ms: journey.started_ms, deadline_ms: journey.deadline_ms,
  ended_ms: journey.ended_ms, end: journey.end, start_event: journey.start_event,
  milestones: journey.milestones.map(({ reached_ms, hits, event }) => ({ reached_ms, hits, event })),
});
const fromQuery = (row) => ({
  subject: row.subject, state: row.state, started_ms: whole(row.started_ms), deadline_ms: whole(row.deadline_ms),
  ended_ms: whole(row.ended_ms), end: row.end_id, start_event: row.start_event,
  milestones: row.reached_ms.map((reached, i) => ({ reached_ms: whole(reached), hits: whole(row.hits[i]), event: row.reached_by[i] })),
});

async function judge(name, templates, table, document) {
  for (const { id } of document.templates) {
    const { sql, refusal } = compile(templates, id, new Date(document.as_of_ms).toISOString(), table);
    if (refusal !== undefined) {
      // A refusal says where and why.
      if (/: \/.*: .+/s.test(refusal)) tally.refused += 1;
      else fail(name, id, refusal);
      continue;
    }
    const expected = document.journeys.filter((journey) => journey.template === id).map(fromEngine);
    const given = (await connection.runAndReadAll(sql)).getRowObjectsJson().map(fromQuery);
    if (isDeepStrictEqual(given, expected)) tally.passed += 1;
    else fail(name, id, `DuckDB ${JSON.stringify(given)}\n  ours   ${JSON.stringify(expected)}`);
  }
}

function fail(name, id, what) {
  if (++tally.failed <= SHOWN_FAILURES) console.log(`${name}, template ${id}:\n  ${what}`);
}

/** The templates of a run of `journeys`, and the run of `timeline` that writes the events it is over. */
function parts([, ...args]) {
  const option = (name) => args[args.indexOf(name) + 1];
  const asked = new Set(["--templates", "--as-of"]);
  const timeline = args.filter((arg, i) => arg !== "--json" && !asked.has(arg) && !asked.has(args[i - 1]));
  return { templates: option("--templates"), timeline: ["timeline", ...timeline] };
}

async function goldenCases() {
  for (const name of readdirSync(cases).filter((each) => existsSync(`${cases}${each}/case.json`))) {
    const folder = `${cases}${name}/`;
    const { runs = [] } = JSON.parse(readFileSync(`${folder}case.json`, "utf8"));
    for (const { args, expected, exit = 0 } of runs) {
      const asks = ["--by", "--variants", "--near-misses", "--behind", "--backtest", "--filter", "--gate", "--csv"].some((option) => args.includes(option));
      if (args[0] !== "journeys" || !args.includes("--json") || asks || exit !== 0) continue;
      const { templates, timeline } = parts(args);
      const table = `${scratch}${name}.ndjson`;
      writeFileSync(table, run(timeline, folder));
      await judge(`${name}/${expected}`, folder + templates, table, JSON.parse(run(args, folder)));
    }
  }
}

async function randomCases(path, atMost) {
  let number = 0;
  for (const line of readFileSync(path, "utf8").split("\n").filter(Boolean)) {
    const { settings, sources, expected } = JSON.parse(line);
    if (settings.templates === undefined || sources[0].bytes === "") continue;
    number += 1;
    if (number > atMost) return;
    const [log, table, templates] = ["log.ndjson", "timeline.ndjson", "templates.json"].map((file) => scratch + file);
    writeFileSync(log, sources[0].bytes);
    writeFileSync(templates, JSON.stringify(settings.templates));
    writeFileSync(table, run(["timeline", "--input", "ndjson", `crm=${log}:canonical`], scratch));
    await judge(`random case ${number}`, templates, table, expected);
  }
}

await goldenCases();
const [path, atMost = Infinity] = process.argv.slice(2);
if (path !== undefined) await randomCases(path, Number(atMost));
console.log(`${tally.refused} templates refused with where and why`);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.passed > 0 && tally.failed === 0 ? 0 : 1;
