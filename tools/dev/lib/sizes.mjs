// The sizes of what a page loads first, and whether they keep their budget.
//
//   node tools/dev/lib/sizes.mjs [--check | --json]
//
// --check also ends with "N passed, N failed"; --json prints the first load alone, as one object.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// What --check enforces.
const MOST_BYTES = 200 * 1024;
const dist = new URL("../../../web/dist/", import.meta.url);
// The views that the element chooses by its width: whichever is larger counts.
const FIRST_VIEWS = ["strip", "lists"];
// The core's first part with its zones, and the element with Lit, styles, icons and English: the script, the view, and
// what they import at once. What is fetched when the journey is shown, or when someone opens it, is not among it.
const FIRST_LOAD = ["throughline.wasm", ...largest(FIRST_VIEWS.map((view) => importedAtOnce(partOf(view), importedAtOnce("throughline.js"))))];

function partOf(view) {
  return readdirSync(dist).find((name) => name.startsWith(`part-${view}-`) && name.endsWith(".js"));
}

function largest(loads) {
  const bytes = (load) => load.reduce((sum, name) => sum + measure(name).brotli, 0);
  return loads.reduce((most, load) => (bytes(load) > bytes(most) ? load : most));
}

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
console.log(`At most ${MOST_BYTES / 1024} KiB brotli are allowed.`);

if (process.argv.includes("--check")) {
  const fits = first.brotli <= MOST_BYTES;
  if (!fits) console.log(`The first load takes ${first.brotli - MOST_BYTES} bytes more than that.`);
  console.log(fits ? "1 passed, 0 failed" : "0 passed, 1 failed");
  process.exitCode = fits ? 0 : 1;
}
