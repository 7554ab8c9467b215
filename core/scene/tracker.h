// What the tracker lists, and where a journey's stops stand on its line. Internal to the room.
#pragma once

#include <cstdint>
#include <vector>

#include "axis.h"
#include "throughline/filter.h"
#include "throughline/journey.h"

namespace throughline {

// One template with the journeys that are listed.
struct TrackedTemplate {
  Funnel funnel;
  std::vector<std::uint32_t>
      journeys;              // positions for Journeys::journey, oldest first; empty without rows
  std::int64_t span_ms = 1;  // elapsed time that the rows' line stands for
};
struct TrackerList {
  bool with_rows = true;
  std::vector<TrackedTemplate> templates;

  std::size_t journey_count() const;
};
// Without rows (several customers are loaded) only the funnels.
TrackerList make_tracker_list(const Journeys& journeys, const FilterIndex& filter, bool with_rows);

// When a journey closed, else as-of; counted from its start.
std::int64_t elapsed_ms(const Journey& journey, std::int64_t as_of_ms);

struct Stop {
  enum class What : std::uint8_t { start, milestone, end };
  What what = What::start;
  std::uint32_t milestone = 0;  // of What::milestone
  Px64 x = 0;                   // its centre
};
// The stops of one row in the order in which they stand: the start, the milestones, the end where
// one closed it. Reached ones stand at their time; skipped ones between their neighbours; the
// others evenly in what is left of the line. Stops too close to tell apart are moved on, by as
// little as keeps them `gap` apart.
struct StopLine {
  std::vector<Stop> stops;
  Px64 end_x = 0;   // where the line ends
  Px64 head_x = 0;  // where an open journey stands
};
StopLine place_stops(const Journey& journey, const TimeAxis& axis, std::int64_t as_of_ms, Px64 gap);

}  // namespace throughline
