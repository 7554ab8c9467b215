#include <algorithm>
#include <map>

#include "messages.h"
#include "throughline/insight.h"

namespace throughline {
namespace {

// Median of durations by linear interpolation between the middle two, rounded half up (section 8's percentiles).
std::optional<std::int64_t> median(std::vector<std::int64_t> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const std::size_t upper = values.size() / 2;
  if (values.size() % 2 == 1) return values[upper];
  return values[upper - 1] + divide_round_half_up(values[upper] - values[upper - 1], 2);
}

std::vector<std::int64_t> response_times(const GatedTimeline& events, const std::vector<Turn>& turns) {
  std::vector<std::int64_t> times;
  for (const Turn& turn : turns)
    if (turn.answer != kNoRow)
      times.push_back(saturating_sub(events.at_ms(turn.answer), events.at_ms(turn.first_inbound)));
  return times;
}

// With whom the ball is: an open turn is with us, an answered one with the customer, from first inbound on; per
// conversation up to as-of (or its end, where an ending kind closed it).
void add_ball(const GatedTimeline& events, const std::vector<Row>& rows, std::int64_t as_of_ms,
              CustomerMetrics& metrics) {
  struct Ball {
    std::int64_t since_ms = 0;
    Direction last = Direction::none;  // inbound: with us
  };
  std::map<StringId, Ball> balls;
  const auto settle = [&metrics](Ball& ball, std::int64_t until_ms) {
    const std::int64_t held = saturating_sub(until_ms, ball.since_ms);
    if (ball.last == Direction::inbound) metrics.with_us_ms = saturating_add(metrics.with_us_ms, held);
    if (ball.last == Direction::outbound)
      metrics.with_customer_ms = saturating_add(metrics.with_customer_ms, held);
  };
  for (Row row : rows) {
    if (!events.in_view(row) || events.conversation(row) == kAbsent) continue;
    const bool ends = kind_info(events.kind(row)).ending;
    if (!ends && !is_message(events.kind(row))) continue;
    Ball& ball = balls[events.conversation(row)];
    const Direction next = ends ? Direction::none : events.direction(row);
    if (!ends && next == Direction::none) continue;
    if (next == ball.last) continue;
    settle(ball, events.at_ms(row));
    ball = {events.at_ms(row), next};
  }
  for (auto& [conversation, ball] : balls) settle(ball, as_of_ms);
}

Engagement engagement_of(const GatedTimeline& events, const std::vector<Row>& rows, std::int64_t as_of_ms,
                         const EngagementWeights& weights) {
  Engagement result;
  const std::int64_t window_ms = std::int64_t{weights.days} * kDayMs;
  const std::int64_t answer_ms = std::int64_t{weights.answer_hours} * 3600000;
  for (Row row : rows) {
    if (!events.in_view(row) || events.direction(row) != Direction::inbound) continue;
    if (!kind_info(events.kind(row)).touchpoint) continue;
    result.last_inbound_ms = events.at_ms(row);
    if (saturating_sub(as_of_ms, events.at_ms(row)) <= window_ms) ++result.inbound_touchpoints;
  }
  // Backwards, so that the next inbound message of each outbound one is at hand.
  std::optional<std::int64_t> next_inbound_ms;
  for (auto at = rows.rbegin(); at != rows.rend(); ++at) {
    if (!events.in_view(*at)) continue;
    const std::int64_t at_ms = events.at_ms(*at);
    if (is_inbound_message(events, *at)) next_inbound_ms = at_ms;
    if (!is_outbound_message(events, *at)) continue;
    if (next_inbound_ms && saturating_sub(*next_inbound_ms, at_ms) <= answer_ms) {
      ++result.answered;
      ++result.decided;
    } else if (saturating_sub(as_of_ms, at_ms) > answer_ms) {
      ++result.decided;
    } else {
      ++result.undecided;
    }
  }
  if (result.last_inbound_ms) {
    const std::int64_t age_ms = std::max<std::int64_t>(0, saturating_sub(as_of_ms, *result.last_inbound_ms));
    const std::int64_t fresh_ms = std::max<std::int64_t>(0, window_ms - std::min(age_ms, window_ms));
    result.recency = static_cast<std::int32_t>(divide_round_half_up(weights.recency * fresh_ms, window_ms));
  }
  const std::int64_t n = std::min<std::int64_t>(result.inbound_touchpoints, weights.touchpoints);
  result.frequency = static_cast<std::int32_t>(divide_round_half_up(weights.frequency * n, weights.touchpoints));
  if (result.decided > 0)
    result.responsiveness =
        static_cast<std::int32_t>(divide_round_half_up(weights.responsiveness * result.answered, result.decided));
  result.score = result.recency + result.frequency + result.responsiveness;
  return result;
}

// Most inbound messages; a tie goes to the channel with the most recent one.
StringId preferred_channel(const GatedTimeline& events, const Conversations& conversations,
                           const std::vector<Row>& rows) {
  struct Use {
    std::int64_t messages = 0;
    std::size_t last = 0;  // position in order
  };
  std::map<StringId, Use> uses;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!events.in_view(rows[i]) || !is_inbound_message(events, rows[i])) continue;
    const StringId channel = conversations.channel(rows[i]);
    if (channel == kAbsent) continue;
    Use& use = uses[channel];
    ++use.messages;
    use.last = i;
  }
  StringId best = kAbsent;
  Use best_use;
  for (const auto& [channel, use] : uses) {  // `last` differs between channels, so the id order decides nothing
    if (best != kAbsent && (use.messages < best_use.messages ||
                            (use.messages == best_use.messages && use.last < best_use.last)))
      continue;
    best = channel;
    best_use = use;
  }
  return best;
}

