// Triggers as SQL: a field is a list of values, a condition asks for any of them.
#include <algorithm>

#include "journey/decimal.h"
#include "sql.h"
#include "text/ascii.h"

namespace throughline::sql {
namespace {

constexpr std::size_t kExactDigits = 15;

// A name that can stand in a JSON path literal.
bool is_plain_name(std::string_view name) {
  return name.find_first_of("\"\\.") == std::string_view::npos;
}

// CASE kind WHEN … END of what the kind list says; "" kinds are left out.
template <class Of>
std::string by_kind(Of&& of) {
  std::string expression = "CASE kind";
  for (StringId kind = 1; kind <= kKindCount; ++kind) {
    const std::string_view value = of(kind_info(kind));
    if (!value.empty())
      expression += " WHEN " + quoted(kind_info(kind).name) + " THEN " + quoted(value);
  }
  return expression + " END";
}

// What holds whether or not the event says so (section 1).
std::string inherited(Member member) {
  switch (member) {
    case Member::channel:
      return "channel";
    case Member::campaign:
      return "campaign";
    case Member::customer_id:
      return "customer";
    case Member::direction:
      return by_kind([](const KindInfo& kind) { return direction_name(kind.default_direction); });
    case Member::actor_kind:
      return by_kind([](const KindInfo& kind) { return actor_kind_name(kind.default_actor); });
    default:
      return "";
  }
}

class ConditionWriter {
 public:
  ConditionWriter(const Condition& condition, const Dialect& dialect,
                  std::vector<Refusal>& refusals)
      : condition_(condition), dialect_(dialect), refusals_(refusals) {}

  std::string write() {
    const std::string list = values();
    if (list.empty()) return "false";
    std::string any = condition_.op == Operator::exists
                          ? dialect_.length(list) + " > 0"
                          : dialect_.any(list, "(" + predicate() + ")");
    return condition_.negated ? "NOT (" + any + ")" : any;
  }

 private:
  std::string refuse(std::string_view member, std::string reason) {
    refusals_.push_back({condition_.pointer + "/" + std::string(member), std::move(reason)});
    return "";
  }

  std::string values() {
    const FieldRef& field = condition_.field;
    switch (field.base) {
      case FieldBase::channel:
        return dialect_.one_scalar("channel", false);
      case FieldBase::status:
        return dialect_.one_scalar("status", false);
      case FieldBase::tags:
        return dialect_.scalars_of("tags");
      case FieldBase::agent:
        return dialect_.joined(dialect_.one_scalar("assignee_id", false),
                               dialect_.one_scalar("assignee_name", false));
      case FieldBase::team:
        return dialect_.one_scalar("assignee_team", false);
      case FieldBase::metadata:
        if (!is_plain_name(field.literal))
          return refuse("field",
                        "a metadata name with a dot or a quote may be a path through arrays");
        return dialect_.scalars_at({"metadata", field.literal});
      case FieldBase::event:
        break;
    }
    std::string list = member_values(field.members[0]);
    if (field.member_count == 2 && !list.empty()) {
      const std::string second = member_values(field.members[1]);
      list = second.empty() ? "" : dialect_.joined(list, second);
    }
    return list;
  }

  std::string member_values(Member member) {
    const std::string_view path = member_path(member);
    switch (member_form(member)) {
      case MemberForm::json:
        return refuse("field", "a path into a JSON member may lead through arrays");
      case MemberForm::list:
        return dialect_.scalars_of(dialect_.strings_at(path));
      case MemberForm::number:
        if (condition_.op == Operator::contains || condition_.op == Operator::starts_with ||
            condition_.op == Operator::ends_with)
          return refuse("op",
                        "engines rewrite the digits of a number, so its text cannot be searched");
        return dialect_.one_scalar(dialect_.text_at(path), true);
      default:
        break;
    }
    std::string text = dialect_.text_at(path);
    if (const std::string held = inherited(member); !held.empty())
      text = "coalesce(" + text + ", " + held + ")";
    return dialect_.one_scalar(text, false);
  }

