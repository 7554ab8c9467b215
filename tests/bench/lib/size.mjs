// What a page loads first, KiB with brotli: ours as tools/dev/lib/sizes.mjs counts it, peers as a bundler leaves what
// their manuals import.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const KIB = 1024;
const IMPORTS = {
  vis: { name: "vis-timeline", code: 'export { DataSet } from "vis-data"; export { Timeline } from "vis-timeline"; import "vis-timeline/styles/vis-timeline-graph2d.min.css";' },
  echarts: { name: "ECharts", code: 'export * from "echarts";' },
};

/** [{key, name, kib}], ours first. */
export async function firstLoads() {
  const { stdout } = spawnSync(process.execPath, [here("../../../tools/dev/lib/sizes.mjs"), "--json"], { encoding: "utf8" });
  const loads = [{ key: "ours", name: "Throughline", kib: JSON.parse(stdout).brotli / KIB }];
  for (const [key, { name, code }] of Object.entries(IMPORTS)) loads.push({ key, name, kib: await bundled(code) });
  return loads;
}

async function bundled(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: here("..") }, bundle: true, minify: true, format: "esm", target: "es2022", outdir: "out", write: false, logLevel: "error",
  });
  return outputFiles.reduce((bytes, { contents }) => bytes + brotliCompressSync(contents).length, 0) / KIB;
}
