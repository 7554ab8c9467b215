#include "gauge.h"

#include <algorithm>

#include "messages.h"
#include "throughline/sort.h"

namespace throughline {
namespace {

// Median of durations by linear interpolation between the middle two, rounded half up (section 8's
// percentiles).
std::optional<std::int64_t> median(std::vector<std::int64_t>& values) {
  if (values.empty()) return std::nullopt;
  const auto upper = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), upper, values.end());
  if (values.size() % 2 == 1) return *upper;
  const std::int64_t lower = *std::max_element(values.begin(), upper);
  return lower + divide_round_half_up(*upper - lower, 2);
}

}  // namespace

Gauge::Gauge(const GatedTimeline& events, const Conversations& conversations,
             const EngagementWeights& weights)
    : events_(events),
      conversations_(conversations),
      weights_(weights),
      as_of_ms_(events.as_of() ? events.as_of()->ms : kMaxMs),
      window_ms_(std::int64_t{weights.days} * kDayMs),
      answer_ms_(std::int64_t{weights.answer_hours} * 3600000) {}

CustomerMetrics Gauge::measure(StringId customer, MetricsEvidence* evidence) {
  metrics_ = CustomerMetrics{};
  metrics_.customer = customer;
  evidence_ = evidence;
  places_.clear();
  times_.clear();
  human_times_.clear();
  unanswered_ms_.clear();
  uses_.clear();
  inbound_.clear();
  calls_.clear();
  const std::vector<Row>& rows = events_.customer_rows(customer);  // in order
  glances_.resize(rows.size());
  events_.glance(rows.data(), rows.size(), glances_.data());
  for (std::size_t i = 0; i < rows.size() && glances_[i].at_ms <= as_of_ms_; ++i)
    look(rows[i], glances_[i]);
  finish();
  for (const Place& place : places_) place_by_key_[place.key] = 0;
  return metrics_;
}

void Gauge::look(Row row, const EventGlance& event) {
  const KindInfo& info = kind_info(event.kind);
  const bool message = is_message(event.kind);
  const std::int64_t at_ms = event.at_ms;
  if (info.touchpoint) {
    metrics_.last_contact_ms = at_ms;
    if (evidence_ != nullptr) evidence_->last_contact = row;
  }
  if (event.kind == id_of(KnownKind::call_started) || event.kind == id_of(KnownKind::call_missed))
    calls_.emplace_back(InteractionId{}, row);
  if (info.ending && event.conversation != kAbsent)
    pass_ball(place_of(row, event.conversation), Direction::none, at_ms);
  if (info.touchpoint && event.direction == Direction::inbound) {
    metrics_.engagement.last_inbound_ms = at_ms;
    if (saturating_sub(as_of_ms_, at_ms) <= window_ms_) ++metrics_.engagement.inbound_touchpoints;
  }
  if (!message) return;
  ++metrics_.messages;
  if (event.direction != Direction::none) look_at_message(row, event);
}

void Gauge::look_at_message(Row row, const EventGlance& event) {
  const std::int64_t at_ms = event.at_ms;
  Place& place = place_of(row, event.conversation);
  if (place.conversation != kAbsent) pass_ball(place, event.direction, at_ms);
  if (event.direction == Direction::outbound) {
    unanswered_ms_.push_back(at_ms);
    answer(place.by_anyone, row, at_ms, times_, evidence_ != nullptr ? &evidence_->turns : nullptr);
    if (event.actor_kind == ActorKind::agent)
      answer(place.by_humans, row, at_ms, human_times_,
             evidence_ != nullptr ? &evidence_->human_turns : nullptr);
    return;
  }
  for (OpenTurn* turn : {&place.by_anyone, &place.by_humans})
    if (turn->first_inbound == kNoRow) *turn = {row, at_ms};
  Engagement& engagement = metrics_.engagement;
  for (std::int64_t sent_ms : unanswered_ms_)
    if (saturating_sub(at_ms, sent_ms) <= answer_ms_) ++engagement.answered;
  engagement.decided += static_cast<std::int64_t>(unanswered_ms_.size());
  unanswered_ms_.clear();
  inbound_.emplace_back(kAbsent, row);
}

void Gauge::count_uses() {
  for (auto& [channel, row] : inbound_) channel = conversations_.channel(row);
  for (const auto& [channel, row] : inbound_) {
    if (channel == kAbsent) continue;
    auto use = std::find_if(uses_.begin(), uses_.end(), [wanted = channel](const ChannelUse& one) {
      return one.channel == wanted;
    });
    if (use == uses_.end()) use = uses_.insert(use, ChannelUse{channel, 0, kNoRow});
    ++use->messages;
    use->last = row;
  }
}

