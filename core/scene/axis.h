// A time axis in the display zone: where instants stand, which calendar units fit.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "throughline/scene.h"
#include "throughline/time.h"

namespace throughline {

// A stretch of time drawn as a break of fixed width, whatever it lasts.
struct AxisBreak {
  std::int64_t from_ms = 0, to_ms = 0;
};

// A window of time over a stretch of px; the same scale everywhere but in its breaks.
struct TimeAxis {
  std::int64_t from_ms = 0, to_ms = 1;
  Px64 x = 0, w = 1;
  std::vector<AxisBreak> breaks = {};  // inside the window, ascending, apart
  Px64 break_w = 0;

  // May lie outside [x, x + w]; clamped to ±16384 px beyond.
  Px64 x_of(std::int64_t at_ms) const;
  // Length of a duration.
  Px64 width_of(std::int64_t duration_ms) const;
  std::int64_t span_ms() const { return to_ms - from_ms; }
  // What the scale is made of: time and px beside the breaks.
  std::int64_t scale_ms() const;
  Px64 scale_w() const { return w - static_cast<Px64>(breaks.size()) * break_w; }
  // Whether an instant lies in a break.
  bool in_break(std::int64_t at_ms) const;
  // How much time stands in so many px, rounded up.
  std::int64_t ms_of(Px64 width) const;
};

struct CalendarUnit {
  std::string_view name;  // year, month, week, day, hour, minute, second
  std::int32_t step = 1;  // every so many
  std::int64_t about_ms = 0;
};
// The smallest unit whose steps take at least min_w.
CalendarUnit fitting_unit(const TimeAxis& axis, Px64 min_w);
// The smallest of day, week, month, year that takes at least min_w.
CalendarUnit fitting_date_unit(const TimeAxis& axis, Px64 min_w);

struct AxisTick {
  std::int64_t at_ms = 0;
  Civil civil;
  bool major = false;  // starts a larger unit: midnight among hours, the first among days, January
                       // among months
};
// Ticks from the last one at or before from_ms to the first one at or after to_ms.
std::vector<AxisTick> ticks_of(const TimeAxis& axis, const CalendarUnit& unit, ZoneId zone);

}  // namespace throughline
