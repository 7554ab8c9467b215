#include "evaluation.h"

#include <algorithm>

#include "statistics.h"

namespace throughline {

// ---------------------------------------------------------------------------------------------
// Tracking

bool Tracking::stands_before(const Place& a, const Place& b, const GatedTimeline& events) const {
  if (a.started_ms != b.started_ms) return a.started_ms < b.started_ms;
  const Slot a_slot = tracks.run(a.run).slot;
  const Slot b_slot = tracks.run(b.run).slot;
  if (a_slot == b_slot) return a.run < b.run;
  return events.text(subjects_->subject(a_slot)) < events.text(subjects_->subject(b_slot));
}

const std::vector<Tracking::Place>& Tracking::order(const GatedTimeline& events) {
  if (is_ordered_) return order_;
  if (ordered_runs_ == 0) order_.clear();
  order_.erase(std::remove_if(order_.begin(), order_.end(),
                              [this](const Place& place) { return !tracks.is_live(place.run); }),
               order_.end());
  const auto kept = static_cast<std::ptrdiff_t>(order_.size());
  for (std::uint32_t i = ordered_runs_; i < tracks.run_count(); ++i) {
    if (!tracks.is_live(i)) continue;
    const Run& run = tracks.run(i);
    order_.push_back(Place{subjects_->rows(run.slot).at_ms[run.start], i});
  }
  const auto before = [&](const Place& a, const Place& b) { return stands_before(a, b, events); };
  std::sort(order_.begin() + kept, order_.end(), before);
  std::inplace_merge(order_.begin(), order_.begin() + kept, order_.end(), before);
  ordered_runs_ = tracks.run_count();
  is_ordered_ = true;
  return order_;
}

const std::vector<std::optional<std::int64_t>>& Tracking::step_p90() {
  constexpr std::size_t kEnoughSamples = 5;
  const std::uint32_t count = tracks.milestone_count();
  if (p90_.size() == count) return p90_;
  std::vector<std::vector<std::int64_t>> samples(count);
  TrackReader reader = this->reader();
  for (std::uint32_t run = 0; run < tracks.run_count(); ++run) {
    if (!tracks.is_live(run)) continue;
    reader.look_at(run);
    for (std::uint32_t m = 0; m < count; ++m)
      if (reader.reached(m)) samples[m].push_back(reader.from_previous_ms(m));
  }
  for (std::vector<std::int64_t>& step : samples)
    p90_.push_back(step.size() >= kEnoughSamples ? p90_of(step) : std::nullopt);
  return p90_;
}

bool Tracking::stalled(const TrackReader& reader, std::int64_t as_of_ms) {
  if (reader.run().state != JourneyState::open) return false;
  const std::uint32_t step = reader.run().to_furthest;
  if (step >= tracks.milestone_count()) return false;
  const std::optional<std::int64_t> p90 = step_p90()[step];
  return p90 && saturating_sub(as_of_ms, reader.latest_progress_ms()) > *p90;
}

// ---------------------------------------------------------------------------------------------
// Evaluation

Evaluation::Evaluation(const Templates& templates, const GatedTimeline& events,
                       const Conversations& conversations, Subjects& subjects)
    : templates_(templates), events_(&events), conversations_(&conversations) {
  for (const TemplateModel& model : templates_.model().templates)
    trackings_.push_back(std::make_unique<Tracking>(model, subjects.of(model.subject)));
}

bool Evaluation::uses(SubjectKind kind) const {
  return std::any_of(trackings_.begin(), trackings_.end(),
                     [kind](const auto& tracking) { return tracking->model().subject == kind; });
}

void Evaluation::redo_all() {
  round_ = Round::everything;
  for (std::vector<Slot>& slots : pending_) slots.clear();
  template_ = next_ = 0;
  evaluator_.reset();
  for (const auto& tracking : trackings_) {
    tracking->tracks.clear();
    tracking->renumbered();
  }
}

bool Evaluation::begin_touched_round() {
  bool any = false;
  for (std::size_t kind = 0; kind < pending_.size(); ++kind) {
    std::vector<Slot>& slots = touched_[kind];
    slots.clear();
    slots.swap(pending_[kind]);
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    any = any || !slots.empty();
  }
  if (any) round_ = Round::touched;
  template_ = next_ = 0;
  return any;
}

void Evaluation::begin_template() {
  Tracking& tracking = *trackings_[template_];
  evaluator_ = std::make_unique<Evaluator>(tracking.compiled, *events_, *conversations_,
                                           tracking.subjects());
  const auto kind = static_cast<std::size_t>(tracking.model().subject);
  if (round_ == Round::everything || !touched_[kind].empty()) tracking.changed();
  if (round_ == Round::everything) tracking.tracks.reserve(tracking.subjects().slot_count());
}

void Evaluation::evaluate(Slot slot, std::int64_t as_of_ms, std::uint32_t& units) {
  constexpr std::uint32_t kRowsPerUnit = 64;
  Tracking& tracking = *trackings_[template_];
  ++subjects_evaluated_;
  --units;
  const SubjectRows rows = tracking.subjects().rows(slot, as_of_ms);
  evaluator_->evaluate(slot, rows, as_of_ms, tracking.tracks);
  units -= std::min(units, rows.count / kRowsPerUnit);
}

bool Evaluation::evaluate_all(std::int64_t as_of_ms, std::uint32_t& units) {
  const SubjectIndex& subjects = trackings_[template_]->subjects();
  for (;;) {
    next_ = evaluator_->next_start(next_);
    if (next_ >= subjects.position_count()) return false;
    if (units == 0) return true;
    const Slot slot = subjects.slot_at(next_);
    if (slot == kNoSlot) {
      ++next_;
      continue;
    }
    evaluate(slot, as_of_ms, units);
    next_ = subjects.end_of(slot);
  }
}

bool Evaluation::evaluate_touched(std::int64_t as_of_ms, std::uint32_t& units) {
  const auto kind = static_cast<std::size_t>(trackings_[template_]->model().subject);
  for (; next_ < touched_[kind].size(); ++next_) {
    if (units == 0) return true;
    evaluate(touched_[kind][next_], as_of_ms, units);
  }
  return false;
}

bool Evaluation::step_template(std::int64_t as_of_ms, std::uint32_t& units) {
  Tracking& tracking = *trackings_[template_];
  if (evaluator_->prepare(units)) return true;
  if (version_ != tracking.subjects().matches().version()) {
    version_ = tracking.subjects().matches().version();
    if (round_ == Round::everything) next_ = 0;
  }
  const bool is_left = round_ == Round::everything ? evaluate_all(as_of_ms, units)
                                                   : evaluate_touched(as_of_ms, units);
  if (is_left) return true;
  Tracks& tracks = tracking.tracks;
  if (tracks.dead_count() > tracks.live_count() + 4096) {
    tracks.reclaim();
    tracking.renumbered();
  }
  return false;
}

THROUGHLINE_LATER bool Evaluation::step(std::int64_t as_of_ms, const KindCodes& kinds,
                                        std::uint32_t& units) {
  while (round_ != Round::none || begin_touched_round()) {
    for (; template_ < trackings_.size(); ++template_, next_ = 0) {
      trackings_[template_]->compiled.learn_kinds(kinds, *events_);
      if (next_ == 0) begin_template();
      if (step_template(as_of_ms, units)) return true;
    }
    evaluator_.reset();
    round_ = Round::none;
  }
  return false;
}

}  // namespace throughline
