// Numbers over durations, in whole milliseconds by integer arithmetic.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "throughline/base.h"
#include "throughline/journey.h"

namespace throughline {

// Percentiles as PERCENTILE.INC: linear between the closest ranks; all rounded half up. No
// duration is negative.
DurationStatistics statistics_of(std::span<const std::int64_t> durations);
// The 90th percentile alone; nullopt of nothing.
std::optional<std::int64_t> p90_of(std::span<const std::int64_t> durations);

// {"n","median","p90","mean"}
void append_statistics(JsonWriter& out, const DurationStatistics& statistics);

}  // namespace throughline
