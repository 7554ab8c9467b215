// The funnel of a set of runs of one template: the numbers of section 8, over exactly the runs it
// was given.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "evaluation.h"
#include "statistics.h"

namespace throughline {

inline constexpr std::size_t kJourneyStates = 4;

class StateCounts {
 public:
  void add(JourneyState state) { ++counts_[static_cast<std::size_t>(state)]; }
  std::uint64_t of(JourneyState state) const { return counts_[static_cast<std::size_t>(state)]; }
  std::uint64_t dropped() const { return of(JourneyState::timed_out) + of(JourneyState::excluded); }
  // Members open, timed_out, completed, excluded of an object that is open.
  void append_members(JsonWriter& out) const;

 private:
  std::array<std::uint64_t, kJourneyStates> counts_{};
};

struct MilestoneSummary {
  std::uint64_t reached = 0, skipped = 0, out_of_order = 0;
  std::vector<std::int64_t> from_start, from_previous;  // samples, until `finish`
  DurationStatistics from_start_ms, from_previous_ms;
  StateCounts stopped_here;
};

class FunnelSummary {
 public:
  explicit FunnelSummary(const TemplateModel& model);

  void add(const TrackReader& reader);
  // Works out the statistics; add nothing after it.
  void finish();

  std::uint64_t started() const { return started_; }
  const StateCounts& states() const { return states_; }
  // "started", …, "biggest_drop" as in section 16, as members of an object that is open.
  // `without_subject` stands among them where it is given.
  void append_members(JsonWriter& out, std::optional<std::uint64_t> without_subject) const;

 private:
  void append_milestone(JsonWriter& out, std::size_t m) const;
  std::optional<std::size_t> slowest() const;
  // The template order's place with most drops, 0 = the start; nullopt where none dropped.
  std::optional<std::size_t> biggest_drop() const;

  const TemplateModel* model_;
  std::uint64_t started_ = 0;
  StateCounts states_, stopped_at_start_;
  std::vector<std::uint64_t> ends_;
  std::vector<std::int64_t> durations_;
  DurationStatistics duration_ms_;
  std::vector<MilestoneSummary> milestones_;
};

}  // namespace throughline
