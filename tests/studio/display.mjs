// The studio under a display of its own.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const STUDIO = fileURLToPath(new URL("../../build/release/bin/throughline-studio", import.meta.url));
/** What xvfb-run exits with by itself (its manual): its folder was in the way, or could not be cleared away, as happens
 *  on a busy machine. The studio's own exits are 0, 1 and 2. */
const OF_THE_DISPLAY = [4, 5];
const TRIES = 3;

const once = (args, cwd) => new Promise((resolve) => {
  execFile("xvfb-run", ["--auto-servernum", STUDIO, ...args], { cwd }, (error, _stdout, stderr) => resolve({ code: error?.code ?? 0, stderr }));
});

/** {code, stderr} of a run in the folder `cwd`. */
export async function runStudio(args, cwd) {
  let run;
  for (let tries = 0; tries < TRIES; tries += 1) {
    run = await once(args, cwd);
    if (!OF_THE_DISPLAY.includes(run.code)) break;
  }
  return run;
}
