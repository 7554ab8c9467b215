#include "statistics.h"

#include <algorithm>

namespace throughline {
namespace {

// The value at rank (n - 1) × tenths / 10. Precondition: not empty.
std::int64_t percentile(std::vector<std::int64_t>& values, std::size_t tenths) {
  const std::size_t scaled = (values.size() - 1) * tenths;
  const auto lower = values.begin() + static_cast<std::ptrdiff_t>(scaled / 10);
  const auto rest = static_cast<std::int64_t>(scaled % 10);
  std::nth_element(values.begin(), lower, values.end());
  if (rest == 0) return *lower;
  const std::int64_t next = *std::min_element(lower + 1, values.end());
  return *lower + divide_round_half_up((next - *lower) * rest, 10);
}

// Σ values / n without a sum that could overflow: quotients and remainders apart.
std::int64_t mean_of(const std::vector<std::int64_t>& values) {
  const auto n = static_cast<std::int64_t>(values.size());
  std::int64_t whole = 0;
  std::int64_t rest = 0;
  for (std::int64_t value : values) {
    whole += value / n;
    rest += value % n;
  }
  return whole + divide_round_half_up(rest, n);
}

}  // namespace

DurationStatistics statistics_of(std::vector<std::int64_t>& durations) {
  DurationStatistics result;
  result.n = durations.size();
  if (durations.empty()) return result;
  result.median = percentile(durations, 5);
  result.p90 = percentile(durations, 9);
  result.mean = mean_of(durations);
  return result;
}

void append_statistics(JsonWriter& out, const DurationStatistics& statistics) {
  out.begin_object().key("n").integer(static_cast<std::int64_t>(statistics.n));
  out.key("median").integer_or_null(statistics.median);
  out.key("p90").integer_or_null(statistics.p90);
  out.key("mean").integer_or_null(statistics.mean).end_object();
}

}  // namespace throughline
