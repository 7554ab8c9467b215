// What a Journeys object holds; shared by the files that answer its questions.
#pragma once

#include <optional>
#include <vector>

#include "evaluation.h"
#include "throughline/filter.h"
#include "throughline/journey.h"

namespace throughline {

struct Journeys::State {
  State(const GatedTimeline& events_in, const Conversations& conversations_in)
      : events(&events_in),
        conversations(&conversations_in),
        subjects(events_in, kinds),
        evaluation(Templates(), events_in, conversations_in, subjects) {}

  std::int64_t as_of_ms() const { return events->as_of()->ms; }
  bool can_evaluate() const { return events->as_of() && evaluation.size() > 0; }
  // Groups rows by the subjects that `wanted` uses; true while work is left.
  bool group(const Evaluation& wanted, std::uint32_t& units);
  void take(const GatedTimeline::Refreshed& refreshed);
  // Events in view without such a subject.
  std::uint64_t without_subject(SubjectKind kind);

  const GatedTimeline* events;
  const Conversations* conversations;
  KindCodes kinds;
  Subjects subjects;
  Evaluation evaluation;
  std::uint64_t evaluated_before = 0;  // by earlier sets of templates

 private:
  void refresh(SubjectKind kind, const std::vector<StringId>& touched);
  std::vector<StringId> touched_customers(const GatedTimeline::Refreshed& refreshed) const;

  std::optional<std::uint64_t> without_subject_[2];  // by SubjectKind
};

// Calls f(reader) for the runs of a template whose start event passes the filter, as they stand in memory: for what
// adds up in any order.
template <class F>
void for_each_counted(Tracking& tracking, const FilterIndex* filter, F&& f) {
  TrackReader reader = tracking.reader();
  const bool all_live = tracking.tracks.dead_count() == 0;
  for (std::uint32_t run = 0; run < tracking.tracks.run_count(); ++run) {
    if (!all_live && !tracking.tracks.is_live(run)) continue;
    reader.look_at(run);
    if (filter == nullptr || filter->passes(reader.start_row())) f(reader);
  }
}

// Calls f(reader) for the runs of a template in document order whose start event passes the filter.
template <class F>
void for_each_listed(Tracking& tracking, const GatedTimeline& events, const FilterIndex* filter,
                     F&& f) {
  TrackReader reader = tracking.reader();
  for (const Tracking::Place& place : tracking.order(events)) {
    reader.look_at(place.run);
    if (filter == nullptr || filter->passes(reader.start_row())) f(reader);
  }
}

// One journey as the document of `journeys` has it.
void append_journey(JsonWriter& out, const Journeys::State& state, Tracking& tracking,
                    const TrackReader& reader);
// A journey's members without the brackets, for documents that add their own.
void append_journey_members(JsonWriter& out, const Journeys::State& state, Tracking& tracking,
                            const TrackReader& reader);

}  // namespace throughline
