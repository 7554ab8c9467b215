// The pieces that written times are made of, read from left to right: blanks and comments, digits,
// clocks, labels (offsets and zone names). A piece that is not there leaves the scanner where it
// was.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/ascii.h"
#include "throughline/time.h"

namespace throughline::scan {

inline bool is_letter(char c) { return ascii::is_upper(c) || ascii::is_lower(c); }
bool equal_without_case(std::string_view a, std::string_view lower_case);

struct Digits {
  std::int32_t value = 0;
  std::int32_t count = 0;  // 0: none stood here
};

// A year of two or three digits as RFC 2822 reads it: 00–49 are 20xx, all others 19xx and on.
inline std::int32_t full_year(Digits year) {
  if (year.count >= 4) return year.value;
  return year.value + (year.count == 2 && year.value < 50 ? 2000 : 1900);
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  std::size_t place() const { return at_; }
  void go_back(std::size_t place) { at_ = place; }
  std::string_view since(std::size_t place) const { return text_.substr(place, at_ - place); }
  std::string_view rest() const { return text_.substr(at_); }

  bool take(char c) {
    if (peek() != c || at_end()) return false;
    ++at_;
    return true;
  }
  bool take_any_of(std::string_view characters);
  bool take(std::string_view bytes);
  // Blanks of ASCII, no-break spaces, and RFC 2822 comments "(…(…)…)". False if there were none.
  bool skip_blanks();
  // At most `most` digits, at most nine.
  Digits digits(std::int32_t most);
  // A run of ASCII letters.
  std::string_view word();
  // '+' or '-' (also U+2212): 1 or -1; 0 if there is none.
  std::int32_t sign();

 private:
  bool skip_comment();
  std::string_view text_;
  std::size_t at_ = 0;
};

// A time of day as written; hour 24 and second 60 are for civil_from_fields to judge.
// h:mm[:ss[.f]] [AM|PM] or h AM|PM; `compact` also hhmm[ss[.f]] and hh[.f]; `compact_or_dotted` also
// h.mm[.ss] [AM|PM], which is then no fraction of an hour. False: no clock stands here. On an hour
// that AM or PM rules out, hour becomes 99, which no day has.
enum class Clocks : std::uint8_t { coloned, compact, compact_or_dotted };
bool clock(Scanner& scanner, Clocks clocks, CivilFields& fields);

struct Label {
  enum class What : std::uint8_t { none, zulu, utc_word, offset, gmt_offset };
  What what = What::none;
  std::int32_t offset_s = 0;
  std::string_view zone;
};
enum class Military : bool { no, yes };

// What follows a clock: offset, word, zone name, bracketed annotations. False: something stands
// here that is no label, or an offset of 24 hours or more.
bool label(Scanner& scanner, Military military, Label& label);

}  // namespace throughline::scan
