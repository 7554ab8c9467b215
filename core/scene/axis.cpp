#include "axis.h"

#include <algorithm>
#include <iterator>

namespace throughline {
namespace {

__extension__ typedef __int128 Wide;  // (ms since 1970) × (1/64 px) is beyond 64 bits

constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute;
constexpr CalendarUnit kUnits[] = {{"second", 1, kSecond},
                                   {"second", 5, 5 * kSecond},
                                   {"second", 15, 15 * kSecond},
                                   {"minute", 1, kMinute},
                                   {"minute", 5, 5 * kMinute},
                                   {"minute", 15, 15 * kMinute},
                                   {"hour", 1, kHour},
                                   {"hour", 3, 3 * kHour},
                                   {"hour", 6, 6 * kHour},
                                   {"hour", 12, 12 * kHour},
                                   {"day", 1, kDayMs},
                                   {"week", 1, 7 * kDayMs},
                                   {"month", 1, 30 * kDayMs},
                                   {"month", 3, 91 * kDayMs},
                                   {"year", 1, 365 * kDayMs},
                                   {"year", 5, 1826 * kDayMs},
                                   {"year", 10, 3652 * kDayMs},
                                   {"year", 50, 18262 * kDayMs},
                                   {"year", 100, 36524 * kDayMs},
                                   {"year", 500, 182621 * kDayMs}};
constexpr const CalendarUnit* kFirstDateUnit = &kUnits[10];
static_assert(kFirstDateUnit->name == "day");

// The finest unit from `first` on that is wide enough; the coarsest where none is.
CalendarUnit first_fitting(const CalendarUnit* first, const TimeAxis& axis, Px64 min_w) {
  const CalendarUnit* const coarsest = std::end(kUnits) - 1;
  return *std::find_if(first, coarsest, [&axis, min_w](const CalendarUnit& unit) {
    return axis.width_of(unit.about_ms) >= min_w;
  });
}

std::int64_t floor_to(std::int64_t value, std::int64_t step) {
  const std::int64_t rest = ((value % step) + step) % step;
  return value - rest;
}

// 1970-01-05 was a Monday.
constexpr std::int64_t kMondayMs = 4 * kDayMs;

Civil floor_civil(Civil civil, const CalendarUnit& unit) {
  if (unit.name == "week") return Civil{floor_to(civil.ms - kMondayMs, 7 * kDayMs) + kMondayMs};
  if (unit.name != "month" && unit.name != "year") return Civil{floor_to(civil.ms, unit.about_ms)};
  CivilFields fields = civil_fields(civil);
  CivilFields start;
  if (unit.name == "month") {
    start.year = fields.year;
    start.month = (fields.month - 1) / unit.step * unit.step + 1;
  } else {
    start.year = std::max(1, fields.year / unit.step * unit.step);
    start.month = 1;
  }
  return civil_from_fields(start).value_or(Civil{kMinMs});
}

Civil next_civil(Civil civil, const CalendarUnit& unit) {
  if (unit.name != "month" && unit.name != "year") return Civil{civil.ms + unit.about_ms};
  CivilFields fields = civil_fields(civil);
  if (unit.name == "month") {
    const std::int32_t months = fields.year * 12 + fields.month - 1 + unit.step;
    fields.year = months / 12;
    fields.month = months % 12 + 1;
  } else {
    fields.year = fields.year / unit.step * unit.step + unit.step;
  }
  return civil_from_fields(fields).value_or(Civil{kMaxMs});
}

bool is_major(Civil civil, const CalendarUnit& unit) {
  const CivilFields fields = civil_fields(civil);
  if (unit.name == "year") return false;
  if (unit.name == "month") return fields.month == 1;
  if (unit.name == "week") return fields.day <= 7;
  if (unit.name == "day") return fields.day == 1;
  if (unit.name == "hour") return fields.hour == 0;
  if (unit.name == "minute") return fields.minute == 0;
  return fields.second == 0;
}

}  // namespace

std::int64_t TimeAxis::scale_ms() const {
  std::int64_t broken = 0;
  for (const AxisBreak& each : breaks) broken += each.to_ms - each.from_ms;
  return span_ms() - broken;
}

bool TimeAxis::in_break(std::int64_t at_ms) const {
  for (const AxisBreak& each : breaks)
    if (at_ms > each.from_ms && at_ms < each.to_ms) return true;
  return false;
}

Px64 TimeAxis::x_of(std::int64_t at_ms) const {
  std::int64_t scaled_ms = at_ms - from_ms;
  Px64 broken_w = 0;
  for (const AxisBreak& each : breaks) {
    const std::int64_t length = each.to_ms - each.from_ms;
    const std::int64_t passed = std::clamp<std::int64_t>(at_ms - each.from_ms, 0, length);
    scaled_ms -= passed;
    broken_w += static_cast<Px64>(Wide{break_w} * passed / length);
  }
  const Wide offset = Wide{scaled_ms} * scale_w() / scale_ms() + broken_w;
  const Wide limit = px(16384);
  return x + static_cast<Px64>(std::clamp(offset, -limit, w + limit));
}

Px64 TimeAxis::width_of(std::int64_t duration_ms) const {
  return static_cast<Px64>(std::min<Wide>(Wide{duration_ms} * scale_w() / scale_ms(), px(1 << 20)));
}

std::int64_t TimeAxis::ms_of(Px64 width) const {
  return static_cast<std::int64_t>((Wide{scale_ms()} * width + scale_w() - 1) / scale_w());
}

CalendarUnit fitting_unit(const TimeAxis& axis, Px64 min_w) {
  return first_fitting(std::begin(kUnits), axis, min_w);
}

CalendarUnit fitting_date_unit(const TimeAxis& axis, Px64 min_w) {
  return first_fitting(kFirstDateUnit, axis, min_w);
}

std::vector<AxisTick> ticks_of(const TimeAxis& axis, const CalendarUnit& unit, ZoneId zone) {
  const Zones& zones = Zones::builtin();
  std::vector<AxisTick> ticks;
  Civil civil = floor_civil(zones.to_civil(zone, Instant{axis.from_ms}), unit);
  for (;;) {
    const std::int64_t at_ms = zones.resolve(zone, civil).instant.ms;
    // A skipped hour resolves onto the next tick: one of the two is enough.
    if (ticks.empty() || at_ms > ticks.back().at_ms)
      ticks.push_back({at_ms, civil, is_major(civil, unit)});
    const Civil next = next_civil(civil, unit);
    if (at_ms >= axis.to_ms || next.ms > kMaxMs || next.ms <= civil.ms) return ticks;
    civil = next;
  }
}

}  // namespace throughline
