// The workload on disk: one NDJSON file a source in build/bench, written once for each count and each version of
// whatever makes it.
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SOURCES, workloadRecords } from "./events.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const MADE_BY = ["events.mjs", "zones.mjs", "../../../demo/lib/centre.mjs", "../../../demo/lib/random.mjs", "../../../demo/lib/clock.mjs", "../../../demo/lib/wall-clock.mjs"];
const FLUSH_BYTES = 1 << 20;

/** [{source, path, bytes}], written where they are not there yet. */
export function workloadFiles(count) {
  const version = createHash("sha256");
  for (const file of MADE_BY) version.update(readFileSync(at(file)));
  const folder = at(`../../../build/bench/workload-${count}-${version.digest("hex").slice(0, 12)}`);
  if (!existsSync(folder)) write(folder, count);
  return SOURCES.map((source) => {
    const path = `${folder}/${source}.ndjson`;
    return { source, path, bytes: statSync(path).size };
  });
}

/** Into a folder of another name first: a run that is broken off leaves no half of a workload. */
function write(folder, count) {
  const unfinished = `${folder}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const files = new Map(SOURCES.map((source) => [source, { handle: openSync(`${unfinished}/${source}.ndjson`, "w"), lines: [], length: 0 }]));
  for (const { source, line } of workloadRecords(count)) {
    const file = files.get(source);
    file.lines.push(line);
    file.length += line.length;
    if (file.length >= FLUSH_BYTES) flush(file);
  }
  for (const file of files.values()) {
    flush(file);
    closeSync(file.handle);
  }
  renameSync(unfinished, folder);
}

function flush(file) {
  writeSync(file.handle, file.lines.join(""));
  file.lines = [];
  file.length = 0;
}
