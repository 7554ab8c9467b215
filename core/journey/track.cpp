#include "track.h"

#include <algorithm>

#include "throughline/sort.h"
#include "throughline/time.h"

namespace throughline {

void Tracks::reclaim() {
  std::vector<Run> runs;
  std::vector<Hit> hits;
  runs.reserve(live_count());
  hits.reserve(std::size_t{live_count()} * milestones_);
  for (Span& span : spans_) {
    const auto first = static_cast<std::uint32_t>(runs.size());
    for (std::uint32_t i = span.first; i < span.first + span.count; ++i) {
      runs.push_back(runs_[i]);
      const Hit* from = this->hits(i);
      hits.insert(hits.end(), from, from + milestones_);
    }
    span.first = first;
  }
  runs_ = std::move(runs);
  hits_ = std::move(hits);
  dead_ = 0;
}

std::int64_t deadline_after(std::int64_t started_ms, std::int64_t timeout_ms) {
  return std::min(kMaxMs, saturating_add(started_ms, timeout_ms));
}

std::optional<std::int64_t> TrackReader::deadline_ms() const {
  if (!model_->timeout_ms) return std::nullopt;
  return deadline_after(started_ms(), *model_->timeout_ms);
}

std::optional<std::int64_t> TrackReader::ended_ms() const {
  if (run_->close != kNoPosition) return rows_.at_ms[run_->close];
  return run_->state == JourneyState::timed_out ? deadline_ms() : std::nullopt;
}

std::uint32_t TrackReader::latest_position() const {
  std::uint32_t latest = run_->start;
  for (std::uint32_t m = 0; m < milestone_count(); ++m)
    if (reached(m)) latest = std::max(latest, position(m));
  return latest;
}

std::vector<std::uint32_t> TrackReader::sequence() const {
  std::vector<std::uint32_t> order;
  for (std::uint32_t m = 0; m < milestone_count(); ++m)
    if (reached(m)) order.push_back(m);
  sort_stably(order,
              [this](std::uint32_t a, std::uint32_t b) { return position(a) < position(b); });
  return order;
}

}  // namespace throughline
