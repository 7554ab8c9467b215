// A template compiled against the dictionaries: which kinds each trigger takes as a table by kind code, conditions as
// truth tables.
#pragma once

#include <cstdint>
#include <vector>

#include "kinds.h"
#include "match.h"
#include "model.h"
#include "values.h"

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
  // What it says, in a text that no other condition shares; "" where as-of has a part in it.
  const std::string& key() const { return key_; }

 private:
  const Condition* condition_;
  bool by_id_;
  std::string key_;
  enum class Verdict : std::uint8_t { unknown, fails, holds };
  std::vector<Verdict> verdicts_;  // by id
};

// Its triggers by number: start, excludes, milestones, ends.
class CompiledTemplate {
 public:
  // The model must outlive this.
  explicit CompiledTemplate(const TemplateModel& model);

  const TemplateModel& model() const { return *model_; }
  // Looks at kinds that appeared since the last call. Needed before their codes are asked about.
  void learn_kinds(const KindCodes& kinds, const GatedTimeline& events);

  // Ranges of trigger numbers.
  std::uint32_t first_exclude() const { return 1; }
  std::uint32_t first_milestone() const { return first_milestone_; }
  std::uint32_t first_end() const { return first_end_; }
  std::uint32_t trigger_count() const { return static_cast<std::uint32_t>(triggers_.size()); }
  const Trigger& trigger(std::uint32_t number) const { return *triggers_[number].trigger; }

  // What a trigger asks of an event, in a text that no other trigger shares; "" where as-of has a part in it.
  const std::string& key(std::uint32_t number) const { return triggers_[number].key; }
  // By kind code: 1 where the trigger takes the kind; for kManyKinds always, `takes` tells which of them.
  const std::uint8_t* kinds(std::uint32_t number) const { return triggers_[number].kinds.data(); }
  bool takes(std::uint32_t number, KindCode kind, Row row, const GatedTimeline& events) const {
    if (kind == kManyKinds) return takes_kind(*triggers_[number].trigger, events.kind(row), events);
    return triggers_[number].kinds[kind] != 0;
  }
  // Whether kManyKinds is among the codes.
  bool knows_many_kinds() const { return triggers_.front().kinds.size() > kManyKinds; }
  bool has_conditions(std::uint32_t number) const { return !triggers_[number].conditions.empty(); }
  // Whether the trigger matches an event of that kind.
  bool matches(std::uint32_t number, KindCode kind, Row row, MatchContext& context);
  std::vector<CompiledCondition>& conditions(std::uint32_t number) {
    return triggers_[number].conditions;
  }

 private:
  struct CompiledTrigger {
    const Trigger* trigger = nullptr;
    std::vector<CompiledCondition> conditions;
    std::string key;
    std::vector<std::uint8_t> kinds;  // by kind code
  };
  void add(const Trigger& trigger);
  // The part of a trigger that is not conditions.
  static bool takes_kind(const Trigger& trigger, StringId kind, const GatedTimeline& events);

  const TemplateModel* model_;
  std::uint32_t first_milestone_ = 1, first_end_ = 1;
  std::vector<CompiledTrigger> triggers_;
};

}  // namespace throughline
