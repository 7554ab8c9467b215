// Makes of the linked module what pages load:
//   throughline.wasm        all of it, for whoever wants one file
//   throughline-first.wasm  what a page needs until the timeline is on the screen (first_load.mjs)
//   throughline-rest.wasm   the other functions, which come behind it
//
//   node tools/wasm/parts.mjs LINKED.wasm MOVED.wasm FOLDER TABLE:NAME,NAME… -- EXPORT…
//
// LINKED.wasm has its functions' names; MOVED.wasm is the same with its data at other addresses. EXPORT… are the only
// exports that stay. Each TABLE is a file that the build wrote as C++; the arrays named behind it are read by functions
// of the rest alone. Binaryen, which Emscripten depends on, does the work: wasm-metadce drops what no export reaches,
// wasm-split instruments the module, and splits it by what ran. A call from the first part into the rest goes through
// the table; until the rest has filled its places there, they hold imports of the namespace "placeholder". The rest
// imports memory, table and functions from "primary". The embedded documents, lists, tables and string literals that
// only the rest reads are moved into its data.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataOf, moveData, pieceOf } from "./data_segments.mjs";
import { firstLoad } from "./first_load.mjs";
import { addressesInCode, addressesInData, constantsIn, textsOfRest } from "./rest_texts.mjs";

const FEATURES = [
  "simd", "bulk-memory", "exception-handling", "mutable-globals", "sign-ext", "nontrapping-float-to-int",
].map((name) => `--enable-${name}`);
const PROFILE_EXPORT = "write_first_load";

const BYTES_OF_TYPE = { "std::uint8_t": 1, "unsigned char": 1, "std::uint16_t": 2, "std::uint32_t": 4 };

const [linked, moved, folder, ...named] = process.argv.slice(2);
const tables = named.slice(0, named.indexOf("--"));
const exports = named.slice(named.indexOf("--") + 1);
const work = mkdtempSync(join(tmpdir(), "throughline-parts-"));
const at = (name) => join(work, name);
const run = (tool, ...args) => execFileSync(tool, [...FEATURES, ...args], { stdio: ["ignore", "ignore", "inherit"] });

try {
  keepOnly(exports, linked, at("named.wasm"));
  run("wasm-split", "--instrument", `--profile-export=${PROFILE_EXPORT}`, at("named.wasm"), "-o", at("instrumented.wasm"));
  writeFileSync(at("profile"), await profileOf(at("instrumented.wasm")));
  run("wasm-split", at("named.wasm"), `--profile=${at("profile")}`, "-o1", at("first.wasm"), "-o2", at("rest.wasm"));
  moveWhatRestReads();
  await refuseOtherAnswers();
  strip(at("named.wasm"), "throughline.wasm");
  strip(at("first.wasm"), "throughline-first.wasm");
  strip(at("rest.wasm"), "throughline-rest.wasm");
} finally {
  rmSync(work, { recursive: true });
}

/** What the core embeds, as its bytes stand in memory: the adapters' documents and the rules of the map's stages. */
function documents() {
  const data = new URL("../../core/data/", import.meta.url);
  const adapters = readdirSync(new URL("adapters/", data)).filter((name) => name.endsWith(".json"));
  return [...adapters.map((name) => `adapters/${name}`), "stages.json"].map((path) => readFileSync(new URL(path, data)));
}

/** A list that the core keeps as one text, each of its texts ended by a zero. */
function textOfList(name) {
  const list = readFileSync(new URL(`../../core/data/${name}`, import.meta.url), "utf8");
  const rows = [...list.matchAll(/^[A-Z_]+\((.*)\)$/gm)].map(([, row]) => row.split(", ").map((text) => text.replaceAll('"', "")));
  return Buffer.from(rows.flat().map((text) => `${text}\0`).join(""));
}

