#include "timeline/sequence.h"

#include <string>

#include "text/ascii.h"
#include "throughline/base.h"

namespace throughline::store {
namespace {

// 0.DIGITS × 10^exponent, without zeros at either end of the digits; zero has none.
struct Decimal {
  bool negative = false;
  std::string digits;
  std::int64_t exponent = 0;
};

std::int64_t parse_exponent(std::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  std::int64_t value = 0;
  for (char c : text)
    if (ascii::is_digit(c)) value = saturating_add(saturating_mul(value, 10), c - '0');
  return negative ? -value : value;
}

Decimal parse(std::string_view token) {
  Decimal out;
  std::size_t at = 0;
  if (at < token.size() && token[at] == '-') {
    out.negative = true;
    ++at;
  }
  bool fraction = false;
  for (; at < token.size() && (ascii::is_digit(token[at]) || token[at] == '.'); ++at) {
    if (token[at] == '.') {
      fraction = true;
      continue;
    }
    const bool leading_zero = out.digits.empty() && token[at] == '0';
    if (!leading_zero) out.digits += token[at];
    // A digit before the point moves it right, a zero behind it and before any digit left.
    if (!fraction && !leading_zero) ++out.exponent;
    if (fraction && leading_zero) --out.exponent;
  }
  if (at < token.size())
    out.exponent = saturating_add(out.exponent, parse_exponent(token.substr(at + 1)));
  while (!out.digits.empty() && out.digits.back() == '0') out.digits.pop_back();
  if (out.digits.empty()) return Decimal{};
  return out;
}

int compare_magnitudes(const Decimal& a, const Decimal& b) {
  if (a.digits.empty() || b.digits.empty())
    return static_cast<int>(b.digits.empty()) - static_cast<int>(a.digits.empty());
  if (a.exponent != b.exponent) return a.exponent < b.exponent ? -1 : 1;
  return a.digits.compare(b.digits);
}

}  // namespace

int compare_numbers(std::string_view a, std::string_view b) {
  const auto whole_a = whole_number(a);
  const auto whole_b = whole_number(b);
  if (whole_a && whole_b) return *whole_a < *whole_b ? -1 : static_cast<int>(*whole_a > *whole_b);
  const Decimal x = parse(a);
  const Decimal y = parse(b);
  if (x.negative != y.negative) return x.negative ? -1 : 1;
  return x.negative ? compare_magnitudes(y, x) : compare_magnitudes(x, y);
}

std::optional<std::int64_t> whole_number(std::string_view token) {
  const bool negative = !token.empty() && token[0] == '-';
  if (negative) token.remove_prefix(1);
  if (token.empty() || token.size() > 18) return std::nullopt;
  std::int64_t value = 0;
  for (char c : token) {
    if (!ascii::is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

}  // namespace throughline::store
