// One customer's metrics in one pass over its contacts. Internal to the room.
#pragma once

#include <span>
#include <vector>

#include "contacts.h"
#include "throughline/insight.h"

namespace throughline {

class Gauge {
 public:
  // All must outlive this; the events' as-of must be set.
  Gauge(const GatedTimeline& events, Contacts& contacts, const EngagementWeights& weights);
  // With `evidence`, what the figures are made of.
  CustomerMetrics measure(StringId customer, MetricsEvidence* evidence = nullptr);

 private:
  struct OpenTurn {
    Row first_inbound = kNoRow;  // kNoRow: none is open
    std::int64_t since_ms = 0;
  };
  struct Place {
    OpenTurn by_anyone, by_humans;
    // With evidence only.
    StringId conversation = kAbsent;   // kAbsent: a channel
    Direction ball = Direction::none;  // whose message was the last: inbound = the ball is with us
    std::int64_t ball_since_ms = 0;
  };

  // Compiled once for the figures alone and once for what they are made of (kTold), so that the one has no question
  // about the other at every event.
  template <bool kTold>
  void look_at_all(std::span<const Contact> contacts);
  template <bool kTold>
  void look(const Contact& contact);
  template <bool kTold>
  void look_at_message(const Contact& contact);
  template <bool kTold>
  static void answer(OpenTurn& turn, const Contact& contact, std::vector<std::int64_t>& times,
                     std::vector<Turn>* told);
  void count_use(const Contact& contact);
  // With evidence only.
  void pass_ball(Place& place, Direction to, std::int64_t at_ms);
  void settle_ball(const Place& place, std::int64_t until_ms, bool is_open);
  void finish();
  void finish_evidence();
  void score();

  const GatedTimeline& events_;
  Contacts& contacts_;
  const EngagementWeights weights_;
  std::int64_t as_of_ms_, window_ms_, answer_ms_;

  // Of the customer being measured.
  CustomerMetrics metrics_;
  MetricsEvidence* evidence_ = nullptr;
  std::vector<Place> places_;
  std::vector<std::int64_t> times_, human_times_;
  std::vector<std::int64_t>
      unanswered_ms_;             // outbound messages that no inbound one has followed yet
  std::vector<ChannelUse> uses_;  // by first use
};

}  // namespace throughline
