// Events that all but one condition of a trigger let through: why a journey did not start, or a
// milestone stayed out.
#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "decimal.h"
#include "similar.h"
#include "state.h"
#include "throughline/sort.h"

namespace throughline {
namespace {

constexpr std::size_t kMostMisses = 20;
constexpr std::size_t kMostExamples = 5;
constexpr std::size_t kLongestValue = 100;  // bytes; longer texts are no misspellings

struct Miss {
  std::uint32_t trigger = 0;
  std::uint32_t condition = 0;
  std::optional<std::string> found;  // nullopt = missing

  friend bool operator<(const Miss& a, const Miss& b) {
    return std::tie(a.trigger, a.condition, a.found) < std::tie(b.trigger, b.condition, b.found);
  }
};

struct Sightings {
  std::uint64_t events = 0, subjects = 0;
  bool similar = false;
  Slot last_slot = kNoSlot;
  std::vector<Row> examples;  // the earliest, in order
};

bool is_similar(const Condition& condition, std::string_view found) {
  const bool is_limit =
      condition.op == Operator::greater_than || condition.op == Operator::less_than;
  return std::any_of(condition.operands.begin(), condition.operands.end(),
                     [&](const Operand& operand) {
                       if (!is_limit) return are_similar(found, operand.text);
                       const auto left = parse_decimal(found);
                       const auto right = parse_decimal(operand.text);
                       return left && right && compare(*left, *right) == 0;
                     });
}

class MissCollector {
 public:
  MissCollector(Journeys::State& state, Tracking& tracking, const FilterIndex* filter)
      : events_(state.events),
        tracking_(&tracking),
        filter_(filter),
        context_(*state.events, *state.conversations),
        as_of_ms_(state.as_of_ms()) {}

  const std::map<Miss, Sightings>& collect() {
    const SubjectIndex& subjects = tracking_->subjects();
    for (Slot slot = 0; slot < subjects.slot_count(); ++slot) look_at_subject(slot);
    return misses_;
  }

 private:
  void look_at_subject(Slot slot) {
    slot_ = slot;
    rows_ = tracking_->subjects().rows(slot, as_of_ms_);
    for (std::uint32_t at = 0; at < rows_.count; ++at)
      if (filter_ == nullptr || filter_->passes(rows_.rows[at])) try_trigger(0, at);
    const auto [first, count] = tracking_->tracks.of(slot);
    TrackReader reader = tracking_->reader();
    for (std::uint32_t run = first; run < first + count; ++run) {
      reader.look_at(run);
      if (filter_ == nullptr || filter_->passes(reader.start_row())) look_at_run(reader);
    }
  }

  // Events while the journey was under way, for what it did not come to.
  void look_at_run(const TrackReader& reader) {
    const CompiledTemplate& compiled = tracking_->compiled;
    const Run& run = reader.run();
    const auto until_ms = reader.ended_ms().value_or(as_of_ms_);
    for (std::uint32_t at = run.start + 1; at < rows_.count && rows_.at_ms[at] <= until_ms; ++at) {
      if (run.close != kNoPosition && at > run.close) break;
      for (std::uint32_t number = 1; number < compiled.trigger_count(); ++number)
        if (is_missing(reader, number)) try_trigger(number, at);
    }
  }
  bool is_missing(const TrackReader& reader, std::uint32_t number) const {
    const CompiledTemplate& compiled = tracking_->compiled;
    if (number < compiled.first_milestone()) return reader.run().state != JourneyState::excluded;
    if (number >= compiled.first_end()) return reader.run().state != JourneyState::completed;
    return !reader.reached(number - compiled.first_milestone());
  }

  void try_trigger(std::uint32_t number, std::uint32_t at) {
    CompiledTemplate& compiled = tracking_->compiled;
    std::vector<CompiledCondition>& conditions = compiled.conditions(number);
    const Row row = rows_.rows[at];
    if (conditions.empty() || !compiled.takes(number, rows_.kinds[at], row, *events_)) return;
    std::optional<std::uint32_t> failing;
    for (std::uint32_t c = 0; c < conditions.size(); ++c) {
      if (conditions[c].holds(row, context_)) continue;
      if (failing) return;
      failing = c;
    }
    if (failing) note(number, *failing, row);
  }