  // Of v.t and v.num: any operand holds.
  std::string predicate() {
    std::string any;
    for (const Operand& operand : condition_.operands) {
      const std::string one = operand_predicate(operand);
      any += (any.empty() ? "" : " OR ") + one;
    }
    return any.empty() ? "false" : any;
  }

  std::string operand_predicate(const Operand& operand) {
    const bool compares =
        condition_.op == Operator::greater_than || condition_.op == Operator::less_than;
    const auto decimal = parse_decimal(operand.text);
    if (decimal && decimal->digits.size() > kExactDigits + 1 &&
        (compares || operand.type == ScalarType::number)) {
      refuse("value", "a number of more than 15 digits is not exact as a double");
      return "false";
    }
    const std::string value = dialect_.number(text_);
    const std::string wanted = decimal ? "CAST(" + quoted(operand.text) +
                                             (dialect_.is_duckdb() ? " AS DOUBLE)" : " AS Float64)")
                                       : "NULL";
    if (compares) {
      if (!decimal) return "false";
      return "coalesce(" + value + (condition_.op == Operator::greater_than ? " > " : " < ") +
             wanted + ", false)";
    }
    if (condition_.op != Operator::equals) return text_predicate(operand);
    const std::string as_numbers =
        decimal ? "coalesce(" + value + " = " + wanted + ", false)" : "false";
    if (operand.type == ScalarType::number) return as_numbers;
    return "CASE WHEN " + is_number_ + " THEN " + as_numbers + " ELSE " + text_predicate(operand) +
           " END";
  }

  std::string text_predicate(const Operand& operand) {
    if (!condition_.case_sensitive && !ascii::is_ascii(operand.text)) {
      refuse("value",
             "letters beyond ASCII are folded differently by the engines; make it case_sensitive");
      return "false";
    }
    const std::string text = condition_.case_sensitive ? text_ : dialect_.folded(text_);
    const std::string wanted = quoted(operand.folded);
    switch (condition_.op) {
      case Operator::contains:
        return (dialect_.is_duckdb() ? "contains(" + text + ", " + wanted + ")"
                                     : "position(" + text + ", " + wanted + ") > 0");
      case Operator::starts_with:
        return (dialect_.is_duckdb() ? "starts_with(" : "startsWith(") + text + ", " + wanted + ")";
      case Operator::ends_with:
        return (dialect_.is_duckdb() ? "ends_with(" : "endsWith(") + text + ", " + wanted + ")";
      default:
        return text + " = " + wanted;
    }
  }

  const Condition& condition_;
  const Dialect& dialect_;
  const std::string text_ = dialect_.is_duckdb() ? "v.t" : "v.1",
                    is_number_ = dialect_.is_duckdb() ? "v.num" : "v.2";
  std::vector<Refusal>& refusals_;
};

std::string names_in(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + quoted(name);
  return "kind IN (" + list + ")";
}

// Kinds that are in no list are the group `other`.
std::string group_condition(const std::vector<std::string>& groups) {
  std::vector<std::string> members, known;
  for (StringId kind = 1; kind <= kKindCount; ++kind) {
    known.emplace_back(kind_info(kind).name);
    if (std::find(groups.begin(), groups.end(), kind_info(kind).group) != groups.end())
      members.emplace_back(kind_info(kind).name);
  }
  std::string condition = members.empty() ? "false" : names_in(members);
  if (std::find(groups.begin(), groups.end(), "other") != groups.end())
    condition = "(" + condition + " OR NOT " + names_in(known) + ")";
  return condition;
}

}  // namespace

std::string trigger_condition(const Trigger& trigger, const Dialect& dialect,
                              std::vector<Refusal>& refusals) {
  std::vector<std::string> all;
  if (!trigger.kinds.empty()) all.push_back(names_in(trigger.kinds));
  if (!trigger.groups.empty()) all.push_back(group_condition(trigger.groups));
  for (const Condition& condition : trigger.conditions)
    all.push_back("(" + ConditionWriter(condition, dialect, refusals).write() + ")");
  if (all.empty()) return "true";
  std::string joined;
  for (const std::string& one : all) joined += (joined.empty() ? "" : " AND ") + one;
  return joined;
}

}  // namespace throughline::sql
