// The other two tellings of a view: the core's scene by the command line, the studio's drawing by its record.
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { runStudio } from "./display.mjs";

const run = promisify(execFile);
const program = (path) => fileURLToPath(new URL(`../../build/${path}`, import.meta.url));
const CLI = program("release/bin/throughline");
const MOST_BYTES = 1 << 28;

/** What both programs are told of a case: {folder, sources: [{name, file, adapter?}], configuration, customer?, asOf}. */
function common({ sources, configuration, customer, asOf }) {
  return ["--as-of", asOf, ...(customer ? ["--customer", customer] : []), "--config", JSON.stringify(configuration), ...sources.map(({ name, file, adapter }) => `${name}=${file}${adapter ? `:${adapter}` : ""}`)];
}

/** The scene in the machine form. `job`: {view, width, height, dir, scroll?, selected?, from?, to?}. */
export async function sceneOf(setup, { view, width, height, dir, scroll = 0, selected, from, to }) {
  const args = ["scene", "--json", "--view", view, "--width", width, "--height", height, "--dir", dir, "--scroll", scroll];
  for (const [name, value] of Object.entries({ selected, from, to })) if (value !== undefined) args.push(`--${name}`, value);
  const { stdout } = await run(CLI, [...args.map(String), ...common(setup)], { cwd: setup.folder, maxBuffer: MOST_BYTES });
  return JSON.parse(stdout);
}

/** Draws every job in one run; gives each job's record. `out` is a folder for the files. */
export async function drawnByStudio(setup, jobs, out) {
  const file = (job, ending) => join(out, `${job.name}.${ending}`);
  const shots = jobs.map((job) => ({
    view: job.view, size: `${job.width}x${job.height}`, dir: job.dir, theme: job.theme ?? "light", scroll: job.drawn_scroll ?? job.scroll ?? 0, nodes: file(job, "json"),
    ...(job.selected && { selected: job.selected }), ...(job.from !== undefined && { from: job.from, to: job.to }), ...(job.picture && { screenshot: job.picture }),
  }));
  const list = join(out, "shots.json");
  writeFileSync(list, JSON.stringify(shots));
  const { code, stderr } = await runStudio(["--shots", list, "--lang", setup.lang ?? "en", ...common(setup)], setup.folder);
  if (code !== 0) throw new Error(`the studio exits with ${code}: ${stderr}`);
  return jobs.map((job) => JSON.parse(readFileSync(file(job, "json"), "utf8")));
}
