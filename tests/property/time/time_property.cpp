// What must hold for any zone, any instant and any way of writing it.
#include <rapidcheck.h>

#include "catch.hpp"
#include "throughline/time.h"

namespace throughline {
namespace {

ZoneId any_zone() {
  const auto count = Zones::builtin().names().size();
  return static_cast<ZoneId>(*rc::gen::inRange<std::size_t>(0, count));
}

// Mostly this century, sometimes any year, often right beside a change of the zone's clocks.
Instant any_instant(ZoneId zone) {
  const std::int64_t century = *rc::gen::inRange<std::int64_t>(-2208988800000, 4133980800000);
  const std::int64_t ever = *rc::gen::inRange(kMinMs + 2 * kDayMs, kMaxMs - 2 * kDayMs);
  const Instant base{*rc::gen::element(century, century, ever)};
  if (*rc::gen::arbitrary<bool>()) return base;
  const std::int64_t change = Zones::builtin().offset_at(zone, base).until.ms;
  const std::int64_t distance = *rc::gen::inRange<std::int64_t>(-7200000, 7200000);
  return change < kMaxMs - 2 * kDayMs ? Instant{change + distance} : base;
}

ParsedTime parsed(const std::string& text) { return parse_time(text); }

TEST_CASE("an instant's civil time leads back to it, or to the earlier of two") {
  CHECK(rc::check([] {
    const Zones& zones = Zones::builtin();
    const ZoneId zone = any_zone();
    const Instant at = any_instant(zone);
    const Civil civil = zones.to_civil(zone, at);
    const ResolvedLocal back = zones.resolve(zone, civil);
    RC_ASSERT(back.kind != LocalKind::skipped);
    if (back.kind == LocalKind::unique) RC_ASSERT(back.instant == at);
    RC_ASSERT(!(at < back.instant));
    RC_ASSERT(zones.to_civil(zone, back.instant) == civil);
  }));
}

TEST_CASE("a civil time resolves with the offset it says, forward over a gap") {
  CHECK(rc::check([] {
    const Zones& zones = Zones::builtin();
    const ZoneId zone = any_zone();
    const Civil civil{any_instant(zone).ms};
    const ResolvedLocal at = zones.resolve(zone, civil);
    RC_ASSERT(at.instant.ms + std::int64_t{at.offset_s} * 1000 == civil.ms);
    const Civil shown = zones.to_civil(zone, at.instant);
    if (at.kind == LocalKind::skipped)
      RC_ASSERT(civil < shown);
    else
      RC_ASSERT(shown == civil);
  }));
}

TEST_CASE("an interval is the longest in which nothing changes, and its civil times are unique") {
  CHECK(rc::check([] {
    const Zones& zones = Zones::builtin();
    const ZoneId zone = any_zone();
    const Instant at = any_instant(zone);
    const ZoneOffset here = zones.offset_at(zone, at);
    RC_ASSERT(!(at < here.from) && at < here.until);
    const ZoneOffset next = zones.offset_at(zone, here.until);
    if (in_range(here.until))
      RC_ASSERT(next.offset_s != here.offset_s || next.dst != here.dst ||
                next.abbreviation != here.abbreviation);
    if (here.unique_from < here.unique_until) {
      const std::int64_t ms = *rc::gen::inRange(here.unique_from.ms, here.unique_until.ms);
      const ResolvedLocal unique = zones.resolve(zone, Civil{ms});
      RC_ASSERT(unique.kind == LocalKind::unique);
      RC_ASSERT(unique.offset_s == here.offset_s);
    }
  }));
}

TEST_CASE("a zone clock always agrees with its zone") {
  CHECK(rc::check([] {
    const Zones& zones = Zones::builtin();
    const ZoneId zone = any_zone();
    ZoneClock clock(zone);
    for (int i = 0; i < 8; ++i) {
      const Instant at = any_instant(zone);
      RC_ASSERT(clock.to_civil(at) == zones.to_civil(zone, at));
      const ResolvedLocal expected = zones.resolve(zone, Civil{at.ms});
      const ResolvedLocal got = clock.resolve(Civil{at.ms});
      RC_ASSERT(got.instant == expected.instant);
      RC_ASSERT(got.kind == expected.kind);
      RC_ASSERT(got.offset_s == expected.offset_s);
    }
  }));
}

TEST_CASE("what is written is read again as the same instant and offset") {
  CHECK(rc::check([] {
    const ZoneId zone = any_zone();
    const Instant at = any_instant(zone);
    const std::int32_t offset_s = Zones::builtin().offset_at(zone, at).offset_s;
    std::string utc, local;
    append_utc(utc, at);
    append_local(local, at, offset_s);
    RC_ASSERT(parsed(utc).instant() == at);
    RC_ASSERT(parsed(local).instant() == at);
    RC_ASSERT(parsed(local).offset_s == offset_s);
  }));
}

TEST_CASE("every shape of one civil time reads the same") {
  CHECK(rc::check([] {
    const Civil civil{*rc::gen::inRange(kMinMs / 1000, kMaxMs / 1000) * 1000};
    std::string text;
    append_utc(text, Instant{civil.ms});
    const std::string date = text.substr(0, 10), clock = text.substr(11, 8);
    std::string compact_date = date, slashed = date, compact_clock = clock;
    compact_date.erase(7, 1).erase(4, 1);
    compact_clock.erase(5, 1).erase(2, 1);
    slashed[4] = slashed[7] = '/';
    for (const std::string& shape :
         {date + "T" + clock, date + "  " + clock, compact_date + "T" + compact_clock,
          slashed + " " + clock, date + "t" + clock + ".000999999"}) {
      const ParsedTime read = parsed(shape);
      RC_ASSERT(read.what == ParsedTime::What::local);
      RC_ASSERT(read.civil_ms == civil.ms);
    }
  }));
}

TEST_CASE("an epoch decimal is cut as integer division cuts") {
  CHECK(rc::check([] {
    const std::int64_t us = *rc::gen::inRange<std::int64_t>(-60000000000000000, 90000000000000000);
    const std::int64_t floor_ms = us / 1000 - (us % 1000 < 0 ? 1 : 0);
    RC_PRE(floor_ms >= kMinMs);
    const std::uint64_t size = static_cast<std::uint64_t>(us < 0 ? -us : us);
    std::string digits = std::to_string(size);
    digits.insert(0, digits.size() < 7 ? 7 - digits.size() : 0, '0');
    digits.insert(digits.size() - 6, ".");
    if (us < 0) digits.insert(0, "-");
    const ParsedTime read = parse_time(digits, TimeFormat{TimeUnit::seconds, DayFirst::unstated});
    RC_ASSERT(read.what == ParsedTime::What::labelled);
    RC_ASSERT(read.instant().ms == floor_ms);
  }));
}

TEST_CASE("months before never leave the month meant, and fields survive the way there and back") {
  CHECK(rc::check([] {
    const Civil civil{*rc::gen::inRange<std::int64_t>(-2208988800000, kMaxMs)};
    const CivilFields fields = civil_fields(civil);
    RC_ASSERT(civil_from_fields(fields) == civil);
    const std::int32_t months = *rc::gen::inRange(0, 240);
    const CivilFields before = civil_fields(civil_months_before(civil, months));
    RC_ASSERT(before.year * 12 + before.month == fields.year * 12 + fields.month - months);
    RC_ASSERT(before.day <= fields.day);
    RC_ASSERT(before.hour == fields.hour);
    RC_ASSERT(before.millisecond == fields.millisecond);
  }));
}

}  // namespace
}  // namespace throughline
