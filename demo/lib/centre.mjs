// Events of a contact centre, as a dialler and its channels would report them: calls with mode, direction, outcome,
// scores and comments; messages with their topic; e-mails; web visits. Repeatable: the same request gives the same bytes.
import { STORY_STARTS_MS } from "./clock.mjs";
import { random } from "./random.mjs";

const DAY_MS = 86_400_000;
const AGENTS = [
  { id: "a-101", name: "Mia Schneider", team: "Retention" }, { id: "a-102", name: "Tom Okoye", team: "Sales" },
  { id: "a-103", name: "Ana Ribeiro", team: "Service" }, { id: "a-104", name: "Kenji Mori", team: "Service" },
];
const CAMPAIGNS = ["Spring renewal", "Fibre upgrade", "Win back", "Payment reminder"];
const QUEUES = ["Renewals", "Service desk", "Billing"];
const MODES = ["home", "work", "mobile", "mobile", "office"];
const OUTCOMES = [
  { outcome: "Interested, call back", failed: false, comment: "Wants the offer in writing before Friday." },
  { outcome: "Sale", failed: false, comment: "Took the 24-month plan; sends the signed form by e-mail." },
  { outcome: "Information given", failed: false, comment: "Explained the second bill; the customer was satisfied." },
  { outcome: "No answer", failed: true, comment: "" },
  { outcome: "Busy", failed: true, comment: "Try after 18:00." },
  { outcome: "Wrong party", failed: true, comment: "Spoke with a colleague who does not decide." },
];
const ASKS = [
  "Can I keep my number if I change the plan?", "My connection drops every evening.", "Why is this bill higher than the last one?",
  "Please send me the contract again.", "When does the technician come?", "I have not had a reply since Monday.",
];
/** What each question is about, as the desk tags it. */
const TOPICS = ["plan", "connection", "billing", "contract", "technician", "complaint"];
const ANSWERS = [
  "Yes, the number stays with you.", "We restarted your line; please try again.", "The difference is the activation fee of 29.90.",
  "The contract is on its way to you.", "Tomorrow between 10 and 12.", "Sorry for the wait, here is what we found.",
];

/** `count` events of one customer over a year before the story's today, oldest first, one object each. */
export function* centreEvents({ count, customer, seed = 7, untilMs = STORY_STARTS_MS, days = 360 }) {
  const dice = random(seed);
  const fromMs = untilMs - days * DAY_MS;
  let made = 0;
  let conversation = 0;
  const spacing = ((days * DAY_MS) / count) * 3;
  while (made < count) {
    // As far through the year as through the events, with a little noise: no month is empty, none is crowded.
    const startMs = Math.round(fromMs + (made / count) * (days * DAY_MS - 3_600_000) + dice.next() * Math.min(spacing, DAY_MS) * 0.9);
    conversation += 1;
    const id = `${seed}-${conversation}`;
    const story = dice.pick([call, call, call, messages, messages, mails, visit]);
    for (const event of story(dice, { id, startMs, customer })) {
      if (made === count) return;
      made += 1;
      yield event;
    }
  }
}

function base(dice, { id, customer }, index, atMs) {
  return { id: `${id}.${index}`, time: new Date(Math.round(atMs)).toISOString(), customer, conversation: id };
}

function customerOf({ customer: { id, name } }) {
  return { kind: "customer", id, name };
}

function* call(dice, context) {
  const agent = dice.pick(AGENTS);
  const outbound = dice.chance(0.65);
  const result = dice.pick(OUTCOMES);
  const common = {
    channel: "voice", mode: dice.pick(MODES), direction: outbound ? "outbound" : "inbound", phone: context.customer.phone,
    campaign: dice.pick(CAMPAIGNS), queue: dice.pick(QUEUES),
  };
  const previous = 40 + dice.below(40);
  const lengthMs = (result.failed ? 20 + dice.below(20) : 90 + dice.below(600)) * 1000;
  const actor = { kind: "agent", ...agent };
  yield { ...base(dice, context, 1, context.startMs), type: "call.started", ...common, actor: outbound ? actor : customerOf(context) };
  if (!result.failed) yield { ...base(dice, context, 2, context.startMs + 8_000), type: "call.answered", ...common, actor };
  yield {
    ...base(dice, context, 3, context.startMs + lengthMs), type: "call.ended", ...common, actor, end_time: new Date(Math.round(context.startMs + lengthMs)).toISOString(),
  };
  yield {
    ...base(dice, context, 4, context.startMs + lengthMs + 30_000), type: "call.wrapped_up", ...common, actor, outcome: result.outcome, failed: result.failed,
    wrap_up: result.failed ? "Not reached" : "Handled", score: { previous, current: Math.min(100, previous + (result.failed ? -3 : 5)) },
    ...(result.comment && { comments: result.comment }),
  };
}

function* messages(dice, context) {
  const channel = dice.pick(["whatsapp", "sms", "web_chat", "whatsapp"]);
  const agent = { kind: "agent", ...dice.pick(AGENTS) };
  let atMs = context.startMs;
  const turns = 1 + dice.below(3);
  let index = 0;
  const next = (type, more) => ({ ...base(dice, context, (index += 1), atMs), type, channel, ...more });
  for (let turn = 0; turn < turns; turn += 1) {
    const about = dice.below(ASKS.length);
    yield next("message.received", { text: ASKS[about], actor: customerOf(context) });
    if (turn === 0) yield next("tag.added", { tags: [TOPICS[about]], actor: { kind: "system" } });
    // Now and then nobody answers: those are the conversations that stall.
    if (dice.chance(0.12)) return;
    atMs += (1 + dice.below(18)) * 60_000;
    const byAi = dice.chance(0.3);
    yield next(byAi ? "ai.responded" : "message.sent", {
      text: ANSWERS[about], actor: byAi ? { kind: "bot", name: "Assistant" } : agent,
      delivery: dice.chance(0.05) ? "failed" : dice.pick(["delivered", "read", "read"]),
    });
    atMs += (1 + dice.below(20)) * 60_000;
  }
  if (dice.chance(0.75)) yield next("conversation.resolved", { actor: agent });
}

function* mails(dice, context) {
  const about = dice.below(ASKS.length);
  const campaign = dice.chance(0.4) ? dice.pick(CAMPAIGNS) : undefined;
  if (campaign) {
    yield { ...base(dice, context, 1, context.startMs), type: "campaign.delivered", channel: "email", direction: "outbound", campaign, title: `${campaign}: your offer` };
    return;
  }
  yield { ...base(dice, context, 1, context.startMs), type: "message.received", channel: "email", title: ASKS[about], text: `${ASKS[about]} Thank you, ${context.customer.name}`, actor: customerOf(context) };
  yield { ...base(dice, context, 2, context.startMs + (1 + dice.below(9)) * 3_600_000), type: "message.sent", channel: "email", title: `Re: ${ASKS[about]}`, text: ANSWERS[about], actor: { kind: "agent", ...dice.pick(AGENTS) } };
}

function* visit(dice, context) {
  const pages = ["Plans", "Fibre check", "My bills", "Help: slow connection"];
  for (let index = 0; index < 1 + dice.below(3); index += 1) {
    yield { ...base(dice, context, index + 1, context.startMs + index * 70_000), type: "web.page_viewed", channel: "web", title: dice.pick(pages), actor: customerOf(context) };
  }
}
