#include "dates.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace throughline::studio::dates {
namespace {

struct Civil {
  int year;
  unsigned month, day;
  int hour, minute, second, millisecond;
};

Civil civil(std::int64_t local_ms) {
  using namespace std::chrono;
  const sys_time<milliseconds> at{milliseconds{local_ms}};
  const auto midnight = floor<days>(at);
  const year_month_day date{midnight};
  const hh_mm_ss clock{at - midnight};
  return {int{date.year()},
          unsigned{date.month()},
          unsigned{date.day()},
          static_cast<int>(clock.hours().count()),
          static_cast<int>(clock.minutes().count()),
          static_cast<int>(clock.seconds().count()),
          static_cast<int>(clock.subseconds().count())};
}

std::string padded(int value, int width) {
  char digits[16];
  std::snprintf(digits, sizeof digits, "%0*d", width, value);
  return digits;
}

std::string year(const Civil& at) { return padded(at.year, 4); }
std::string month(const Civil& at) { return padded(static_cast<int>(at.month), 2); }
std::string month_day(const Civil& at) {
  return month(at) + "-" + padded(static_cast<int>(at.day), 2);
}
std::string year_month(const Civil& at) { return year(at) + "-" + month(at); }
std::string date(const Civil& at) { return year(at) + "-" + month_day(at); }
std::string minutes(const Civil& at) { return padded(at.hour, 2) + ":" + padded(at.minute, 2); }
std::string seconds(const Civil& at) { return minutes(at) + ":" + padded(at.second, 2); }

}  // namespace

std::string time(std::int64_t local_ms) { return minutes(civil(local_ms)); }
std::string exact(std::int64_t local_ms) {
  return date(civil(local_ms)) + " " + seconds(civil(local_ms));
}
std::string stamp(std::int64_t local_ms) {
  return date(civil(local_ms)) + " " + minutes(civil(local_ms));
}

std::string day(std::int64_t local_ms, std::int64_t now_local_ms) {
  const Civil at = civil(local_ms);
  return at.year == civil(now_local_ms).year ? month_day(at) : date(at);
}

std::string brief(std::int64_t local_ms, std::int64_t now_local_ms) {
  return day(local_ms, now_local_ms) + " " + time(local_ms);
}

std::string period(std::int64_t local_ms, std::string_view unit, std::int64_t length_ms,
                   std::int64_t now_local_ms) {
  const Civil first = civil(local_ms), last = civil(local_ms + length_ms - kDayMs);
  if (unit == "year")
    return length_ms < 400 * kDayMs ? year(first) : year(first) + " – " + year(last);
  if (unit == "month")
    return length_ms < 40 * kDayMs ? year_month(last) : month(first) + " – " + year_month(last);
  if (unit == "week") return month_day(first) + " – " + month_day(last);
  return day(local_ms, now_local_ms);
}

std::string brief_period(std::int64_t local_ms, std::string_view unit, std::int64_t length_ms) {
  if (unit == "day" || unit == "week") return month_day(civil(local_ms));
  return unit == "month" && length_ms < 40 * kDayMs ? month(civil(local_ms)) : "";
}

std::string tick(std::int64_t local_ms, std::string_view unit, bool major) {
  const Civil at = civil(local_ms);
  if (unit == "year") return year(at);
  if (unit == "month") return major ? year_month(at) : month(at);
  if (unit == "week" || unit == "day") return month_day(at);
  if (unit == "second") return seconds(at);
  if (unit == "millisecond")
    return padded(at.minute, 2) + ":" + padded(at.second, 2) + "." + padded(at.millisecond, 3);
  return at.hour == 0 && at.minute == 0 ? month_day(at) : minutes(at);
}

std::string duration(std::int64_t ms) {
  struct Unit {
    const char* letter;
    std::int64_t ms;
  };
  constexpr Unit kUnits[] = {{"d", kDayMs}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1000}};
  std::int64_t rest = std::max<std::int64_t>(0, ms);
  std::string words;
  int count = 0;
  for (const auto& [letter, size] : kUnits) {
    const std::int64_t n = rest / size;
    rest -= n * size;
    if (n == 0) continue;
    words += (count == 0 ? "" : " ") + std::to_string(n) + letter;
    if (++count == 2) break;
  }
  return words.empty() ? "0s" : words;
}

}  // namespace throughline::studio::dates
