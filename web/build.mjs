// Builds the npm package into web/dist: bundles, catalogues, the wasm core, types.
//   node web/build.mjs [--watch] [--no-types]
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { context } from "esbuild";
import { throughlinePlugin } from "./tools/plugins.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const flags = new Set(process.argv.slice(2));

/** The core as a page loads it, in two parts, and as one file for who wants one: names in dist, names in build/wasm. */
const MODULES = { "throughline.wasm": "throughline-first.wasm", "throughline-rest.wasm": "throughline-rest.wasm", "throughline-whole.wasm": "throughline.wasm" };

function copyData() {
  mkdirSync(at("dist/texts"), { recursive: true });
  for (const file of readdirSync(at("../core/data/texts"))) {
    if (file === "en.json") continue;
    // English is in the bundle; the others are fetched when a page wants them.
    writeFileSync(at(`dist/texts/${file}`), JSON.stringify(JSON.parse(readFileSync(at(`../core/data/texts/${file}`), "utf8"))));
  }
  for (const [name, built] of Object.entries(MODULES)) {
    const module = at(`../build/wasm/${built}`);
    if (existsSync(module)) copyFileSync(module, at(`dist/${name}`));
    else console.error(`web: there is no ${built} yet; build the wasm preset first`);
  }
}

rmSync(at("dist"), { recursive: true, force: true });
copyData();

const options = {
  bundle: true, format: "esm", target: "es2022", minify: true, sourcemap: true, legalComments: "linked", charset: "utf8", outdir: at("dist"),
  tsconfig: at("tsconfig.json"), plugins: [throughlinePlugin()], logLevel: "warning",
};
const contexts = [
  // Beside the scripts lie the parts that they share, and the views that are fetched when someone opens them.
  await context({
    ...options, entryPoints: { throughline: at("src/throughline.ts"), index: at("src/index.ts"), engine: at("src/engine/index.ts") },
    splitting: true, chunkNames: "part-[name]-[hash]",
  }),
  // A worker stands alone: one address is all that a host has to allow.
  await context({ ...options, entryPoints: { worker: at("src/engine/worker.ts") } }),
];
for (const bundles of contexts) {
  await bundles.rebuild();
  if (flags.has("--watch")) await bundles.watch();
  else await bundles.dispose();
}

/** Runs a package's command in web/; its failure is the build's. */
function run(command, args) {
  const { status } = spawnSync(process.execPath, [createRequire(import.meta.url).resolve(command), ...args], { cwd: at("."), stdio: "inherit" });
  if (status !== 0) process.exitCode = status ?? 1;
}

if (!flags.has("--no-types") && !flags.has("--watch")) {
  run("typescript/bin/tsc", ["-p", "tsconfig.json"]);
  // The manifest that editors and documentation read: attributes, events, slots, parts, custom properties.
  run("@custom-elements-manifest/analyzer/cem.js", ["analyze", "--litelement", "--quiet", "--globs", "src/element/*.ts", "--outdir", "dist"]);
}
