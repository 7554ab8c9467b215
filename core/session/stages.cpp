// What is redone when something above it changed: the one place that knows how the rooms depend on
// each other.
//
//   records → order → gate → state → filter
//                                  → journeys (where templates and as-of are set)
//                                  → metrics (when they are asked for)
//
// Each stage tells the next what changed; a stage without a change does nothing.
#include <algorithm>

#include "state.h"

namespace throughline {
namespace {

constexpr std::string_view kStageNames[] = {"order", "gate", "state", "filter", "journeys"};

}  // namespace

std::string_view stage_name(Stage stage) { return kStageNames[static_cast<std::size_t>(stage)]; }

// At most `left` units of due work; true while some is left.
bool SessionState::do_due(std::uint32_t& left) {
  // Runs one stage; counts it as redone when it did work that the last step had not begun already.
  const auto run = [this, &left](Stage stage, auto&& work) {
    const std::uint32_t before = left;
    const bool more = work(left);
    if ((more || left != before) && working != stage)
      ++stats.redone[static_cast<std::size_t>(stage)];
    working = more ? std::optional<Stage>(stage) : (working == stage ? std::nullopt : working);
    return more;
  };
  bool more = run(Stage::order, [this](std::uint32_t& n) { return timeline.step(n); });
  if (!more) {
    wipe_revoked_excerpts();
    events.invalidate(timeline.take_changes());
    more = run(Stage::gate, [this](std::uint32_t& n) { return events.step(n); });
  }
  if (!more) {
    const GatedTimeline::Refreshed refreshed = events.take_refreshed();
    if (refreshed.everything || refreshed.only_as_of || !refreshed.conversations.empty() ||
        !refreshed.loose_rows.empty()) {
      conversations.invalidate(refreshed);
      metrics.invalidate(refreshed);
      filter.invalidate(refreshed);
      journeys.invalidate(refreshed);
      scenes.invalidate();
      if (!refreshed.only_as_of) suspected_zones_.reset();
    }
    more = run(Stage::state, [this](std::uint32_t& n) { return conversations.step(n); });
  }
  if (!more) more = run(Stage::filter, [this](std::uint32_t& n) { return filter.step(n); });
  if (!more && tracks_journeys())
    more = run(Stage::journeys, [this](std::uint32_t& n) { return journeys.step(n); });
  answerable_ = !more;
  return more;
}

bool SessionState::step(std::uint32_t units) {
  std::uint32_t left = units;
  const bool more = do_due(left);
  count_step(units - left);
  return more;
}

bool SessionState::idle(std::uint32_t units) {
  std::uint32_t left = units;
  const bool more = do_due(left) || filter.prepare(left);
  count_step(units - left);
  return more;
}

void SessionState::count_step(std::uint32_t units) {
  ++stats.steps;
  stats.units += units;
  stats.largest_step = std::max<std::uint64_t>(stats.largest_step, units);
}

void SessionState::finish() {
  constexpr std::uint32_t kUnits = 1u << 16;
  do {
    step(kUnits);
  } while (!answerable_);
}

}  // namespace throughline
