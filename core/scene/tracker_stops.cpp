#include <algorithm>

#include "throughline/sort.h"
#include "tracker.h"

namespace throughline {
namespace {

// Where each milestone stands before those too close are moved.
class Places {
 public:
  Places(const Journey& journey, const TimeAxis& axis)
      : journey_(journey), x_(journey.milestones.size(), axis.x) {
    for (std::size_t m = 0; m < x_.size(); ++m)
      if (reached(m)) x_[m] = axis.x_of(*journey.milestones[m].reached_ms - journey.started_ms);
  }
  // Runs of skipped ones evenly between the stops around them, in template order.
  void place_skipped(Px64 start_x) {
    for (std::size_t m = 0; m < x_.size();) {
      if (!journey_.milestones[m].skipped) {
        ++m;
        continue;
      }
      std::size_t after = m;
      while (journey_.milestones[after].skipped)
        ++after;  // a reached one follows every skipped one
      const Px64 from = m == 0 ? start_x : x_[m - 1];
      const auto steps = static_cast<Px64>(after - m) + 1;
      for (Px64 i = 1; m < after; ++m, ++i) x_[m] = from + (x_[after] - from) / steps * i;
    }
  }
  void place_ahead(Px64 from, Px64 to) {
    Px64 count = 0;
    for (std::size_t m = 0; m < x_.size(); ++m) count += ahead(m) ? 1 : 0;
    Px64 i = 0;
    for (std::size_t m = 0; m < x_.size(); ++m)
      if (ahead(m)) x_[m] = from + (to - from) / (count + 1) * ++i;
  }
  Px64 latest(Px64 start_x) const {
    Px64 latest = start_x;
    for (std::size_t m = 0; m < x_.size(); ++m)
      if (reached(m)) latest = std::max(latest, x_[m]);
    return latest;
  }
  Px64 x(std::size_t m) const { return x_[m]; }

 private:
  bool reached(std::size_t m) const { return journey_.milestones[m].reached_ms.has_value(); }
  bool ahead(std::size_t m) const { return !reached(m) && !journey_.milestones[m].skipped; }

  const Journey& journey_;
  std::vector<Px64> x_;
};

// Keeps stops at least `gap` apart, inside [from, to]; less where they do not fit otherwise.
void keep_apart(std::vector<Stop>& stops, Px64 from, Px64 to, Px64 gap) {
  const auto last = static_cast<Px64>(stops.size()) - 1;
  if (last > 0) gap = std::min(gap, (to - from) / last);
  Px64 least = from;
  for (Stop& stop : stops) {
    stop.x = std::max(stop.x, least);
    least = stop.x + gap;
  }
  Px64 most = to;
  for (auto stop = stops.rbegin(); stop != stops.rend(); ++stop) {
    stop->x = std::min(stop->x, most);
    most = stop->x - gap;
  }
}

}  // namespace

StopLine place_stops(const Journey& journey, const TimeAxis& axis, std::int64_t as_of_ms,
                     Px64 gap) {
  const Px64 right = axis.x + axis.w;
  const auto at = [&](std::int64_t elapsed) {
    return std::clamp(axis.x_of(elapsed), axis.x, right);
  };
  const bool open = journey.state == JourneyState::open;
  StopLine line;
  line.head_x = at(elapsed_ms(journey, as_of_ms));
  line.end_x =
      open && journey.deadline_ms ? at(*journey.deadline_ms - journey.started_ms) : line.head_x;

  Places places(journey, axis);
  places.place_skipped(axis.x);
  // What is still to come lies ahead of as-of; what never came, between the last stop and the end.
  if (open)
    places.place_ahead(line.head_x, journey.deadline_ms ? line.end_x : right);
  else
    places.place_ahead(places.latest(axis.x), line.end_x);

  line.stops.push_back({Stop::What::start, 0, axis.x});
  for (std::uint32_t m = 0; m < journey.milestones.size(); ++m)
    line.stops.push_back({Stop::What::milestone, m, places.x(m)});
  sort_stably(line.stops,
              [](const Stop& a, const Stop& b) { return a.x < b.x; });  // none is left of the start
  if (journey.end >= 0) line.stops.push_back({Stop::What::end, 0, line.end_x});
  keep_apart(line.stops, axis.x, right, gap);
  if (journey.end >= 0) line.end_x = line.stops.back().x;
  return line;
}

}  // namespace throughline
