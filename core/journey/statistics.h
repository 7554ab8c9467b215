// Numbers over durations, in whole milliseconds by integer arithmetic.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "throughline/base.h"

namespace throughline {

struct DurationStatistics {
  std::uint64_t n = 0;
  std::optional<std::int64_t> median, p90, mean;  // nullopt when n is 0
};

// Percentiles as PERCENTILE.INC: linear between the closest ranks; all rounded half up. Reorders
// `durations`, which are not negative.
DurationStatistics statistics_of(std::vector<std::int64_t>& durations);

// {"n","median","p90","mean"}
void append_statistics(JsonWriter& out, const DurationStatistics& statistics);

}  // namespace throughline
