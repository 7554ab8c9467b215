#include "summary.h"

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

FunnelSummary::FunnelSummary(const TemplateModel& model) : samples_(model.milestones.size()) {
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
  durations_.reserve(journeys);
  for (auto& [from_start, from_previous] : samples_) {
    from_start.reserve(journeys);
    from_previous.reserve(journeys);
  }
}

void FunnelSummary::add(const TrackReader& reader) {
  const Run& run = reader.run();
  const std::int64_t started_ms = reader.started_ms();
  ++funnel_.started;
  funnel_.states.add(run.state);
  if (run.end >= 0) ++funnel_.ends[static_cast<std::size_t>(run.end)].count;
  if (run.state == JourneyState::completed) durations_.push_back(*reader.ended_ms() - started_ms);
  const auto furthest = reader.furthest();
  (furthest ? funnel_.steps[*furthest].stopped_here : funnel_.stopped_at_start).add(run.state);
  const std::uint32_t end = furthest ? *furthest + 1 : 0;
  for (std::uint32_t m = 0; m < end; ++m) {
    FunnelStep& step = funnel_.steps[m];
    if (!reader.reached(m)) {
      ++step.skipped;
      continue;
    }
    ++step.reached;
    if (reader.out_of_order(m)) ++step.out_of_order;
    samples_[m].from_start.push_back(reader.reached_ms(m) - started_ms);
    samples_[m].from_previous.push_back(reader.from_previous_ms(m));
  }
}

void FunnelSummary::finish() {
  funnel_.duration_ms = statistics_of(durations_);
  for (std::size_t m = 0; m < samples_.size(); ++m) {
    funnel_.steps[m].from_start_ms = statistics_of(samples_[m].from_start);
    funnel_.steps[m].from_previous_ms = statistics_of(samples_[m].from_previous);
  }
  name_slowest();
  name_biggest_drop();
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
