// The hand-written JavaScript in Node: it reads the files itself, as everybody does there.
import { readFileSync } from "node:fs";
import { JavaScript } from "./javascript.mjs";

export class JavaScriptInNode extends JavaScript {
  version = process.version;

  load(files) {
    return super.load(files.map(({ source, path }) => ({ source, bytes: readFileSync(path) })));
  }
}
