#include "decimal.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "text/ascii.h"

namespace throughline {
namespace {

constexpr std::int64_t kExponentLimit = 1000000000000000000;

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && ascii::is_digit(text[at])) ++at;
  return at;
}

// The exponent after an 'e'; nullopt where it is no whole number.
std::optional<std::int64_t> parse_exponent(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || skip_digits(text, 0) != text.size()) return std::nullopt;
  std::int64_t value = 0;
  for (char c : text)
    value = value > kExponentLimit / 10 ? kExponentLimit
                                        : std::min(kExponentLimit, value * 10 + (c - '0'));
  return negative ? -value : value;
}

// From the first significant digit to the last.
std::string_view significant(std::string_view mantissa) {
  const std::size_t first = mantissa.find_first_not_of("0.");
  if (first == std::string_view::npos) return {};
  return mantissa.substr(first, mantissa.find_last_not_of("0.") - first + 1);
}

// Walks the digits of a Decimal, past its point.
class Digits {
 public:
  explicit Digits(std::string_view text) : text_(text) {}
  // The next digit, 0 … 9; -1 at the end.
  int next() {
    while (at_ < text_.size() && text_[at_] == '.') ++at_;
    return at_ < text_.size() ? text_[at_++] - '0' : -1;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

int compare_magnitudes(const Decimal& a, const Decimal& b) {
  if (a.magnitude != b.magnitude) return a.magnitude < b.magnitude ? -1 : 1;
  Digits left(a.digits), right(b.digits);
  for (;;) {
    const int l = left.next();
    const int r = right.next();
    if (l != r) return l < r ? -1 : 1;
    if (l < 0) return 0;
  }
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal result;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    result.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const std::size_t point = skip_digits(text, 0);
  const bool has_point = point < text.size() && text[point] == '.';
  const std::size_t end = has_point ? skip_digits(text, point + 1) : point;
  const std::size_t digit_count = end - (has_point ? 1 : 0);
  if (digit_count == 0) return std::nullopt;

  std::int64_t exponent = 0;
  if (end < text.size()) {
    if (text[end] != 'e' && text[end] != 'E') return std::nullopt;
    const auto parsed = parse_exponent(text.substr(end + 1));
    if (!parsed) return std::nullopt;
    exponent = *parsed;
  }
  const std::string_view mantissa = text.substr(0, end);
  result.digits = significant(mantissa);
  if (result.zero()) return Decimal{};
  const auto first = static_cast<std::int64_t>(result.digits.data() - mantissa.data());
  const auto dot = static_cast<std::int64_t>(point);
  // A digit before the point at index i of p has the weight 10^(p-i-1); one after it skips the
  // point itself.
  result.magnitude = exponent + (first < dot ? dot - first : dot + 1 - first);
  return result;
}

int compare(const Decimal& a, const Decimal& b) {
  if (a.zero() || b.zero()) {
    if (a.zero() && b.zero()) return 0;
    const Decimal& other = a.zero() ? b : a;
    const int sign = other.negative ? -1 : 1;
    return a.zero() ? -sign : sign;
  }
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  const int magnitudes = compare_magnitudes(a, b);
  return a.negative ? -magnitudes : magnitudes;
}

std::int64_t hours_to_ms(const Decimal& hours) {
  if (hours.zero()) return 0;
  // The product's digits, least significant first: digits × 36, to be shifted by five places.
  std::vector<int> product;
  Digits digits(hours.digits);
  for (int digit = digits.next(); digit >= 0; digit = digits.next()) product.push_back(digit);
  const auto places = static_cast<std::int64_t>(product.size());
  std::reverse(product.begin(), product.end());
  int carry = 0;
  for (int& digit : product) {
    carry += digit * 36;
    digit = carry % 10;
    carry /= 10;
  }
  for (; carry > 0; carry /= 10) product.push_back(carry % 10);

  // product × 10^shift; digit i has the weight 10^(i + shift).
  const std::int64_t shift = hours.magnitude - places + 5;
  const auto count = static_cast<std::int64_t>(product.size());
  if (count + shift > 18) return std::numeric_limits<std::int64_t>::max();
  const auto digit_of_weight = [&](std::int64_t weight) {
    const std::int64_t i = weight - shift;
    return i >= 0 && i < count ? product[static_cast<std::size_t>(i)] : 0;
  };
  std::int64_t whole = 0;
  for (std::int64_t weight = count + shift - 1; weight >= 0; --weight)
    whole = whole * 10 + digit_of_weight(weight);
  return whole + (digit_of_weight(-1) >= 5 ? 1 : 0);
}

}  // namespace throughline
