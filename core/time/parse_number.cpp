// Epoch numbers, exactly: digits are counted and cut as text, never through a double.
#include <algorithm>

#include "time/parse_time.h"

namespace throughline {
namespace {

// A decimal as ±0.DIGITS × 10^point. Leading zeros are gone, so `point` is its number of whole
// digits.
struct Decimal {
  bool negative = false;
  std::string_view whole, part;  // digits before and behind the point, as written
  std::int64_t point = 0;        // with the exponent
  bool zero = true;

  char digit(std::size_t i) const {
    if (i < whole.size()) return whole[i];
    i -= whole.size();
    return i < part.size() ? part[i] : '0';
  }
  std::size_t size() const { return whole.size() + part.size(); }
};

constexpr std::int64_t kLargestExponent =
    100000;  // enough: any such number is zero or out of range

std::int64_t exponent(scan::Scanner& scanner) {
  if (!scanner.take_any_of("eE")) return 0;
  const std::int32_t sign = scanner.sign();
  std::int64_t value = 0;
  for (; ascii::is_digit(scanner.peek()); scanner.take(scanner.peek()))
    value = std::min(value * 10 + (scanner.peek() - '0'), kLargestExponent);
  return sign < 0 ? -value : value;
}

std::string_view digit_run(scan::Scanner& scanner) {
  const std::size_t start = scanner.place();
  while (ascii::is_digit(scanner.peek())) scanner.take(scanner.peek());
  return scanner.since(start);
}

Decimal decimal(std::string_view text) {
  scan::Scanner scanner(text);
  Decimal number;
  number.negative = scanner.sign() < 0;
  number.whole = digit_run(scanner);
  if (scanner.take('.')) number.part = digit_run(scanner);
  number.point = static_cast<std::int64_t>(number.whole.size()) + exponent(scanner);
  while (!number.whole.empty() && number.whole.front() == '0') {
    number.whole.remove_prefix(1);
    --number.point;
  }
  while (number.whole.empty() && !number.part.empty() && number.part.front() == '0') {
    number.part.remove_prefix(1);
    --number.point;
  }
  number.zero = number.size() == 0;
  return number;
}

// floor(number × 10^shift), for a result of at most 18 digits.
std::int64_t floor_shifted(const Decimal& number, std::int64_t shift) {
  const std::int64_t whole_digits =
      number.zero ? 0 : std::max<std::int64_t>(number.point + shift, 0);
  std::int64_t value = 0;
  for (std::int64_t i = 0; i < whole_digits; ++i)
    value = value * 10 + (number.digit(static_cast<std::size_t>(i)) - '0');
  if (!number.negative) return value;
  for (auto i = static_cast<std::size_t>(whole_digits); i < number.size(); ++i)
    if (number.digit(i) != '0') return -value - 1;  // what is cut off makes it smaller
  return -value;
}

TimeUnit unit_by_magnitude(std::int64_t whole_digits) {
  if (whole_digits <= 11) return TimeUnit::seconds;
  if (whole_digits <= 14) return TimeUnit::milliseconds;
  return TimeUnit::microseconds;
}

}  // namespace

bool is_number(std::string_view text) {
  scan::Scanner scanner(text);
  scanner.sign();
  const std::size_t whole = digit_run(scanner).size();
  const std::size_t part = scanner.take('.') ? digit_run(scanner).size() : 0;
  if (whole + part == 0) return false;
  if (scanner.take_any_of("eE")) {
    scanner.sign();
    if (digit_run(scanner).empty()) return false;
  }
  return scanner.at_end();
}

ParsedTime parse_number(std::string_view text, TimeUnit unit) {
  const Decimal number = decimal(text);
  if (unit == TimeUnit::by_magnitude) unit = unit_by_magnitude(number.zero ? 0 : number.point);
  // The thousandfold of what fits in 17 digits fits in 18; anything longer is far out of range.
  if (!number.zero && number.point > (unit == TimeUnit::seconds ? 14 : 17))
    return refused_time(Code::time_out_of_range);
  ParsedTime result;
  result.what = ParsedTime::What::labelled;
  switch (unit) {
    case TimeUnit::milliseconds:
      result.form = TimeForm::epoch_ms;
      result.civil_ms = floor_shifted(number, 0);
      break;
    case TimeUnit::microseconds:
      result.form = TimeForm::epoch_us;
      result.civil_ms = floor_shifted(number, -3);
      break;
    default:
      result.form = TimeForm::epoch_s;
      result.civil_ms = floor_shifted(number, 3);
  }
  if (!in_range(result.instant())) return refused_time(Code::time_out_of_range);
  return result;
}

}  // namespace throughline
