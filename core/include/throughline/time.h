// Throughline / time: text → instants and civil times, time zones, calendar arithmetic, fixed formats.
//
// Two notions, never mixed: an Instant is a point in time, a Civil time is what a clock and a calendar on a
// wall show. Only a zone (or an offset) leads from one to the other.
// Range: years 0001 to 9999; anything else is undated. Proleptic Gregorian calendar, no leap seconds.
//
//   ParsedTime read = parse_time("2026-10-25 02:30");            // local: it needs a zone
//   ZoneId paris = Zones::builtin().find("Europe/Paris");
//   ResolvedLocal at = Zones::builtin().resolve(paris, Civil{read.civil_ms});   // repeated: the earlier
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
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

// Whole days from 1970-01-01 to a civil time within a few days of the range, rounded down. A product of doubles is far
// quicker than a quotient of 64-bit integers, and exact here: half a millisecond more lies at least 1/172800000 beside a
// whole number of days, and the product of doubles of its size is wrong by less than a fifth of that. Less half a day it
// is rounded to the nearest whole number, which a sum with 1.5 × 2^52 leaves in the lower bits of the double.
inline std::int64_t civil_day(Civil civil) {
  constexpr double kPerMs = 1.0 / static_cast<double>(kDayMs);
  constexpr double kRounder = 6755399441055744.0;  // 1.5 × 2^52
  constexpr std::int64_t kRounderBits = 0x4338000000000000;
  const double rounded = static_cast<double>(civil.ms) * kPerMs - (0.5 - 0.5 * kPerMs) + kRounder;
  std::int64_t bits;
  std::memcpy(&bits, &rounded, sizeof bits);
  return bits - kRounderBits;
}
// The midnight at or before it.
inline Civil civil_midnight(Civil civil) { return Civil{civil_day(civil) * kDayMs}; }

constexpr bool in_range(Instant instant) { return instant.ms >= kMinMs && instant.ms <= kMaxMs; }

struct CivilFields {
  std::int32_t year = 1970;  // 1 … 9999
  std::int32_t month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0;
};
// nullopt where the date or time of day does not exist (24:00:00 and second 60 are accepted and carry, so the
// last day's 24:00 lies just beyond kMaxMs).
std::optional<Civil> civil_from_fields(const CivilFields& fields);
// For any civil time within a few days of the range; the year is then 0 or 10000.
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
  std::int32_t offset_s =
      0;  // instant = civil − offset, always (for `skipped`: the offset before the gap)
  LocalKind kind = LocalKind::unique;
};
struct ZoneOffset {
  std::int32_t offset_s = 0;
  std::string_view abbreviation;  // static storage, "EST", "-03"
  bool dst = false;
  Instant from, until;  // the interval [from, until) in which this holds
  Civil unique_from,
      unique_until;  // civil times in [unique_from, unique_until) exist once, with this offset
};

// The packed table of all IANA zones and links, embedded at build time; the same on every target.
// Rulings: it is exact for 1900 to 2100; outside, the zone's data goes on speaking (local mean time before its first
// transition, the footer's rule after its last). A zone's first interval begins, and its last ends, a few days
// outside the range of instants. A zone is unpacked when it is first asked for; all members may be called from
// several threads. Passing kNoZone or an id that `find` did not return is undefined.
class Zones {
 public:
  static const Zones& builtin();
  std::string_view version() const;               // e.g. "2025b"
  const std::vector<std::string>& names() const;  // sorted bytewise
  // IANA names and links; Rails' and Windows' names are mapped (core/data/zone_aliases.def). Exact, then ASCII
  // case-insensitive. kNoZone where unknown or empty. To be asked once a name, not once a record.
  ZoneId find(std::string_view name) const;
  std::string_view name(ZoneId zone) const;
  ZoneOffset offset_at(ZoneId zone, Instant instant) const;
  // Gap: the offset before it, so the time moves forward. Fold: the earlier. As Temporal's "compatible".
  // At the very ends of the range the instant may lie outside it: see in_range.
  ResolvedLocal resolve(ZoneId zone, Civil civil) const;
  Civil to_civil(ZoneId zone, Instant instant) const;

 private:
  friend class ZoneClock;
  Zones();
  ~Zones();
  struct State;
  std::unique_ptr<State> state_;
};

// Remembers what it was asked about last: instants of a year or two, or civil times of one interval, then cost a few
// comparisons each.
class ZoneClock {
 public:
  explicit ZoneClock(ZoneId zone) : zone_(zone) {}
  ZoneId zone() const { return zone_; }
  std::int64_t offset_ms(Instant instant) {
    const auto unsign = [](Instant at) { return static_cast<std::uint64_t>(at.ms); };
    if (unsign(instant) - unsign(spans_.from) >= spans_.length_ms) gather(instant);
    std::size_t span = 0;
    for (Instant change : spans_.changes) span += change.ms <= instant.ms ? 1u : 0u;
    return spans_.offsets_ms[span];
  }
  Civil to_civil(Instant instant) { return Civil{instant.ms + offset_ms(instant)}; }
  ResolvedLocal resolve(Civil civil) {
    if (civil < last_.unique_from || !(civil < last_.unique_until)) return resolve_slowly(civil);
    const std::int64_t ms = civil.ms - std::int64_t{last_.offset_s} * 1000;
    return ResolvedLocal{Instant{ms}, last_.offset_s, LocalKind::unique};
  }

