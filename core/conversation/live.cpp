#include "conversation/live.h"

#include <algorithm>

namespace throughline::conversation {
namespace {

constexpr std::int64_t kIdleAfterMs = 45000;
constexpr std::int64_t kInactiveAfterMs = 60000;
constexpr std::int64_t kCallAtMostMs = 12 * 3600000;

LiveFacts past_since(std::int64_t since_ms) {
  LiveFacts facts;
  facts.since_ms = since_ms;
  return facts;
}

LiveFacts web_facts(const Record& record, std::int64_t start_ms, std::int64_t as_of_ms) {
  LiveFacts facts;
  const std::int64_t last_ms = std::max(record.last_customer_ms, record.armed_ms);
  if (last_ms == kBefore) {
    facts.state = LiveState::inactive;
    facts.since_ms = start_ms;
  } else if (as_of_ms - last_ms < kIdleAfterMs) {
    facts = {LiveState::live, last_ms, last_ms + kIdleAfterMs};
  } else if (as_of_ms - last_ms < kInactiveAfterMs) {
    facts = {LiveState::idle, last_ms + kIdleAfterMs, last_ms + kInactiveAfterMs};
  } else {
    facts = {LiveState::inactive, last_ms + kInactiveAfterMs, std::nullopt};
  }
  return facts;
}

LiveFacts call_facts(const GatedTimeline& events, std::span<const Row> rows,
                     std::int64_t as_of_ms) {
  const std::int64_t given_ms = end_time_ms(events, rows);
  const std::int64_t end_ms =
      given_ms != kBefore ? given_ms : events.at_ms(rows.back()) + kCallAtMostMs;
  if (end_ms <= as_of_ms) return past_since(end_ms);
  return {LiveState::live, events.at_ms(rows.front()), end_ms};
}

// The customer's interactions on one kind of channel that have not ended, in the order in which they began.
class OpenOnes {
 public:
  explicit OpenOnes(const Interactions& interactions) : interactions_(interactions) {}
  void add(InteractionId id) { ids_.push_back(id); }
  InteractionId latest(std::int64_t at_ms) {
    while (!ids_.empty() && interactions_[ids_.back()].ended_ms() <= at_ms) ids_.pop_back();
    return ids_.empty() ? kNoInteraction : ids_.back();
  }

 private:
  const Interactions& interactions_;
  std::vector<InteractionId> ids_;
};

}  // namespace

bool is_web(StringId channel) {
  return channel == id_of(KnownChannel::web_messaging) ||
         channel == id_of(KnownChannel::web_chat) || channel == id_of(KnownChannel::web);
}

bool is_voice(StringId channel) { return channel == id_of(KnownChannel::voice); }

std::int64_t end_time_ms(const GatedTimeline& events, std::span<const Row> rows) {
  std::int64_t latest_ms = kBefore;
  for (Row row : rows)
    if (const auto end = events.end_time(row)) latest_ms = std::max(latest_ms, end->ms);
  return latest_ms;
}

LiveFacts live_facts(const GatedTimeline& events, const Interactions& interactions,
                     InteractionId id) {
  const Record& record = interactions[id];
  const std::span<const Row> rows = interactions.rows(id);
  const std::optional<Instant> as_of = events.as_of();
  if (!as_of) return past_since(events.at_ms(rows.back()));
  if (record.ended_ms() != kNever) return past_since(record.ended_ms());
  if (is_web(record.channel)) return web_facts(record, events.at_ms(rows.front()), as_of->ms);
  if (is_voice(record.channel)) return call_facts(events, rows, as_of->ms);
  return past_since(events.at_ms(rows.back()));
}

void rearm(const GatedTimeline& events, const StateColumns& states, Interactions& interactions,
           StringId customer) {
  const std::vector<Row>& rows = events.customer_rows(customer);
  for (Row row : rows) {
    const InteractionId id = interactions.of(row);
    if (id == kNoInteraction) break;  // after as-of
    Record& record = interactions[id];
    if (record.customer != customer)
      continue;  // a named interaction may hold events of several customers
    record.armed_ms = kBefore;
    record.listed = false;
  }
  OpenOnes chats(interactions), visits(interactions);
  for (Row row : rows) {
    const InteractionId id = interactions.of(row);
    if (id == kNoInteraction) break;
    Record& record = interactions[id];
    const std::int64_t at_ms = events.at_ms(row);
    if (!record.listed && record.customer == customer && is_web(record.channel)) {
      record.listed = true;
      (record.channel == id_of(KnownChannel::web) ? visits : chats).add(id);
    }
    if (events.actor_kind(row) != ActorKind::customer || !is_web(states.channel[row])) continue;
    const InteractionId chat = chats.latest(at_ms);
    const InteractionId armed = chat != kNoInteraction ? chat : visits.latest(at_ms);
    interactions.set_armed_by(row, armed);
    if (armed != kNoInteraction) interactions[armed].armed_ms = at_ms;
  }
}

}  // namespace throughline::conversation
