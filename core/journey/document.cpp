// The document of the command `journeys` (section 16).
#include "state.h"
#include "summary.h"

namespace throughline {
namespace {

void append_reference(JsonWriter& out, const GatedTimeline& events, Row row) {
  if (row == kNoRow) {
    out.null();
  } else {
    out.string(events.reference(row));
  }
}

void append_milestone(JsonWriter& out, const GatedTimeline& events, const TrackReader& reader,
                      const std::string& id, std::uint32_t m) {
  const bool reached = reader.reached(m);
  out.begin_object().key("id").string(id).key("reached_ms");
  if (reached) {
    out.integer(reader.reached_ms(m));
  } else {
    out.null();
  }
  out.key("event");
  append_reference(out, events, reached ? reader.reached_row(m) : kNoRow);
  out.key("hits").integer(reader.hit_count(m));
  out.key("skipped").boolean(reader.skipped(m));
  out.key("out_of_order").boolean(reader.out_of_order(m)).end_object();
}

}  // namespace

void append_journey_members(JsonWriter& out, const Journeys::State& state, Tracking& tracking,
                            const TrackReader& reader) {
  const TemplateModel& model = tracking.model();
  const Run& run = reader.run();
  out.key("template").string(model.id);
  out.key("subject").string(state.events->text(reader.subject()));
  out.key("state").string(journey_state_name(run.state));
  out.key("started_ms").integer(reader.started_ms());
  out.key("deadline_ms").integer_or_null(reader.deadline_ms());
  out.key("ended_ms").integer_or_null(reader.ended_ms());
  out.key("end");
  if (run.end < 0) {
    out.null();
  } else {
    out.string(model.ends[static_cast<std::size_t>(run.end)].id);
  }
  out.key("start_event");
  append_reference(out, *state.events, reader.start_row());
  out.key("stalled").boolean(tracking.stalled(reader, state.as_of_ms()));
  out.key("milestones").begin_array();
  for (std::uint32_t m = 0; m < reader.milestone_count(); ++m)
    append_milestone(out, *state.events, reader, model.milestones[m].id, m);
  out.end_array();
}

void append_journey(JsonWriter& out, const Journeys::State& state, Tracking& tracking,
                    const TrackReader& reader) {
  out.begin_object();
  append_journey_members(out, state, tracking, reader);
  out.end_object();
}

void Journeys::append_json(const FilterIndex* filter, std::string& text, List list) const {
  State& state = *state_;
  JsonWriter out(text);
  out.begin_object().key("as_of_ms").integer(state.as_of_ms()).key("templates").begin_array();
  for (std::size_t t = 0; t < state.evaluation.size(); ++t) {
    Tracking& tracking = state.evaluation.tracking(t);
    const FunnelSummary summary = summary_of(tracking, filter);
    out.begin_object().key("id").string(tracking.model().id);
    summary.append_members(out, state.without_subject(tracking.model().subject));
    out.end_object();
  }
  out.end_array();
  if (list == List::none) {
    out.end_object();
    return;
  }
  out.key("journeys").begin_array();
  for (std::size_t t = 0; t < state.evaluation.size(); ++t) {
    Tracking& tracking = state.evaluation.tracking(t);
    for_each_listed(tracking, *state.events, filter, [&](const TrackReader& reader) {
      append_journey(out, state, tracking, reader);
    });
  }
  out.end_array().end_object();
}

}  // namespace throughline
