#include "summary.h"

#include <algorithm>
#include <array>

namespace throughline {
namespace {

constexpr std::array kStateOrder = {JourneyState::open, JourneyState::timed_out,
                                    JourneyState::completed, JourneyState::excluded};

void append_step(JsonWriter& out, const FunnelStep& step) {
  out.begin_object().key("id").string(step.id);
  out.key("reached").integer(static_cast<std::int64_t>(step.reached));
  out.key("skipped").integer(static_cast<std::int64_t>(step.skipped));
  out.key("out_of_order").integer(static_cast<std::int64_t>(step.out_of_order));
  out.key("from_start_ms");
  append_statistics(out, step.from_start_ms);
  out.key("from_previous_ms");
  append_statistics(out, step.from_previous_ms);
  out.key("stopped_here").begin_object();
  append_state_counts(out, step.stopped_here);
  out.end_object().end_object();
}

}  // namespace

void append_state_counts(JsonWriter& out, const StateCounts& counts) {
  for (JourneyState state : kStateOrder)
    out.key(journey_state_name(state)).integer(static_cast<std::int64_t>(counts.of(state)));
}

FunnelSummary::FunnelSummary(const TemplateModel& model)
    : stopped_(model.milestones.size() + 1),
      ended_(model.ends.size() + 1),
      gathered_(model.milestones.size()) {
  funnel_.id = model.id;
  funnel_.name = model.name;
  funnel_.timeout_ms = model.timeout_ms;
  for (const Trigger& milestone : model.milestones) {
    FunnelStep step;
    step.id = milestone.id;
    step.name = milestone.name;
    funnel_.steps.push_back(std::move(step));
  }
  for (const Trigger& end : model.ends) funnel_.ends.push_back(FunnelEnd{end.id, end.name, 0});
}

void FunnelSummary::reserve(std::size_t journeys) {
  room_ = journeys;
  durations_.reserve(journeys);
  for (Gathered& milestone : gathered_) {
    milestone.from_start.reserve(journeys);
    milestone.from_previous.reserve(journeys);
  }
}

// Sums and choices instead of branches: which milestones a journey reached cannot be foreseen from the one before.
void FunnelSummary::add(const TrackReader& reader) {
  const Run& run = reader.run();
  const std::int64_t started_ms = reader.started_ms();
  if (funnel_.started == room_) reserve(std::max<std::size_t>(16, room_ * 2));
  ++funnel_.started;
  ++ended_[static_cast<std::size_t>(run.end + 1)];
  const std::uint32_t closed = run.close == kNoPosition ? run.start : run.close;
  durations_.add(reader.at_ms(closed) - started_ms, run.state == JourneyState::completed);
  stopped_[run.to_furthest].add(run.state);
  for (std::uint32_t m = 0; m < gathered_.size(); ++m) {
    Gathered& milestone = gathered_[m];
    milestone.skipped += reader.skipped(m) ? 1u : 0u;
    milestone.out_of_order += reader.out_of_order(m) ? 1u : 0u;
    milestone.from_start.add(reader.from_start_ms(m), reader.reached(m));
    milestone.from_previous.add(reader.from_previous_ms(m), reader.reached(m));
  }
}

void FunnelSummary::finish() {
  fill_counts();
  fill_statistics();
  name_slowest();
  name_biggest_drop();
}

void FunnelSummary::fill_counts() {
  for (const StateCounts& stopped : stopped_) funnel_.states.add(stopped);
  funnel_.stopped_at_start = stopped_.front();
  for (std::size_t end = 0; end < funnel_.ends.size(); ++end)
    funnel_.ends[end].count = ended_[end + 1];
  for (std::size_t m = 0; m < gathered_.size(); ++m) {
    FunnelStep& step = funnel_.steps[m];
    step.reached = gathered_[m].from_start.size();
    step.skipped = gathered_[m].skipped;
    step.out_of_order = gathered_[m].out_of_order;
    step.stopped_here = stopped_[m + 1];
  }
}

void FunnelSummary::fill_statistics() {
  funnel_.duration_ms = statistics_of(durations_.values());
  for (std::size_t m = 0; m < gathered_.size(); ++m) {
    funnel_.steps[m].from_start_ms = statistics_of(gathered_[m].from_start.values());
    funnel_.steps[m].from_previous_ms = statistics_of(gathered_[m].from_previous.values());
  }
}

void FunnelSummary::name_slowest() {
  for (std::size_t m = 0; m < funnel_.steps.size(); ++m) {
    const auto& median = funnel_.steps[m].from_previous_ms.median;
    if (!median) continue;
    if (!funnel_.slowest || *median > *funnel_.steps[*funnel_.slowest].from_previous_ms.median)
      funnel_.slowest = m;
  }
}

void FunnelSummary::name_biggest_drop() {
  std::uint64_t most = 0;
  const auto consider = [&](const StateCounts& stopped, std::size_t at) {
    if (stopped.dropped() <= most) return;
    most = stopped.dropped();
    funnel_.biggest_drop = at;
  };
  consider(funnel_.stopped_at_start, 0);
  for (std::size_t m = 0; m < funnel_.steps.size(); ++m)
    consider(funnel_.steps[m].stopped_here, m + 1);
}

void FunnelSummary::append_members(JsonWriter& out,
                                   std::optional<std::uint64_t> without_subject) const {
  out.key("started").integer(static_cast<std::int64_t>(funnel_.started));
  for (JourneyState state : {JourneyState::open, JourneyState::completed, JourneyState::timed_out,
                             JourneyState::excluded})
    out.key(journey_state_name(state)).integer(static_cast<std::int64_t>(funnel_.states.of(state)));
  if (without_subject)
    out.key("without_subject").integer(static_cast<std::int64_t>(*without_subject));
  out.key("ends").begin_object();
  for (const FunnelEnd& end : funnel_.ends)
    out.key(end.id).integer(static_cast<std::int64_t>(end.count));
  out.end_object().key("duration_ms");
  append_statistics(out, funnel_.duration_ms);
  out.key("milestones").begin_array();
  for (const FunnelStep& step : funnel_.steps) append_step(out, step);
  out.end_array().key("stopped_at_start").begin_object();
  append_state_counts(out, funnel_.stopped_at_start);
  out.end_object().key("slowest");
  if (funnel_.slowest) {
    out.string(funnel_.steps[*funnel_.slowest].id);
  } else {
    out.null();
  }
  out.key("biggest_drop");
  if (!funnel_.biggest_drop) {
    out.null();
  } else {
    const std::size_t place = *funnel_.biggest_drop;
    out.string(place == 0 ? std::string_view("start") : funnel_.steps[place - 1].id);
  }
}

FunnelSummary summary_of(Tracking& tracking, const FilterIndex* filter) {
  FunnelSummary summary(tracking.model());
  summary.reserve(tracking.tracks.live_count());
  for_each_counted(tracking, filter, [&](const TrackReader& reader) { summary.add(reader); });
  summary.finish();
  return summary;
}

std::vector<Funnel> Journeys::funnels(const FilterIndex* filter) const {
  std::vector<Funnel> funnels;
  for (std::size_t t = 0; t < state_->evaluation.size(); ++t)
    funnels.push_back(summary_of(state_->evaluation.tracking(t), filter).funnel());
  return funnels;
}

}  // namespace throughline