void write_evidence(JsonWriter& writer, const CustomerMetrics& metrics) {
  writer.key("evidence").begin_object();
  writer.key("turns_answered").integer(metrics.turns_answered);
  writer.key("unanswered").integer(metrics.unanswered);
  writer.key("last_inbound_ms").integer_or_null(metrics.engagement.last_inbound_ms);
  writer.key("inbound_touchpoints").integer(metrics.engagement.inbound_touchpoints);
  writer.key("answered").integer(metrics.engagement.answered);
  writer.key("decided").integer(metrics.engagement.decided);
  writer.key("undecided").integer(metrics.engagement.undecided);
  writer.key("ball_with_customer_ms").integer(metrics.with_customer_ms);
  writer.key("ball_with_us_ms").integer(metrics.with_us_ms);
  writer.end_object();
}

}  // namespace

CustomerMetrics customer_metrics(const GatedTimeline& events, const Conversations& conversations, StringId customer,
                                 const EngagementWeights& weights) {
  const std::vector<Row>& rows = events.customer_rows(customer);
  const std::int64_t as_of_ms = events.as_of() ? events.as_of()->ms : kMaxMs;
  CustomerMetrics metrics;
  metrics.customer = customer;
  std::vector<InteractionId> called;  // a call is counted once, by its first start (or miss)
  for (Row row : rows) {
    if (!events.in_view(row)) continue;
    const StringId kind = events.kind(row);
    if (is_message(kind)) ++metrics.messages;
    if (kind == id_of(KnownKind::call_started) || kind == id_of(KnownKind::call_missed))
      called.push_back(conversations.interaction_of(row));
    if (kind_info(kind).touchpoint) metrics.last_contact_ms = events.at_ms(row);
  }
  std::sort(called.begin(), called.end());
  metrics.calls = std::unique(called.begin(), called.end()) - called.begin();
  const std::vector<Turn> by_anyone = turns_of(events, conversations, rows, Answers::by_anyone);
  const std::vector<Turn> by_humans = turns_of(events, conversations, rows, Answers::by_humans);
  const std::vector<std::int64_t> times = response_times(events, by_anyone);
  metrics.turns_answered = static_cast<std::int64_t>(times.size());
  metrics.unanswered = static_cast<std::int64_t>(by_anyone.size() - times.size());
  metrics.response_all_ms = median(times);
  metrics.response_human_ms = median(response_times(events, by_humans));
  metrics.preferred_channel = preferred_channel(events, conversations, rows);
  metrics.engagement = engagement_of(events, rows, as_of_ms, weights);
  add_ball(events, rows, as_of_ms, metrics);
  return metrics;
}

void append_metrics_json(const GatedTimeline& events, const Conversations& conversations,
                         const EngagementWeights& weights, bool evidence, std::string& out) {
  JsonWriter writer(out);
  writer.begin_object().key("customers").begin_array();
  for (StringId customer : events.customers()) {
    const CustomerMetrics metrics = customer_metrics(events, conversations, customer, weights);
    writer.begin_object();
    writer.key("customer").string(events.text(customer));
    writer.key("messages").integer(metrics.messages);
    writer.key("calls").integer(metrics.calls);
    writer.key("response_time_ms").begin_object();
    writer.key("all").integer_or_null(metrics.response_all_ms);
    writer.key("human").integer_or_null(metrics.response_human_ms);
    writer.key("unanswered").integer(metrics.unanswered).end_object();
    writer.key("last_contact_ms").integer_or_null(metrics.last_contact_ms);
    writer.key("preferred_channel");
    if (metrics.preferred_channel == kAbsent)
      writer.null();
    else
      writer.string(events.text(metrics.preferred_channel));
    writer.key("engagement").begin_object();
    writer.key("score").integer(metrics.engagement.score);
    writer.key("recency").integer(metrics.engagement.recency);
    writer.key("frequency").integer(metrics.engagement.frequency);
    writer.key("responsiveness").integer(metrics.engagement.responsiveness).end_object();
    if (evidence) write_evidence(writer, metrics);
    writer.end_object();
  }
  writer.end_array().end_object();
}

}  // namespace throughline
