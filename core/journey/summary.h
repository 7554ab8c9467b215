// The funnel of a set of runs of one template: the numbers of section 8, over exactly the runs it
// was given.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "state.h"
#include "statistics.h"

namespace throughline {

class FunnelSummary {
 public:
  explicit FunnelSummary(const TemplateModel& model);

  // Room for the samples of so many.
  void reserve(std::size_t journeys);
  void add(const TrackReader& reader);
  // Works out the statistics; add nothing after it.
  void finish();

  const Funnel& funnel() const { return funnel_; }
  std::uint64_t started() const { return funnel_.started; }
  const StateCounts& states() const { return funnel_.states; }
  // "started", …, "biggest_drop" as in section 16, as members of an object that is open.
  // `without_subject` stands among them where it is given.
  void append_members(JsonWriter& out, std::optional<std::uint64_t> without_subject) const;

 private:
  // Samples of one milestone, until `finish`.
  struct Samples {
    std::vector<std::int64_t> from_start, from_previous;
  };
  void name_slowest();
  void name_biggest_drop();

  Funnel funnel_;
  std::vector<std::int64_t> durations_;
  std::vector<Samples> samples_;
};

// The funnel of all runs of one template whose start event passes `filter` (nullptr: all).
FunnelSummary summary_of(Tracking& tracking, const FilterIndex* filter);

// Members open, timed_out, completed, excluded of an object that is open.
void append_state_counts(JsonWriter& out, const StateCounts& counts);

}  // namespace throughline
