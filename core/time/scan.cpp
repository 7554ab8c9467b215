#include "time/scan.h"

#include <algorithm>

namespace throughline::scan {
namespace {

constexpr std::string_view kNoBreakSpaces[] = {"\xC2\xA0", "\xE2\x80\xAF"};
constexpr std::string_view kMinusSign = "\xE2\x88\x92";  // U+2212, ISO 8601's own minus

struct NamedOffset {
  std::string_view name;
  std::int32_t hours;
};
// RFC 2822's zones. UT, UTC and GMT are words of their own kind.
constexpr NamedOffset kNamedOffsets[] = {
    {"est", -5}, {"edt", -4}, {"cst", -6}, {"cdt", -5},
    {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7},
};

// The fraction of a unit of `unit_ms`, cut to whole milliseconds. Digits past the twelfth decide
// nothing.
std::int32_t fraction(Scanner& scanner, std::int32_t unit_ms) {
  const char mark = scanner.peek();
  if ((mark != '.' && mark != ',') || !ascii::is_digit(scanner.peek(1))) return 0;
  scanner.take(mark);
  std::int64_t digits = 0;
  std::int64_t scale = 1;
  for (; ascii::is_digit(scanner.peek()); scanner.take(scanner.peek())) {
    if (scale == 1000000000000) continue;
    digits = digits * 10 + (scanner.peek() - '0');
    scale *= 10;
  }
  return static_cast<std::int32_t>(digits * unit_ms / scale);
}

void spread(std::int32_t of_unit_ms, CivilFields& fields) {
  fields.minute += of_unit_ms / 60000;
  fields.second += of_unit_ms / 1000 % 60;
  fields.millisecond += of_unit_ms % 1000;
}

// "PM", "p.m.": the hours 1 … 12 of that half of the day.
void half_of_day(Scanner& scanner, CivilFields& fields) {
  const std::size_t start = scanner.place();
  scanner.skip_blanks();
  const char half = ascii::lower(scanner.peek());
  scanner.take(scanner.peek());
  const bool dotted = scanner.take('.');
  const bool has_m = ascii::lower(scanner.peek()) == 'm' && (half == 'a' || half == 'p');
  if (!has_m || is_letter(scanner.peek(1))) return scanner.go_back(start);
  scanner.take(scanner.peek());
  if (dotted) scanner.take('.');
  if (fields.hour < 1 || fields.hour > 12)
    fields.hour = 99;
  else
    fields.hour = fields.hour % 12 + (half == 'p' ? 12 : 0);
}

bool coloned_clock(Scanner& scanner, CivilFields& fields) {
  const Digits minute = scanner.digits(2);
  if (minute.count != 2) return false;
  fields.minute = minute.value;
  if (scanner.peek() == ':' && ascii::is_digit(scanner.peek(1))) {
    scanner.take(':');
    const Digits second = scanner.digits(2);
    if (second.count != 2) return false;
    fields.second = second.value;
    fields.millisecond = fraction(scanner, 1000);
  } else {
    spread(fraction(scanner, 60000), fields);
  }
  half_of_day(scanner, fields);
  return true;
}

// "21.45", "9.05.30": behind a blank a dot parts hours and minutes as a colon does; behind a T it begins a fraction.
bool dotted_clock(Scanner& scanner, CivilFields& fields) {
  const auto two_digits = [&scanner] {
    return scanner.peek() == '.' && ascii::is_digit(scanner.peek(1)) &&
           ascii::is_digit(scanner.peek(2)) && !ascii::is_digit(scanner.peek(3));
  };
  if (!two_digits()) return false;
  scanner.take('.');
  fields.minute = scanner.digits(2).value;
  if (two_digits()) {
    scanner.take('.');
    fields.second = scanner.digits(2).value;
  }
  half_of_day(scanner, fields);
  return true;
}

bool compact_clock(Scanner& scanner, Digits digits, CivilFields& fields) {
  if (digits.count == 2) {
    fields.hour = digits.value;
    spread(fraction(scanner, 3600000), fields);
  } else if (digits.count == 4) {
    fields.hour = digits.value / 100;
    fields.minute = digits.value % 100;
    spread(fraction(scanner, 60000), fields);
  } else if (digits.count == 6) {
    fields.hour = digits.value / 10000;
    fields.minute = digits.value / 100 % 100;
    fields.second = digits.value % 100;
    fields.millisecond = fraction(scanner, 1000);
  } else {
    return false;
  }
  return !ascii::is_digit(scanner.peek());
}

// h, hh, hhmm, hh:mm, hhmmss, hh:mm:ss behind the sign, below 24 hours.
bool offset_digits(Scanner& scanner, std::int32_t sign, std::int32_t& offset_s) {
  const std::size_t start = scanner.place();
  std::int32_t parts[3] = {0, 0, 0};
  int count = 0;
  bool colons = false;
  while (count < 3) {
    const Digits part = scanner.digits(2);
    const bool lone_hour = count == 0 && part.count == 1;  // "GMT+2", "+5:30"
    if (part.count != 2 && !lone_hour) break;
    parts[count++] = part.value;
    if (count == 1) colons = scanner.peek() == ':';
    if (count < 3 && colons && !(ascii::is_digit(scanner.peek(1)) && scanner.take(':'))) break;
  }
  const bool fits = count > 0 && parts[0] < 24 && parts[1] < 60 && parts[2] < 60;
  if (!fits || ascii::is_digit(scanner.peek())) {
    scanner.go_back(start);
    return false;
  }
  offset_s = sign * ((parts[0] * 60 + parts[1]) * 60 + parts[2]);
  return true;
}

// "[Europe/Paris]", "[!Europe/Paris]", "[+02:00]", "[u-ca=gregory]".
bool annotation(Scanner& scanner, Label& label) {
  const std::size_t close = scanner.rest().find(']');
  if (close == std::string_view::npos) return false;
  std::string_view content = scanner.rest().substr(1, close - 1);
  scanner.go_back(scanner.place() + close + 1);
  if (!content.empty() && content.front() == '!') content.remove_prefix(1);
  if (content.find('=') != std::string_view::npos) return true;
  Scanner inside(content);
  const std::int32_t sign = inside.sign();
  if (sign == 0) {
    label.zone = content;
    return true;
  }
  std::int32_t offset_s = 0;
  if (!offset_digits(inside, sign, offset_s) || !inside.at_end()) return false;
  if (label.what == Label::What::none) {
    label.what = Label::What::offset;
    label.offset_s = offset_s;
  }
  return true;
}

std::string_view zone_name(Scanner& scanner) {
  const std::size_t start = scanner.place();
  while (is_letter(scanner.peek()) || ascii::is_digit(scanner.peek()) ||
         std::string_view("/_+-").find(scanner.peek()) != std::string_view::npos) {
    if (scanner.at_end()) break;
    scanner.take(scanner.peek());
  }
  return scanner.since(start);
}

// "UTC", "GMT+0200", "EST", "Z", a military letter, or the name of a zone.
bool worded_label(Scanner& scanner, Military military, Label& label) {
  const std::size_t start = scanner.place();
  const std::string_view word = scanner.word();
  const char next = scanner.peek();
  const bool whole = next != '_' && !ascii::is_digit(next);  // no start of "EST5EDT", "GMT0"
  if (whole && (equal_without_case(word, "utc") || equal_without_case(word, "gmt") ||
                equal_without_case(word, "ut"))) {
    label.what = Label::What::utc_word;
    const std::int32_t sign = scanner.sign();
    if (sign == 0) return true;
    label.what = Label::What::gmt_offset;
    return offset_digits(scanner, sign, label.offset_s);
  }
  if (whole && equal_without_case(word, "z")) {
    label.what = Label::What::zulu;
    return true;
  }
  if (whole && military == Military::yes && word.size() == 1) {
    label.what = Label::What::offset;
    return ascii::lower(word[0]) != 'j';
  }
  if (whole) {
    for (const NamedOffset& named : kNamedOffsets) {
      if (!equal_without_case(word, named.name)) continue;
      label.what = Label::What::offset;
      label.offset_s = named.hours * 3600;
      return true;
    }
  }
  scanner.go_back(start);
  label.zone = zone_name(scanner);
  return label.zone.size() > 1;
}

}  // namespace

bool equal_without_case(std::string_view a, std::string_view lower_case) {
  return std::equal(a.begin(), a.end(), lower_case.begin(), lower_case.end(),
                    [](char x, char y) { return ascii::lower(x) == y; });
}

bool Scanner::take_any_of(std::string_view characters) {
  return !at_end() && characters.find(peek()) != std::string_view::npos && take(peek());
}

bool Scanner::take(std::string_view bytes) {
  if (rest().substr(0, bytes.size()) != bytes) return false;
  at_ += bytes.size();
  return true;
}

bool Scanner::skip_comment() {
  if (peek() != '(' || at_end()) return false;
  int depth = 0;
  for (std::size_t i = at_; i < text_.size(); ++i) {
    if (text_[i] == '\\') {
      ++i;
    } else if (text_[i] == '(') {
      ++depth;
    } else if (text_[i] == ')' && --depth == 0) {
      at_ = i + 1;
      return true;
    }
  }
  return false;
}

bool Scanner::skip_blanks() {
  const std::size_t start = at_;
  while (at_ < text_.size()) {
    const auto byte = static_cast<unsigned char>(text_[at_]);
    if (byte == ' ' || (byte >= '\t' && byte <= '\r'))
      ++at_;
    else if (byte == '(' ? !skip_comment()
                         : byte < 0x80 || !(take(kNoBreakSpaces[0]) || take(kNoBreakSpaces[1])))
      break;
  }
  return at_ != start;
}

Digits Scanner::digits(std::int32_t most) {
  Digits result;
  while (result.count < most && result.count < 9 && ascii::is_digit(peek())) {
    result.value = result.value * 10 + (text_[at_++] - '0');
    ++result.count;
  }
  return result;
}

std::string_view Scanner::word() {
  const std::size_t start = at_;
  while (is_letter(peek())) ++at_;
  return since(start);
}

std::int32_t Scanner::sign() {
  if (take('+')) return 1;
  return take('-') || take(kMinusSign) ? -1 : 0;
}

bool clock(Scanner& scanner, Clocks clocks, CivilFields& fields) {
  const std::size_t start = scanner.place();
  CivilFields with_clock = fields;
  const Digits first = scanner.digits(6);
  const bool hour = first.count == 1 || first.count == 2;
  bool read = false;
  if (hour) {
    with_clock.hour = first.value;
    if (scanner.take(':')) {
      read = coloned_clock(scanner, with_clock);
    } else if (clocks == Clocks::compact_or_dotted && dotted_clock(scanner, with_clock)) {
      read = true;
    } else {
      const std::size_t behind = scanner.place();
      half_of_day(scanner, with_clock);
      read = scanner.place() != behind;
    }
  }
  if (!read && clocks != Clocks::coloned &&
      scanner.place() == start + static_cast<std::size_t>(first.count))
    read = compact_clock(scanner, first, with_clock);
  if (read)
    fields = with_clock;
  else
    scanner.go_back(start);
  return read;
}

bool label(Scanner& scanner, Military military, Label& label) {
  const bool apart = scanner.skip_blanks() || military == Military::yes;
  const std::int32_t sign = scanner.sign();
  if (sign != 0) {
    label.what = Label::What::offset;
    if (!offset_digits(scanner, sign, label.offset_s)) return false;
    const std::size_t behind = scanner.place();
    // "+0200 CEST": the offset decides, the abbreviation says the same once more.
    if (!scanner.skip_blanks() || scanner.word().empty()) scanner.go_back(behind);
  } else if (is_letter(scanner.peek())) {
    if (!worded_label(scanner, military, label) || (!apart && !label.zone.empty())) return false;
  }
  while (scanner.skip_blanks() || scanner.peek() == '[')
    if (scanner.peek() == '[' && !annotation(scanner, label)) return false;
  return true;
}

}  // namespace throughline::scan
