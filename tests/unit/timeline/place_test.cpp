// Spec 3 and 4: which zone dates a local time, and what a change of settings does without reading again.
#include "catch.hpp"
#include "made_events.h"

using namespace throughline;
using test::Event;
using test::Journey;

namespace {

ZoneId zone(std::string_view name) { return Zones::builtin().find(name); }
Event local() { return Event("note.created", "2026-07-01T12:00:00"); }
constexpr std::int64_t kNoonUtcMs = 1782907200000;  // 2026-07-01T12:00Z
constexpr std::int64_t kHourMs = 3600000;

SourceSettings in_zone(std::string_view name) {
  SourceSettings settings;
  settings.zone = zone(name);
  return settings;
}

}  // namespace

TEST_CASE(
    "a local time takes the event's zone, else the source's, else the business zone, else none") {
  Journey j;
  const Row row = j.add("a", local());
  const Row named = j.add("a", local().with(Member::zone, "Asia/Tokyo"));
  const Row suffixed = j.add("a", Event("note.created", "2026-07-01T12:00:00[America/New_York]"));
  j.settle();
  CHECK(j.timeline.state(row) == RowState::undated);
  CHECK(j.timeline.undated_reason(row) == Code::no_zone);
  CHECK(j.timeline.at_ms(named) == kNoonUtcMs - 9 * kHourMs);
  CHECK(j.timeline.zone_from(named) == ZoneFrom::event);
  CHECK(j.timeline.zone_used(named) == zone("Asia/Tokyo"));
  CHECK(j.timeline.at_ms(suffixed) == kNoonUtcMs + 4 * kHourMs);

  j.timeline.set_business_zone(zone("Europe/Paris"));
  j.settle();
  CHECK(j.timeline.state(row) == RowState::kept);
  CHECK(j.timeline.at_ms(row) == kNoonUtcMs - 2 * kHourMs);
  CHECK(j.timeline.zone_from(row) == ZoneFrom::business);
  CHECK(j.timeline.offset_used_s(row) == 7200);
  CHECK(j.counts("a").undated == 0);

  j.timeline.configure(0, in_zone("America/Sao_Paulo"));
  j.settle();
  CHECK(j.timeline.at_ms(row) == kNoonUtcMs + 3 * kHourMs);
  CHECK(j.timeline.zone_from(row) == ZoneFrom::source);
  CHECK(j.timeline.at_ms(named) == kNoonUtcMs - 9 * kHourMs);

  j.timeline.configure(0, SourceSettings{});
  j.timeline.set_business_zone(kNoZone);
  j.settle();
  CHECK(j.timeline.state(row) == RowState::undated);
  CHECK(j.timeline.kept_count() == 2);
}

TEST_CASE("zone_override beats a labelled offset, but no instant") {
  Journey j;
  const Row labelled = j.add("a", Event("note.created", "2026-07-01T12:00:00+00:00"));
  const Row offset = j.add("a", Event("note.created", "2026-07-01T12:00:00+09:00"));
  const Row epoch = j.add("a", Event("note.created", "1782907200"));
  const Row canonical =
      j.add("a", Event("note.created", "2026-07-01T12:00:00+01:00").at(kNoonUtcMs));
  SourceSettings settings;
  settings.zone_override = zone("America/New_York");
  j.timeline.configure(0, settings);
  j.settle();
  CHECK(j.timeline.at_ms(labelled) == kNoonUtcMs + 4 * kHourMs);
  CHECK(j.timeline.at_ms(offset) == kNoonUtcMs + 4 * kHourMs);
  CHECK(j.timeline.zone_from(offset) == ZoneFrom::override_);
  CHECK(j.timeline.at_ms(epoch) == kNoonUtcMs);
  CHECK(j.timeline.at_ms(canonical) == kNoonUtcMs);
  CHECK(j.timeline.zone_from(canonical) == ZoneFrom::labelled);

  j.timeline.configure(0, SourceSettings{});
  j.settle();
  CHECK(j.timeline.at_ms(labelled) == kNoonUtcMs);
  CHECK(j.timeline.at_ms(offset) == kNoonUtcMs - 9 * kHourMs);
  CHECK(j.timeline.zone_from(offset) == ZoneFrom::labelled);
}

TEST_CASE("an unknown zone name is harmless beside an offset and fatal where it is needed") {
  Journey j;
  const Row labelled =
      j.add("a", Event("note.created", "2026-07-01T12:00:00Z").with(Member::zone, "Mars/Olympus"));
  const Row needed = j.add("a", local().with(Member::zone, "Mars/Olympus"));
  const Row empty = j.add("a", local().with(Member::zone, ""));
  j.timeline.set_business_zone(zone("UTC"));
  j.settle();
  CHECK(j.timeline.state(labelled) == RowState::kept);
  CHECK(j.timeline.state(needed) == RowState::undated);
  CHECK(j.timeline.undated_reason(needed) == Code::unknown_zone);
  CHECK(j.timeline.at_ms(empty) == kNoonUtcMs);
}

