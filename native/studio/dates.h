// Civil times in the core's fixed form: digits, greatest unit first, the same in every language.
// `local_ms` is civil time in the display zone, written as if it were UTC.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace throughline::studio::dates {

inline constexpr std::int64_t kDayMs = 86'400'000;

std::string time(std::int64_t local_ms);   // 14:05
std::string exact(std::int64_t local_ms);  // 2026-11-20 16:42:07
std::string stamp(std::int64_t local_ms);  // 2026-11-20 16:42
// 11-20, with the year where it is not that of `now_local_ms`.
std::string day(std::int64_t local_ms, std::int64_t now_local_ms);
// The shortest that still says the day and the minute: 11-20 16:42, of other years 2025-11-20
// 16:42.
std::string brief(std::int64_t local_ms, std::int64_t now_local_ms);
// A date, or the week, months or years that begin at it and last `length_ms`.
std::string period(std::int64_t local_ms, std::string_view unit, std::int64_t length_ms,
                   std::int64_t now_local_ms);
// Shorter than that: of a week its first day; "" where there is nothing shorter.
std::string brief_period(std::int64_t local_ms, std::string_view unit, std::int64_t length_ms);
std::string tick(std::int64_t local_ms, std::string_view unit, bool major);
// In its two largest units: 12m, 2d 4h.
std::string duration(std::int64_t ms);

}  // namespace throughline::studio::dates
