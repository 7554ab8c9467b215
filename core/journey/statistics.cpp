#include "statistics.h"

#include <algorithm>

namespace throughline {
namespace {

using Values = std::vector<std::int64_t>;

// The value at rank (n - 1) × tenths / 10. Leaves the values in two parts, parted at the rank's lower neighbour;
// `parted` is where a smaller percentile left its own. Precondition: not empty.
std::int64_t percentile(Values& values, std::size_t tenths, std::size_t parted = 0) {
  const std::size_t scaled = (values.size() - 1) * tenths;
  const auto lower = values.begin() + static_cast<std::ptrdiff_t>(scaled / 10);
  const auto rest = static_cast<std::int64_t>(scaled % 10);
  std::nth_element(values.begin() + static_cast<std::ptrdiff_t>(parted), lower, values.end());
  if (rest == 0) return *lower;
  const std::int64_t next = *std::min_element(lower + 1, values.end());
  return *lower + divide_round_half_up((next - *lower) * rest, 10);
}

// Σ values / n. Quotients and remainders are summed apart where the sum itself would overflow.
std::int64_t mean_of(const Values& values) {
  const auto n = static_cast<std::int64_t>(values.size());
  std::int64_t sum = 0;
  const bool overflows = std::any_of(values.begin(), values.end(), [&sum](std::int64_t value) {
    return __builtin_add_overflow(sum, value, &sum);
  });
  if (!overflows) return divide_round_half_up(sum, n);
  std::int64_t whole = 0;
  std::int64_t rest = 0;
  for (std::int64_t value : values) {
    whole += value / n;
    rest += value % n;
  }
  return whole + divide_round_half_up(rest, n);
}

}  // namespace

DurationStatistics statistics_of(Values& durations) {
  DurationStatistics result;
  result.n = durations.size();
  if (durations.empty()) return result;
  result.median = percentile(durations, 5);
  result.p90 = percentile(durations, 9, (durations.size() - 1) / 2);
  result.mean = mean_of(durations);
  return result;
}

std::optional<std::int64_t> p90_of(Values& durations) {
  if (durations.empty()) return std::nullopt;
  return percentile(durations, 9);
}

void append_statistics(JsonWriter& out, const DurationStatistics& statistics) {
  out.begin_object().key("n").integer(static_cast<std::int64_t>(statistics.n));
  out.key("median").integer_or_null(statistics.median);
  out.key("p90").integer_or_null(statistics.p90);
  out.key("mean").integer_or_null(statistics.mean).end_object();
}

}  // namespace throughline
