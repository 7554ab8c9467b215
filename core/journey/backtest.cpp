// An edited template beside the stored one: both funnels, and the journeys that changed.
#include <limits>

#include "state.h"
#include "summary.h"

namespace throughline {
namespace {

// Journeys of two evaluations, side by side in document order.
class Comparison {
 public:
  Comparison(Journeys::State& state, Tracking* stored, Tracking& edited, const FilterIndex* filter)
      : state_(&state), stored_(stored), edited_(&edited), filter_(filter) {}

  void append(JsonWriter& out) {
    out.begin_object().key("id").string(edited_->model().id).key("stored");
    if (stored_ == nullptr) {
      out.null();
    } else {
      append_summary(out, *stored_);
    }
    out.key("edited");
    append_summary(out, *edited_);
    out.key("changed").begin_array();
    append_changed(out);
    out.end_array().end_object();
  }

 private:
  void append_summary(JsonWriter& out, Tracking& tracking) {
    const FunnelSummary summary = summary_of(tracking, filter_);
    out.begin_object();
    summary.append_members(out, state_->without_subject(tracking.model().subject));
    out.end_object();
  }

  // Negative: a stands before b; 0: the same journey.
  int compare(const TrackReader& a, const TrackReader& b) const {
    if (a.started_ms() != b.started_ms()) return a.started_ms() < b.started_ms() ? -1 : 1;
    if (a.subject() != b.subject()) {
      const int subjects =
          state_->events->text(a.subject()).compare(state_->events->text(b.subject()));
      if (subjects != 0) return subjects;
    }
    if (a.start_row() == b.start_row()) return 0;
    return state_->events->timeline().before(a.start_row(), b.start_row()) ? -1 : 1;
  }

  // Ends are told by their ids: an edit may have moved them.
  std::string_view end_id(const Tracking& tracking, const TrackReader& reader) const {
    const std::int32_t end = reader.run().end;
    return end < 0 ? std::string_view() : tracking.model().ends[static_cast<std::size_t>(end)].id;
  }
  bool same_outcome(const TrackReader& stored, const TrackReader& edited) const {
    return stored.run().state == edited.run().state &&
           end_id(*stored_, stored) == end_id(*edited_, edited);
  }

  void append_outcome(JsonWriter& out, const Tracking* tracking, const TrackReader* reader) const {
    if (reader == nullptr) {
      out.null();
      return;
    }
    out.begin_object().key("state").string(journey_state_name(reader->run().state)).key("end");
    if (reader->run().end < 0) {
      out.null();
    } else {
      out.string(end_id(*tracking, *reader));
    }
    out.key("ended_ms").integer_or_null(reader->ended_ms()).end_object();
  }

  // At least one of the two is given.
  void append_change(JsonWriter& out, const TrackReader* stored, const TrackReader* edited) {
    const TrackReader& either = stored != nullptr ? *stored : *edited;
    if (filter_ != nullptr && !filter_->passes(either.start_row())) return;
    if (stored != nullptr && edited != nullptr && same_outcome(*stored, *edited)) return;
    out.begin_object().key("subject").string(state_->events->text(either.subject()));
    out.key("started_ms").integer(either.started_ms());
    out.key("start_event").string(state_->events->reference(either.start_row()));
    out.key("stored");
    append_outcome(out, stored_, stored);
    out.key("edited");
    append_outcome(out, edited_, edited);
    out.end_object();
  }

  void append_changed(JsonWriter& out) {
    static const std::vector<Tracking::Place> kNone;
    const auto& stored = stored_ == nullptr ? kNone : stored_->order(*state_->events);
    const auto& edited = edited_->order(*state_->events);
    TrackReader of_stored = stored_ == nullptr ? edited_->reader() : stored_->reader();
    TrackReader of_edited = edited_->reader();
    for (std::size_t s = 0, e = 0; s < stored.size() || e < edited.size();) {
      if (s < stored.size()) of_stored.look_at(stored[s].run);
      if (e < edited.size()) of_edited.look_at(edited[e].run);
      int order = s == stored.size() ? 1 : -1;
      if (s < stored.size() && e < edited.size()) order = compare(of_stored, of_edited);
      append_change(out, order <= 0 ? &of_stored : nullptr, order >= 0 ? &of_edited : nullptr);
      s += order <= 0 ? 1u : 0u;
      e += order >= 0 ? 1u : 0u;
    }
  }

  Journeys::State* state_;
  Tracking* stored_;  // null where the stored templates have none of this id
  Tracking* edited_;
  const FilterIndex* filter_;
};

}  // namespace

void Journeys::append_backtest_json(const Templates& edited, const FilterIndex* filter,
                                    std::string& text) const {
  State& state = *state_;
  Evaluation evaluation(edited, *state.events, *state.conversations, state.subjects);
  std::uint32_t all = std::numeric_limits<std::uint32_t>::max();
  while (state.group(evaluation, all)) all = std::numeric_limits<std::uint32_t>::max();
  while (evaluation.step(state.as_of_ms(), state.kinds, all))
    all = std::numeric_limits<std::uint32_t>::max();

  JsonWriter out(text);
  out.begin_object().key("as_of_ms").integer(state.as_of_ms()).key("templates").begin_array();
  for (std::size_t e = 0; e < evaluation.size(); ++e) {
    Tracking& tracking = evaluation.tracking(e);
    Tracking* stored = nullptr;
    for (std::size_t s = 0; s < state.evaluation.size(); ++s)
      if (state.evaluation.tracking(s).model().id == tracking.model().id)
        stored = &state.evaluation.tracking(s);
    Comparison(state, stored, tracking, filter).append(out);
  }
  out.end_array().end_object();
}

}  // namespace throughline
