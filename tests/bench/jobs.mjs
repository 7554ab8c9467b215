// What every contestant is asked, and how its answers are told: one definition for the core and for all peers.
import { STORY_STARTS_MS } from "../../demo/lib/clock.mjs";

export const AS_OF_MS = STORY_STARTS_MS;

/** Campaign AND channel AND period: dates, both ends in, by UTC. */
export const FILTER = { campaign: "Fibre upgrade", channel: "voice", from: "2026-03-01", to: "2026-08-31" };

/** A word that hardly anybody writes, and one that many do. Written in small letters, so that peers need not fold. */
export const WORDS = { rare: "tusoje", common: "technician" };

/** A call that should end in a sale within two days: a start, three milestones, two ends. */
export const TEMPLATE = {
  id: "sale", subject: "conversation", reentry: "never", timeout_hours: 48,
  start: { type: "call.started" },
  milestones: [
    { id: "answered", type: "call.answered" },
    { id: "ended", type: "call.ended" },
    { id: "commented", type: "call.wrapped_up", conditions: [{ field: "event.comments", op: "exists" }] },
  ],
  ends: [
    { id: "sale", type: "call.wrapped_up", conditions: [{ field: "event.outcome", op: "equals", value: "Sale" }] },
    { id: "lost", type: "call.wrapped_up", conditions: [{ field: "event.failed", op: "equals", value: true }] },
  ],
};

/** Kinds that the metrics know, as the specification's section 2 and core/include/throughline/insight.h say. */
export const MESSAGES = { inbound: ["message.received"], outbound: ["message.sent", "ai.responded"] };
export const TOUCHPOINTS = ["message.received", "message.sent", "ai.responded", "call.started", "web.page_viewed", "campaign.delivered"];

const YEAR_MS = 365 * 86_400_000;
/** A prime's share of the year: places that follow no pattern, all different. */
const STRIDE_MS = 86_028_157_000;

/**
 * The record that is appended: a message of a feed that lags behind, so that its place is among the others.
 * @returns {{source: string, line: string}}
 */
export function appended(index) {
  const at = AS_OF_MS - 1 - (((index + 1) * STRIDE_MS) % YEAR_MS);
  const record = {
    id: `late-${index}`, time: new Date(at).toISOString(), customer: { id: "c-0" }, conversation: `late-${index}`, type: "message.received",
    channel: "whatsapp", text: "Are you still there?", actor: { kind: "customer", id: "c-0" }, sequence: 10_000_000 + index,
  };
  return { source: "chat", line: JSON.stringify(record) };
}
