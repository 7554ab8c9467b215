#include "match.h"

#include <algorithm>

#include "decimal.h"
#include "text/ascii.h"
#include "throughline/text.h"

namespace throughline {
namespace {

// -1, 0, 1; nullopt where either is not wholly a number.
std::optional<int> compare_as_numbers(std::string_view value, std::string_view operand) {
  const auto left = parse_decimal(value);
  if (!left) return std::nullopt;
  const auto right = parse_decimal(operand);
  if (!right) return std::nullopt;
  return compare(*left, *right);
}

}  // namespace

std::string_view ValueMatcher::comparable(const Condition& condition, std::string_view text) {
  if (condition.case_sensitive) return text;
  if (!ascii::is_ascii(text)) {
    folded_ = fold_case(text);
    return folded_;
  }
  folded_.clear();
  ascii::append_lower(folded_, text);
  return folded_;
}

bool ValueMatcher::equals(const Condition& condition, const Operand& operand,
                          std::string_view text) {
  if (condition.case_sensitive || !ascii::is_ascii(text))
    return comparable(condition, text) == operand.folded;
  return std::equal(text.begin(), text.end(), operand.folded.begin(), operand.folded.end(),
                    [](char ours, char folded) { return ascii::lower(ours) == folded; });
}

bool ValueMatcher::matches_operand(const Condition& condition, const Operand& operand,
                                   Scalar value) {
  switch (condition.op) {
    case Operator::equals:
      if (value.type == ScalarType::number || operand.type == ScalarType::number)
        return compare_as_numbers(value.text, operand.text) == 0;
      return equals(condition, operand, value.text);
    case Operator::contains:
      return comparable(condition, value.text).find(operand.folded) != std::string_view::npos;
    case Operator::starts_with:
      return comparable(condition, value.text).starts_with(operand.folded);
    case Operator::ends_with:
      return comparable(condition, value.text).ends_with(operand.folded);
    case Operator::greater_than:
      return compare_as_numbers(value.text, operand.text) == 1;
    case Operator::less_than:
      return compare_as_numbers(value.text, operand.text) == -1;
    case Operator::exists:
      break;
  }
  return true;
}

bool ValueMatcher::matches(const Condition& condition, Scalar value) {
  if (condition.op == Operator::exists) return true;
  return std::any_of(
      condition.operands.begin(), condition.operands.end(),
      [&](const Operand& operand) { return matches_operand(condition, operand, value); });
}

}  // namespace throughline
