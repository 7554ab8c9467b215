// The fields and operators that a condition may name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model.h"

namespace throughline {

// nullopt with one sentence in `refusal` where there is no such field.
std::optional<FieldRef> parse_field(std::string_view name, std::string& refusal);

// The steps of a path below metadata: "a.b" is {"a", "b"}.
std::vector<std::string> path_steps(std::string_view path);

enum class OperandForm : std::uint8_t { one, text, list, flag };
struct OperatorInfo {
  std::string_view name;
  Operator op;
  bool negated;
  OperandForm operand;
};
// nullptr where there is no such operator.
const OperatorInfo* find_operator(std::string_view name);
// "equals, not_equals, …"
std::string operator_names();

}  // namespace throughline
