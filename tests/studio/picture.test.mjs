// The studio as a program: exits and messages like the command line's, pictures of the size asked for, and a record
// that says where the pixels really are.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { SALON } from "./cases.mjs";
import { runStudio } from "./display.mjs";
import { readPng } from "./png.mjs";

const FILES = SALON.sources.map(({ name, file }) => `${name}=${file}`);

let out;
before(() => {
  out = mkdtempSync(join(tmpdir(), "throughline-picture-"));
});
after(() => rmSync(out, { recursive: true, force: true }));

/** {code, stderr} of a run under Xvfb. */
const studio = (...args) => runStudio(["--as-of", SALON.asOf, "--zone", "America/Sao_Paulo", ...args], SALON.folder);

/** A picture and its record. */
async function drawn(view, size, ...more) {
  const [picture, nodes] = [join(out, `${view}.png`), join(out, `${view}.json`)];
  const { code, stderr } = await studio("--view", view, "--size", size, "--screenshot", picture, "--nodes", nodes, ...more, ...FILES);
  assert.equal(code, 0, stderr);
  return { png: readPng(readFileSync(picture)), nodes: JSON.parse(readFileSync(nodes, "utf8")) };
}

const same = (a, b) => a.every((value, i) => Math.abs(value - b[i]) <= 1);

describe("what the record says is what the picture shows", () => {
  for (const dir of ["ltr", "rtl"]) {
    test(`cards begin and end on the pixels of their rectangles, ${dir}`, async () => {
      const { png, nodes } = await drawn("cards", "360x640", "--dir", dir);
      assert.deepEqual([png.width, png.height], [360, 640]);
      const cards = nodes.filter(({ role, rect }) => role === "card" && rect[1] + rect[3] < 640);
      assert.ok(cards.length >= 5);
      for (const { id, rect: [x, y, w, h] } of cards) {
        const ground = png.at(x - 4, y - 2);
        const middle = y + h / 2;
        assert.ok(same(png.at(x - 1, middle), ground) && same(png.at(x + w, middle), ground), `${id} is wider than it says`);
        assert.ok(!same(png.at(x, middle), ground) && !same(png.at(x + w - 1, middle), ground), `${id} is narrower than it says`);
        const centre = x + w / 2;
        assert.ok(same(png.at(centre, y - 1), ground) && !same(png.at(centre, y), ground), `${id} does not begin at ${y}`);
        assert.ok(same(png.at(centre, y + h), ground) && !same(png.at(centre, y + h - 1), ground), `${id} does not end at ${y + h}`);
      }
    });
  }

  test("both themes: the ground is light or dark, and the text stands out from it", async () => {
    for (const [theme, light] of [["light", true], ["dark", false]]) {
      const { png } = await drawn("grid", "600x200", "--theme", theme);
      const brightness = ([r, g, b]) => r + g + b;
      assert.equal(brightness(png.at(590, 190)) > 382, light);
    }
  });
});

describe("the studio is used like the command line", () => {
  test("a file that cannot be read: exit 2, the others are drawn", async () => {
    const picture = join(out, "partly.png");
    const { code, stderr } = await studio("--screenshot", picture, "missing.json", ...FILES);
    assert.equal(code, 2);
    assert.match(stderr, /missing\.json: cannot be read/);
    assert.equal(readPng(readFileSync(picture)).width, 900);
  });

  test("wrong use: exit 1 and what to do", async () => {
    for (const [args, message] of [
      [["--view", "nothing", ...FILES], /--view/], [["--size", "0x9", ...FILES], /--size: WxH is wanted/], [[], /name a FILE/],
      [["--screenshot", "/nowhere/a.png", ...FILES], /\/nowhere\/a\.png cannot be written/],
    ]) {
      const { code, stderr } = await studio("--screenshot", join(out, "never.png"), ...args);
      assert.equal(code, 1, `${args}: ${stderr}`);
      assert.match(stderr, message);
    }
  });
});
