#include "compile.h"

#include <algorithm>

namespace throughline {

namespace {

// Whose event it is may follow from what another one says, up to as-of.
bool follows_as_of(const FieldRef& field) {
  return std::find(field.members.begin(), field.members.begin() + field.member_count,
                   Member::customer_id) != field.members.begin() + field.member_count;
}

std::string key_of(const Condition& condition) {
  if (follows_as_of(condition.field)) return {};
  std::string key;
  JsonWriter writer(key);
  writer.begin_array().string(condition.field.name).integer(static_cast<int>(condition.op));
  writer.boolean(condition.negated).boolean(condition.case_sensitive);
  for (const Operand& operand : condition.operands)
    writer.boolean(operand.type == ScalarType::number).string(operand.text);
  writer.end_array();
  return key;
}

}  // namespace

CompiledCondition::CompiledCondition(const Condition& condition)
    : condition_(&condition),
      by_id_(condition.field.base != FieldBase::event &&
             condition.field.base != FieldBase::metadata),
      key_(key_of(condition)) {}

bool CompiledCondition::holds(Row row, MatchContext& context) {
  const Condition& condition = *condition_;
  FieldReader& fields = context.fields;
  const auto matches = [&](Scalar value) { return context.matcher.matches(condition, value); };
  if (!by_id_) return fields.any_of_event(condition.field, row, matches) != condition.negated;
  const std::uint32_t id = fields.state_id(condition.field.base, row);
  if (id >= verdicts_.size())
    verdicts_.resize(std::max<std::size_t>(id + std::size_t{1}, verdicts_.size() * 2),
                     Verdicts::unknown);
  Verdicts::Verdict& verdict = verdicts_[id];
  if (verdict == Verdicts::unknown) {
    const bool any = fields.any_of_state(condition.field.base, id, matches);
    verdict = any != condition.negated ? Verdicts::holds : Verdicts::fails;
  }
  return verdict == Verdicts::holds;
}

CompiledTemplate::CompiledTemplate(const TemplateModel& model) : model_(&model) {
  add(model.start);
  for (const Trigger& one : model.excludes) add(one);
  first_milestone_ = trigger_count();
  for (const Trigger& one : model.milestones) add(one);
  first_end_ = trigger_count();
  for (const Trigger& one : model.ends) add(one);
}

void CompiledTemplate::add(const Trigger& trigger) {
  CompiledTrigger compiled;
  compiled.trigger = &trigger;
  for (const Condition& condition : trigger.conditions) compiled.conditions.emplace_back(condition);
  triggers_.push_back(std::move(compiled));
}

TriggerMask CompiledTemplate::bits(std::uint32_t from, std::uint32_t to) {
  TriggerMask mask = 0;
  for (std::uint32_t number = from; number < to; ++number) mask |= bit(number);
  return mask;
}

KindSet CompiledTemplate::kinds_of(TriggerMask mask) const {
  KindSet kinds = 0;
  for (std::size_t code = 0; code < masks_.size(); ++code)
    if ((masks_[code] & mask) != 0) kinds |= kind_set(static_cast<KindCode>(code));
  return kinds;
}

void CompiledTemplate::remember_in(SubjectIndex& subjects) {
  std::vector<CompiledCondition*> conditions;
  std::vector<const std::string*> keys;
  for (CompiledTrigger& trigger : triggers_) {
    for (CompiledCondition& condition : trigger.conditions) {
      if (condition.key() == nullptr) continue;
      conditions.push_back(&condition);
      keys.push_back(condition.key());
    }
  }
  const auto verdicts = subjects.verdicts().of(keys, subjects.position_count());
  for (std::size_t i = 0; i < conditions.size(); ++i) conditions[i]->remember_in(verdicts[i]);
}

bool CompiledTemplate::takes_kind(const Trigger& trigger, StringId kind,
                                  const GatedTimeline& events) {
  const auto holds = [](const std::vector<std::string>& names, std::string_view name) {
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
  };
  return holds(trigger.kinds, events.text(kind)) && holds(trigger.groups, kind_info(kind).group);
}

void CompiledTemplate::learn_kinds(const KindCodes& kinds, const GatedTimeline& events) {
  while (masks_.size() < kinds.size()) {
    if (masks_.size() == kManyKinds) {
      masks_.push_back(~TriggerMask{0});
      return;
    }
    const StringId kind = kinds.kind(static_cast<KindCode>(masks_.size()));
    TriggerMask mask = 0;
    for (std::uint32_t number = 0; number < trigger_count(); ++number)
      if (takes_kind(trigger(number), kind, events)) mask |= bit(number);
    masks_.push_back(mask);
  }
}

}  // namespace throughline
