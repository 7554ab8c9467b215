// DuckDB in the process, with two threads: the files read by its own JSON reader, the jobs as one would write them in SQL.
import { createRequire } from "node:module";
import { DuckDBInstance } from "@duckdb/node-api";
import { MESSAGES, TOUCHPOINTS } from "../jobs.mjs";
import { journeysDigest, metricsDigest } from "../lib/digests.mjs";
import { Digest } from "../lib/hash.mjs";

const THREADS = 2;
const PARTY = "STRUCT(id VARCHAR, name VARCHAR, phone VARCHAR, email VARCHAR, kind VARCHAR, team VARCHAR)";
const COLUMNS = {
  id: "VARCHAR", time: "VARCHAR", end_time: "VARCHAR", zone: "VARCHAR", sequence: "BIGINT", type: "VARCHAR", customer: PARTY, actor: PARTY,
  conversation: "VARCHAR", channel: "VARCHAR", mode: "VARCHAR", direction: "VARCHAR", phone: "VARCHAR", campaign: "VARCHAR", queue: "VARCHAR",
  outcome: "VARCHAR", failed: "BOOLEAN", wrap_up: "VARCHAR", score: "STRUCT(previous DOUBLE, current DOUBLE)", title: "VARCHAR", text: "VARCHAR",
  comments: "VARCHAR", delivery: "VARCHAR", metadata: "JSON",
};
const ORDER = "at_ms, source, sequence";
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const list = (texts) => `(${texts.map(quoted).join(", ")})`;

/** The instant of a record: by its own offset, else as its zone's clock showed it. */
const AT_MS = "CASE WHEN zone IS NULL THEN epoch_ms(time::TIMESTAMPTZ) ELSE epoch_ms(timezone(zone, time::TIMESTAMP)) END";