  void note(std::uint32_t number, std::uint32_t index, Row row) {
    const Condition& condition = tracking_->compiled.trigger(number).conditions[index];
    if (condition.negated) return;  // it has exactly what is not wanted: no near miss
    bool has_value = false;
    context_.fields.any(condition.field, row, [&](Scalar value) {
      has_value = true;
      if (value.text.size() <= kLongestValue)
        see({number, index, std::string(value.text)}, condition, row);
      return false;
    });
    if (!has_value) see({number, index, std::nullopt}, condition, row);
  }

  void see(const Miss& miss, const Condition& condition, Row row) {
    const auto [at, is_new] = misses_.try_emplace(miss);
    Sightings& seen = at->second;
    if (is_new) seen.similar = miss.found && is_similar(condition, *miss.found);
    ++seen.events;
    if (seen.last_slot != slot_) ++seen.subjects;
    seen.last_slot = slot_;
    const auto before = [this](Row a, Row b) { return events_->timeline().before(a, b); };
    auto& examples = seen.examples;
    if (std::find(examples.begin(), examples.end(), row) != examples.end()) return;
    examples.insert(std::lower_bound(examples.begin(), examples.end(), row, before), row);
    if (examples.size() > kMostExamples) examples.pop_back();
  }

  const GatedTimeline* events_;
  Tracking* tracking_;
  const FilterIndex* filter_;
  MatchContext context_;
  std::int64_t as_of_ms_;
  Slot slot_ = kNoSlot;
  SubjectRows rows_;
  std::map<Miss, Sightings> misses_;
};

using Ranked = std::vector<const std::map<Miss, Sightings>::value_type*>;

// Similar ones first, then by events, then as the document has them.
Ranked ranked(const std::map<Miss, Sightings>& misses) {
  Ranked list;
  for (const auto& one : misses) list.push_back(&one);
  sort_stably(list, [](const auto* a, const auto* b) {
    if (a->second.similar != b->second.similar) return a->second.similar;
    return a->second.events > b->second.events;
  });
  if (list.size() > kMostMisses) list.resize(kMostMisses);
  return list;
}

void append_miss(JsonWriter& out, const Journeys::State& state, const Tracking& tracking,
                 const Ranked::value_type& one) {
  const auto& [miss, seen] = *one;
  const Trigger& trigger = tracking.compiled.trigger(miss.trigger);
  const Condition& condition = trigger.conditions[miss.condition];
  out.begin_object().key("trigger").string(trigger.pointer);
  out.key("condition").integer(miss.condition);
  out.key("field").string(condition.field.name).key("op").string(condition.op_name);
  out.key("asked").begin_array();
  for (const Operand& operand : condition.operands) out.string(operand.text);
  out.end_array().key("found").string_or_null(miss.found);
  out.key("similar").boolean(seen.similar);
  out.key("events").integer(static_cast<std::int64_t>(seen.events));
  out.key("subjects").integer(static_cast<std::int64_t>(seen.subjects));
  out.key("examples").begin_array();
  for (Row row : seen.examples) out.string(state.events->reference(row));
  out.end_array().end_object();
}

}  // namespace

void Journeys::append_near_misses_json(const FilterIndex* filter, std::string& text) const {
  State& state = *state_;
  JsonWriter out(text);
  out.begin_object().key("as_of_ms").integer(state.as_of_ms()).key("templates").begin_array();
  for (std::size_t t = 0; t < state.evaluation.size(); ++t) {
    Tracking& tracking = state.evaluation.tracking(t);
    MissCollector collector(state, tracking, filter);
    out.begin_object().key("id").string(tracking.model().id).key("near_misses").begin_array();
    for (const auto& one : ranked(collector.collect())) append_miss(out, state, tracking, one);
    out.end_array().end_object();
  }
  out.end_array().end_object();
}

}  // namespace throughline
