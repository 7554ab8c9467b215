#include "lint_logic.h"

#include <algorithm>

#include "decimal.h"
#include "match.h"

namespace throughline {
namespace {

constexpr std::string_view kKinds[] = {
#define KIND(id, name, icon, touchpoint, ending, status, direction, actor) name,
#include "../data/kinds.def"
#undef KIND
};

std::string_view before_dot(std::string_view kind) { return kind.substr(0, kind.find('.')); }

template <class List, class Value>
bool holds(const List& list, const Value& value) {
  return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

bool same_operands(const Condition& a, const Condition& b) {
  return a.operands.size() == b.operands.size() &&
         std::equal(a.operands.begin(), a.operands.end(), b.operands.begin(),
                    [](const Operand& x, const Operand& y) {
                      return x.type == y.type && x.folded == y.folded;
                    });
}

bool same_condition(const Condition& a, const Condition& b) {
  return a.field.name == b.field.name && a.op == b.op && a.negated == b.negated &&
         a.case_sensitive == b.case_sensitive && same_operands(a, b);
}

bool covers_kinds(const Trigger& wide, const Trigger& narrow) {
  if (!wide.kinds.empty()) {
    if (narrow.kinds.empty()) return false;
    for (const std::string& kind : narrow.kinds)
      if (!holds(wide.kinds, kind)) return false;
  }
  if (wide.groups.empty()) return true;
  const auto in_groups = [&](std::string_view group) { return holds(wide.groups, group); };
  if (!narrow.groups.empty() && std::all_of(narrow.groups.begin(), narrow.groups.end(), in_groups))
    return true;
  return !narrow.kinds.empty() &&
         std::all_of(narrow.kinds.begin(), narrow.kinds.end(),
                     [&](const std::string& kind) { return in_groups(group_of_kind(kind)); });
}

// -- contradictions ------------------------------------------------------------------------------

// Some operand of a closed list (equals, in) as a value satisfies the other condition.
bool some_operand_satisfies(const Condition& list, const Condition& other) {
  ValueMatcher matcher;
  return std::any_of(list.operands.begin(), list.operands.end(), [&](const Operand& operand) {
    const Scalar value{operand.type, operand.text};
    if (matcher.matches(other, value) != other.negated) return true;
    // A string that is a number may stand for the number: then what holds of either holds.
    const ScalarType twin_type =
        operand.type == ScalarType::number ? ScalarType::text : ScalarType::number;
    if (!parse_decimal(operand.text)) return false;
    return matcher.matches(other, {twin_type, operand.text}) != other.negated;
  });
}

// x > low and x < high leave nothing.
bool is_empty_range(const Condition& above, const Condition& below) {
  if (above.op != Operator::greater_than || below.op != Operator::less_than) return false;
  const auto low = parse_decimal(above.operands.front().text);
  const auto high = parse_decimal(below.operands.front().text);
  return low && high && compare(*low, *high) >= 0;
}

bool wants_absence(const Condition& condition) {
  return condition.op == Operator::exists && condition.negated;
}
bool wants_presence(const Condition& condition) { return !condition.negated; }

bool is_closed_list(const Condition& condition) {
  return condition.op == Operator::equals && !condition.negated;
}

bool contradict(const Condition& a, const Condition& b) {
  if (a.field.name != b.field.name) return false;
  if ((wants_absence(a) && wants_presence(b)) || (wants_absence(b) && wants_presence(a)))
    return true;
  // The same asked for and refused, of a set too: no member may be what one must be.
  if (a.op == b.op && a.negated != b.negated && a.case_sensitive == b.case_sensitive &&
      a.op != Operator::exists && same_operands(a, b))
    return true;
  if (!a.field.single_valued()) return false;
  if (is_closed_list(a) && !some_operand_satisfies(a, b)) return true;
  if (is_closed_list(b) && !some_operand_satisfies(b, a)) return true;
  return is_empty_range(a, b) || is_empty_range(b, a);
}

}  // namespace

std::string_view group_of_kind(std::string_view kind) {
  return holds(kKinds, kind) ? before_dot(kind) : std::string_view("other");
}

const std::vector<std::string_view>& known_kinds() {
  static const std::vector<std::string_view> kinds(std::begin(kKinds), std::end(kKinds));
  return kinds;
}

const std::vector<std::string_view>& known_groups() {
  static const std::vector<std::string_view> groups = [] {
    std::vector<std::string_view> names;
    for (std::string_view kind : kKinds)
      if (!holds(names, before_dot(kind))) names.push_back(before_dot(kind));
    names.push_back("other");
    return names;
  }();
  return groups;
}

bool takes_all(const Trigger& trigger) {
  return trigger.kinds.empty() && trigger.groups.empty() && trigger.conditions.empty();
}

bool covers(const Trigger& wide, const Trigger& narrow) {
  if (!covers_kinds(wide, narrow)) return false;
  return std::all_of(wide.conditions.begin(), wide.conditions.end(), [&](const Condition& one) {
    return std::any_of(narrow.conditions.begin(), narrow.conditions.end(),
                       [&](const Condition& other) { return same_condition(one, other); });
  });
}

std::optional<ConditionPair> contradiction(const Trigger& trigger) {
  for (std::size_t i = 0; i < trigger.conditions.size(); ++i)
    for (std::size_t j = i + 1; j < trigger.conditions.size(); ++j)
      if (contradict(trigger.conditions[i], trigger.conditions[j])) return ConditionPair{i, j};
  return std::nullopt;
}

bool never_holds(const Condition& condition) {
  if (condition.op != Operator::greater_than && condition.op != Operator::less_than) return false;
  return !parse_decimal(condition.operands.front().text);
}

}  // namespace throughline
