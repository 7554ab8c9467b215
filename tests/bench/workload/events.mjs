// The benchmark's workload: a contact centre's year, as four systems report it. The stories are the demo's own
// (demo/lib/centre.mjs), told of many customers at once; here they are dealt to four overlapping sources and dressed
// as feeds dress them: three forms of time, deliveries repeated, metadata. Repeatable: the same count, the same bytes.
import { centreEvents } from "../../../demo/lib/centre.mjs";
import { random } from "../../../demo/lib/random.mjs";
import { localText, offsetText, ZONES } from "./zones.mjs";

export const SOURCES = ["chat", "crm", "dialler", "site"];
/** Bytes of a record with its line break, on average. */
export const RECORD_BYTES = 511;

const EVENTS_A_CUSTOMER = 100;
const REPEATED = 0.02;
/** Records that lie between a delivery and its repetition. */
const REPEATED_AFTER = 40;
const TIME_FORMS = { z: 0.4, offset: 0.3 };
/** Around midnight a clock may be set: local times then, which libraries read in different ways, are left out. */
const CLEAR_HOURS = { first: 5, last: 22 };
const FIRST_NAMES = ["Ana", "Björn", "Chloë", "Dmitri", "Esra", "Farid", "Göksu", "Hélène", "Isha", "João"];
const LAST_NAMES = ["Almeida", "Baptiste", "Çelik", "Dąbrowski", "Eze", "Fujita", "Grün", "Hassan", "Ivanova", "Jørgensen"];
const SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va"];

/** `count` records in the order of their delivery, each {source, line}; the line has its break. */
export function* workloadRecords(count) {
  const dice = random(20261122);
  const events = everyonesEvents(count);
  const sequences = new Map(SOURCES.map((source) => [source, 0]));
  const repeats = [];
  let surplus = 0;
  for (let made = 0; made < count; made += 1) {
    if (repeats.length > 0 && repeats[0].due <= made) {
      yield repeats.shift().record;
      continue;
    }
    const event = events.next().value;
    const source = sourceOf(event);
    sequences.set(source, sequences.get(source) + 1);
    const line = dressed(event, { sequence: sequences.get(source), dice, bytes: RECORD_BYTES - surplus });
    surplus += Buffer.byteLength(line) - RECORD_BYTES;
    const record = { source, line };
    if (dice.chance(REPEATED / (1 - REPEATED))) repeats.push({ due: made + REPEATED_AFTER, record });
    yield record;
  }
}

/** One customer's events as NDJSON lines, none in a conversation: as many marks on a timeline as events. */
export function* markLines(count) {
  for (const { conversation: _conversation, ...event } of centreEvents({ count, customer: customer(0) })) yield `${JSON.stringify(event)}\n`;
}

/** Which system tells of it. A call's wrap-up is typed into the CRM, so that conversations cross sources. */
function sourceOf(event) {
  if (event.type === "call.wrapped_up" || event.channel === "email") return "crm";
  if (event.channel === "voice") return "dialler";
  return event.channel === "web" ? "site" : "chat";
}

/** The stories of all customers, by time: the customers' generators stand in a heap by their next event. */
function* everyonesEvents(count) {
  const heap = [];
  for (let number = 0; number < Math.max(1, Math.ceil(count / EVENTS_A_CUSTOMER)); number += 1) {
    const story = centreEvents({ count: EVENTS_A_CUSTOMER, customer: customer(number), seed: number + 1 });
    heap.push(withNext({ story }));
  }
  heap.sort((a, b) => a.atMs - b.atMs);
  while (heap.length > 0) {
    const first = heap[0];
    yield first.event;
    if (withNext(first).event === undefined) {
      const last = heap.pop();
      if (heap.length > 0) heap[0] = last;
    }
    sink(heap);
  }
}

function withNext(teller) {
  teller.event = teller.story.next().value;
  teller.atMs = teller.event === undefined ? Infinity : Date.parse(teller.event.time);
  return teller;
}

function sink(heap) {
  for (let at = 0; ; ) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && heap[child].atMs < heap[least].atMs) least = child;
    }
    if (least === at) return;
    [heap[at], heap[least]] = [heap[least], heap[at]];
    at = least;
  }
}

function customer(number) {
  const name = `${FIRST_NAMES[number % 10]} ${LAST_NAMES[Math.floor(number / 10) % 10]}`;
  return { id: `c-${number}`, name, phone: `+4420${String(70000000 + number)}`, email: `person.${number}@example.com` };
}

/** The event as its feed writes it, about `bytes` long. */
function dressed(event, { sequence, dice, bytes }) {
  const text = event.text && `${event.text} ${phrase(dice)}.`;
  const record = { ...event, sequence, ...timeMembers(event.time, dice), ...(text && { text }), metadata: { trace: "" } };
  const missing = bytes - Buffer.byteLength(JSON.stringify(record)) - 1;
  for (let left = missing; left > 0; left -= 8) record.metadata.trace += dice.below(2 ** 32).toString(16).padStart(8, "0").slice(0, left);
  return `${JSON.stringify(record)}\n`;
}

function timeMembers(time, dice) {
  const share = dice.next();
  if (share < TIME_FORMS.z) return { time };
  const zone = dice.pick(ZONES);
  const local = localText(zone, Date.parse(time));
  if (share < TIME_FORMS.z + TIME_FORMS.offset) return { time: `${local}${offsetText(zone, Date.parse(time))}` };
  const hour = Number(local.slice(11, 13));
  return hour < CLEAR_HOURS.first || hour > CLEAR_HOURS.last ? { time } : { time: local, zone };
}

/** Words that nobody else uses: what a search for a rare word has to find its way through. */
function phrase(dice) {
  const word = () => dice.pick(SYLLABLES) + dice.pick(SYLLABLES) + dice.pick(SYLLABLES);
  return `${word()} ${word()} ${word()}`;
}
