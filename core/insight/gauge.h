// One customer's metrics in one pass over its rows. Internal to the room.
//
// Turns and the ball run in places: a conversation, or without one a channel. A place is found by
// its id in an array, which is emptied place by place, so that a hundred thousand small customers
// cost no more than one large one. A customer's rows lie far apart in memory: what is asked of all
// of them is fetched for all before it is looked at.
#pragma once

#include <vector>

#include "throughline/insight.h"

namespace throughline {

class Gauge {
 public:
  // All must outlive this; the events' as-of must be set.
  Gauge(const GatedTimeline& events, const Conversations& conversations,
        const EngagementWeights& weights);
  // With `evidence`, what the figures are made of.
  CustomerMetrics measure(StringId customer, MetricsEvidence* evidence = nullptr);

 private:
  struct OpenTurn {
    Row first_inbound = kNoRow;  // kNoRow: none is open
    std::int64_t since_ms = 0;
  };
  struct Place {
    std::uint32_t key = 0;
    StringId conversation = kAbsent;
    OpenTurn by_anyone, by_humans;
    Direction ball = Direction::none;  // whose message was the last: inbound = the ball is with us
    std::int64_t ball_since_ms = 0;
  };

  void look(Row row, const EventGlance& event);
  void look_at_message(Row row, const EventGlance& event);
  void answer(OpenTurn& turn, Row row, std::int64_t at_ms, std::vector<std::int64_t>& times,
              std::vector<Turn>* told);
  void pass_ball(Place& place, Direction to, std::int64_t at_ms);
  void settle_ball(const Place& place, std::int64_t until_ms, bool is_open);
  Place& place_of(Row row, StringId conversation);
  void count_calls();
  void count_uses();
  void finish();
  void score();

  const GatedTimeline& events_;
  const Conversations& conversations_;
  const EngagementWeights weights_;
  std::int64_t as_of_ms_, window_ms_, answer_ms_;
  std::vector<std::uint32_t> place_by_key_;  // 0 = none, else 1 + its index

  // Of the customer being measured.
  CustomerMetrics metrics_;
  MetricsEvidence* evidence_ = nullptr;
  std::vector<EventGlance> glances_;  // of its rows
  std::vector<Place> places_;
  // Where the last row stood, if any: the next one mostly stands there too.
  std::size_t latest_place_ = 0;
  std::vector<std::int64_t> times_, human_times_;
  std::vector<std::int64_t>
      unanswered_ms_;             // outbound messages that no inbound one has followed yet
  std::vector<ChannelUse> uses_;  // by first use
  // Filled in at the end, all at once: see EventGlance.
  std::vector<std::pair<InteractionId, Row>> calls_;
  std::vector<std::pair<StringId, Row>> inbound_;  // messages, with their channels
};

}  // namespace throughline
