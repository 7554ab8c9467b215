#include "gate/mask.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "text/ascii.h"
#include "throughline/base.h"
#include "throughline/text.h"

namespace throughline::gate {
namespace {

constexpr std::string_view kHidden = "•";
constexpr std::string_view kHiddenRest =
    "•••";  // of fixed length, so that it does not tell how much is hidden
constexpr std::size_t kLeastPhoneDigits = 7;
constexpr std::size_t kMostPhoneDigits = 15;  // E.164
constexpr std::size_t kKeptDigits = 4;
constexpr std::size_t kLeastHidden = 4;
constexpr std::size_t kMostSeparators = 3;  // in a row, within one number

bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// Zeros of the scripts whose digits people type phone numbers in; each is followed by its nine others.
constexpr char32_t kZeros[] = {U'0',      U'\u0660', U'\u06F0', U'\u07C0', U'\u0966',
                               U'\u09E6', U'\u0A66', U'\u0AE6', U'\u0B66', U'\u0BE6',
                               U'\u0C66', U'\u0CE6', U'\u0D66', U'\u0E50', U'\u0ED0',
                               U'\u0F20', U'\u1040', U'\u17E0', U'\uFF10'};

bool is_digit(char32_t c) {
  if (c < 0x80) return c >= U'0' && c <= U'9';
  return std::any_of(std::begin(kZeros), std::end(kZeros),
                     [c](char32_t zero) { return c >= zero && c < zero + 10; });
}

bool is_plus(char32_t c) { return c == U'+' || c == U'\uFF0B'; }

// What people, and right-to-left text, put between the digits of one number.
bool is_separator(char32_t c) {
  switch (c) {
    case U' ':
    case U'\t':
    case U'-':
    case U'.':
    case U'(':
    case U')':
    case U'/':
    case U'\u00A0':
    case U'\u00AD':
    case U'\u2212':
    case U'\u2060':
    case U'\u3000':
    case U'\uFF08':
    case U'\uFF09':
    case U'\uFF0D':
    case U'\uFEFF':
      return true;
    default:
      return (c >= U'\u2000' && c <= U'\u2015') || (c >= U'\u2028' && c <= U'\u202F') ||
             (c >= U'\u2066' && c <= U'\u2069');
  }
}

// Digits of the E.164 country code that a number begins with: the codes form a prefix code.
std::size_t country_digits(std::string_view digits) {
  static constexpr std::string_view kTwo[] = {
      "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46",
      "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
      "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98"};
  if (digits.empty()) return 0;
  if (digits[0] == '1' || digits[0] == '7') return 1;
  const bool two =
      std::find(std::begin(kTwo), std::end(kTwo), digits.substr(0, 2)) != std::end(kTwo);
  return two ? 2 : 3;
}

// Which of a number's digits may be read: the first `country` and the last `tail`.
struct Kept {
  std::size_t country = 0;
  std::size_t tail = 0;
};

// `ascii` are its digits, as far as they are ASCII ones: a country code in other digits is not kept.
Kept kept_of(std::size_t digits, bool international, std::string_view ascii) {
  Kept kept;
  if (digits < kKeptDigits + kLeastHidden) return kept;
  kept.tail = kKeptDigits;
  if (!international || digits > kMostPhoneDigits) return kept;
  const std::size_t country = country_digits(ascii);
  if (country <= ascii.size() && digits >= country + kKeptDigits + kLeastHidden)
    kept.country = country;
  return kept;
}

struct Letter {
  char32_t code = 0;
  std::size_t begin = 0, end = 0;  // bytes
};

std::vector<Letter> letters_of(std::string_view text) {
  std::vector<Letter> letters;
  for (std::size_t at = 0; at < text.size();) {
    Letter letter;
    letter.begin = at;
    letter.code = next_code_point(text, at);
    letter.end = at;
    letters.push_back(letter);
  }
  return letters;
}

// Appends the number that is `count` letters long, with what is not kept hidden. Letters other than digits,
// separators and + are hidden too: "1-800-FLOWERS" is a number.
void append_masked_number(std::string_view text, const Letter* letters, std::size_t count,
                          std::string& out) {
  std::string ascii;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_digit(letters[i].code)) continue;
    if (letters[i].code < 0x80 && ascii.size() == digits)
      ascii += static_cast<char>(letters[i].code);
    ++digits;
  }
  const Kept kept = kept_of(digits, count > 0 && is_plus(letters[0].code), ascii);
  std::size_t seen = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Letter& letter = letters[i];
    bool keep = is_separator(letter.code) || is_plus(letter.code);
    if (is_digit(letter.code)) {
      keep = seen < kept.country || seen >= digits - kept.tail;
      ++seen;
    }
    out += keep ? text.substr(letter.begin, letter.end - letter.begin) : kHidden;
  }
}

