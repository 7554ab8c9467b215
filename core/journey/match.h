// Whether one value satisfies a condition's positive operator. Sets, missing values and negation
// are the caller's.
#pragma once

#include <string>

#include "model.h"
#include "values.h"

namespace throughline {

class ValueMatcher {
 public:
  bool matches(const Condition& condition, Scalar value);

 private:
  // comparable(text) == operand.folded; ASCII is compared without a copy.
  bool equals(const Condition& condition, const Operand& operand, std::string_view text);
  bool matches_operand(const Condition& condition, const Operand& operand, Scalar value);
  // Folded for comparison unless the condition is case sensitive; valid until the next call.
  std::string_view comparable(const Condition& condition, std::string_view text);

  std::string folded_;
};

}  // namespace throughline
