// Makes of the linked module what pages load:
//   throughline.wasm        all of it, for whoever wants one file
//   throughline-first.wasm  what a page needs until the timeline is on the screen (first_load.mjs)
//   throughline-rest.wasm   the other functions, which come behind it
//
//   node tools/wasm/parts.mjs LINKED.wasm FOLDER EXPORT…
//
// LINKED.wasm has its functions' names; EXPORT… are the only exports that stay. Binaryen, which Emscripten depends on,
// does the work: wasm-metadce drops what no export reaches, wasm-split instruments the module, and splits it by what
// ran. A call from the first part into the rest goes through the table; until the rest has filled its places there,
// they hold imports of the namespace "placeholder". The rest imports memory, table and functions from "primary". The
// adapters' documents, which only the rest reads, are moved into its data.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { moveData } from "./data_segments.mjs";
import { firstLoad } from "./first_load.mjs";

const FEATURES = [
  "simd", "bulk-memory", "exception-handling", "mutable-globals", "sign-ext", "nontrapping-float-to-int",
].map((name) => `--enable-${name}`);
const PROFILE_EXPORT = "write_first_load";

const [linked, folder, ...exports] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), "throughline-parts-"));
const at = (name) => join(work, name);
const run = (tool, ...args) => execFileSync(tool, [...FEATURES, ...args], { stdio: ["ignore", "ignore", "inherit"] });

try {
  keepOnly(exports, linked, at("named.wasm"));
  run("wasm-split", "--instrument", `--profile-export=${PROFILE_EXPORT}`, at("named.wasm"), "-o", at("instrumented.wasm"));
  writeFileSync(at("profile"), await profileOf(at("instrumented.wasm")));
  run("wasm-split", at("named.wasm"), `--profile=${at("profile")}`, "-o1", at("first.wasm"), "-o2", at("rest.wasm"));
  moveData(at("first.wasm"), at("rest.wasm"), adapterDocuments());
  strip(at("named.wasm"), "throughline.wasm");
  strip(at("first.wasm"), "throughline-first.wasm");
  strip(at("rest.wasm"), "throughline-rest.wasm");
} finally {
  rmSync(work, { recursive: true });
}

/** What the core embeds, as its bytes stand in memory; the canonical form is built in without its document. */
function adapterDocuments() {
  const documents = new URL("../../core/data/adapters/", import.meta.url);
  return readdirSync(documents)
    .filter((name) => name.endsWith(".json") && name !== "canonical.json")
    .map((name) => readFileSync(new URL(name, documents)));
}

function keepOnly(names, from, to) {
  const nodes = names.map((name) => ({ name, export: name }));
  writeFileSync(at("exports.json"), JSON.stringify([{ name: "page", root: true, reaches: names }, ...nodes]));
  run("wasm-metadce", "--quiet", "-g", "-f", at("exports.json"), from, "-o", to);
}

function strip(from, name) {
  run("wasm-opt", "--strip-debug", "--strip-producers", from, "-o", join(folder, name));
}

/** Which functions ran, in the form that wasm-split reads. */
async function profileOf(path) {
  let memory;
  const written = (_file, _vectors, _count, at) => {
    new DataView(memory.buffer).setUint32(at, 0, true);
    return 0;
  };
  const { instance } = await WebAssembly.instantiate(readFileSync(path), {
    env: { emscripten_notify_memory_growth: () => undefined },
    wasi_snapshot_preview1: {
      fd_write: written, fd_close: () => 0, fd_seek: () => 0,
      proc_exit: (code) => {
        throw new Error(`the core ended itself with code ${code}`);
      },
    },
  });
  memory = instance.exports.memory;
  firstLoad(instance.exports);
  const write = instance.exports[PROFILE_EXPORT];
  const size = write(0, 0);
  const end = memory.buffer.byteLength;
  memory.grow(Math.ceil(size / 65_536));
  write(end, size);
  return new Uint8Array(memory.buffer, end, size).slice();
}