/** Arrays of a generated table as their bytes stand in memory. */
function arraysOf(table) {
  const [, file, names] = /^(.*):([^:]+)$/.exec(table);
  const text = readFileSync(file, "utf8");
  return names.split(",").map((name) => {
    const [, type, values] = new RegExp(`constexpr ([\\w: ]+) ${name}\\[\\] = \\{([^}]*)\\}`).exec(text);
    const size = BYTES_OF_TYPE[type];
    const numbers = values.split(",").map(Number);
    const bytes = Buffer.alloc(numbers.length * size);
    numbers.forEach((value, i) => bytes.writeUIntLE(value, i * size, size));
    return bytes;
  });
}

function moveWhatRestReads() {
  const [first, rest] = [at("first.wasm"), at("rest.wasm")];
  const image = dataOf(first);
  const known = [...documents(), textOfList("zone_aliases.def"), textOfList("countries.def"), ...tables.flatMap(arraysOf)].map((bytes) => pieceOf(image, bytes));
  const addresses = addressesInCode(codeOf(linked), codeOf(moved));
  const read = constantsIn(codeOf(first)).filter((constant) => addresses.has(constant));
  // Until the rest has come, there are zeros. Whatever reads a piece begins at its address.
  for (const { address } of known) {
    if (read.includes(address)) throw new Error(`the first part reads the data at ${address}, which is moved: is its reader marked THROUGHLINE_LATER?`);
  }
  const kept = [...read, ...addressesInData(dataOf(linked), dataOf(moved))];
  for (const { address, bytes } of known) image.fill(0, address, address + bytes.length);
  moveData(first, rest, [...known, ...textsOfRest(image, kept, constantsIn(codeOf(rest)).filter((constant) => addresses.has(constant)))]);
}

/** A module's functions as text. */
function codeOf(module) {
  run("wasm-dis", module, "-o", at("text"));
  return readFileSync(at("text"), "utf8").replace(/^ \(data .*$/gm, "");
}

function keepOnly(names, from, to) {
  const nodes = names.map((name) => ({ name, export: name }));
  writeFileSync(at("exports.json"), JSON.stringify([{ name: "page", root: true, reaches: names }, ...nodes]));
  run("wasm-metadce", "--quiet", "-g", "-f", at("exports.json"), from, "-o", to);
}

function strip(from, name) {
  run("wasm-opt", "--strip-debug", "--strip-producers", "--strip-target-features", from, "-o", join(folder, name));
}

/** The first part alone answers as the whole does: nothing that it reads was moved. */
async function refuseOtherAnswers() {
  const [whole, alone] = [firstLoad(await instanceOf(at("named.wasm"))), firstLoad(await instanceOf(at("first.wasm")))];
  const other = whole.findIndex((answer, i) => !answer.equals(alone[i]));
  if (other >= 0) throw new Error(`answer ${other} of the first load is "${alone[other]}" without the rest, and "${whole[other]}" with it`);
}

/** Which functions ran, in the form that wasm-split reads. */
async function profileOf(path) {
  const core = await instanceOf(path);
  firstLoad(core);
  const write = core[PROFILE_EXPORT];
  const size = write(0, 0);
  const end = core.memory.buffer.byteLength;
  core.memory.grow(Math.ceil(size / 65_536));
  write(end, size);
  return new Uint8Array(core.memory.buffer, end, size).slice();
}

/** The exports of the module at `path`, which has no rest. */
async function instanceOf(path) {
  let memory;
  const written = (_file, _vectors, _count, at) => {
    new DataView(memory.buffer).setUint32(at, 0, true);
    return 0;
  };
  const absent = (_, index) => () => {
    throw new Error(`the first part calls function ${index} of the rest`);
  };
  const { instance } = await WebAssembly.instantiate(readFileSync(path), {
    env: { emscripten_notify_memory_growth: () => undefined },
    placeholder: new Proxy({}, { get: absent }),
    wasi_snapshot_preview1: {
      fd_write: written, fd_close: () => 0, fd_seek: () => 0,
      proc_exit: (code) => {
        throw new Error(`the core ended itself with code ${code}`);
      },
    },
  });
  memory = instance.exports.memory;
  return instance.exports;
}
