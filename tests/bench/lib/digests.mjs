// How the results of journeys and metrics become digests, so that contestants that keep them in different forms compare.
import { Digest } from "./hash.mjs";

const byBytes = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** counts: {started, open, completed, timed_out, …}; journeys: [{subject, at, state}] in any order. */
export function journeysDigest(counts, journeys) {
  const digest = new Digest();
  digest.add(...Object.entries(counts).sort(([a], [b]) => byBytes(a, b)).flat());
  for (const { subject, at, state } of journeys.sort((a, b) => a.at - b.at || byBytes(a.subject, b.subject))) digest.add(subject, at, state);
  return digest.found;
}

/** rows: [{id, messages, response, last, channel}] in any order. */
export function metricsDigest(rows) {
  const digest = new Digest();
  for (const { id, messages, response, last, channel } of rows.sort((a, b) => byBytes(a.id, b.id))) digest.add(id, messages, response, last, channel);
  return digest.found;
}

/** The core's documents, told the same way. */
export function journeysFound({ templates, journeys }) {
  const [summary] = templates;
  const counts = {
    started: summary.started, open: summary.open, completed: summary.completed, timed_out: summary.timed_out, ...summary.ends,
    ...Object.fromEntries(summary.milestones.map(({ id, reached }) => [id, reached])),
  };
  return journeysDigest(counts, journeys.map(({ subject, started_ms: at, state }) => ({ subject, at, state })));
}

export function metricsFound({ customers }) {
  return metricsDigest(customers.map((one) => ({
    id: one.customer, messages: one.messages, response: one.response_time_ms.all, last: one.last_contact_ms, channel: one.preferred_channel,
  })));
}

/** A column of numbers. */
export function digestOf(numbers) {
  const digest = new Digest();
  for (const number of numbers) digest.add(number);
  return digest.found;
}
