#include "catch.hpp"
#include "random_log.h"

using namespace throughline;
using namespace throughline::testing;

TEST_CASE("a gate refreshed by what changed tells what a gate made anew tells", "[gate]") {
  CHECK(rc::check([] {
    Timeline timeline;
    GatedTimeline events(timeline);
    Wishes wishes;
    const std::uint32_t units = *rc::gen::element<std::uint32_t>(1, 3, 1000);
    through_random_log(timeline, events, wishes, [&] {
      events.invalidate(timeline.take_changes());
      finish(events, units);
      GatedTimeline anew(timeline);
      wishes.apply(anew);
      finish(anew, 1000);
      RC_ASSERT(told_by(events) == told_by(anew));
    });
  }));
}

TEST_CASE("what a gate reports as changed covers everything that changed", "[gate]") {
  CHECK(rc::check([] {
    Timeline timeline;
    GatedTimeline events(timeline);
    Wishes wishes;
    Bitset before;
    through_random_log(timeline, events, wishes, [&] {
      const TimelineChanges changes = timeline.take_changes();
      events.invalidate(changes);
      finish(events, 5);
      const GatedTimeline::Refreshed refreshed = events.take_refreshed();
      for (Row row = 0; row < timeline.size() && !refreshed.everything; ++row) {
        if (before.test(row) == events.visible(row)) continue;
        RC_ASSERT(std::count(refreshed.rows.begin(), refreshed.rows.end(), row) == 1);
      }
      before = events.visible_rows();
    });
  }));
}
