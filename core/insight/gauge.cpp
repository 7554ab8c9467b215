// Differences of instants are taken as they are: all lie within the years 1 to 9999.
#include "gauge.h"

#include <algorithm>

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

Gauge::Gauge(const GatedTimeline& events, Contacts& contacts, const EngagementWeights& weights)
    : events_(events),
      contacts_(contacts),
      weights_(weights),
      as_of_ms_(events.as_of() ? events.as_of()->ms : kMaxMs),
      window_ms_(std::int64_t{weights.days} * kDayMs),
      answer_ms_(std::int64_t{weights.answer_hours} * 3600000) {}

CustomerMetrics Gauge::measure(StringId customer, MetricsEvidence* evidence) {
  metrics_ = CustomerMetrics{};
  metrics_.customer = customer;
  evidence_ = evidence;
  times_.clear();
  human_times_.clear();
  unanswered_ms_.clear();
  uses_.clear();
  const auto [contacts, places] = contacts_.of(customer);
  places_.assign(places.size(), Place{});
  for (std::size_t i = 0; i < places.size(); ++i) places_[i].conversation = places[i];
  if (evidence_ != nullptr)
    look_at_all<true>(contacts);
  else
    look_at_all<false>(contacts);
  finish();
  return metrics_;
}

// Inlined nowhere, so that the one for evidence comes with the wasm module's second part; the other is needed at first.
template <bool kTold>
[[gnu::noinline]] void Gauge::look_at_all(std::span<const Contact> contacts) {
  for (const Contact& contact : contacts) look<kTold>(contact);
}

template <bool kTold>
void Gauge::look(const Contact& contact) {
  metrics_.calls += contact.is(Contact::kNewCall) ? 1 : 0;
  metrics_.messages += contact.is(Contact::kMessage) ? 1 : 0;
  if constexpr (kTold) {
    if (contact.is(Contact::kNewCall)) evidence_->calls.push_back(contact.row);
    if (contact.is(Contact::kTouchpoint)) evidence_->last_contact = contact.row;
    if (contact.is(Contact::kEnding))
      pass_ball(places_[contact.place], Direction::none, contact.at_ms);
  }
  if (contact.is(Contact::kTouchpoint)) {
    metrics_.last_contact_ms = contact.at_ms;
    if (contact.is(Contact::kInbound)) {
      metrics_.engagement.last_inbound_ms = contact.at_ms;
      metrics_.engagement.inbound_touchpoints += as_of_ms_ - contact.at_ms <= window_ms_ ? 1 : 0;
    }
  }
  if (contact.is(Contact::kMessage) && contact.place != kNoPlace) look_at_message<kTold>(contact);
}

// Of a message that has a direction.
template <bool kTold>
void Gauge::look_at_message(const Contact& contact) {
  Place& place = places_[contact.place];
  const bool inbound = contact.is(Contact::kInbound);
  if constexpr (kTold) {
    if (place.conversation != kAbsent)
      pass_ball(place, inbound ? Direction::inbound : Direction::outbound, contact.at_ms);
  }
  if (!inbound) {
    unanswered_ms_.push_back(contact.at_ms);
    answer<kTold>(place.by_anyone, contact, times_, kTold ? &evidence_->turns : nullptr);
    if (contact.is(Contact::kAgent))
      answer<kTold>(place.by_humans, contact, human_times_,
                    kTold ? &evidence_->human_turns : nullptr);
    return;
  }
  for (OpenTurn* turn : {&place.by_anyone, &place.by_humans})
    if (turn->first_inbound == kNoRow) *turn = {contact.row, contact.at_ms};
  Engagement& engagement = metrics_.engagement;
  for (std::int64_t sent_ms : unanswered_ms_)
    engagement.answered += contact.at_ms - sent_ms <= answer_ms_ ? 1 : 0;
  engagement.decided += static_cast<std::int64_t>(unanswered_ms_.size());
  unanswered_ms_.clear();
  if (contact.channel != kAbsent) count_use(contact);
}

void Gauge::count_use(const Contact& contact) {
  auto use = std::find_if(
      uses_.begin(), uses_.end(),
      [wanted = contact.channel](const ChannelUse& one) { return one.channel == wanted; });
  if (use == uses_.end()) use = uses_.insert(use, ChannelUse{contact.channel, 0, kNoRow});
  ++use->messages;
  use->last = contact.row;
}

template <bool kTold>
void Gauge::answer(OpenTurn& turn, const Contact& contact, std::vector<std::int64_t>& times,
                   std::vector<Turn>* told) {
  if (turn.first_inbound == kNoRow) return;
  times.push_back(contact.at_ms - turn.since_ms);
  if constexpr (kTold) told->push_back({turn.first_inbound, contact.row});
  turn.first_inbound = kNoRow;
}

void Gauge::pass_ball(Place& place, Direction to, std::int64_t at_ms) {
  if (to == place.ball) return;
  settle_ball(place, at_ms, false);
  place.ball = to;
  place.ball_since_ms = at_ms;
}

void Gauge::settle_ball(const Place& place, std::int64_t until_ms, bool is_open) {
  if (place.ball == Direction::none) return;
  const std::int64_t held = until_ms - place.ball_since_ms;
  std::int64_t& total =
      place.ball == Direction::inbound ? evidence_->with_us_ms : evidence_->with_customer_ms;
  total = saturating_add(total, held);
  evidence_->ball.push_back({place.conversation, place.ball == Direction::inbound,
                             place.ball_since_ms, until_ms, is_open});
}

void Gauge::finish() {
  metrics_.turns_answered = static_cast<std::int64_t>(times_.size());
  metrics_.response_all_ms = median(times_);
  metrics_.response_human_ms = median(human_times_);
  for (const Place& place : places_)
    if (place.by_anyone.first_inbound != kNoRow) ++metrics_.unanswered;
  const ChannelUse* best = nullptr;
  for (const ChannelUse& use : uses_)
    if (best == nullptr || use.messages > best->messages ||
        (use.messages == best->messages && events_.timeline().before(best->last, use.last)))
      best = &use;
  if (best != nullptr) metrics_.preferred_channel = best->channel;
  score();
  if (evidence_ != nullptr) finish_evidence();
}

THROUGHLINE_LATER void Gauge::finish_evidence() {
  for (const Place& place : places_) {
    if (place.by_anyone.first_inbound != kNoRow)
      evidence_->turns.push_back({place.by_anyone.first_inbound, kNoRow});
    if (place.by_humans.first_inbound != kNoRow)
      evidence_->human_turns.push_back({place.by_humans.first_inbound, kNoRow});
    settle_ball(place, as_of_ms_, true);
  }
  evidence_->uses = uses_;
}

void Gauge::score() {
  Engagement& result = metrics_.engagement;
  for (std::int64_t sent_ms : unanswered_ms_)
    ++(as_of_ms_ - sent_ms > answer_ms_ ? result.decided : result.undecided);
  if (result.last_inbound_ms) {
    const std::int64_t age_ms = std::max<std::int64_t>(0, as_of_ms_ - *result.last_inbound_ms);
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
