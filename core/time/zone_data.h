// The packed zone table and what a zone becomes when it is unpacked: a list of periods, each with
// one offset. What was before 2000 stands apart and is unpacked only for a time that needs it: in
// the browser those tables come behind the first screen. Work of unpacking: one pass over the zone's
// transitions, then two a year up to 2101 where the zone has a rule. After that a rule is worked out
// for the years around the time that is asked for.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/time.h"

namespace throughline::zone_data {

struct OffsetType {
  std::int32_t offset_s;
  bool dst;
  std::uint8_t abbreviation;
};

// One of the two days of a year on which a POSIX TZ rule changes the clocks.
struct RuleDay {
  enum class Kind : std::uint8_t { month_week_day, day_without_leap, day_from_zero };
  Kind kind;
  std::uint8_t month, week;  // week 5 = the last
  std::uint16_t number;      // the weekday, 0 = Sunday, or the day of the year
  std::int32_t second;  // since that day's midnight on the clock before the change; may be negative
};

struct ZoneRule {
  std::uint16_t standard, daylight;  // offset types
  RuleDay start, end;                // of daylight time
};

struct Period {
  std::int64_t from_ms;  // until the next period's
  std::uint16_t type;    // offset type
  std::int32_t offset_s;
};

// Where a search in the periods begins: the period that holds at the start of each bucket of 2^32
// ms (some fifty days, so hardly ever more than one period begins in it), from 1900 to 2101.
inline constexpr int kBucketBits = 32;
inline constexpr std::int64_t kBucketsFromMs = -2208988800000;
inline constexpr std::int64_t kBucketCount = (4165516800000 - kBucketsFromMs) >> kBucketBits;

struct Zone {
  std::vector<Period> periods;         // never empty
  std::vector<std::uint16_t> buckets;  // kBucketCount
  const ZoneRule* rule = nullptr;      // goes on after the last period but one
  // The zone answers for times, also civil ones, that lie two kLongestShiftMs or more after this.
  std::int64_t known_from_ms = 0;
};

std::string_view version();
std::vector<std::string> names();  // sorted bytewise
std::size_t zone_of_name(std::size_t index);
std::size_t zone_count();
Zone unpack(std::size_t zone);      // since 2000 at least
Zone unpack_all(std::size_t zone);  // its history as well
const OffsetType& offset_type(std::uint16_t type);
std::string_view abbreviation(const OffsetType& type);

// The six changes of a rule in year − 1, year and year + 1, in order.
std::array<Period, 6> rule_periods(const ZoneRule& rule, std::int32_t year);

// The first period of a zone begins, and the last ends, here: outside all instants, and far enough
// from the ends of int64 that no sum of an instant and an offset overflows.
inline constexpr std::int64_t kBeforeAllMs = kMinMs - 7 * kDayMs;
inline constexpr std::int64_t kAfterAllMs = kMaxMs + 1 + 7 * kDayMs;
// Before all times that a zone is asked for.
inline constexpr std::int64_t kAlwaysKnownMs = std::numeric_limits<std::int64_t>::min();
// No two clocks differ by more than this; offsets reach from −15:56 to +15:13.
inline constexpr std::int64_t kLongestShiftMs = 32 * std::int64_t{3600000};

}  // namespace throughline::zone_data
