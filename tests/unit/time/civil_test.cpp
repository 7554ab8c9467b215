#include "catch.hpp"
#include "throughline/time.h"

namespace throughline {
namespace {

CivilFields date(std::int32_t year, std::int32_t month, std::int32_t day) {
  CivilFields fields;
  fields.year = year;
  fields.month = month;
  fields.day = day;
  return fields;
}

Civil day(std::int32_t year, std::int32_t month, std::int32_t number) {
  const auto civil = civil_from_fields(date(year, month, number));
  REQUIRE(civil);
  return *civil;
}

bool exists(CivilFields fields) { return civil_from_fields(fields).has_value(); }

TEST_CASE("civil time counts milliseconds from 1970 on the wall") {
  CHECK(day(1970, 1, 1).ms == 0);
  CHECK(day(1969, 12, 31).ms == -kDayMs);
  CHECK(day(2000, 3, 1).ms == std::int64_t{11017} * kDayMs);
  CHECK(day(1, 1, 1).ms == kMinMs);
  CHECK(day(9999, 12, 31).ms == kMaxMs - kDayMs + 1);
}

TEST_CASE("a day of the range begins with its midnight and ends before the next") {
  std::int64_t wrong = 0;
  for (std::int64_t day = kMinMs / kDayMs; day <= kMaxMs / kDayMs + 1; ++day) {
    const std::int64_t midnight = day * kDayMs;
    for (const std::int64_t after_ms : {std::int64_t{0}, std::int64_t{1}, kDayMs / 2, kDayMs - 1})
      wrong += civil_day(Civil{midnight + after_ms}) == day ? 0 : 1;
    wrong += civil_midnight(Civil{midnight + kDayMs - 1}).ms == midnight ? 0 : 1;
  }
  CHECK(wrong == 0);
}

TEST_CASE("dates that no calendar has are refused") {
  CHECK_FALSE(exists(date(2026, 2, 30)));
  CHECK_FALSE(exists(date(2026, 2, 29)));
  CHECK(exists(date(2028, 2, 29)));
  CHECK_FALSE(exists(date(1900, 2, 29)));
  CHECK(exists(date(2000, 2, 29)));
  CHECK_FALSE(exists(date(2026, 4, 31)));
  CHECK_FALSE(exists(date(2026, 13, 1)));
  CHECK_FALSE(exists(date(2026, 0, 1)));
  CHECK_FALSE(exists(date(2026, 1, 0)));
  CHECK_FALSE(exists(date(2026, 1, 32)));
  CHECK_FALSE(exists(date(0, 12, 31)));
  CHECK_FALSE(exists(date(10000, 1, 1)));
  CHECK_FALSE(exists(date(-4, 1, 1)));
  CHECK_FALSE(exists(date(2026, -1, 260)));
}

TEST_CASE("24:00:00 is the next day, second 60 the next minute, nothing else carries") {
  CivilFields midnight = date(2026, 12, 31);
  midnight.hour = 24;
  CHECK(civil_from_fields(midnight) == day(2027, 1, 1));
  midnight.millisecond = 1;
  CHECK_FALSE(exists(midnight));

  CivilFields leap = date(2016, 12, 31);
  leap.hour = 23;
  leap.minute = 59;
  leap.second = 60;
  CHECK(civil_from_fields(leap) == day(2017, 1, 1));
  leap.second = 61;
  CHECK_FALSE(exists(leap));
  leap.second = 0;
  leap.minute = 60;
  CHECK_FALSE(exists(leap));
  leap.minute = 0;
  leap.hour = 25;
  CHECK_FALSE(exists(leap));
  leap.hour = -1;
  CHECK_FALSE(exists(leap));
}

TEST_CASE("fields come back from before 1970 too") {
  const CivilFields fields = civil_fields(Civil{-1});
  CHECK(fields.year == 1969);
  CHECK(fields.month == 12);
  CHECK(fields.day == 31);
  CHECK(fields.hour == 23);
  CHECK(fields.minute == 59);
  CHECK(fields.second == 59);
  CHECK(fields.millisecond == 999);
}

TEST_CASE("weekdays begin on Monday") {
  CHECK(iso_weekday(day(1970, 1, 1)) == 4);
  CHECK(iso_weekday(Civil{-1}) == 3);
  CHECK(iso_weekday(day(2026, 11, 22)) == 7);
  CHECK(iso_weekday(day(1, 1, 1)) == 1);
}

TEST_CASE("months before keep the time of day and clamp at the month's end") {
  const std::int64_t noon = kDayMs / 2;
  const auto before = [&](Civil start, std::int32_t months) {
    return civil_months_before(Civil{start.ms + noon}, months).ms - noon;
  };
  CHECK(before(day(2026, 5, 31), 3) == day(2026, 2, 28).ms);
  CHECK(before(day(2024, 5, 31), 3) == day(2024, 2, 29).ms);
  CHECK(before(day(2026, 1, 15), 12) == day(2025, 1, 15).ms);
  CHECK(before(day(2026, 1, 31), 9) == day(2025, 4, 30).ms);
  CHECK(before(day(2024, 2, 29), 12) == day(2023, 2, 28).ms);
  CHECK(before(day(2026, 7, 31), 6) == day(2026, 1, 31).ms);
}

}  // namespace
}  // namespace throughline
