// Throughline / time: text → instants and civil times, time zones, calendar arithmetic, fixed formats.
//
// Two notions, never mixed: an Instant is a point in time, a Civil time is what a clock and a calendar on a
// wall show. Only a zone (or an offset) leads from one to the other.
// Range: years 0001 to 9999; anything else is undated. Proleptic Gregorian calendar, no leap seconds.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"

namespace throughline {

// Milliseconds since 1970-01-01T00:00Z.
struct Instant {
  std::int64_t ms = 0;
  friend bool operator==(Instant a, Instant b) { return a.ms == b.ms; }
  friend bool operator<(Instant a, Instant b) { return a.ms < b.ms; }
};
// Milliseconds since 1970-01-01T00:00 on the wall.
struct Civil {
  std::int64_t ms = 0;
  friend bool operator==(Civil a, Civil b) { return a.ms == b.ms; }
  friend bool operator<(Civil a, Civil b) { return a.ms < b.ms; }
};
inline constexpr std::int64_t kMinMs = -62135596800000;  // 0001-01-01T00:00
inline constexpr std::int64_t kMaxMs = 253402300799999;  // 9999-12-31T23:59:59.999
inline constexpr std::int64_t kDayMs = 86400000;

struct CivilFields {
  std::int32_t year = 1970;  // 1 … 9999
  std::int32_t month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0;
};
// nullopt where the date or time of day does not exist (24:00:00 and second 60 are accepted and carry).
std::optional<Civil> civil_from_fields(const CivilFields& fields);
CivilFields civil_fields(Civil civil);
std::int32_t iso_weekday(Civil civil);  // 1 = Monday … 7 = Sunday
// Same time of day n calendar months earlier, clamped at the month's end.
Civil civil_months_before(Civil civil, std::int32_t months);

// ---------------------------------------------------------------------------------------------
// Zones

using ZoneId = std::uint16_t;
inline constexpr ZoneId kNoZone = 0xFFFF;

enum class LocalKind : std::uint8_t { unique, skipped, repeated };
struct ResolvedLocal {
  Instant instant;
  std::int32_t offset_s = 0;  // instant = civil − offset, always (for `skipped`: the offset before the gap)
  LocalKind kind = LocalKind::unique;
};
struct ZoneOffset {
  std::int32_t offset_s = 0;
  std::string_view abbreviation;  // static storage, "EST", "-03"
  bool dst = false;
  Instant from, until;            // the interval [from, until) in which this holds
};

// The packed table of all IANA zones and links, 1900 to 2100, embedded at build time; the same on every target.
// Before the first transition of 1900 and after 2100 the rules go on as the zone's data says.
class Zones {
 public:
  static const Zones& builtin();
  std::string_view version() const;                    // e.g. "2025b"
  const std::vector<std::string>& names() const;       // sorted bytewise
  // IANA names and links; Rails' and Windows' names are mapped. Exact, then ASCII case-insensitive.
  // kNoZone where unknown.
  ZoneId find(std::string_view name) const;
  std::string_view name(ZoneId zone) const;
  ZoneOffset offset_at(ZoneId zone, Instant instant) const;
  // Gap: the offset before it, so the time moves forward. Fold: the earlier. As Temporal's "compatible".
  ResolvedLocal resolve(ZoneId zone, Civil civil) const;
  Civil to_civil(ZoneId zone, Instant instant) const;
};

// Remembers the last interval of one zone; a column of times in one zone then costs a comparison each.
class ZoneClock {
 public:
  explicit ZoneClock(ZoneId zone) : zone_(zone) {}
  ZoneId zone() const { return zone_; }
  std::int32_t offset_s(Instant instant);
  Civil to_civil(Instant instant);
  ResolvedLocal resolve(Civil civil);

 private:
  ZoneId zone_;
  ZoneOffset last_{};
  bool filled_ = false;
};

// ---------------------------------------------------------------------------------------------
// Reading times

enum class TimeUnit : std::uint8_t { by_magnitude, seconds, milliseconds, microseconds };
enum class DayFirst : std::uint8_t { unstated, yes, no };
struct TimeFormat {
  TimeUnit unit = TimeUnit::by_magnitude;
  DayFirst day_first = DayFirst::unstated;
};

// The form a time was read in; names as the load report's `time_forms` lists them. One list.
enum class TimeForm : std::uint8_t {
  iso_offset, iso_zulu, iso_local, iso_zone, rfc2822, utc_suffix, javascript, epoch_s, epoch_ms, epoch_us, slashed,
  none,
};
std::string_view time_form_name(TimeForm form);

// What a text says. Exactly one of: an instant (labelled: it had an offset, Z, or was an epoch number), a civil
// time (local), or a refusal with its code.
struct ParsedTime {
  enum class What : std::uint8_t { refused, labelled, local };
  What what = What::refused;
  TimeForm form = TimeForm::none;
  Code refusal = Code::no_time;
  std::int64_t civil_ms = 0;   // labelled and local: the civil time as written
  std::int32_t offset_s = 0;   // labelled: the offset as written (0 for Z and epoch)
  std::string_view zone;       // "[Europe/Paris]" suffix, without brackets; view into the text; "" = none
  std::string_view interval_end;  // of "a/b": b, to be parsed by itself; "" = none
  Instant instant() const { return Instant{civil_ms - std::int64_t{offset_s} * 1000}; }  // labelled only
};
ParsedTime parse_time(std::string_view text, const TimeFormat& format = {});

// "2026-05-12T14:05:00.000Z" (always milliseconds).
void append_utc(std::string& out, Instant instant);
// "2026-05-12T11:05:00.000-03:00"; seconds of offset only where not 0; never Z.
void append_local(std::string& out, Instant instant, std::int32_t offset_s);
// "2026-05-12" and "14:05" of a civil time: the core's fixed forms.
void append_date(std::string& out, Civil civil);
void append_time_of_day(std::string& out, Civil civil);

}  // namespace throughline