 private:
  // Intervals that follow each other, `length_ms` in all: as a rule the one before an instant's, its own and two more.
  struct Spans {
    static constexpr std::size_t kMost = 4;
    Instant from;
    std::uint64_t length_ms = 0;               // empty at first
    std::array<Instant, kMost - 1> changes{};  // where the second and those behind it begin
    std::array<std::int64_t, kMost> offsets_ms{};
  };
  void gather(Instant instant);
  void refill(Instant instant);
  ResolvedLocal resolve_slowly(Civil civil);

  ZoneId zone_;
  Spans spans_;
  ZoneOffset last_{};  // empty at first, likewise
};

// ---------------------------------------------------------------------------------------------
// Reading times

enum class TimeUnit : std::uint8_t { by_magnitude, seconds, milliseconds, microseconds };
enum class DayFirst : std::uint8_t { unstated, yes, no };
struct TimeFormat {
  TimeUnit unit = TimeUnit::by_magnitude;
  DayFirst day_first = DayFirst::unstated;
};

// The form a time was read in, one per line of core/data/time_forms.def.
enum class TimeForm : std::uint8_t {
#define TIME_FORM(id, name) id,
#include "../../data/time_forms.def"
#undef TIME_FORM
};
std::string_view time_form_name(TimeForm form);

// What a text says. Exactly one of: an instant (labelled: it had an offset, Z, or was an epoch number), a civil
// time (local), or a refusal with its code.
struct ParsedTime {
  enum class What : std::uint8_t { refused, labelled, local };
  What what = What::refused;
  TimeForm form = TimeForm::none;
  Code refusal = Code::no_time;
  std::int64_t civil_ms = 0;      // labelled and local: the civil time as written
  std::int32_t offset_s = 0;      // labelled: the offset as written (0 for Z and epoch)
  std::string_view zone;          // a zone that the text names; view into the text; "" = none
  std::string_view interval_end;  // of "a/b": b, to be parsed by itself; "" = none
  Instant instant() const {
    return Instant{civil_ms - std::int64_t{offset_s} * 1000};
  }  // labelled only
};

// Reads every form of core/data/time_forms.def; blanks around it are ignored. Rulings:
// - Dates: y-m-d, also without dashes before a T, ordinal (2026-132) and week dates (2026-W20-2), ±YYYYYY years;
//   y/m/d; d/m/y and m/d/y only as `day_first` says, else ambiguous_date even where one reading is impossible.
//   Their separator is / . or -. A month's English name settles it ("12 May 2026", "May 12, 2026").
//   Years of two digits (only in the last two forms) are RFC 2822's: 00–49 are 20xx, 50–99 are 19xx.
//   A date alone is its 00:00, local.
// - Clocks: h:mm, hhmm and hh (after a T), fractions of the last part given, AM and PM. Fractions are cut.
// - Labels: Z; ±hh, ±hhmm, ±hh:mm, ±hh:mm:ss (below 24 h; − U+2212 too), also behind GMT or UTC and before an
//   abbreviation or a comment; UTC, UT, GMT, EST, EDT, CST, CDT, MST, MDT, PST, PDT; military letters in worded
//   dates, which count as +0000 as RFC 2822 asks.
// - Zones: "[Europe/Paris]", "[!Europe/Paris]", "[+02:00]" (an offset where there is no other), [key=value] is
//   skipped; or a name behind the time that is no label ("… Europe/Paris", "… CEST"): the time is then local
//   and `zone` is that name, known or not.
// - Numbers: decimal, with exponent too; a sign and leading zeros are allowed. Exact: never through a double.
//   `format.unit` fixes the unit; by magnitude |x| < 1e11 s, < 1e14 ms, < 1e17 µs, else time_out_of_range.
//   A text of eight digits is a number, not a date.
// - Refusals: no_time (blank), unreadable_time, impossible_time, ambiguous_date, time_out_of_range.
ParsedTime parse_time(std::string_view text, const TimeFormat& format = {});

// ---------------------------------------------------------------------------------------------
// Writing times

// "2026-05-12T14:05:00.000Z" (always milliseconds). Civil times just outside the range have the year 0000 or 10000.
void append_utc(std::string& out, Instant instant);
// "-03:00"; seconds only where not 0; never Z.
void append_offset(std::string& out, std::int32_t offset_s);
// "2026-05-12T11:05:00.000-03:00".
void append_local(std::string& out, Instant instant, std::int32_t offset_s);
// "2026-05-12" and "14:05" of a civil time: the core's fixed forms.
void append_date(std::string& out, Civil civil);
void append_time_of_day(std::string& out, Civil civil);

// One line of `zones convert` without its line end: "zone TAB local-time" or "zone TAB epoch-seconds" →
// "epoch-seconds TAB offset-seconds TAB abbreviation TAB unique|skipped|repeated". Returns false, and appends
// "error TAB reason", for a bad line. Rulings: epoch-seconds may be negative and have decimals, which are cut
// toward −∞; offset and abbreviation are those that hold at the resulting instant (for `skipped`: behind the
// gap); a time that names its own instant (an epoch, or one with an offset) is `unique`.
bool zones_convert_line(std::string_view line, std::string& out);

}  // namespace throughline