TEST_CASE(
    "local times in a gap and in a fold are counted, and counted anew when the zone changes") {
  Journey j;
  j.add("a", Event("note.created", "2026-03-29T02:30:00"));  // skipped in Paris
  j.add("a", Event("note.created", "2026-10-25T02:30:00"));  // repeated in Paris
  j.timeline.configure(0, in_zone("Europe/Paris"));
  j.settle();
  CHECK(j.timeline.local_kind(0) == LocalKind::skipped);
  CHECK(j.timeline.local_kind(1) == LocalKind::repeated);
  CHECK(j.counts("a").skipped_local == 1);
  CHECK(j.counts("a").repeated_local == 1);
  j.timeline.configure(0, in_zone("Asia/Tokyo"));
  j.settle();
  CHECK(j.counts("a").skipped_local == 0);
  CHECK(j.counts("a").repeated_local == 0);
  CHECK(j.timeline.local_kind(0) == LocalKind::unique);
}

TEST_CASE("the end is dated as the time is") {
  Journey j;
  const Row row = j.add("a", local().with(Member::end_time, "2026-07-01T12:30:00"));
  const Row interval =
      j.add("a", Event("note.created", "2026-07-01T12:00:00Z/2026-07-01T13:00:00Z"));
  j.timeline.configure(0, in_zone("Europe/Paris"));
  j.settle();
  REQUIRE(j.timeline.end_time(row));
  CHECK(j.timeline.end_time(row)->ms == kNoonUtcMs - 2 * kHourMs + kHourMs / 2);
  REQUIRE(j.timeline.end_time(interval));
  CHECK(j.timeline.end_time(interval)->ms == kNoonUtcMs + kHourMs);
  CHECK_FALSE(j.timeline.end_time(j.add("a", local())));
}

TEST_CASE("an end filled from another source keeps the instant it had there") {
  Journey j;
  const Row a = j.add("a", Event("call.started", "2026-07-01T12:00:00Z").id("c"));
  j.add("b", Event("call.started", "2026-07-01T14:00:00")
                 .id("c")
                 .with(Member::end_time, "2026-07-01T14:30:00"));
  j.timeline.configure(1, in_zone("Europe/Paris"));
  j.settle();
  CHECK(j.timeline.kept_count() == 1);
  REQUIRE(j.timeline.end_time(a));
  CHECK(j.timeline.end_time(a)->ms == kNoonUtcMs + kHourMs / 2);
}

TEST_CASE(
    "a zone that comes late brings undated records and their edits alive, and reads nothing") {
  Journey j;
  const Row m = j.add("a", Event("message.sent", "2026-07-01T12:00:00").id("m").text("one"));
  j.add("a", Event("message.edited", "2026-07-01T13:00:00").id("e").revises("m").text("two"));
  j.settle();
  CHECK(j.timeline.kept_count() == 0);
  CHECK(j.counts("a").undated == 2);
  j.timeline.set_business_zone(zone("UTC"));
  j.settle();
  CHECK(j.value(m, Member::text) == "two");
  CHECK(j.counts("a").undated == 0);
  CHECK(j.counts("a").duplicate == 1);
  j.timeline.set_business_zone(kNoZone);
  j.settle();
  CHECK(j.timeline.kept_count() == 0);
  CHECK(j.value(m, Member::text) == "one");
}

TEST_CASE("dates before 1971 are suspect and kept") {
  Journey j;
  const Row old = j.add("a", Event("note.created", "1970-12-31T23:59:59.999Z"));
  const Row young = j.add("a", Event("note.created", "1971-01-01T00:00:00Z"));
  j.settle();
  CHECK(j.timeline.suspect_past(old));
  CHECK_FALSE(j.timeline.suspect_past(young));
  CHECK(j.timeline.kept_count() == 2);
}

TEST_CASE("own ids carry their source's name once, and lose it when told so") {
  Journey j;
  SourceSettings own;
  own.own_ids = true;
  j.timeline.configure(j.timeline.source("crm"), own);
  const Row row =
      j.add("crm", Event("note.created", "2026-07-01T12:00:00Z").conversation("7").customer("9"));
  const Row back =
      j.add("crm", Event("note.created", "2026-07-01T12:01:00Z").conversation("crm:7"));
  j.settle();
  CHECK(j.value(row, Member::conversation) == "crm:7");
  CHECK(j.timeline.text(j.timeline.customer(row)) == "crm:9");
  CHECK(j.timeline.conversation(back) == j.timeline.conversation(row));
  j.timeline.configure(0, SourceSettings{});
  j.settle();
  CHECK(j.value(row, Member::conversation) == "7");
  CHECK(j.timeline.text(j.timeline.customer(row)) == "9");
  CHECK(j.value(back, Member::conversation) == "crm:7");
}
