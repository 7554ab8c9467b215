// The readers behind parse_time. Each reads the whole text and returns what it says; which one to
// ask is told by the first characters.
#pragma once

#include "throughline/time.h"
#include "time/scan.h"

namespace throughline {

inline ParsedTime refused_time(Code code) {
  ParsedTime result;
  result.refusal = code;
  return result;
}

// Whole text decimal digits with an optional sign, point and exponent.
bool is_number(std::string_view text);
ParsedTime parse_number(std::string_view text, TimeUnit unit);

// Dates in figures, and what follows them.
ParsedTime parse_figures(std::string_view text, DayFirst day_first);

// Dates with a month's name.
ParsedTime parse_worded(std::string_view text);

// The result for fields and a label that were read: civil time, form, zone; impossible_time where
// the fields name no time, time_out_of_range where the instant lies outside the years 0001 to 9999.
ParsedTime assemble_time(const CivilFields& fields, const scan::Label& label, TimeForm form);

}  // namespace throughline
