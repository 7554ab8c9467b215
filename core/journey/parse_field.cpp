#include "parse_field.h"

namespace throughline {
namespace {

struct StateField {
  std::string_view name;
  FieldBase base;
};
constexpr StateField kStateFields[] = {
    {"channel", FieldBase::channel}, {"status", FieldBase::status}, {"tags", FieldBase::tags},
    {"agent", FieldBase::agent},     {"team", FieldBase::team},
};

// A member that is an object in an event, named alone: its id and name, or the leaf that says what
// it is about.
struct ObjectMember {
  std::string_view name;
  Member first;
  std::optional<Member> second;
};
constexpr ObjectMember kObjectMembers[] = {
    {"customer", Member::customer_id, Member::customer_name},
    {"actor", Member::actor_id, Member::actor_name},
    {"assignee", Member::assignee_id, Member::assignee_name},
    {"status", Member::status_to, std::nullopt},
    {"score", Member::score_current, std::nullopt},
    {"rating", Member::rating_value, std::nullopt},
    {"amount", Member::amount_value, std::nullopt},
};

constexpr OperatorInfo kOperators[] = {
    {"equals", Operator::equals, false, OperandForm::one},
    {"not_equals", Operator::equals, true, OperandForm::one},
    {"contains", Operator::contains, false, OperandForm::text},
    {"starts_with", Operator::starts_with, false, OperandForm::text},
    {"ends_with", Operator::ends_with, false, OperandForm::text},
    {"in", Operator::equals, false, OperandForm::list},
    {"not_in", Operator::equals, true, OperandForm::list},
    {"greater_than", Operator::greater_than, false, OperandForm::one},
    {"less_than", Operator::less_than, false, OperandForm::one},
    {"exists", Operator::exists, false, OperandForm::flag},
};

std::optional<FieldRef> metadata_field(std::string_view name, std::string_view rest) {
  if (rest.empty()) return std::nullopt;
  FieldRef field;
  field.base = FieldBase::metadata;
  field.name = name;
  field.literal = rest;
  field.path = path_steps(rest);
  return field;
}

// `path` is what follows "event.".
std::optional<FieldRef> event_field(std::string_view name, std::string_view path) {
  FieldRef field;
  field.name = name;
  field.member_count = 1;
  if (const auto member = member_from_path(path)) {
    field.members[0] = *member;
    return field;
  }
  for (const ObjectMember& object : kObjectMembers) {
    if (object.name != path) continue;
    field.members[0] = object.first;
    if (object.second) {
      field.members[1] = *object.second;
      field.member_count = 2;
    }
    return field;
  }
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto member = member_from_path(path.substr(0, dot));
  if (!member || member_form(*member) != MemberForm::json) return std::nullopt;
  field.members[0] = *member;
  field.path = path_steps(path.substr(dot + 1));
  return field;
}

}  // namespace

std::vector<std::string> path_steps(std::string_view path) {
  std::vector<std::string> steps;
  for (;;) {
    const std::size_t dot = path.find('.');
    steps.emplace_back(path.substr(0, dot));
    if (dot == std::string_view::npos) return steps;
    path.remove_prefix(dot + 1);
  }
}

std::optional<FieldRef> parse_field(std::string_view name, std::string& refusal) {
  constexpr std::string_view kEvent = "event.";
  constexpr std::string_view kMetadata = "metadata.";
  constexpr std::string_view kEventMetadata = "event.metadata.";
  for (const StateField& state : kStateFields) {
    if (state.name != name) continue;
    FieldRef field;
    field.base = state.base;
    field.name = name;
    return field;
  }
  std::optional<FieldRef> field;
  if (name.starts_with(kMetadata)) {
    field = metadata_field(name, name.substr(kMetadata.size()));
  } else if (name.starts_with(kEventMetadata)) {
    field = metadata_field(name, name.substr(kEventMetadata.size()));
  } else if (name.starts_with(kEvent)) {
    field = event_field(name, name.substr(kEvent.size()));
  }
  if (!field)
    refusal = "\"" + std::string(name) +
              "\" is no field: there are channel, status, tags, agent, team, event.<member> and "
              "metadata.<name>";
  return field;
}

const OperatorInfo* find_operator(std::string_view name) {
  for (const OperatorInfo& info : kOperators)
    if (info.name == name) return &info;
  return nullptr;
}

std::string operator_names() {
  std::string names;
  for (const OperatorInfo& info : kOperators) {
    if (!names.empty()) names += ", ";
    names += info.name;
  }
  return names;
}

}  // namespace throughline