function recordsOf({ source, path }) {
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${name}: ${quoted(type)}`).join(", ");
  return `SELECT ${quoted(source)} AS source, * FROM read_json(${quoted(path)}, format = 'newline_delimited', columns = {${columns}})`;
}

const JOURNEYS = (hours, asOfMs) => `
  WITH starts AS (
    SELECT conversation, min(at_ms) AS started FROM events WHERE type = 'call.started' GROUP BY conversation
  ), hits AS (
    SELECT starts.conversation, started,
      min(at_ms) FILTER (type = 'call.answered') AS answered,
      min(at_ms) FILTER (type = 'call.ended') AS ended,
      min(at_ms) FILTER (type = 'call.wrapped_up' AND comments IS NOT NULL) AS commented,
      min(at_ms) FILTER (type = 'call.wrapped_up' AND outcome = 'Sale') AS sale,
      min(at_ms) FILTER (type = 'call.wrapped_up' AND failed) AS lost
    FROM starts LEFT JOIN events ON events.conversation = starts.conversation
      AND at_ms > started AND at_ms <= started + ${hours * 3_600_000} AND type IN ('call.answered', 'call.ended', 'call.wrapped_up')
    GROUP BY ALL
  ), closed AS (
    SELECT *, least(sale, lost) AS closed_at, coalesce(closed_at, started + ${hours * 3_600_000}) AS until FROM hits
  )
  SELECT conversation, started,
    CASE WHEN closed_at IS NOT NULL THEN 'completed' WHEN until < ${asOfMs} THEN 'timed_out' ELSE 'open' END AS state,
    CASE WHEN closed_at IS NOT NULL AND closed_at = sale THEN 'sale' WHEN closed_at IS NOT NULL THEN 'lost' END AS end_id,
    coalesce(answered <= until, false) AS answered, coalesce(ended <= until, false) AS ended, coalesce(commented <= until, false) AS commented
  FROM closed`;

const COUNTS = `
  SELECT count(*) AS started, count(*) FILTER (state = 'open') AS open, count(*) FILTER (state = 'completed') AS completed,
    count(*) FILTER (state = 'timed_out') AS timed_out, count(*) FILTER (end_id = 'sale') AS sale, count(*) FILTER (end_id = 'lost') AS lost,
    count(*) FILTER (answered) AS answered, count(*) FILTER (ended) AS ended, count(*) FILTER (commented) AS commented
  FROM journeys`;

const METRICS = `
  WITH messages AS (
    SELECT customer.id AS customer, conversation, channel, at_ms, source, sequence, type IN ${list(MESSAGES.inbound)} AS inbound,
      lag(inbound) OVER turn AS before
    FROM events WHERE type IN ${list([...MESSAGES.inbound, ...MESSAGES.outbound])}
    WINDOW turn AS (PARTITION BY conversation ORDER BY ${ORDER})
  ), turns AS (
    SELECT customer, at_ms, inbound, before,
      last_value(CASE WHEN inbound AND before IS DISTINCT FROM true THEN at_ms END IGNORE NULLS) OVER (PARTITION BY conversation ORDER BY ${ORDER}) AS asked
    FROM messages
  ), responses AS (
    SELECT customer, floor(median(at_ms - asked) + 0.5)::BIGINT AS response FROM turns WHERE NOT inbound AND before GROUP BY customer
  ), counts AS (
    SELECT customer, count(*) AS messages FROM messages GROUP BY customer
  ), contacts AS (
    SELECT customer.id AS customer, max(at_ms) FILTER (type IN ${list(TOUCHPOINTS)}) AS last FROM events GROUP BY ALL
  ), channels AS (
    SELECT customer, arg_max(channel, (messages, latest)) AS channel
    FROM (SELECT customer, channel, count(*) AS messages, max(at_ms) AS latest FROM messages WHERE inbound GROUP BY ALL) GROUP BY customer
  )
  SELECT customer, coalesce(messages, 0) AS messages, response, last, channel
  FROM contacts LEFT JOIN counts USING (customer) LEFT JOIN responses USING (customer) LEFT JOIN channels USING (customer)`;

export class DuckDb {
  name = `DuckDB (${THREADS} threads)`;
  version = createRequire(import.meta.url)("@duckdb/node-api/package.json").version;
  #instance;
  #connection;

  async load(files) {
    await this.#open();
    await this.#connection.run(`
      CREATE TABLE events AS
      SELECT DISTINCT ON (source, id) *, ${AT_MS} AS at_ms FROM (${files.map(recordsOf).join(" UNION ALL ")}) ORDER BY ${ORDER}`);
    return () => this.order();
  }

  async #open() {
    this.#instance = await DuckDBInstance.create(":memory:", { threads: String(THREADS) });
    this.#connection = await this.#instance.connect();
    await this.#connection.run("SET TimeZone = 'UTC'");
  }

  order() {
    return this.#digest("true");
  }

  filter({ campaign, channel, from, to }) {
    const day = (date) => Date.parse(date);
    return this.#select(`campaign = ${quoted(campaign)} AND channel = ${quoted(channel)} AND at_ms >= ${day(from)} AND at_ms < ${day(to) + 86_400_000}`);
  }

  text(word) {
    const has = (column) => `contains(${column}, ${quoted(word)})`;
    return this.#select(`${has("text")} OR ${has("title")} OR ${has("comments")}`);
  }

  async #select(condition) {
    await this.#connection.runAndReadAll(`SELECT rowid FROM events WHERE ${condition}`);
    return () => this.#digest(condition);
  }

  async journeys({ timeout_hours: hours }, asOfMs) {
    await this.#connection.run(`CREATE OR REPLACE TEMP TABLE journeys AS ${JOURNEYS(hours, asOfMs)}`);
    const [counts] = await this.#rows(COUNTS);
    return async () => {
      const journeys = await this.#rows("SELECT conversation AS subject, started AS at, state FROM journeys");
      return journeysDigest(counts, journeys);
    };
  }

  async metrics() {
    const rows = await this.#rows(METRICS);
    return () => metricsDigest(rows.map(({ customer: id, ...rest }) => ({ id, ...rest })));
  }

  async append({ source, line }) {
    const columns = JSON.stringify(COLUMNS);
    await this.#connection.run(`
      INSERT INTO events BY NAME
      SELECT *, ${AT_MS} AS at_ms FROM (SELECT ${quoted(source)} AS source, unnest(from_json(${quoted(line)}, ${quoted(columns)}))) AS record
      WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.source = record.source AND events.id = record.id)`);
  }

  unload() {
    this.#connection?.closeSync();
    this.#instance?.closeSync();
    this.#connection = this.#instance = undefined;
  }

  /** 64-bit integers come as BigInt; everything here fits a double. */
  async #rows(sql) {
    const rows = (await this.#connection.runAndReadAll(sql)).getRowObjectsJS();
    for (const row of rows) {
      for (const name in row) if (typeof row[name] === "bigint") row[name] = Number(row[name]);
    }
    return rows;
  }

  async #digest(condition) {
    const digest = new Digest();
    for (const { id, at_ms: at } of await this.#rows(`SELECT id, at_ms FROM events WHERE ${condition} ORDER BY ${ORDER}`)) digest.add(id, at);
    return digest.found;
  }
}
