// Lets node's tests import one TypeScript module of the widget: bundled in memory by the build's own plugin.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { throughlinePlugin } from "../../web/tools/plugins.mjs";

export async function importSource(path) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../web/src/${path}`, import.meta.url))], bundle: true, format: "esm", write: false,
    platform: "neutral", mainFields: ["module", "main"], conditions: ["node"], target: "es2022",
    tsconfig: fileURLToPath(new URL("../../web/tsconfig.json", import.meta.url)), plugins: [throughlinePlugin()],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
