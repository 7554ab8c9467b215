#include <date/date.h>

#include <algorithm>

#include "throughline/time.h"

namespace throughline {
namespace {

date::sys_days day_of(Civil civil) { return date::sys_days(date::days(civil_day(civil))); }

std::int64_t midnight_ms(date::sys_days day) {
  return std::int64_t{day.time_since_epoch().count()} * kDayMs;
}

date::year_month_day calendar_day(const CivilFields& fields) {
  return date::year(fields.year) / date::month(static_cast<unsigned>(fields.month)) /
         date::day(static_cast<unsigned>(fields.day));
}

bool is_time_of_day(const CivilFields& f) {
  if (f.hour == 24) return f.minute == 0 && f.second == 0 && f.millisecond == 0;
  return f.hour >= 0 && f.hour < 24 && f.minute >= 0 && f.minute < 60 && f.second >= 0 &&
         f.second <= 60 && f.millisecond >= 0 && f.millisecond < 1000;
}

}  // namespace

std::optional<Civil> civil_from_fields(const CivilFields& fields) {
  if (fields.year < 1 || fields.year > 9999 || fields.month < 1 || fields.day < 1 ||
      fields.month > 12 || fields.day > 31 || !is_time_of_day(fields))
    return std::nullopt;
  const date::year_month_day date = calendar_day(fields);
  if (!date.ok()) return std::nullopt;
  const std::int64_t second = (fields.hour * 60 + fields.minute) * 60 + fields.second;
  return Civil{midnight_ms(date::sys_days(date)) + second * 1000 + fields.millisecond};
}

CivilFields civil_fields(Civil civil) {
  const date::sys_days day = day_of(civil);
  const date::year_month_day date(day);
  const auto of_day = static_cast<std::int32_t>(civil.ms - midnight_ms(day));
  CivilFields fields;
  fields.year = static_cast<int>(date.year());
  fields.month = static_cast<std::int32_t>(static_cast<unsigned>(date.month()));
  fields.day = static_cast<std::int32_t>(static_cast<unsigned>(date.day()));
  fields.hour = of_day / 3600000;
  fields.minute = of_day / 60000 % 60;
  fields.second = of_day / 1000 % 60;
  fields.millisecond = of_day % 1000;
  return fields;
}

std::int32_t iso_weekday(Civil civil) {
  return static_cast<std::int32_t>(date::weekday(day_of(civil)).iso_encoding());
}

Civil civil_months_before(Civil civil, std::int32_t months) {
  const date::sys_days day = day_of(civil);
  const date::year_month_day date(day);
  const date::year_month month = date.year() / date.month() - date::months(months);
  const date::day last = (month / date::last).day();
  return Civil{midnight_ms(date::sys_days(month / std::min(date.day(), last))) + civil.ms -
               midnight_ms(day)};
}

}  // namespace throughline
