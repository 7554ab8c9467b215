// The bounds of a period, with the second before and after.
#include "catch.hpp"
#include "throughline/filter.h"

using namespace throughline;

namespace {

ZoneId zone(std::string_view name) {
  const ZoneId id = Zones::builtin().find(name);
  REQUIRE(id != kNoZone);
  return id;
}

Instant at(std::string_view text) {
  const ParsedTime parsed = parse_time(text);
  REQUIRE(parsed.what == ParsedTime::What::labelled);
  return parsed.instant();
}

std::string utc(std::int64_t ms) {
  std::string out;
  append_utc(out, Instant{ms});
  return out;
}

PeriodBounds bounds(std::string_view period, std::optional<Instant> as_of, ZoneId display_zone) {
  const Result<Filter> filter = Filter::parse(R"({"period":)" + std::string(period) + "}");
  REQUIRE(filter.ok());
  return period_bounds(*filter, as_of, display_zone);
}

}  // namespace

TEST_CASE("without a period everything is in it") {
  const PeriodBounds all = period_bounds(Filter{}, at("2026-05-12T00:00:00Z"), kNoZone);
  CHECK(all.from_ms == kMinMs);
  CHECK(all.until_ms == kMaxMs);
}

TEST_CASE("months run from the same time of day until as-of, both ends in") {
  const PeriodBounds year = bounds(R"({"months":12})", at("2026-05-12T14:05:00.123Z"), kNoZone);
  CHECK(utc(year.from_ms) == "2025-05-12T14:05:00.123Z");
  CHECK(utc(year.until_ms) == "2026-05-12T14:05:00.123Z");
}

TEST_CASE("31 March less one month is the last day of February") {
  CHECK(utc(bounds(R"({"months":1})", at("2026-03-31T12:00:00Z"), kNoZone).from_ms) ==
        "2026-02-28T12:00:00.000Z");
  CHECK(utc(bounds(R"({"months":1})", at("2024-03-31T12:00:00Z"), kNoZone).from_ms) ==
        "2024-02-29T12:00:00.000Z");
  CHECK(utc(bounds(R"({"months":12})", at("2024-02-29T12:00:00Z"), kNoZone).from_ms) ==
        "2023-02-28T12:00:00.000Z");
  CHECK(utc(bounds(R"({"months":6})", at("2026-08-31T12:00:00Z"), kNoZone).from_ms) ==
        "2026-02-28T12:00:00.000Z");
}

TEST_CASE("months are counted on the display zone's calendar") {
  // In Auckland it is already 31 May, so one month before is 30 April there.
  const Instant as_of = at("2026-05-30T20:00:00Z");
  CHECK(utc(bounds(R"({"months":1})", as_of, zone("Pacific/Auckland")).from_ms) ==
        "2026-04-29T20:00:00.000Z");
  CHECK(utc(bounds(R"({"months":1})", as_of, kNoZone).from_ms) == "2026-04-30T20:00:00.000Z");
}

TEST_CASE("months across a change of clocks keep the time on the wall") {
  // Berlin: 10:00 in July is UTC+2, 10:00 in January UTC+1.
  CHECK(utc(bounds(R"({"months":6})", at("2026-07-15T10:00:00+02:00"), zone("Europe/Berlin"))
                .from_ms) == "2026-01-15T09:00:00.000Z");
}

TEST_CASE("a start that spring skipped moves forward") {
  // Berlin, 29 March 2026: 02:30 does not exist; with the offset before the gap it is 03:30 summer
  // time.
  CHECK(utc(bounds(R"({"months":3})", at("2026-06-29T02:30:00+02:00"), zone("Europe/Berlin"))
                .from_ms) == "2026-03-29T01:30:00.000Z");
}

TEST_CASE("a start that autumn repeats is the earlier") {
  // Berlin, 25 October 2026: 02:30 comes at UTC+2 and again at UTC+1.
  CHECK(utc(bounds(R"({"months":3})", at("2027-01-25T02:30:00+01:00"), zone("Europe/Berlin"))
                .from_ms) == "2026-10-25T00:30:00.000Z");
}

TEST_CASE("months without as-of bound nothing; more than there are begin with the calendar") {
  CHECK(bounds(R"({"months":3})", std::nullopt, kNoZone) == PeriodBounds{});
  CHECK(bounds(R"({"months":1200})", at("0050-06-01T00:00:00Z"), kNoZone).from_ms == kMinMs);
  CHECK(utc(bounds(R"({"months":12})", at("0002-01-01T00:00:00Z"), kNoZone).from_ms) ==
        "0001-01-01T00:00:00.000Z");
}

TEST_CASE("dates run from 00:00 until just before 00:00 of the day after") {
  const PeriodBounds may =
      bounds(R"({"from":"2026-05-01","to":"2026-05-31"})", std::nullopt, kNoZone);
  CHECK(utc(may.from_ms) == "2026-05-01T00:00:00.000Z");
  CHECK(utc(may.until_ms) == "2026-05-31T23:59:59.999Z");
  const PeriodBounds there =
      bounds(R"({"from":"2026-05-01","to":"2026-05-31"})", std::nullopt, zone("America/Sao_Paulo"));
  CHECK(utc(there.from_ms) == "2026-05-01T03:00:00.000Z");
  CHECK(utc(there.until_ms) == "2026-06-01T02:59:59.999Z");
}

TEST_CASE("the days on which clocks change have 23 and 25 hours") {
  const ZoneId berlin = zone("Europe/Berlin");
  const PeriodBounds spring =
      bounds(R"({"from":"2026-03-29","to":"2026-03-29"})", std::nullopt, berlin);
  CHECK(spring.until_ms - spring.from_ms + 1 == 23 * 3600000);
  const PeriodBounds autumn =
      bounds(R"({"from":"2026-10-25","to":"2026-10-25"})", std::nullopt, berlin);
  CHECK(autumn.until_ms - autumn.from_ms + 1 == 25 * 3600000);
}

TEST_CASE("a midnight that does not exist is the first instant of its day") {
  // Santiago, 6 September 2026: clocks go from 24:00 straight to 01:00.
  const PeriodBounds day =
      bounds(R"({"from":"2026-09-06","to":"2026-09-06"})", std::nullopt, zone("America/Santiago"));
  CHECK(utc(day.from_ms) == "2026-09-06T04:00:00.000Z");
  CHECK(day.until_ms - day.from_ms + 1 == 23 * 3600000);
}

TEST_CASE("an open end has no bound, and the last day of the calendar ends with it") {
  CHECK(bounds(R"({"from":"2026-05-01"})", std::nullopt, kNoZone).until_ms == kMaxMs);
  CHECK(bounds(R"({"to":"2026-05-01"})", std::nullopt, kNoZone).from_ms == kMinMs);
  CHECK(bounds(R"({"to":"9999-12-31"})", std::nullopt, kNoZone).until_ms == kMaxMs);
  CHECK(bounds(R"({"to":"9999-12-31"})", std::nullopt, zone("Asia/Tokyo")).until_ms == kMaxMs);
  CHECK(bounds(R"({"from":"0001-01-01"})", std::nullopt, zone("Asia/Tokyo")).from_ms == kMinMs);
}
