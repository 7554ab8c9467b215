#include <limits>
#include <string>

#include "catch.hpp"
#include "journey/decimal.h"

using namespace throughline;

namespace {

int compared(std::string_view a, std::string_view b) {
  const auto left = parse_decimal(a);
  const auto right = parse_decimal(b);
  REQUIRE(left);
  REQUIRE(right);
  CHECK(compare(*right, *left) == -compare(*left, *right));
  return compare(*left, *right);
}

std::int64_t ms_of(std::string_view hours) { return hours_to_ms(*parse_decimal(hours)); }

}  // namespace

TEST_CASE("numbers that are written differently are equal") {
  for (const char* one :
       {"1", "1.0", "1.", "01", "+1", "1e0", "10e-1", "0.1e1", ".1E+1", "0.0001e4"})
    CHECK(compared(one, "1") == 0);
  for (const char* zero : {"0", "-0", "0.0", "0e99", ".0", "00"}) CHECK(compared(zero, "0") == 0);
  CHECK(compared("120", "1.2e2") == 0);
  CHECK(compared("-0.050", "-5e-2") == 0);
}

TEST_CASE("numbers are compared digit by digit, beyond what a double holds") {
  CHECK(compared("9007199254740993", "9007199254740992") == 1);
  CHECK(compared("0.1", "0.1000000000000000000000000000001") == -1);
  CHECK(compared("1e400", "2e399") == 1);
  CHECK(compared("1e99999999999999999999", "9") == 1);
  CHECK(compared("1e-99999999999999999999", "0") == 1);
}

TEST_CASE("signs order numbers") {
  CHECK(compared("-2", "1") == -1);
  CHECK(compared("-2", "-10") == 1);
  CHECK(compared("0", "-0.001") == 1);
  CHECK(compared("9", "10") == -1);
  CHECK(compared("0.9", "0.10") == 1);
}

TEST_CASE("only text that is wholly a number is one") {
  for (const char* text : {"", "-", "+", ".", "e5", "1e", "1e+", " 1", "1 ", "0x10", "1,5", "1.2.3",
                           "inf", "NaN", "5 kg", "--1"})
    CHECK_FALSE(parse_decimal(text));
}

TEST_CASE("hours become milliseconds by exact rounding") {
  CHECK(ms_of("48") == 172800000);
  CHECK(ms_of("0.5") == 1800000);
  CHECK(ms_of("0") == 0);
  CHECK(ms_of("0.1") == 360000);
  CHECK(ms_of("0.00000125") == 5);      // 4.5 ms
  CHECK(ms_of("0.000001249999") == 4);  // 4.4999964 ms
  CHECK(ms_of("1e-9") == 0);
  CHECK(ms_of("1.0000001e2") == 360000036);
  CHECK(ms_of("2400e-2") == 86400000);
  CHECK(ms_of("1e300") == std::numeric_limits<std::int64_t>::max());
}
