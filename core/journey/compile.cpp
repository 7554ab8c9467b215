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

std::string key_of(const Trigger& trigger, const std::vector<CompiledCondition>& conditions) {
  std::string key;
  JsonWriter writer(key);
  writer.begin_array();
  for (const auto* names : {&trigger.kinds, &trigger.groups}) {
    writer.begin_array();
    for (const std::string& name : *names) writer.string(name);
    writer.end_array();
  }
  for (const CompiledCondition& condition : conditions) {
    if (condition.key().empty()) return {};
    writer.string(condition.key());
  }
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
                     Verdict::unknown);
  Verdict& verdict = verdicts_[id];
  if (verdict == Verdict::unknown) {
    const bool any = fields.any_of_state(condition.field.base, id, matches);
    verdict = any != condition.negated ? Verdict::holds : Verdict::fails;
  }
  return verdict == Verdict::holds;
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
  compiled.key = key_of(trigger, compiled.conditions);
  triggers_.push_back(std::move(compiled));
}

bool CompiledTemplate::matches(std::uint32_t number, KindCode kind, Row row,
                               MatchContext& context) {
  std::vector<CompiledCondition>& conditions = triggers_[number].conditions;
  return takes(number, kind, row, *context.events) &&
         std::all_of(conditions.begin(), conditions.end(),
                     [&](CompiledCondition& one) { return one.holds(row, context); });
}

bool CompiledTemplate::takes_kind(const Trigger& trigger, StringId kind,
                                  const GatedTimeline& events) {
  const auto holds = [](const std::vector<std::string>& names, std::string_view name) {
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
  };
  return holds(trigger.kinds, events.text(kind)) && holds(trigger.groups, kind_info(kind).group);
}

void CompiledTemplate::learn_kinds(const KindCodes& kinds, const GatedTimeline& events) {
  for (CompiledTrigger& one : triggers_) {
    while (one.kinds.size() < kinds.size()) {
      const auto code = static_cast<KindCode>(one.kinds.size());
      const bool takes = code == kManyKinds || takes_kind(*one.trigger, kinds.kind(code), events);
      one.kinds.push_back(takes ? 1 : 0);
    }
  }
}

}  // namespace throughline
