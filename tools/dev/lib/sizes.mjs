// The sizes of what a page loads first, and whether they keep their budget.
//
//   node tools/dev/lib/sizes.mjs [--check | --json]
//
// --check also ends with "N passed, N failed"; --json prints the first load alone, as one object.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// The goal, and the ceiling that --check enforces: today's size. The ceiling only ever comes down to the goal.
const GOAL_BYTES = 200 * 1024;
const CEILING_BYTES = 293 * 1024;
const dist = new URL("../../../web/dist/", import.meta.url);
// The core's first part with its zones, and the element with Lit, styles, icons and English: the script and what it
// imports at once. What is fetched when the journey is shown, or when someone opens it, is not among it.
const FIRST_LOAD = ["throughline.wasm", ...importedAtOnce("throughline.js")];

function importedAtOnce(script, found = []) {
  if (found.includes(script)) return found;
  found.push(script);
  const text = readFileSync(new URL(script, dist), "utf8");
  for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g)) importedAtOnce(name, found);
  return found;
}

function measure(name) {
  const bytes = readFileSync(new URL(name, dist));
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return {
    name,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
}

function total(files) {
  const sum = (column) => files.reduce((bytes, file) => bytes + file[column], 0);
  return { name: "first load", raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") };
}

const kib = (bytes) => (bytes / 1024).toFixed(1).padStart(9);
const line = ({ name, raw, gzip, brotli }) => `${name.padEnd(28)}${kib(raw)}${kib(gzip)}${kib(brotli)}`;

const files = FIRST_LOAD.map(measure);
const first = total(files);
if (process.argv.includes("--json")) {
  console.log(JSON.stringify(first));
  process.exit();
}
console.log(`${"KiB".padEnd(28)}${["raw", "gzip", "brotli"].map((word) => word.padStart(9)).join("")}`);
for (const file of [...files, first, measure("throughline-rest.wasm")]) console.log(line(file));
console.log(`The goal is ${GOAL_BYTES / 1024} KiB brotli.`);

if (process.argv.includes("--check")) {
  const fits = first.brotli <= CEILING_BYTES;
  if (!fits) console.log(`The first load is over its ceiling of ${CEILING_BYTES / 1024} KiB brotli.`);
  console.log(fits ? "1 passed, 0 failed" : "0 passed, 1 failed");
  process.exitCode = fits ? 0 : 1;
}
