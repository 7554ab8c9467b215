// A period in instants: calendar arithmetic in the display zone.
#include <algorithm>

#include "throughline/filter.h"

namespace throughline {
namespace {

class DisplayClock {
 public:
  explicit DisplayClock(ZoneId zone) : zone_(zone) {}

  Civil to_civil(Instant instant) const {
    return zone_ == kNoZone ? Civil{instant.ms} : Zones::builtin().to_civil(zone_, instant);
  }
  std::int64_t to_ms(Civil civil) const {
    const std::int64_t ms =
        zone_ == kNoZone ? civil.ms : Zones::builtin().resolve(zone_, civil).instant.ms;
    return std::clamp(ms, kMinMs, kMaxMs);
  }

 private:
  ZoneId zone_;
};

std::int64_t months_before(const DisplayClock& clock, Instant as_of, std::int32_t months) {
  const Civil now = clock.to_civil(as_of);
  const CivilFields fields = civil_fields(now);
  // Before the year 1 there is no calendar, and no event either.
  if (fields.year * 12 + (fields.month - 1) - months < 12) return kMinMs;
  return clock.to_ms(civil_months_before(now, months));
}

}  // namespace

PeriodBounds period_bounds(const Filter& filter, std::optional<Instant> as_of,
                           ZoneId display_zone) {
  const DisplayClock clock(display_zone);
  PeriodBounds bounds;
  if (filter.months) {
    if (!as_of) return bounds;
    bounds.from_ms = months_before(clock, *as_of, *filter.months);
    bounds.until_ms = as_of->ms;
    return bounds;
  }
  if (filter.from) bounds.from_ms = clock.to_ms(*filter.from);
  if (filter.to && filter.to->ms + kDayMs <= kMaxMs)
    bounds.until_ms = clock.to_ms(Civil{filter.to->ms + kDayMs}) - 1;
  return bounds;
}

}  // namespace throughline
