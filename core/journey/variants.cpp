// Which milestone sequences occur, and how often.
#include <map>

#include "state.h"
#include "summary.h"
#include "throughline/sort.h"

namespace throughline {
namespace {

struct Variant {
  std::uint64_t started = 0;
  StateCounts states;
  std::vector<std::int64_t> durations;  // of completed ones
};
using Variants = std::map<std::vector<std::uint32_t>, Variant>;

Variants collect(Tracking& tracking, const GatedTimeline& events, const FilterIndex* filter) {
  Variants variants;
  for_each_listed(tracking, events, filter, [&](const TrackReader& reader) {
    Variant& variant = variants[reader.sequence()];
    ++variant.started;
    variant.states.add(reader.run().state);
    if (reader.run().state == JourneyState::completed)
      variant.durations.push_back(*reader.ended_ms() - reader.started_ms());
  });
  return variants;
}

void append_variant(JsonWriter& out, const TemplateModel& model, Variants::value_type& one) {
  out.begin_object().key("milestones").begin_array();
  for (std::uint32_t m : one.first) out.string(model.milestones[m].id);
  out.end_array();
  out.key("started").integer(static_cast<std::int64_t>(one.second.started));
  append_state_counts(out, one.second.states);
  out.key("duration_ms");
  append_statistics(out, statistics_of(one.second.durations));
  out.end_object();
}

}  // namespace

void Journeys::append_variants_json(const FilterIndex* filter, std::string& text) const {
  State& state = *state_;
  JsonWriter out(text);
  out.begin_object().key("as_of_ms").integer(state.as_of_ms()).key("templates").begin_array();
  for (std::size_t t = 0; t < state.evaluation.size(); ++t) {
    Tracking& tracking = state.evaluation.tracking(t);
    Variants variants = collect(tracking, *state.events, filter);
    std::vector<Variants::value_type*> sorted;
    for (auto& one : variants) sorted.push_back(&one);
    sort_stably(sorted,
                [](const auto* a, const auto* b) { return a->second.started > b->second.started; });
    out.begin_object().key("id").string(tracking.model().id).key("variants").begin_array();
    for (Variants::value_type* one : sorted) append_variant(out, tracking.model(), *one);
    out.end_array().end_object();
  }
  out.end_array().end_object();
}

}  // namespace throughline
