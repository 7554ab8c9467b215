// ./dev bench: the core and its peers, measured in turn; one table in Markdown and JSON.
//
//   node tests/bench/run.mjs [WORD…] [--events 100000] [--runs 5] [--check]
//
// A WORD selects rows: native, chromium, ingest, filter, text, journeys, metrics, append, zones, views, size, …
// --check judges results only, where they can be had without the big peers, and ends with "N passed, N failed".
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { playRows } from "./lib/play.mjs";
import { markdown, rowLine } from "./lib/table.mjs";
import { PLACES } from "./rows.mjs";
import { workloadFiles } from "./workload/files.mjs";

/** Above this many runnable processes a core the absolute times say little. */
const BUSY = 1.5;

const { positionals: words, values } = parseArgs({
  allowPositionals: true, options: { events: { type: "string", default: "100000" }, runs: { type: "string", default: "5" }, check: { type: "boolean", default: false } },
});
const events = wholeNumber("events", 1);
const runs = wholeNumber("runs", 1);

function wholeNumber(name, least) {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least) return number;
  console.error(`bench: --${name} takes a whole number from ${least}`);
  process.exit(1);
}

/** True where a peer's package is there; ./dev bench installs all of them, ./dev test none. */
function installed(name) {
  return existsSync(new URL(`node_modules/${name}/package.json`, import.meta.url));
}

const wanted = (text) => words.every((word) => text.split(" ").includes(word.toLowerCase()));

async function play() {
  const files = workloadFiles(events);
  const loads = [loadavg()[0]];
  const rows = [];
  const versions = new Map();
  for (const place of PLACES) {
    const chosen = place.rows.filter((row) => wanted(`${place.words} ${row.words}`));
    if (chosen.length === 0) continue;
    if (values.check && place.needs.length > 0) continue;
    const absent = place.needs.filter((name) => !installed(name));
    if (absent.length > 0) {
      console.error(`left out: ${place.words}, as ${absent.join(" and ")} is not installed`);
      continue;
    }
    const open = await place.open({ files, events });
    try {
      rows.push(...(await playRows(open, chosen, { runs, tell: (row) => console.error(rowLine(row)) })));
    } finally {
      await open.close();
    }
    if (open.version) versions.set(open.name, open.version);
    for (const { name, version } of open.seats) if (version) versions.set(name, version);
    loads.push(loadavg()[0]);
  }
  return { rows, versions: Object.fromEntries(versions), load: Math.max(...loads), bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

const { rows, versions, load, bytes } = await play();
if (rows.length === 0) {
  console.error(`bench: no row has all of: ${words.join(" ")}`);
  process.exit(1);
}
const failed = rows.filter(({ different }) => different.length > 0);
if (values.check) {
  for (const { job, different } of failed) console.log(`${job}: results differ: ${different.join(", ")}`);
  console.log(`${rows.length - failed.length} passed, ${failed.length} failed`);
} else {
  report();
}
process.exitCode = failed.length > 0 ? 1 : 0;

function report() {
  const busy = load / cpus().length > BUSY;
  const document = {
    at: new Date().toISOString(), events, runs, bytes_an_event: bytes / events, processor: cpus()[0].model, cores: cpus().length,
    node: process.version, versions, load, rows,
  };
  const about = [
    `# ./dev bench: ${events.toLocaleString("en")} events, ${(bytes / events).toFixed(0)} bytes each, medians of ${runs} runs in turn`,
    "", `${cpus().length} cores; Node ${process.version}; ${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join("; ")}`,
  ];
  const footer = busy ? [`The machine was busy (load ${load.toFixed(1)} on ${cpus().length} cores): read the ratios, not the times.`] : [];
  const table = markdown({ rows, about, footer });
  const folder = fileURLToPath(new URL("../../build/bench/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  const name = ["bench", ...words, events].join("-");
  writeFileSync(`${folder}${name}.md`, table);
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(document, null, 1)}\n`);
  console.log(table);
}
