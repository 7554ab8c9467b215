// The demo's server: pages, the widget's files, generated feeds, one live feed. Plain Node, loopback only.
//   node demo/server.mjs [--port 8080]
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, normalize, sep } from "node:path";
import { pipeline } from "node:stream";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { centreEvents } from "./lib/centre.mjs";
import { storyNow } from "./lib/clock.mjs";
import { LiveFeed } from "./lib/live.mjs";
import { partsOf, SYSTEMS } from "./lib/systems.mjs";

/** What the widget needs of a page's policy, and not one word more. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8", ".ndjson": "application/x-ndjson; charset=utf-8", ".csv": "text/csv; charset=utf-8",
  ".svg": "image/svg+xml", ".wasm": "application/wasm", ".map": "application/json", ".txt": "text/plain; charset=utf-8",
};

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));
/** Address prefixes and the folders behind them; the first that fits wins. */
const FOLDERS = [["/widget/", folder("../web/dist/")], ["/data/", folder("data/")], ["/assets/", folder("assets/")], ["/", folder("pages/")]];
const PAGES = { "/": "/salon.html", "/salon": "/salon.html", "/centre": "/centre.html" };
const MOST_EVENTS = 1_000_000;

const feed = new LiveFeed();

/** The customer whose feed is generated. */
const CUSTOMER = { id: "c-4711", name: "Daniel Okafor", phone: "+442079460123", email: "daniel.okafor@example.com" };

/** What a page asks by GET. */
const ROUTES = {
  "/clock": (_request, response) => json(response, { now_ms: storyNow() }),
  "/generate": generate,
  "/live": (request, response, query) => {
    const last = request.headers["last-event-id"] ?? query.get("cursor");
    const cursor = last === null || last === undefined || last === "" ? 0 : Number(last) + 1;
    feed.connect(request, response, { customer: query.get("customer") ?? CUSTOMER.id, cursor: Number.isSafeInteger(cursor) ? cursor : 0 });
  },
};
/** What it asks by POST. */
const DEEDS = {
  "/live/cut": (_request, response) => {
    feed.cut();
    response.writeHead(204).end();
  },
};

function json(response, body) {
  response.writeHead(200, { "content-type": TYPES[".json"], "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

/** /generate?n=100000&system=desk: what one system tells of that many events, streamed, the same bytes every time. */
function generate(_request, response, query) {
  const wanted = Number(query.get("n") ?? 180);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > MOST_EVENTS) return refuse(response, 400, `n is a whole number from 1 to ${MOST_EVENTS}`);
  const name = query.get("system") ?? "all";
  if (!Object.hasOwn(SYSTEMS, name)) return refuse(response, 400, `system is one of ${Object.keys(SYSTEMS).join(", ")}`);
  const system = SYSTEMS[name];
  response.writeHead(200, { "content-type": `${system.type}; charset=utf-8`, "cache-control": "no-store" });
  const story = centreEvents({ count: wanted, customer: CUSTOMER, seed: Number(query.get("seed") ?? 7) });
  pipeline(Readable.from(partsOf(system, story)), response, () => undefined);
}

function refuse(response, status, text) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}

async function serveFile(path, response) {
  const address = PAGES[path] ?? path;
  const [prefix, root] = FOLDERS.find(([start]) => address.startsWith(start));
  const file = normalize(root + decodeURIComponent(address.slice(prefix.length)));
  if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) return refuse(response, 404, "There is no such page.");
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return refuse(response, 404, "There is no such page.");
  response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-length": found.size, "cache-control": "no-cache" });
  pipeline(createReadStream(file), response, () => undefined);
}

const server = createServer((request, response) => {
  response.setHeader("content-security-policy", POLICY);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  const { pathname, searchParams } = new URL(request.url, "http://demo");
  const deed = Object.hasOwn(DEEDS, pathname) ? DEEDS[pathname] : undefined;
  if (deed !== undefined && request.method === "POST") return deed(request, response);
  if (deed !== undefined || (request.method !== "GET" && request.method !== "HEAD")) return refuse(response, 405, "This method is not answered here.");
  const route = Object.hasOwn(ROUTES, pathname) ? ROUTES[pathname] : undefined;
  if (route) return route(request, response, searchParams);
  serveFile(pathname, response).catch(() => refuse(response, 400, "The address cannot be read."));
});

const { values } = parseArgs({ options: { port: { type: "string", default: "8080" } } });
server.on("error", (error) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${values.port} is in use: name another with --port.` : error.message);
  process.exitCode = 1;
});
server.listen(Number(values.port), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
