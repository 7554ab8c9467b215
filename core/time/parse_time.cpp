// What a text says about time. Nearly all times are ISO 8601 with figures at fixed places, so that
// shape is tried first, without looking for anything else; what it does not fit goes to the readers
// by first characters.
#include "time/parse_time.h"

#include <date/date.h>

namespace throughline {
namespace {

constexpr std::string_view kFormNames[] = {
#define TIME_FORM(id, name) name,
#include "../data/time_forms.def"
#undef TIME_FORM
};

// Two digits at `at`; sets bits above the low byte in `bad` where they are none.
std::int32_t two_digits(const char* at, unsigned& bad) {
  const unsigned tens = static_cast<unsigned char>(at[0]) - unsigned{'0'};
  const unsigned ones = static_cast<unsigned char>(at[1]) - unsigned{'0'};
  bad |= (tens > 9 ? 1u : 0u) | (ones > 9 ? 1u : 0u);
  return static_cast<std::int32_t>(tens * 10 + ones);
}

struct FastIso {
  std::int64_t civil_ms;
  std::size_t length;  // of date, clock and fraction
};

// YYYY-MM-DD[T ]hh:mm:ss[.f…] with every part in its plain range. False: ask the careful readers.
bool fast_iso(std::string_view text, FastIso& out) {
  if (text.size() < 19) return false;
  const char* p = text.data();
  unsigned bad = 0;
  const std::int32_t century = two_digits(p, bad);
  const std::int32_t year = century * 100 + two_digits(p + 2, bad);
  const std::int32_t month = two_digits(p + 5, bad);
  const std::int32_t day = two_digits(p + 8, bad);
  const std::int32_t hour = two_digits(p + 11, bad);
  const std::int32_t minute = two_digits(p + 14, bad);
  const std::int32_t second = two_digits(p + 17, bad);
  const bool shaped = p[4] == '-' && p[7] == '-' && p[13] == ':' && p[16] == ':' &&
                      (p[10] == 'T' || p[10] == ' ' || p[10] == 't');
  if (bad != 0 || !shaped || year == 0 || hour > 23 || minute > 59 || second > 59) return false;
  const date::year_month_day date = date::year(year) / date::month(static_cast<unsigned>(month)) /
                                    date::day(static_cast<unsigned>(day));
  if (!date.ok()) return false;
  std::int32_t millisecond = 0;
  std::size_t at = 19;
  if (at < text.size() && p[at] == '.') {
    std::int32_t weight = 100;
    for (++at; at < text.size() && ascii::is_digit(p[at]); ++at, weight /= 10)
      millisecond += (p[at] - '0') * weight;
    if (at == 20) return false;
  }
  const std::int64_t days = date::sys_days(date).time_since_epoch().count();
  const std::int64_t seconds = (hour * 60 + minute) * 60 + second;
  out.civil_ms = days * kDayMs + seconds * 1000 + millisecond;
  out.length = at;
  return true;
}

// Nothing, Z, ±hh:mm or ±hhmm behind a fast ISO time. False: it is something else.
bool fast_label(std::string_view rest, ParsedTime& result) {
  if (rest.empty()) {
    result.what = ParsedTime::What::local;
    result.form = TimeForm::iso_local;
    return true;
  }
  result.what = ParsedTime::What::labelled;
  if (rest.size() == 1) {
    result.form = TimeForm::iso_zulu;
    return rest[0] == 'Z' || rest[0] == 'z';
  }
  const bool colon = rest.size() == 6 && rest[3] == ':';
  if ((!colon && rest.size() != 5) || (rest[0] != '+' && rest[0] != '-')) return false;
  unsigned bad = 0;
  const std::int32_t hours = two_digits(rest.data() + 1, bad);
  const std::int32_t minutes = two_digits(rest.data() + (colon ? 4 : 3), bad);
  if (bad != 0 || hours > 23 || minutes > 59) return false;
  const std::int32_t offset_s = (hours * 60 + minutes) * 60;
  result.offset_s = rest[0] == '-' ? -offset_s : offset_s;
  result.form = TimeForm::iso_offset;
  return in_range(result.instant());
}

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// "12 May …", "06-Nov-94 …", "Tue, …", "(comment) …".
bool looks_worded(std::string_view text) {
  scan::Scanner scanner(text);
  if (scan::is_letter(scanner.peek()) || scanner.peek() == '(') return true;
  if (scanner.digits(2).count == 0) return false;
  return (scanner.skip_blanks() || scanner.take('-')) && scan::is_letter(scanner.peek());
}

}  // namespace

std::string_view time_form_name(TimeForm form) {
  return kFormNames[static_cast<std::size_t>(form)];
}

ParsedTime assemble_time(const CivilFields& fields, const scan::Label& label, TimeForm form) {
  if (fields.year < 1 || fields.year > 9999) return refused_time(Code::time_out_of_range);
  const std::optional<Civil> civil = civil_from_fields(fields);
  if (!civil) return refused_time(Code::impossible_time);
  ParsedTime result;
  const bool local = label.what == scan::Label::What::none;
  result.what = local ? ParsedTime::What::local : ParsedTime::What::labelled;
  result.form = form;
  result.civil_ms = civil->ms;
  result.offset_s = label.offset_s;
  result.zone = label.zone;
  if (!in_range(result.instant())) return refused_time(Code::time_out_of_range);
  return result;
}

ParsedTime parse_time(std::string_view text, const TimeFormat& format) {
  text = trimmed(text);
  FastIso iso;
  if (fast_iso(text, iso)) {
    ParsedTime result;
    result.civil_ms = iso.civil_ms;
    if (fast_label(text.substr(iso.length), result)) return result;
  }
  if (text.empty()) return refused_time(Code::no_time);
  if (is_number(text)) return parse_number(text, format.unit);
  if (looks_worded(text)) return parse_worded(text);
  return parse_figures(text, format.day_first);
}

}  // namespace throughline