// -- addresses and @names ------------------------------------------------------------------------

bool is_local_part(char c) {
  return ascii::is_letter_or_digit(c) || is_beyond_ascii(c) || c == '.' || c == '_' || c == '%' ||
         c == '+' || c == '-' || c == '\'';
}
bool is_domain(char c) {
  return ascii::is_letter_or_digit(c) || is_beyond_ascii(c) || c == '.' || c == '-';
}

std::string_view first_letter(std::string_view text) {
  std::size_t at = 0;
  if (!text.empty()) next_code_point(text, at);
  return text.substr(0, at);
}

// Appends `text` with addresses and @names masked; the digits in it are left for the second pass.
void append_addresses_masked(std::string_view text, std::string& out) {
  std::size_t done = 0;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    if (at < done) continue;
    std::size_t from = at;
    while (from > done && is_local_part(text[from - 1])) --from;
    while (from < at && !ascii::is_letter_or_digit(text[from]) && !is_beyond_ascii(text[from]))
      ++from;
    std::size_t to = at + 1;
    while (to < text.size() && is_domain(text[to])) ++to;
    while (to > at + 1 && !ascii::is_letter_or_digit(text[to - 1]) &&
           !is_beyond_ascii(text[to - 1]))
      --to;
    const std::string_view domain = text.substr(at + 1, to - at - 1);
    if (domain.empty()) continue;
    if (from < at) {  // someone@somewhere, whether or not the domain has a dot
      out += text.substr(done, from - done);
      out += first_letter(text.substr(from));
      out += kHiddenRest;
      out += text.substr(at, to - at);
    } else {  // @name; names also hold underscores
      while (to < text.size() && is_local_part(text[to])) ++to;
      out += text.substr(done, at + 1 - done);
      out += first_letter(domain);
      out += kHiddenRest;
    }
    done = to;
  }
  out += text.substr(done);
}

// -- numbers -------------------------------------------------------------------------------------

