#include "throughline/journey.h"

#include <algorithm>

#include "state.h"

namespace throughline {

std::string_view journey_state_name(JourneyState state) {
  switch (state) {
    case JourneyState::open:
      return "open";
    case JourneyState::completed:
      return "completed";
    case JourneyState::timed_out:
      return "timed_out";
    case JourneyState::excluded:
      return "excluded";
  }
  return "";
}

// ---------------------------------------------------------------------------------------------
// What changed

bool Journeys::State::group(const Evaluation& wanted, std::uint32_t& units) {
  // Conversations are grouped always: a conversation's old rows tell which customers it touched.
  return subjects.of(SubjectKind::conversation).build(units) ||
         (wanted.uses(SubjectKind::customer) && subjects.of(SubjectKind::customer).build(units));
}

std::vector<StringId> Journeys::State::touched_customers(
    const GatedTimeline::Refreshed& refreshed) const {
  const SubjectIndex& conversations_index = subjects.of(SubjectKind::conversation);
  const SubjectIndex& customers = subjects.of(SubjectKind::customer);
  std::vector<StringId> touched;
  const auto add = [&](Row row) {
    touched.push_back(customers.subject_of(row));
    if (events->visible(row)) touched.push_back(events->customer(row));
  };
  for (StringId conversation : refreshed.conversations) {
    const Slot slot = conversations_index.slot_of(conversation);
    if (slot != kNoSlot) {
      const SubjectRows before = conversations_index.rows(slot);
      std::for_each(before.rows, before.rows + before.count, add);
    }
    for (Row row : events->timeline().conversation_rows(conversation)) add(row);
  }
  for (Row row : refreshed.loose_rows) add(row);
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  if (!touched.empty() && touched.front() == kAbsent) touched.erase(touched.begin());
  return touched;
}

void Journeys::State::refresh(SubjectKind kind, const std::vector<StringId>& touched) {
  SubjectIndex& index = subjects.of(kind);
  for (StringId subject : touched) {
    index.refresh(subject);
    evaluation.redo(kind, index.slot_of(subject));
  }
}

void Journeys::State::take(const GatedTimeline::Refreshed& refreshed) {
  for (auto& count : without_subject_) count.reset();
  SubjectIndex& conversations_index = subjects.of(SubjectKind::conversation);
  SubjectIndex& customers = subjects.of(SubjectKind::customer);
  const bool is_grouped =
      conversations_index.ready() && (customers.ready() || !evaluation.uses(SubjectKind::customer));
  if (refreshed.everything || refreshed.only_as_of || !is_grouped) {
    // As-of only cuts groups of conversations, but moves the customer that a conversation names
    // first.
    if (!refreshed.only_as_of || !conversations_index.ready()) conversations_index.clear();
    customers.clear();
    evaluation.redo_all();
    return;
  }
  if (customers.ready()) {
    const std::vector<StringId> touched = touched_customers(refreshed);
    refresh(SubjectKind::customer, touched);
  }
  refresh(SubjectKind::conversation, refreshed.conversations);
}

std::uint64_t Journeys::State::without_subject(SubjectKind kind) {
  auto& count = without_subject_[static_cast<std::size_t>(kind)];
  if (!count) {
    const std::vector<Row>& loose = subjects.of(kind).loose_rows();
    count = static_cast<std::uint64_t>(std::count_if(
        loose.begin(), loose.end(), [this](Row row) { return events->in_view(row); }));
  }
  return *count;
}

// ---------------------------------------------------------------------------------------------
// Journeys

Journeys::Journeys(const GatedTimeline& events, const Conversations& conversations)
    : state_(std::make_shared<State>(events, conversations)) {}

void Journeys::set_templates(const Templates& templates) {
  state_->evaluated_before += state_->evaluation.subjects_evaluated();
  state_->evaluation =
      Evaluation(templates, *state_->events, *state_->conversations, state_->subjects);
}

const Templates& Journeys::templates() const { return state_->evaluation.templates(); }

void Journeys::invalidate(const GatedTimeline::Refreshed& refreshed) { state_->take(refreshed); }

bool Journeys::step(std::uint32_t& units) {
  if (!state_->can_evaluate()) return false;
  return state_->group(state_->evaluation, units) ||
         state_->evaluation.step(state_->as_of_ms(), state_->kinds, units);
}

std::uint64_t Journeys::subjects_evaluated() const {
  return state_->evaluated_before + state_->evaluation.subjects_evaluated();
}

std::int64_t Journeys::as_of_ms() const { return state_->as_of_ms(); }

std::size_t Journeys::size() const {
  std::size_t count = 0;
  for (std::size_t t = 0; t < state_->evaluation.size(); ++t)
    count += state_->evaluation.tracking(t).tracks.live_count();
  return count;
}

namespace {

MilestoneHit milestone_hit(const TrackReader& reader, std::uint32_t m) {
  MilestoneHit hit;
  hit.skipped = reader.skipped(m);
  if (!reader.reached(m)) return hit;
  hit.reached_ms = reader.reached_ms(m);
  hit.row = reader.reached_row(m);
  hit.hits = reader.hit_count(m);
  hit.out_of_order = reader.out_of_order(m);
  return hit;
}

}  // namespace

Journey Journeys::journey(std::size_t i) const {
  std::size_t t = 0;
  while (i >= state_->evaluation.tracking(t).tracks.live_count())
    i -= state_->evaluation.tracking(t++).tracks.live_count();
  Tracking& tracking = state_->evaluation.tracking(t);
  TrackReader reader = tracking.reader();
  reader.look_at(tracking.order(*state_->events)[i].run);

  Journey journey;
  journey.template_index = static_cast<std::uint32_t>(t);
  journey.subject = reader.subject();
  journey.state = reader.run().state;
  journey.started_ms = reader.started_ms();
  journey.deadline_ms = reader.deadline_ms();
  journey.ended_ms = reader.ended_ms();
  journey.end = reader.run().end;
  journey.start_row = reader.start_row();
  journey.end_row = reader.end_row();
  journey.stalled = tracking.stalled(reader, state_->as_of_ms());
  journey.milestones.reserve(reader.milestone_count());
  for (std::uint32_t m = 0; m < reader.milestone_count(); ++m)
    journey.milestones.push_back(milestone_hit(reader, m));
  return journey;
}

std::vector<Journey> Journeys::all() const {
  std::vector<Journey> all;
  const std::size_t count = size();
  all.reserve(count);
  for (std::size_t i = 0; i < count; ++i) all.push_back(journey(i));
  return all;
}

}  // namespace throughline
