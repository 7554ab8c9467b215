// A template compiled against the dictionaries: which kinds each trigger takes as bits, conditions
// as truth tables.
#pragma once

#include <cstdint>
#include <vector>

#include "kinds.h"
#include "match.h"
#include "model.h"
#include "subjects.h"
#include "values.h"
#include "verdicts.h"

namespace throughline {

// What conditions are held against: one world of events.
struct MatchContext {
  MatchContext(const GatedTimeline& events_in, const Conversations& conversations)
      : events(&events_in), fields(events_in, conversations) {}

  const GatedTimeline* events;
  FieldReader fields;
  ValueMatcher matcher;
};

// A condition with what it was found to say of each dictionary id so far (channel, status, tag set,
// person).
class CompiledCondition {
 public:
  explicit CompiledCondition(const Condition& condition);
  const Condition& condition() const { return *condition_; }
  bool holds(Row row, MatchContext& context);
  // Likewise, of the row at a position of the subject index whose verdicts it remembers.
  bool holds(Row row, std::size_t position, MatchContext& context) {
    if (remembered_ == nullptr) return holds(row, context);
    Verdicts::Verdict& verdict = remembered_[position];
    if (verdict == Verdicts::unknown)
      verdict = holds(row, context) ? Verdicts::holds : Verdicts::fails;
    return verdict == Verdicts::holds;
  }
  // What it says, in a text that no other condition shares; nothing where as-of has a part in it.
  const std::string* key() const { return key_.empty() ? nullptr : &key_; }
  void remember_in(Verdicts::Verdict* verdicts) { remembered_ = verdicts; }

 private:
  const Condition* condition_;
  bool by_id_;
  std::string key_;
  std::vector<Verdicts::Verdict> verdicts_;  // by id
  Verdicts::Verdict* remembered_ = nullptr;  // by position
};

// One bit a trigger, in the order start, excludes, milestones, ends; those beyond the 63rd share
// the last bit.
using TriggerMask = std::uint64_t;

class CompiledTemplate {
 public:
  // The model must outlive this.
  explicit CompiledTemplate(const TemplateModel& model);

  const TemplateModel& model() const { return *model_; }
  // Looks at kinds that appeared since the last call. Needed before masks are asked for.
  void learn_kinds(const KindCodes& kinds, const GatedTimeline& events);

  // Ranges of trigger numbers.
  std::uint32_t first_exclude() const { return 1; }
  std::uint32_t first_milestone() const { return first_milestone_; }
  std::uint32_t first_end() const { return first_end_; }
  std::uint32_t trigger_count() const { return static_cast<std::uint32_t>(triggers_.size()); }
  const Trigger& trigger(std::uint32_t number) const { return *triggers_[number].trigger; }

  // By kind code: the bits of the triggers that take the kind; all bits where that is to be looked
  // up.
  const TriggerMask* masks() const { return masks_.data(); }
  static TriggerMask bit(std::uint32_t number) {
    return TriggerMask{1} << (number < kShared ? number : kShared);
  }
  // Bits of the triggers in [from, to).
  static TriggerMask bits(std::uint32_t from, std::uint32_t to);
  // Those that some trigger of the mask may take.
  KindSet kinds_of(TriggerMask mask) const;
  // Has its conditions remember what they say of an index's rows, until the index's verdicts have another version.
  void remember_in(SubjectIndex& subjects);

  // Whether a trigger matches an event whose kind's mask is `mask`.
  bool matches(std::uint32_t number, TriggerMask mask, Row row, MatchContext& context) {
    return takes(number, mask, row, context) &&
           all_hold(number, [&](CompiledCondition& one) { return one.holds(row, context); });
  }
  // Likewise, of the row at a position of the index in which it remembers.
  bool matches(std::uint32_t number, TriggerMask mask, Row row, std::size_t position,
               MatchContext& context) {
    return takes(number, mask, row, context) && all_hold(number, [&](CompiledCondition& one) {
             return one.holds(row, position, context);
           });
  }
  std::vector<CompiledCondition>& conditions(std::uint32_t number) {
    return triggers_[number].conditions;
  }
  // The part of a trigger that is not conditions.
  static bool takes_kind(const Trigger& trigger, StringId kind, const GatedTimeline& events);

 private:
  static constexpr std::uint32_t kShared = 63;
  struct CompiledTrigger {
    const Trigger* trigger = nullptr;
    std::vector<CompiledCondition> conditions;
  };
  void add(const Trigger& trigger);
  bool takes(std::uint32_t number, TriggerMask mask, Row row, MatchContext& context) const {
    if ((mask & bit(number)) == 0) return false;
    const bool is_exact = number < kShared && mask != ~TriggerMask{0};
    return is_exact ||
           takes_kind(*triggers_[number].trigger, context.events->kind(row), *context.events);
  }
  template <class F>
  bool all_hold(std::uint32_t number, F&& holds) {
    for (CompiledCondition& condition : triggers_[number].conditions)
      if (!holds(condition)) return false;
    return true;
  }

  const TemplateModel* model_;
  std::uint32_t first_milestone_ = 1, first_end_ = 1;
  std::vector<CompiledTrigger> triggers_;
  std::vector<TriggerMask> masks_;  // by kind code
};

}  // namespace throughline
