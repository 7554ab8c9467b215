// The peer that every page can write for itself: JSON.parse, plain objects in one sorted array, loops. Runs in Node and in
// the browser.
import { MESSAGES, TOUCHPOINTS } from "../jobs.mjs";
import { journeysDigest, metricsDigest } from "../lib/digests.mjs";
import { Digest } from "../lib/hash.mjs";
import { instant } from "./javascript-time.mjs";

const decoder = new TextDecoder();
const DAY_MS = 86_400_000;
const INBOUND = new Set(MESSAGES.inbound);
const OUTBOUND = new Set(MESSAGES.outbound);
const TOUCHED = new Set(TOUCHPOINTS);

const byOrder = (a, b) => a.at - b.at || (a.source < b.source ? -1 : a.source > b.source ? 1 : a.record.sequence - b.record.sequence);

export class JavaScript {
  name = "JavaScript by hand";
  version = "";
  #events = [];
  #seen = new Map();

  /** [{source, bytes}]: the events parsed, placed in time, each once, in order. */
  load(inputs) {
    const events = [];
    for (const { source, bytes } of inputs) {
      const text = decoder.decode(bytes);
      const ids = this.#idsOf(source);
      for (let from = 0; from < text.length; ) {
        let end = text.indexOf("\n", from);
        if (end < 0) end = text.length;
        const record = JSON.parse(text.slice(from, end));
        from = end + 1;
        if (ids.has(record.id)) continue;
        ids.add(record.id);
        events.push({ at: instant(record.time, record.zone), source, record });
      }
    }
    this.#events = events.sort(byOrder);
    return () => this.order();
  }

  order() {
    return digestOf(this.#events);
  }

  /** The events of one campaign and channel in a period of whole days. */
  filter({ campaign, channel, from, to }) {
    const events = this.#events;
    const end = this.#firstFrom(Date.parse(to) + DAY_MS);
    const found = [];
    for (let i = this.#firstFrom(Date.parse(from)); i < end; i += 1) {
      const { record } = events[i];
      if (record.campaign === campaign && record.channel === channel) found.push(events[i]);
    }
    return () => digestOf(found);
  }

  text(word) {
    const found = this.#events.filter(({ record }) => record.text?.includes(word) || record.title?.includes(word) || record.comments?.includes(word));
    return () => digestOf(found);
  }

  /** The template of jobs.mjs, written out: one pass, one state a conversation. */
  journeys({ timeout_hours: hours }, asOfMs) {
    const journeys = new Map();
    for (const { at, record } of this.#events) {
      const { type } = record;
      if (!type.startsWith("call.")) continue;
      const journey = journeys.get(record.conversation);
      if (journey === undefined) {
        if (type === "call.started") {
          journeys.set(record.conversation, { at, deadline: at + hours * 3_600_000, ended: null, end: null, answered: false, hungUp: false, commented: false });
        }
      } else if (journey.ended === null && at <= journey.deadline) {
        if (type === "call.answered") journey.answered = true;
        else if (type === "call.ended") journey.hungUp = true;
        else if (type === "call.wrapped_up") {
          if (record.comments !== undefined) journey.commented = true;
          const end = record.outcome === "Sale" ? "sale" : record.failed === true ? "lost" : null;
          if (end !== null) Object.assign(journey, { end, ended: at });
        }
      }
    }
    const counts = { started: 0, open: 0, completed: 0, timed_out: 0, sale: 0, lost: 0, answered: 0, ended: 0, commented: 0 };
    for (const journey of journeys.values()) {
      journey.state = journey.ended !== null ? "completed" : journey.deadline < asOfMs ? "timed_out" : "open";
      counts.started += 1;
      counts[journey.state] += 1;
      if (journey.end !== null) counts[journey.end] += 1;
      if (journey.answered) counts.answered += 1;
      if (journey.hungUp) counts.ended += 1;
      if (journey.commented) counts.commented += 1;
    }
    return () => journeysDigest(counts, [...journeys].map(([subject, { at, state }]) => ({ subject, at, state })));
  }

  /** Messages, median response time, last contact, preferred channel of every customer. */
  metrics() {
    const customers = new Map();
    const turns = new Map();
    for (const { at, record } of this.#events) {
      const id = record.customer.id;
      let customer = customers.get(id);
      if (customer === undefined) customers.set(id, (customer = { messages: 0, responses: [], last: null, channels: new Map() }));
      if (TOUCHED.has(record.type)) customer.last = at;
      if (INBOUND.has(record.type)) {
        customer.messages += 1;
        const channel = customer.channels.get(record.channel);
        if (channel === undefined) customer.channels.set(record.channel, { count: 1, at });
        else Object.assign(channel, { count: channel.count + 1, at });
        if (!turns.has(record.conversation)) turns.set(record.conversation, at);
      } else if (OUTBOUND.has(record.type)) {
        customer.messages += 1;
        const asked = turns.get(record.conversation);
        if (asked !== undefined) {
          customer.responses.push(at - asked);
          turns.delete(record.conversation);
        }
      }
    }
    const rows = [...customers].map(([id, { messages, responses, last, channels }]) => ({ id, messages, response: median(responses), last, channel: preferred(channels) }));
    return () => metricsDigest(rows);
  }

  /** One event more: parsed, placed, unless it was there before, and spliced into the order. */
  append({ source, line }) {
    const record = JSON.parse(line);
    const ids = this.#idsOf(source);
    if (ids.has(record.id)) return;
    ids.add(record.id);
    const event = { at: instant(record.time, record.zone), source, record };
    let place = this.#firstFrom(event.at);
    while (place < this.#events.length && byOrder(this.#events[place], event) < 0) place += 1;
    this.#events.splice(place, 0, event);
  }

  unload() {
    this.#events = [];
    this.#seen = new Map();
  }

  #idsOf(source) {
    let ids = this.#seen.get(source);
    if (ids === undefined) this.#seen.set(source, (ids = new Set()));
    return ids;
  }

  /** The place of the first event at or after an instant. */
  #firstFrom(atMs) {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#events[middle].at < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function median(values) {
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : Math.floor((values[middle - 1] + values[middle] + 1) / 2);
}

/** Most messages; of equals the most recent. */
function preferred(channels) {
  let best = null;
  for (const [name, { count, at }] of channels) {
    if (best === null || count > best.count || (count === best.count && at > best.at)) best = { name, count, at };
  }
  return best?.name ?? null;
}

function digestOf(events) {
  const digest = new Digest();
  for (const { at, record } of events) digest.add(record.id, at);
  return digest.found;
}
