#include <limits>

#include "throughline/base.h"

namespace throughline {
namespace {
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
}  // namespace

std::int64_t saturating_add(std::int64_t a, std::int64_t b) {
  std::int64_t sum;
  if (__builtin_add_overflow(a, b, &sum)) return b > 0 ? kMax : kMin;
  return sum;
}

std::int64_t saturating_sub(std::int64_t a, std::int64_t b) {
  std::int64_t difference;
  if (__builtin_sub_overflow(a, b, &difference)) return b < 0 ? kMax : kMin;
  return difference;
}

std::int64_t saturating_mul(std::int64_t a, std::int64_t b) {
  std::int64_t product;
  if (__builtin_mul_overflow(a, b, &product)) return (a < 0) == (b < 0) ? kMax : kMin;
  return product;
}

std::int64_t divide_round_half_up(std::int64_t a, std::int64_t b) {
  std::int64_t quotient = a / b;
  std::int64_t rest = a % b;
  if (rest < 0) {
    rest += b;
    --quotient;
  }
  return rest >= b - rest ? quotient + 1 : quotient;
}

}  // namespace throughline
