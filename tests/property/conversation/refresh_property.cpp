#include "catch.hpp"
#include "told.h"

using namespace throughline;
using namespace throughline::testing;

TEST_CASE("conversations refreshed by what changed tell what those made anew tell",
          "[conversation]") {
  CHECK(rc::check([] {
    Timeline timeline;
    GatedTimeline events(timeline);
    Conversations conversations(events);
    Wishes wishes;
    const std::uint32_t units = *rc::gen::element<std::uint32_t>(1, 3, 1000);
    through_random_log(timeline, events, wishes, [&] {
      events.invalidate(timeline.take_changes());
      finish(events, units);
      conversations.invalidate(events.take_refreshed());
      finish(conversations, units);

      GatedTimeline events_anew(timeline);
      wishes.apply(events_anew);
      finish(events_anew, 1000);
      Conversations anew(events_anew);
      finish(anew, 1000);
      RC_ASSERT(told_by(events, conversations) == told_by(events_anew, anew));
    });
  }));
}

TEST_CASE("a move of as-of alone leads where a fold anew leads", "[conversation]") {
  CHECK(rc::check([] {
    Timeline timeline;
    for (int i = *rc::gen::inRange(1, 30); i > 0; --i) append(timeline, random_event());
    finish(timeline, 1000);
    GatedTimeline events(timeline);
    Conversations conversations(events);
    for (int i = 0; i < 6; ++i) {
      const std::int64_t at_ms = *random_instant() + *rc::gen::element(0, 1, 44999, 45000, 60000);
      events.set_as_of(Instant{at_ms});
      finish(events, 100);
      conversations.invalidate(events.take_refreshed());
      finish(conversations, 100);
      GatedTimeline events_anew(timeline);
      events_anew.set_as_of(Instant{at_ms});
      finish(events_anew, 1000);
      Conversations anew(events_anew);
      finish(anew, 1000);
      RC_ASSERT(told_by(events, conversations) == told_by(events_anew, anew));
    }
  }));
}

TEST_CASE("live states change at next_change_ms and not before", "[live]") {
  CHECK(rc::check([] {
    Timeline timeline;
    for (int i = *rc::gen::inRange(1, 20); i > 0; --i) append(timeline, random_event());
    finish(timeline, 1000);
    GatedTimeline events(timeline);
    Conversations conversations(events);
    const auto states_at = [&](std::int64_t ms) {
      events.set_as_of(Instant{ms});
      finish(events, 100);
      conversations.invalidate(events.take_refreshed());
      finish(conversations, 100);
      std::string states;
      for (InteractionId id : conversations.interactions_in_order())
        states += live_state_name(conversations.live(id));
      return states;
    };
    // After the last event, so that nothing but time moves them.
    std::int64_t ms =
        kOriginMs + 12 * kStepMs + std::int64_t{4} * 26 * 3600000 - *rc::gen::inRange(0, 50) * 1000;
    const std::string now = states_at(ms);
    const std::optional<std::int64_t> next = conversations.next_change_ms();
    if (!next) {
      RC_ASSERT(states_at(ms + 1000000000) == now);
      return;
    }
    RC_ASSERT(*next > ms);
    RC_ASSERT(states_at(*next - 1) == now);
    RC_ASSERT(states_at(*next) != now);
  }));
}