void Gauge::count_calls() {
  for (auto& [interaction, row] : calls_) interaction = conversations_.interaction_of(row);
  sort_stably(calls_, [](const auto& a, const auto& b) { return a.first < b.first; });
  calls_.erase(std::unique(calls_.begin(), calls_.end(),
                           [](const auto& a, const auto& b) { return a.first == b.first; }),
               calls_.end());
  metrics_.calls = static_cast<std::int64_t>(calls_.size());
}

void Gauge::answer(OpenTurn& turn, Row row, std::int64_t at_ms, std::vector<std::int64_t>& times,
                   std::vector<Turn>* told) {
  if (turn.first_inbound == kNoRow) return;
  times.push_back(saturating_sub(at_ms, turn.since_ms));
  if (told != nullptr) told->push_back({turn.first_inbound, row});
  turn.first_inbound = kNoRow;
}

Gauge::Place& Gauge::place_of(Row row, StringId conversation) {
  const bool loose = conversation == kAbsent;
  const std::uint32_t key =
      (loose ? conversations_.channel(row) : conversation) * 2 + (loose ? 1 : 0);
  if (latest_place_ < places_.size() && places_[latest_place_].key == key)
    return places_[latest_place_];
  if (key >= place_by_key_.size()) place_by_key_.resize(std::size_t{key} + 1);
  std::uint32_t& slot = place_by_key_[key];
  if (slot == 0) {
    Place place;
    place.key = key;
    place.conversation = conversation;
    places_.push_back(place);
    slot = static_cast<std::uint32_t>(places_.size());
  }
  latest_place_ = slot - 1;
  return places_[latest_place_];
}

void Gauge::pass_ball(Place& place, Direction to, std::int64_t at_ms) {
  if (to == place.ball) return;
  settle_ball(place, at_ms, false);
  place.ball = to;
  place.ball_since_ms = at_ms;
}

void Gauge::settle_ball(const Place& place, std::int64_t until_ms, bool is_open) {
  if (place.ball == Direction::none) return;
  const std::int64_t held = saturating_sub(until_ms, place.ball_since_ms);
  std::int64_t& total =
      place.ball == Direction::inbound ? metrics_.with_us_ms : metrics_.with_customer_ms;
  total = saturating_add(total, held);
  if (evidence_ != nullptr)
    evidence_->ball.push_back({place.conversation, place.ball == Direction::inbound,
                               place.ball_since_ms, until_ms, is_open});
}

void Gauge::finish() {
  count_calls();
  count_uses();
  metrics_.turns_answered = static_cast<std::int64_t>(times_.size());
  metrics_.response_all_ms = median(times_);
  metrics_.response_human_ms = median(human_times_);
  for (const Place& place : places_) {
    if (place.by_anyone.first_inbound != kNoRow) {
      ++metrics_.unanswered;
      if (evidence_ != nullptr) evidence_->turns.push_back({place.by_anyone.first_inbound, kNoRow});
    }
    if (evidence_ != nullptr && place.by_humans.first_inbound != kNoRow)
      evidence_->human_turns.push_back({place.by_humans.first_inbound, kNoRow});
    settle_ball(place, as_of_ms_, true);
  }
  const ChannelUse* best = nullptr;
  for (const ChannelUse& use : uses_)
    if (best == nullptr || use.messages > best->messages ||
        (use.messages == best->messages && events_.timeline().before(best->last, use.last)))
      best = &use;
  if (best != nullptr) metrics_.preferred_channel = best->channel;
  score();
  if (evidence_ == nullptr) return;
  for (const auto& [interaction, row] : calls_) evidence_->calls.push_back(row);
  evidence_->uses = uses_;
}

void Gauge::score() {
  Engagement& result = metrics_.engagement;
  for (std::int64_t sent_ms : unanswered_ms_)
    ++(saturating_sub(as_of_ms_, sent_ms) > answer_ms_ ? result.decided : result.undecided);
  if (result.last_inbound_ms) {
    const std::int64_t age_ms =
        std::max<std::int64_t>(0, saturating_sub(as_of_ms_, *result.last_inbound_ms));
    const std::int64_t fresh_ms = window_ms_ - std::min(age_ms, window_ms_);
    result.recency =
        static_cast<std::int32_t>(divide_round_half_up(weights_.recency * fresh_ms, window_ms_));
  }
  const std::int64_t n = std::min<std::int64_t>(result.inbound_touchpoints, weights_.touchpoints);
  result.frequency =
      static_cast<std::int32_t>(divide_round_half_up(weights_.frequency * n, weights_.touchpoints));
  if (result.decided > 0)
    result.responsiveness = static_cast<std::int32_t>(
        divide_round_half_up(weights_.responsiveness * result.answered, result.decided));
  result.score = result.recency + result.frequency + result.responsiveness;
}

}  // namespace throughline
