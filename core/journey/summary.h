// The funnel of a set of runs of one template: the numbers of section 8, over exactly the runs it
// was given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "samples.h"
#include "state.h"
#include "statistics.h"

namespace throughline {

class FunnelSummary {
 public:
  explicit FunnelSummary(const TemplateModel& model);

  // Room for so many, at least as many as there are.
  void reserve(std::size_t journeys);
  void add(const TrackReader& reader);
  // Works out the statistics; add nothing after it.
  void finish();

  const Funnel& funnel() const { return funnel_; }
  std::uint64_t started() const { return funnel_.started; }
  const StateCounts& states() const { return funnel_.states; }  // after `finish`
  // "started", …, "biggest_drop" as in section 16, as members of an object that is open.
  // `without_subject` stands among them where it is given.
  void append_members(JsonWriter& out, std::optional<std::uint64_t> without_subject) const;

 private:
  // Of one milestone, until `finish`.
  struct Gathered {
    std::uint64_t skipped = 0, out_of_order = 0;
    Samples from_start, from_previous;
  };
  void fill_counts();
  void fill_statistics();
  void name_slowest();
  void name_biggest_drop();

  Funnel funnel_;
  // What `finish` makes the funnel of. Counts have one place for none before those of the template's.
  std::vector<StateCounts> stopped_;  // by the furthest milestone
  std::vector<std::uint64_t> ended_;  // by end
  std::size_t room_ = 0;              // for so many journeys' samples
  Samples durations_;
  std::vector<Gathered> gathered_;  // by milestone
};

// The funnel of all runs of one template whose start event passes `filter` (nullptr: all).
FunnelSummary summary_of(Tracking& tracking, const FilterIndex* filter);

// Members open, timed_out, completed, excluded of an object that is open.
void append_state_counts(JsonWriter& out, const StateCounts& counts);

}  // namespace throughline
