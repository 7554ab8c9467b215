// The page of the jobs on events. It holds the workload's bytes before anything is measured.
import { ThroughlineWasm } from "../ours/wasm.mjs";
import { JavaScript } from "../peers/javascript.mjs";
import { JsonParse } from "../peers/json-parse.mjs";
import { contest } from "./contest.mjs";

let inputs = [];

globalThis.bench = {
  ...contest({ ours: new ThroughlineWasm(), javascript: new JavaScript(), json: new JsonParse() }, () => inputs),
  async prepare({ sources }) {
    inputs = await Promise.all(sources.map(async (source) => ({
      source, bytes: new Uint8Array(await (await fetch(`/workload/${source}.ndjson`)).arrayBuffer()),
    })));
  },
};
