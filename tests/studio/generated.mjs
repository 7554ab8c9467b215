// A larger log of the test's own: the same bytes every time. Messages, calls and visits of two years on six channels in
// four scripts, failures, notes, running conversations, and one conversation of many messages for the details.

/** A linear congruential generator: repeatable, and good enough to scatter. */
export function dice(seed) {
  let state = seed >>> 0;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  return { next, below: (n) => Math.floor(next() * n), pick: (list) => list[Math.floor(next() * list.length)] };
}

const FROM_MS = Date.UTC(2024, 4, 10);
export const AS_OF = "2026-05-10T12:00:00Z";
const AS_OF_MS = Date.parse(AS_OF);
const CHANNELS = ["whatsapp", "email", "sms", "instagram", "web_chat"];
const TEXTS = [
  "Can I book for Saturday?", "Könnten Sie den Termin auf nächste Woche verschieben, am liebsten nachmittags?", "هل يمكنني تغيير الموعد إلى الغد؟",
  "予約を変更したいのですが、来週の火曜日は空いていますか。", "मेरा ऑर्डर कब आएगा?", "Order #2231 · paid, 29.90 €", "👍 thanks!", "a-very-long-word-without-any-break-".repeat(6),
];
const AGENTS = ["Mia", "Ana Ribeiro", "محمد"];
const MODES = ["home", "work", "mobile", "office"];

function interaction(random, number) {
  const at = FROM_MS + Math.floor(random.next() ** 0.8 * (AS_OF_MS - FROM_MS));
  const base = { customer: { id: "c1", name: "Rosa Martínez" }, conversation: `k${number}`, campaign: random.below(3) === 0 ? "Spring renewal" : undefined };
  if (random.below(4) === 0) {
    const failed = random.below(3) === 0;
    return [{ ...base, id: `${number}.0`, type: "call.started", time: at, channel: "voice", mode: random.pick(MODES), direction: random.pick(["inbound", "outbound"]),
      agent: { id: "a1", name: random.pick(AGENTS) }, outcome: failed ? "No answer" : "Sale", failed }];
  }
  const channel = random.pick(CHANNELS);
  return Array.from({ length: 1 + random.below(3) }, (_, i) => {
    const received = random.below(2) === 0;
    return { ...base, id: `${number}.${i}`, type: random.below(12) === 0 ? "note.created" : received ? "message.received" : "message.sent", time: at + i * 600_000, channel,
      text: random.pick(TEXTS), actor: received ? undefined : { kind: "agent", id: "a2", name: random.pick(AGENTS) } };
  });
}

/** NDJSON of `count` interactions and a conversation of `long` messages that goes on at as-of. */
export function generatedLog({ count = 3000, long = 1200, seed = 11 } = {}) {
  const random = dice(seed);
  const events = Array.from({ length: count }, (_, number) => interaction(random, number)).flat();
  for (let i = 0; i < long; i += 1) {
    events.push({ id: `long.${i}`, type: i % 3 === 0 ? "message.sent" : "message.received", time: AS_OF_MS - (long - i) * 30_000, channel: "whatsapp", conversation: "long",
      customer: { id: "c1", name: "Rosa Martínez" }, text: random.pick(TEXTS), actor: i % 9 === 0 ? { kind: "bot", id: "b1", name: "Iris" } : undefined });
  }
  return `${events.map((event) => JSON.stringify({ ...event, time: new Date(event.time).toISOString() })).join("\n")}\n`;
}
