#include "throughline/time.h"

namespace throughline {
namespace {

void append_digits(std::string& out, std::int32_t value, int width) {
  char digits[12];
  int count = 0;
  do {
    digits[count++] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value != 0);
  for (int i = count; i < width; ++i) out += '0';
  while (count > 0) out += digits[--count];
}

void append_date(std::string& out, const CivilFields& fields) {
  append_digits(out, fields.year, 4);
  out += '-';
  append_digits(out, fields.month, 2);
  out += '-';
  append_digits(out, fields.day, 2);
}

void append_hour_minute(std::string& out, const CivilFields& fields) {
  append_digits(out, fields.hour, 2);
  out += ':';
  append_digits(out, fields.minute, 2);
}

// "2026-05-12T14:05:00.000"
void append_civil(std::string& out, Civil civil) {
  const CivilFields fields = civil_fields(civil);
  append_date(out, fields);
  out += 'T';
  append_hour_minute(out, fields);
  out += ':';
  append_digits(out, fields.second, 2);
  out += '.';
  append_digits(out, fields.millisecond, 3);
}

}  // namespace

void append_utc(std::string& out, Instant instant) {
  append_civil(out, Civil{instant.ms});
  out += 'Z';
}

void append_offset(std::string& out, std::int32_t offset_s) {
  out += offset_s < 0 ? '-' : '+';
  const std::int32_t distance_s = offset_s < 0 ? -offset_s : offset_s;
  append_digits(out, distance_s / 3600, 2);
  out += ':';
  append_digits(out, distance_s / 60 % 60, 2);
  if (distance_s % 60 != 0) {
    out += ':';
    append_digits(out, distance_s % 60, 2);
  }
}

void append_local(std::string& out, Instant instant, std::int32_t offset_s) {
  append_civil(out, Civil{instant.ms + std::int64_t{offset_s} * 1000});
  append_offset(out, offset_s);
}

void append_date(std::string& out, Civil civil) { append_date(out, civil_fields(civil)); }
void append_time_of_day(std::string& out, Civil civil) {
  append_hour_minute(out, civil_fields(civil));
}

}  // namespace throughline
