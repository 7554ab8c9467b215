// The contact centre's systems. Each tells its own part of one story, in its own form and by its own clock, so that
// only together, and only in the right zones, do they make sense:
//   dialler   calls                              NDJSON, instants with Z
//   desk      what agents and the assistant say  CSV, London's wall clock without a zone
//   gateway   what the customer writes           CSV, São Paulo's wall clock wrongly labelled +00:00
//   site      visits and campaigns               NDJSON, epoch milliseconds
import { zonedClock } from "./wall-clock.mjs";

const PART_BYTES = 65_536;
const COLUMNS = [
  "event_id", "type", "time", "channel", "conversation", "customer_id", "customer_name", "customer_phone", "actor_kind", "agent_id", "agent",
  "team", "title", "text", "tags",
];

const london = zonedClock("Europe/London");
const saoPaulo = zonedClock("America/Sao_Paulo");

/** By name: what a system tells, and how it writes it. */
export const SYSTEMS = {
  dialler: { type: "application/x-ndjson", tells: (event) => event.channel === "voice", header: "", write: json },
  desk: {
    type: "text/csv", tells: (event) => isTalk(event) && event.type !== "message.received", header: `${COLUMNS.join(",")}\n`,
    write: (event) => row(event, london(Date.parse(event.time))),
  },
  gateway: {
    type: "text/csv", tells: (event) => isTalk(event) && event.type === "message.received", header: `${COLUMNS.join(",")}\n`,
    write: (event) => row(event, `${saoPaulo(Date.parse(event.time))}+00:00`),
  },
  site: {
    type: "application/x-ndjson", tells: (event) => event.channel !== "voice" && !isTalk(event), header: "",
    write: (event) => json({ ...event, time: Date.parse(event.time) }),
  },
  /** All of it, as one system that has no clock of its own would tell it. */
  all: { type: "application/x-ndjson", tells: () => true, header: "", write: json },
};

function isTalk({ type }) {
  return type.startsWith("message.") || type.startsWith("ai.") || type.startsWith("conversation.") || type.startsWith("tag.");
}

function json(event) {
  return `${JSON.stringify(event)}\n`;
}

function row(event, time) {
  const { id, type, channel, conversation, customer, actor = {}, title, text, tags = [] } = event;
  const said = actor.kind === "customer" ? { kind: actor.kind } : actor;
  const cells = [
    id, type, time, channel, conversation, customer.id, customer.name, customer.phone, said.kind, said.id, said.name, said.team, title, text,
    tags.join(";"),
  ];
  return `${cells.map(quoted).join(",")}\n`;
}

function quoted(cell = "") {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The system's part of the story in pieces of about 64 KiB: a server streams them, a browser feeds them as they come. */
export function* partsOf({ header, tells, write }, events) {
  let part = header;
  for (const event of events) {
    if (!tells(event)) continue;
    part += write(event);
    if (part.length < PART_BYTES) continue;
    yield part;
    part = "";
  }
  if (part !== "") yield part;
}