int number_at(std::string_view text, std::size_t at, std::size_t digits) {
  int value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (i >= text.size() || !ascii::is_digit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// Length of a calendar date at `at` (2026-05-12, 2026/05/12, 12.05.2026, 05/12/2026), 0 where there is none.
std::size_t date_length(std::string_view text, std::size_t at) {
  constexpr std::size_t kLength = 10;
  if (at + kLength > text.size()) return 0;
  if (at + kLength < text.size() && ascii::is_digit(text[at + kLength])) return 0;
  const bool year_first = ascii::is_digit(text[at + 2]);
  const std::size_t first = year_first ? at + 4 : at + 2;
  const std::size_t second = year_first ? at + 7 : at + 5;
  const char mark = text[first];
  if ((mark != '-' && mark != '/' && mark != '.') || text[second] != mark) return 0;
  const int year = year_first ? number_at(text, at, 4) : number_at(text, at + 6, 4);
  const int a = year_first ? number_at(text, at + 5, 2) : number_at(text, at, 2);
  const int b = year_first ? number_at(text, at + 8, 2) : number_at(text, at + 3, 2);
  const bool day_and_month = a >= 1 && b >= 1 && a <= 31 && b <= 31 && std::min(a, b) <= 12;
  return year >= 1900 && year <= 2099 && day_and_month ? kLength : 0;
}

// Letters of the number that starts at `from` (a digit or a plus), up to its last digit.
std::size_t number_length(const std::vector<Letter>& letters, std::size_t from,
                          std::size_t& digits) {
  std::size_t end = from + 1;
  std::size_t separators = 0;
  digits = is_digit(letters[from].code) ? 1 : 0;
  for (std::size_t i = from + 1; i < letters.size(); ++i) {
    if (is_digit(letters[i].code)) {
      ++digits;
      separators = 0;
      end = i + 1;
    } else if (!is_separator(letters[i].code) || ++separators > kMostSeparators) {
      break;
    }
  }
  return end - from;
}

bool may_hold_number(std::string_view text) {
  std::size_t digits = 0;
  for (char c : text) digits += ascii::is_digit(c) || is_beyond_ascii(c) ? 1u : 0u;
  return digits >= kLeastPhoneDigits;
}

std::string numbers_masked(std::string_view text) {
  const std::vector<Letter> letters = letters_of(text);
  std::string out;
  std::size_t i = 0;
  const auto copy_letters = [&](std::size_t count) {
    for (const std::size_t end = std::min(i + count, letters.size()); i < end; ++i)
      out += text.substr(letters[i].begin, letters[i].end - letters[i].begin);
  };
  while (i < letters.size()) {
    const bool starts = is_digit(letters[i].code) || is_plus(letters[i].code);
    if (!starts) {
      copy_letters(1);
      continue;
    }
    // A date is ASCII, so its bytes are its letters.
    if (const std::size_t date = date_length(text, letters[i].begin); date > 0) {
      copy_letters(date);
      continue;
    }
    std::size_t digits = 0;
    const std::size_t length = number_length(letters, i, digits);
    if (digits >= kLeastPhoneDigits) {
      append_masked_number(text, &letters[i], length, out);
      i += length;
    } else {
      copy_letters(length);
    }
  }
  return out;
}

}  // namespace

std::string masked_phone(std::string_view phone) {
  const std::vector<Letter> letters = letters_of(phone);
  std::string out;
  append_masked_number(phone, letters.data(), letters.size(), out);
  return out;
}

std::string masked_email(std::string_view email) {
  const std::size_t at = email.rfind('@');
  std::string out;
  if (email.empty()) return out;
  out += first_letter(email.substr(0, at));
  out += kHiddenRest;
  if (at != std::string_view::npos) out += email.substr(at);
  return out;
}

std::string masked_name(std::string_view name) {
  std::string out;
  bool in_word = false;
  for (const Letter& letter : letters_of(name)) {
    const bool blank = letter.code == U' ' || letter.code == U'\t' || letter.code == U'\n' ||
                       letter.code == U'\u00A0' || letter.code == U'\u3000';
    if (!blank && !in_word) {
      if (!out.empty()) out += ' ';
      out += name.substr(letter.begin, letter.end - letter.begin);
      out += '.';
    }
    in_word = !blank;
  }
  return out;
}

std::string masked_handle(std::string_view handle) {
  if (handle.find('@', 1) != std::string_view::npos) return masked_email(handle);
  std::size_t digits = 0;
  bool number = true;
  for (const Letter& letter : letters_of(handle)) {
    if (is_digit(letter.code))
      ++digits;
    else
      number = number && (is_separator(letter.code) || is_plus(letter.code));
  }
  if (number && digits > 0) return masked_phone(handle);
  std::string out;
  const bool named = !handle.empty() && handle.front() == '@';
  if (named) out += '@';
  out += first_letter(handle.substr(named ? 1 : 0));
  out += kHiddenRest;
  return out;
}

std::string masked_handle_list(std::string_view json) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_array();
  for (const std::string& handle : strings_of_list(json)) writer.string(masked_handle(handle));
  writer.end_array();
  return out;
}

bool mask_handles(std::string_view text, std::string& out) {
  const bool addresses = text.find('@') != std::string_view::npos;
  if (!addresses && !may_hold_number(text)) return false;
  std::string step;
  if (addresses)
    append_addresses_masked(text, step);
  else
    step = text;
  if (may_hold_number(step)) step = numbers_masked(step);
  if (step == text) return false;
  out = std::move(step);
  return true;
}

}  // namespace throughline::gate
