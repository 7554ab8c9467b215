#include "summary.h"

namespace throughline {
namespace {

constexpr std::array kStateOrder = {JourneyState::open, JourneyState::timed_out,
                                    JourneyState::completed, JourneyState::excluded};

}  // namespace

void StateCounts::append_members(JsonWriter& out) const {
  for (JourneyState state : kStateOrder)
    out.key(journey_state_name(state)).integer(static_cast<std::int64_t>(of(state)));
}

FunnelSummary::FunnelSummary(const TemplateModel& model)
    : model_(&model), ends_(model.ends.size()), milestones_(model.milestones.size()) {}

void FunnelSummary::add(const TrackReader& reader) {
  const Run& run = reader.run();
  ++started_;
  states_.add(run.state);
  if (run.end >= 0) ++ends_[static_cast<std::size_t>(run.end)];
  if (run.state == JourneyState::completed)
    durations_.push_back(*reader.ended_ms() - reader.started_ms());
  const auto furthest = reader.furthest();
  (furthest ? milestones_[*furthest].stopped_here : stopped_at_start_).add(run.state);
  for (std::uint32_t m = 0; m < reader.milestone_count(); ++m) {
    MilestoneSummary& milestone = milestones_[m];
    if (!reader.reached(m)) {
      if (furthest && m < *furthest) ++milestone.skipped;
      continue;
    }
    ++milestone.reached;
    if (reader.out_of_order(m)) ++milestone.out_of_order;
    milestone.from_start.push_back(reader.from_start_ms(m));
    milestone.from_previous.push_back(reader.from_previous_ms(m));
  }
}

void FunnelSummary::finish() {
  duration_ms_ = statistics_of(durations_);
  for (MilestoneSummary& milestone : milestones_) {
    milestone.from_start_ms = statistics_of(milestone.from_start);
    milestone.from_previous_ms = statistics_of(milestone.from_previous);
  }
}

std::optional<std::size_t> FunnelSummary::slowest() const {
  std::optional<std::size_t> slowest;
  for (std::size_t m = 0; m < milestones_.size(); ++m) {
    const auto& median = milestones_[m].from_previous_ms.median;
    if (!median) continue;
    if (!slowest || *median > *milestones_[*slowest].from_previous_ms.median) slowest = m;
  }
  return slowest;
}

std::optional<std::size_t> FunnelSummary::biggest_drop() const {
  std::optional<std::size_t> place;
  std::uint64_t most = 0;
  const auto consider = [&](const StateCounts& stopped, std::size_t at) {
    if (stopped.dropped() <= most) return;
    most = stopped.dropped();
    place = at;
  };
  consider(stopped_at_start_, 0);
  for (std::size_t m = 0; m < milestones_.size(); ++m) consider(milestones_[m].stopped_here, m + 1);
  return place;
}

void FunnelSummary::append_milestone(JsonWriter& out, std::size_t m) const {
  const MilestoneSummary& milestone = milestones_[m];
  out.begin_object().key("id").string(model_->milestones[m].id);
  out.key("reached").integer(static_cast<std::int64_t>(milestone.reached));
  out.key("skipped").integer(static_cast<std::int64_t>(milestone.skipped));
  out.key("out_of_order").integer(static_cast<std::int64_t>(milestone.out_of_order));
  out.key("from_start_ms");
  append_statistics(out, milestone.from_start_ms);
  out.key("from_previous_ms");
  append_statistics(out, milestone.from_previous_ms);
  out.key("stopped_here").begin_object();
  milestone.stopped_here.append_members(out);
  out.end_object().end_object();
}

void FunnelSummary::append_members(JsonWriter& out,
                                   std::optional<std::uint64_t> without_subject) const {
  out.key("started").integer(static_cast<std::int64_t>(started_));
  for (JourneyState state : {JourneyState::open, JourneyState::completed, JourneyState::timed_out,
                             JourneyState::excluded})
    out.key(journey_state_name(state)).integer(static_cast<std::int64_t>(states_.of(state)));
  if (without_subject)
    out.key("without_subject").integer(static_cast<std::int64_t>(*without_subject));
  out.key("ends").begin_object();
  for (std::size_t i = 0; i < ends_.size(); ++i)
    out.key(model_->ends[i].id).integer(static_cast<std::int64_t>(ends_[i]));
  out.end_object().key("duration_ms");
  append_statistics(out, duration_ms_);
  out.key("milestones").begin_array();
  for (std::size_t m = 0; m < milestones_.size(); ++m) append_milestone(out, m);
  out.end_array().key("stopped_at_start").begin_object();
  stopped_at_start_.append_members(out);
  out.end_object().key("slowest");
  if (const auto m = slowest()) {
    out.string(model_->milestones[*m].id);
  } else {
    out.null();
  }
  out.key("biggest_drop");
  const auto place = biggest_drop();
  if (!place) {
    out.null();
  } else {
    out.string(*place == 0 ? std::string_view("start") : model_->milestones[*place - 1].id);
  }
}

}  // namespace throughline
