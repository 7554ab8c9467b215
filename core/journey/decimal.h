// Exact arithmetic on numbers as they are written: no double, so 0.1 is a tenth and 2^53+1 is not
// 2^53.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace throughline {

// A finite decimal. `digits` is a view into the text it was read from: from the first significant
// digit to the last, a point between them allowed. The value is ±0.d1d2d3… × 10^magnitude.
struct Decimal {
  bool negative = false;
  std::string_view digits;  // "" = zero
  std::int64_t magnitude = 0;

  bool zero() const { return digits.empty(); }
};

// Reads text that is wholly a number: sign (+ too), digits with an optional point (".5" and "5."
// too), optional exponent; leading zeros allowed; no blanks, no hexadecimal, no infinity. Every
// JSON number is one. The exponent saturates at ±10^18. nullopt for any other text.
std::optional<Decimal> parse_decimal(std::string_view text);

// -1, 0, 1. Minus zero equals zero.
int compare(const Decimal& a, const Decimal& b);

// hours × 3 600 000 rounded half up; saturates. Precondition: not negative.
std::int64_t hours_to_ms(const Decimal& hours);

}  // namespace throughline
