// What browser tests share: Debian's Chromium without its background traffic, and the demo's own server.
//
//   const browser = await launchChromium();
//   const demo = await startDemo();            // { url, stop() }
//   const page = await browser.newPage();
//   const seen = watchForProblems(page);       // console errors, exceptions, policy violations
//   await page.goto(demo.url);
//   await settled(page); …; assert.deepEqual(seen, []);
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** What the element says in English, by key. */
export const TEXT = JSON.parse(readFileSync(new URL("../../core/data/texts/en.json", import.meta.url), "utf8"));
/** A test machine may be busy with other things; what is waited for comes, or the test fails all the same. */
export const PATIENCE_MS = 90_000;

const CHROMIUM = "/usr/bin/chromium";
const START_MS = 20_000;
const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** playwright-core starts it without the sandbox, which needs rights that a test machine may not give. */
export function launchChromium(options = {}) {
  if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is missing: install Debian's package chromium`);
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET, ...options });
}

/** One Chromium and one demo server for all tests of a file; both are there from the first test on. */
export function withDemo() {
  const shared = {};
  before(async () => {
    shared.browser = await launchChromium();
    shared.demo = await startDemo();
  });
  after(async () => {
    await shared.browser?.close();
    await shared.demo?.stop();
  });
  return shared;
}

/** What axe finds against the page's accessibility: the rule, where, and what is wrong. */
export async function violations(page) {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const { violations: found } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(" ")} ${node.failureSummary?.split("\n")[1] ?? ""}`));
}

/** Starts demo/server.mjs on a free port; its first line that holds a URL says where. */
export async function startDemo(args = []) {
  const script = fileURLToPath(new URL("../../demo/server.mjs", import.meta.url));
  const server = spawn(process.execPath, [script, "--port", "0", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const stop = () => stopped(server);
  try {
    return { url: await announcedUrl(server), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function announcedUrl(server) {
  return new Promise((resolve, reject) => {
    let output = "";
    const refuse = (why) => reject(new Error(`demo/server.mjs ${why}:\n${output}`));
    const late = setTimeout(() => refuse("printed no URL in time"), START_MS);
    const read = (bytes) => {
      output += bytes;
      const url = /http:\/\/127\.0\.0\.1:\d+\/?/.exec(output)?.[0];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.once("exit", (code) => {
      clearTimeout(late);
      refuse(`ended with ${code}`);
    });
  });
}

function stopped(server) {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once("exit", resolve);
    server.kill();
  });
}

/**
 * Waits until the page has caught up: its element stays as it is, and shows nothing as loading, for a number of the
 * page's own turns (a timer and a frame each). Turns and not milliseconds: on a busy machine both take longer alike.
 */
export function settled(page, turns = 10) {
  return page.evaluate(async ([wanted, patience]) => {
    const began = performance.now();
    const picture = () => document.querySelector("customer-journey")?.shadowRoot?.innerHTML ?? "";
    const turn = () => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 30));
    let seen = picture();
    for (let same = 0; same < wanted;) {
      await turn();
      const now = picture();
      same = now === seen && !now.includes('aria-busy="true"') ? same + 1 : 0;
      seen = now;
      if (performance.now() - began > patience) throw new Error("the page does not come to rest");
    }
  }, [turns, PATIENCE_MS]);
}

/** Asks until the answer is as wanted or patience ends; the last answer goes into the failure. */
export async function becomes(ask, wanted, what) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    assert.ok(Date.now() < until, `${what}: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A live list of what a clean page never has. */
export function watchForProblems(page) {
  const seen = [];
  page.on("pageerror", (error) => seen.push(`exception: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") seen.push(`${message.type()}: ${message.text()}`);
  });
  return seen;
}
