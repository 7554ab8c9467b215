// Dates in figures: ISO 8601's calendar, ordinal and week dates, and the slashed ones of
// spreadsheets.
#include <date/date.h>

#include "time/parse_time.h"

namespace throughline {
namespace {

using scan::Digits;
using scan::Label;
using scan::Scanner;

enum class DateKind : std::uint8_t { none, iso, slashed, ambiguous };

constexpr std::string_view kSeparators = "-/.";
constexpr std::int32_t kNoMonth = 0;  // civil_from_fields refuses it: the date does not exist

void set_day(date::sys_days day, CivilFields& fields) {
  const date::year_month_day date(day);
  fields.year = static_cast<int>(date.year());
  fields.month = static_cast<std::int32_t>(static_cast<unsigned>(date.month()));
  fields.day = static_cast<std::int32_t>(static_cast<unsigned>(date.day()));
}

DateKind ordinal_date(std::int32_t year, std::int32_t number, CivilFields& fields) {
  fields.year = year;
  fields.month = kNoMonth;
  if (number >= 1 && number <= (date::year(year).is_leap() ? 366 : 365))
    set_day(date::sys_days(date::year(year) / 1 / 1) + date::days(number - 1), fields);
  return DateKind::iso;
}

date::sys_days first_iso_monday(std::int32_t year) {
  const date::sys_days in_first_week = date::year(year) / 1 / 4;
  return in_first_week - (date::weekday(in_first_week) - date::Monday);
}

// Behind the W: ww-D or wwD.
DateKind week_date(Scanner& scanner, std::int32_t year, CivilFields& fields) {
  const Digits week = scanner.digits(2);
  scanner.take('-');
  const Digits weekday = scanner.digits(1);
  if (week.count != 2 || weekday.count != 1) return DateKind::none;
  const date::sys_days day =
      first_iso_monday(year) + date::days((week.value - 1) * 7 + weekday.value - 1);
  fields.year = year;
  fields.month = kNoMonth;
  const bool exists = week.value >= 1 && weekday.value >= 1 && weekday.value <= 7 &&
                      day < first_iso_monday(year + 1);
  if (exists) set_day(day, fields);
  return DateKind::iso;
}

// Behind a year of four digits.
DateKind year_first(Scanner& scanner, std::int32_t year, CivilFields& fields) {
  if (scanner.take('W') || scanner.take("-W")) return week_date(scanner, year, fields);
  const char separator = scanner.peek();
  if (!scanner.take_any_of(kSeparators)) return DateKind::none;
  const Digits month = scanner.digits(3);
  if (separator == '-' && month.count == 3 && !ascii::is_digit(scanner.peek()))
    return ordinal_date(year, month.value, fields);
  if (month.count < 1 || month.count > 2 || !scanner.take(separator)) return DateKind::none;
  const Digits day = scanner.digits(2);
  if (day.count < 1 || ascii::is_digit(scanner.peek())) return DateKind::none;
  fields.year = year;
  fields.month = month.value;
  fields.day = day.value;
  const bool padded = month.count == 2 && day.count == 2;
  return separator == '-' && padded ? DateKind::iso : DateKind::slashed;
}

// Behind a first number of one or two digits: d/m/y or m/d/y.
DateKind year_last(Scanner& scanner, std::int32_t first, DayFirst day_first, CivilFields& fields) {
  const char separator = scanner.peek();
  if (!scanner.take_any_of(kSeparators)) return DateKind::none;
  const Digits second = scanner.digits(2);
  if (second.count < 1 || !scanner.take(separator)) return DateKind::none;
  const Digits year = scanner.digits(4);
  if ((year.count != 2 && year.count != 4) || ascii::is_digit(scanner.peek()))
    return DateKind::none;
  if (day_first == DayFirst::unstated) return DateKind::ambiguous;
  fields.year = scan::full_year(year);
  fields.month = day_first == DayFirst::yes ? second.value : first;
  fields.day = day_first == DayFirst::yes ? first : second.value;
  return DateKind::slashed;
}

DateKind expanded_date(Scanner& scanner, CivilFields& fields) {
  const std::int32_t sign = scanner.sign();
  const Digits year = scanner.digits(6);
  if (year.count != 6) return DateKind::none;
  const std::int32_t value = sign * year.value;
  const bool dated = value >= 1 && value <= 9999;
  const DateKind kind = year_first(scanner, dated ? value : 1, fields);
  if (!dated) fields.year = value;
  return kind;
}

DateKind date_in_figures(Scanner& scanner, DayFirst day_first, CivilFields& fields) {
  if (!ascii::is_digit(scanner.peek())) return expanded_date(scanner, fields);
  const Digits first = scanner.digits(9);
  switch (first.count) {
    case 1:
    case 2:
      return year_last(scanner, first.value, day_first, fields);
    case 4:
      return year_first(scanner, first.value, fields);
    case 7:
      return ordinal_date(first.value / 1000, first.value % 1000, fields);
    case 8:
      fields.year = first.value / 10000;
      fields.month = first.value / 100 % 100;
      fields.day = first.value % 100;
      return DateKind::iso;
    default:
      return DateKind::none;
  }
}

// False where something follows the date that is not a clock.
bool clock_behind_date(Scanner& scanner, CivilFields& fields) {
  if (scanner.take_any_of("Tt")) return scan::clock(scanner, scan::Clocks::compact, fields);
  scanner.take(',');
  scanner.skip_blanks();
  return !ascii::is_digit(scanner.peek()) ||
         scan::clock(scanner, scan::Clocks::compact_or_dotted, fields);
}

TimeForm iso_form(const Label& label) {
  switch (label.what) {
    case Label::What::zulu:
      return TimeForm::iso_zulu;
    case Label::What::utc_word:
      return TimeForm::utc_suffix;
    case Label::What::none:
      return label.zone.empty() ? TimeForm::iso_local : TimeForm::iso_zone;
    default:
      return TimeForm::iso_offset;
  }
}

}  // namespace

ParsedTime parse_figures(std::string_view text, DayFirst day_first) {
  Scanner scanner(text);
  CivilFields fields;
  Label label;
  const DateKind kind = date_in_figures(scanner, day_first, fields);
  if (kind == DateKind::none || !clock_behind_date(scanner, fields) ||
      !scan::label(scanner, scan::Military::no, label))
    return refused_time(Code::unreadable_time);
  const bool interval = scanner.take('/');
  if (!interval && !scanner.at_end()) return refused_time(Code::unreadable_time);
  if (kind == DateKind::ambiguous) return refused_time(Code::ambiguous_date);
  ParsedTime result =
      assemble_time(fields, label, kind == DateKind::iso ? iso_form(label) : TimeForm::slashed);
  if (interval && result.what != ParsedTime::What::refused) {
    scanner.skip_blanks();
    result.interval_end = scanner.rest();
  }
  return result;
}

}  // namespace throughline
