// Zones by what really happened: each case asserts the second before and the second at.
#include "read.h"

namespace throughline {
namespace {

// "+02:00 CEST dst" at a labelled time.
std::string offset(std::string_view zone_name, std::string_view utc) {
  const ZoneOffset at = Zones::builtin().offset_at(zone(zone_name), instant(utc));
  std::string out;
  append_local(out, Instant{}, at.offset_s);
  out.erase(0, out.find_last_of("+-"));
  return out + " " + std::string(at.abbreviation) + (at.dst ? " dst" : "");
}

// "2026-10-25T00:30:00.000Z repeated"
std::string resolved(std::string_view zone_name, std::string_view local) {
  const ResolvedLocal at = Zones::builtin().resolve(zone(zone_name), civil(local));
  CHECK(at.instant.ms + std::int64_t{at.offset_s} * 1000 == civil(local).ms);
  std::string out;
  append_utc(out, at.instant);
  const bool unique = at.kind == LocalKind::unique;
  return out + (unique ? "" : at.kind == LocalKind::skipped ? " skipped" : " repeated");
}

TEST_CASE("Paris puts its clocks forward in March 2026") {
  CHECK(offset("Europe/Paris", "2026-03-29T00:59:59Z") == "+01:00 CET");
  CHECK(offset("Europe/Paris", "2026-03-29T01:00:00Z") == "+02:00 CEST dst");
  CHECK(resolved("Europe/Paris", "2026-03-29T01:59:59.999") == "2026-03-29T00:59:59.999Z");
  CHECK(resolved("Europe/Paris", "2026-03-29T02:00") == "2026-03-29T01:00:00.000Z skipped");
  CHECK(resolved("Europe/Paris", "2026-03-29T02:59:59") == "2026-03-29T01:59:59.000Z skipped");
  CHECK(resolved("Europe/Paris", "2026-03-29T03:00") == "2026-03-29T01:00:00.000Z");
}

TEST_CASE("New York repeats an hour in November 2026 and the earlier one is meant") {
  CHECK(offset("America/New_York", "2026-11-01T05:59:59Z") == "-04:00 EDT dst");
  CHECK(offset("America/New_York", "2026-11-01T06:00:00Z") == "-05:00 EST");
  CHECK(resolved("America/New_York", "2026-11-01T00:59:59") == "2026-11-01T04:59:59.000Z");
  CHECK(resolved("America/New_York", "2026-11-01T01:00") == "2026-11-01T05:00:00.000Z repeated");
  CHECK(resolved("America/New_York", "2026-11-01T01:59:59") == "2026-11-01T05:59:59.000Z repeated");
  CHECK(resolved("America/New_York", "2026-11-01T02:00") == "2026-11-01T07:00:00.000Z");
}

TEST_CASE("Lord Howe's half-hour") {
  CHECK(offset("Australia/Lord_Howe", "2026-04-04T14:59:59Z") == "+11:00 +11 dst");
  CHECK(offset("Australia/Lord_Howe", "2026-04-04T15:00:00Z") == "+10:30 +1030");
  CHECK(resolved("Australia/Lord_Howe", "2026-04-05T01:29:59") == "2026-04-04T14:29:59.000Z");
  CHECK(resolved("Australia/Lord_Howe", "2026-04-05T01:30") == "2026-04-04T14:30:00.000Z repeated");
  CHECK(resolved("Australia/Lord_Howe", "2026-10-04T02:15") == "2026-10-03T15:45:00.000Z skipped");
}

TEST_CASE("Samoa skips 30 December 2011") {
  CHECK(offset("Pacific/Apia", "2011-12-30T09:59:59Z") == "-10:00 -10 dst");
  CHECK(offset("Pacific/Apia", "2011-12-30T10:00:00Z") == "+14:00 +14 dst");
  CHECK(resolved("Pacific/Apia", "2011-12-29T23:59:59") == "2011-12-30T09:59:59.000Z");
  CHECK(resolved("Pacific/Apia", "2011-12-30T12:00") == "2011-12-30T22:00:00.000Z skipped");
  CHECK(resolved("Pacific/Apia", "2011-12-31T00:00") == "2011-12-30T10:00:00.000Z");
}

TEST_CASE("Kwajalein skips 21 August 1993, Manila the last day of 1844") {
  CHECK(resolved("Pacific/Kwajalein", "1993-08-21T12:00") == "1993-08-22T00:00:00.000Z skipped");
  CHECK(offset("Pacific/Kwajalein", "1993-08-21T11:59:59Z") == "-12:00 -12");
  CHECK(offset("Pacific/Kwajalein", "1993-08-21T12:00:00Z") == "+12:00 +12");
  CHECK(resolved("Asia/Manila", "1844-12-31T12:00").substr(24) == " skipped");
}

TEST_CASE("Dublin's negative DST: winter is the exception") {
  CHECK(offset("Europe/Dublin", "2026-10-25T00:59:59Z") == "+01:00 IST");
  CHECK(offset("Europe/Dublin", "2026-10-25T01:00:00Z") == "+00:00 GMT dst");
  CHECK(resolved("Europe/Dublin", "2026-10-25T01:30") == "2026-10-25T00:30:00.000Z repeated");
  CHECK(offset("Europe/Dublin", "2090-07-01T00:00:00Z") == "+01:00 IST");
}

TEST_CASE("Liberia's 44:30 offset ends in 1972") {
  CHECK(offset("Africa/Monrovia", "1972-01-07T00:44:29Z") == "-00:44:30 MMT");
  CHECK(offset("Africa/Monrovia", "1972-01-07T00:44:30Z") == "+00:00 GMT");
  CHECK(resolved("Africa/Monrovia", "1972-01-06T23:59:59") == "1972-01-07T00:44:29.000Z");
  CHECK(resolved("Africa/Monrovia", "1972-01-07T00:20") == "1972-01-07T01:04:30.000Z skipped");
}

TEST_CASE("Amsterdam's twenty minutes, and the 19:32 before them") {
  CHECK(offset("Europe/Amsterdam", "1937-06-30T22:40:27Z") == "+01:19:32 NST dst");
  CHECK(offset("Europe/Amsterdam", "1937-06-30T22:40:28Z") == "+01:20 +0120 dst");
}

TEST_CASE("Caracas goes back half an hour in 2007 and forward in 2016") {
  CHECK(offset("America/Caracas", "2007-12-09T06:59:59Z") == "-04:00 -04");
  CHECK(offset("America/Caracas", "2007-12-09T07:00:00Z") == "-04:30 -0430");
  CHECK(offset("America/Caracas", "2016-05-01T06:59:59Z") == "-04:30 -0430");
  CHECK(offset("America/Caracas", "2016-05-01T07:00:00Z") == "-04:00 -04");
}

TEST_CASE("London's double summer time of 1941") {
  CHECK(offset("Europe/London", "1941-05-04T00:59:59Z") == "+01:00 BST dst");
  CHECK(offset("Europe/London", "1941-05-04T01:00:00Z") == "+02:00 BDST dst");
}

TEST_CASE("Gaza's clocks change fifty hours after the fourth Thursday began") {
  CHECK(offset("Asia/Gaza", "2095-03-25T23:59:59Z") == "+02:00 EET");
  CHECK(offset("Asia/Gaza", "2095-03-26T00:00:00Z") == "+03:00 EEST dst");
}

TEST_CASE("Nuuk's clocks change the evening before the last Sunday") {
  CHECK(offset("America/Nuuk", "2050-03-27T00:59:59Z") == "-02:00 -02");
  CHECK(offset("America/Nuuk", "2050-03-27T01:00:00Z") == "-01:00 -01 dst");
  CHECK(resolved("America/Nuuk", "2050-03-26T23:30") == "2050-03-27T01:30:00.000Z skipped");
}

TEST_CASE("Troll changes by two hours") {
  CHECK(offset("Antarctica/Troll", "2050-03-27T00:59:59Z") == "+00:00 +00");
  CHECK(offset("Antarctica/Troll", "2050-03-27T01:00:00Z") == "+02:00 +02 dst");
  CHECK(resolved("Antarctica/Troll", "2050-03-27T02:00") == "2050-03-27T02:00:00.000Z skipped");
}

TEST_CASE("rules go on past the table, for ever") {
  CHECK(offset("Europe/Berlin", "2100-07-01T00:00Z") == "+02:00 CEST dst");
  CHECK(offset("Europe/Berlin", "2101-07-01T00:00Z") == "+02:00 CEST dst");
  CHECK(offset("Europe/Berlin", "2102-01-01T00:00Z") == "+01:00 CET");
  CHECK(offset("Europe/Berlin", "9999-07-01T00:00Z") == "+02:00 CEST dst");
  CHECK(offset("Europe/Berlin", "9999-12-31T23:59:59.999Z") == "+01:00 CET");
  CHECK(resolved("America/Santiago", "9998-01-01T00:00") == "9998-01-01T03:00:00.000Z");
  CHECK(resolved("Europe/Berlin", "2399-03-28T02:30") == "2399-03-28T01:30:00.000Z skipped");
  CHECK(resolved("Europe/Berlin", "2399-10-31T02:30") == "2399-10-31T00:30:00.000Z repeated");
}

TEST_CASE("local mean time before a zone's first change") {
  CHECK(offset("America/New_York", "1883-11-18T16:59:59Z") == "-04:56:02 LMT");
  CHECK(offset("America/New_York", "1883-11-18T17:00:00Z") == "-05:00 EST");
  CHECK(offset("Europe/Paris", "0001-01-02T00:00Z") == "+00:09:21 LMT");
}

TEST_CASE("an interval holds from its first instant to the one before the next") {
  const Zones& zones = Zones::builtin();
  const ZoneId paris = zone("Europe/Paris");
  const ZoneOffset summer = zones.offset_at(paris, instant("2026-07-01T00:00Z"));
  CHECK(summer.from == instant("2026-03-29T01:00Z"));
  CHECK(summer.until == instant("2026-10-25T01:00Z"));
  CHECK(summer.unique_from == civil("2026-03-29T03:00"));
  CHECK(summer.unique_until == civil("2026-10-25T02:00"));
  const ZoneOffset winter = zones.offset_at(paris, summer.until);
  CHECK(winter.from == summer.until);
  CHECK(winter.unique_from == civil("2026-10-25T03:00"));
  CHECK(winter.unique_until == civil("2027-03-28T02:00"));
  const ZoneOffset utc = zones.offset_at(zone("UTC"), Instant{0});
  CHECK(utc.from.ms < kMinMs);
  CHECK(utc.until.ms > kMaxMs);
  CHECK(utc.abbreviation == "UTC");
}

TEST_CASE("instants beyond all years are answered, not followed") {
  const Zones& zones = Zones::builtin();
  CHECK(zones.offset_at(zone("Europe/Paris"), Instant{INT64_MAX}).abbreviation == "CET");
  CHECK(zones.offset_at(zone("Europe/Paris"), Instant{INT64_MIN}).abbreviation == "LMT");
}

TEST_CASE("a zone clock says what the zone says, in any order of questions") {
  const Zones& zones = Zones::builtin();
  const ZoneId paris = zone("Europe/Paris");
  ZoneClock clock(paris);
  for (const std::string_view text :
       {"2026-07-01T12:00Z", "2026-07-02T12:00Z", "1970-01-01T00:00Z", "2026-03-29T00:59:59.999Z",
        "2026-03-29T01:00Z", "9999-01-01T00:00Z", "0001-02-01T00:00Z", "2026-10-25T00:59Z"}) {
    const Instant at = instant(text);
    CHECK(clock.offset_ms(at) == std::int64_t{zones.offset_at(paris, at).offset_s} * 1000);
    CHECK(clock.to_civil(at) == zones.to_civil(paris, at));
  }
  for (const std::string_view text :
       {"2026-07-01T12:00", "2026-07-01T12:01", "2026-03-29T02:30", "2026-03-29T03:00",
        "2026-10-25T02:30", "2026-10-25T03:00", "2026-10-25T01:59", "1911-03-10T23:59:59",
        "9999-12-31T23:59:59"}) {
    const ResolvedLocal expected = zones.resolve(paris, civil(text));
    const ResolvedLocal got = clock.resolve(civil(text));
    CHECK(got.instant == expected.instant);
    CHECK(got.offset_s == expected.offset_s);
    CHECK(got.kind == expected.kind);
  }
}

}  // namespace
}  // namespace throughline
