#include "time/zone_data.h"

#include <date/date.h>

#include <algorithm>
#include <cstddef>

namespace throughline::zone_data {
namespace {

struct PackedZone {
  std::uint32_t stream_at;
  std::uint8_t rule;  // kNoRule: the last type holds for ever
  bool has_history;   // before its first stored transition
};
#include "zone_table.inc"

constexpr std::int32_t kLastUnpackedYear = 2101;

class Stream {
 public:
  explicit Stream(const std::uint8_t* at) : at_(at) {}
  std::uint32_t u8() { return *at_++; }
  std::uint32_t u16() {
    const std::uint32_t low = u8();
    return low | u8() << 8;
  }
  std::int64_t distance_s() {
    const std::uint32_t units = u16();
    if (units != 0xFFFF) return units * kStreamUnitSeconds;
    std::int64_t seconds = 0;
    for (int shift = 0; shift < 48; shift += 8) seconds |= std::int64_t{u8()} << shift;
    return seconds;
  }

 private:
  const std::uint8_t* at_;
};

Period period(std::int64_t from_s, std::uint16_t type) {
  return Period{from_s * 1000, type, kOffsetTypes[type].offset_s};
}

date::sys_days rule_date(const RuleDay& day, date::year year) {
  if (day.kind == RuleDay::Kind::month_week_day) {
    const date::year_month month = year / date::month(day.month);
    const date::weekday weekday(day.number);
    return day.week == 5 ? date::sys_days(month / weekday[date::last])
                         : date::sys_days(month / weekday[day.week]);
  }
  const date::sys_days january_first = year / date::January / 1;
  if (day.kind == RuleDay::Kind::day_from_zero) return january_first + date::days(day.number);
  // Numbered from 1, 29 February never counted: 1 March is always 60.
  const bool after_leap_day = year.is_leap() && day.number >= 60;
  return january_first + date::days(day.number - (after_leap_day ? 0 : 1));
}

std::int64_t rule_second(const RuleDay& day, std::int32_t year, std::int32_t offset_before_s) {
  const date::sys_days date = rule_date(day, date::year(year));
  return std::int64_t{date.time_since_epoch().count()} * 86400 + day.second - offset_before_s;
}

std::array<Period, 2> rule_year(const ZoneRule& rule, std::int32_t year) {
  const std::int32_t standard_s = kOffsetTypes[rule.standard].offset_s;
  const std::int32_t daylight_s = kOffsetTypes[rule.daylight].offset_s;
  const Period start = period(rule_second(rule.start, year, standard_s), rule.daylight);
  const Period end = period(rule_second(rule.end, year, daylight_s), rule.standard);
  if (start.from_ms < end.from_ms) return {start, end};
  return {end, start};
}

// The stream's first type, which held before its transitions, is not among them.
std::uint16_t append_stored(Stream stream, std::vector<Period>& periods) {
  std::vector<std::uint16_t> types(stream.u8());
  for (std::uint16_t& type : types) type = static_cast<std::uint16_t>(stream.u16());
  std::vector<std::uint8_t> local_types(stream.u16());
  for (std::uint8_t& local : local_types) local = static_cast<std::uint8_t>(stream.u8());
  std::int64_t second = kStreamEpochSeconds;
  for (const std::uint8_t local : local_types) {
    second += stream.distance_s();
    periods.push_back(period(second, types[local]));
  }
  return types.front();
}

Period before_all(std::uint16_t type) {
  return Period{kBeforeAllMs, type, kOffsetTypes[type].offset_s};
}

void append_ruled(const ZoneRule& rule, std::vector<Period>& periods) {
  const std::int64_t last_ms = periods.back().from_ms;
  for (std::int32_t year = civil_fields(Civil{last_ms}).year; year <= kLastUnpackedYear; ++year)
    for (const Period& next : rule_year(rule, year))
      if (next.from_ms > last_ms) periods.push_back(next);
}

std::vector<std::uint16_t> bucket_starts(const std::vector<Period>& periods) {
  std::vector<std::uint16_t> starts;
  std::size_t at = 0;
  for (std::int64_t bucket = 0; bucket < kBucketCount; ++bucket) {
    const std::int64_t ms = kBucketsFromMs + (bucket << kBucketBits);
    while (at + 1 < periods.size() && periods[at + 1].from_ms <= ms) ++at;
    starts.push_back(static_cast<std::uint16_t>(at));
  }
  return starts;
}

}  // namespace

std::string_view version() { return kVersion; }

std::vector<std::string> names() {
  std::vector<std::string> names;
  const char* at = kNameText;
  for (std::size_t i = 0; i < std::size(kZoneOfName); ++i, at += names.back().size() + 1)
    names.emplace_back(at);
  return names;
}

std::size_t zone_of_name(std::size_t index) { return kZoneOfName[index]; }
std::size_t zone_count() { return std::size(kZones); }
const OffsetType& offset_type(std::uint16_t type) { return kOffsetTypes[type]; }
std::string_view abbreviation(const OffsetType& type) { return kAbbreviations[type.abbreviation]; }

namespace {

// What follows upon the stored periods.
void finish(const PackedZone& packed, Zone& zone) {
  if (packed.rule != kNoRule) {
    zone.rule = &kRules[packed.rule];
    append_ruled(*zone.rule, zone.periods);
  }
  zone.buckets = bucket_starts(zone.periods);
}

}  // namespace

Zone unpack(std::size_t index) {
  const PackedZone& packed = kZones[index];
  Zone zone;
  zone.periods.resize(1);
  zone.periods.front() =
      before_all(append_stored(Stream(kZoneStream + packed.stream_at), zone.periods));
  zone.known_from_ms = packed.has_history ? zone.periods[1].from_ms : kAlwaysKnownMs;
  finish(packed, zone);
  return zone;
}

THROUGHLINE_LATER Zone unpack_all(std::size_t index) {
  const PackedZone& packed = kZones[index];
  Zone zone;
  zone.periods.resize(1);
  zone.known_from_ms = kAlwaysKnownMs;
  zone.periods.front() =
      before_all(append_stored(Stream(kHistoryStream + kHistoryAt[index]), zone.periods));
  append_stored(Stream(kZoneStream + packed.stream_at), zone.periods);
  finish(packed, zone);
  return zone;
}

std::array<Period, 6> rule_periods(const ZoneRule& rule, std::int32_t year) {
  std::array<Period, 6> periods;
  std::size_t at = 0;
  for (std::int32_t y = year - 1; y <= year + 1; ++y)
    for (const Period& next : rule_year(rule, y)) periods[at++] = next;
  return periods;
}

}  // namespace throughline::zone_data
