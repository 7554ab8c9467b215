#include <algorithm>

#include "tracker.h"

namespace throughline {

std::size_t TrackerList::journey_count() const {
  std::size_t count = 0;
  for (const TrackedTemplate& tracked : templates) count += tracked.journeys.size();
  return count;
}

std::int64_t elapsed_ms(const Journey& journey, std::int64_t as_of_ms) {
  return saturating_sub(journey.ended_ms.value_or(as_of_ms), journey.started_ms);
}

namespace {

// How much time a row shows: what an event closed ends there, the others reach to their deadline.
std::int64_t extent_ms(const Journey& journey, std::int64_t as_of_ms) {
  const bool closed =
      journey.state == JourneyState::completed || journey.state == JourneyState::excluded;
  if (closed || !journey.deadline_ms) return elapsed_ms(journey, as_of_ms);
  return saturating_sub(*journey.deadline_ms, journey.started_ms);
}

}  // namespace

TrackerList make_tracker_list(const Journeys& journeys, const FilterIndex& filter, bool with_rows) {
  TrackerList list;
  list.with_rows = with_rows;
  for (Funnel& funnel : journeys.funnels(&filter)) {
    TrackedTemplate tracked;
    tracked.funnel = std::move(funnel);
    list.templates.push_back(std::move(tracked));
  }
  if (!with_rows) return list;
  const std::int64_t as_of_ms = journeys.as_of_ms();
  for (std::uint32_t i = 0; i < journeys.size(); ++i) {
    const Journey journey = journeys.journey(i);
    if (!filter.passes(journey.start_row)) continue;
    TrackedTemplate& tracked = list.templates[journey.template_index];
    tracked.journeys.push_back(i);
    tracked.span_ms = std::max(tracked.span_ms, extent_ms(journey, as_of_ms));
  }
  return list;
}

}  // namespace throughline
