// Dates with a month's name: RFC 2822, JavaScript's toString, asctime and their relatives. The
// parts are read as they come; their order, one letter a part, must be one that is in use.
#include <algorithm>

#include "time/parse_time.h"

namespace throughline {
namespace {

using scan::Label;
using scan::Scanner;

constexpr std::string_view kWeekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                          "friday", "saturday", "sunday"};
constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};

// d day, m month, y year, c clock, l label
constexpr std::string_view kOrders[] = {
    "dmy", "dmyc", "dmycl",                   // 12 May 2026 14:05 +0200
    "mdy", "mdyc", "mdycl", "mdcy", "mdcly",  // May 12 2026 14:05 GMT+0200; May 12 14:05 +0200 2026
};

// The place in `names` that `word` abbreviates to three letters or more; the size if none.
template <std::size_t N>
std::size_t find_name(const std::string_view (&names)[N], std::string_view word) {
  if (word.size() < 3) return N;
  const auto* found = std::find_if(std::begin(names), std::end(names), [&](std::string_view name) {
    return scan::equal_without_case(word, name.substr(0, word.size()));
  });
  return static_cast<std::size_t>(found - names);
}

class WordedDate {
 public:
  explicit WordedDate(std::string_view text) : scanner_(text) {}

  ParsedTime read() {
    while (skip_to_part())
      if (!part()) return refused_time(Code::unreadable_time);
    if (std::find(std::begin(kOrders), std::end(kOrders), order_) == std::end(kOrders))
      return refused_time(Code::unreadable_time);
    return assemble_time(fields_, label_, form());
  }

 private:
  bool skip_to_part() {
    scanner_.skip_blanks();
    scanner_.take(',');
    scanner_.skip_blanks();
    return !scanner_.at_end();
  }

  bool has(char part) const { return order_.find(part) != std::string::npos; }

  bool part() {
    if (scan::is_letter(scanner_.peek()) && name()) return true;
    if (ascii::is_digit(scanner_.peek())) return clock() || number();
    if (!has('c')) return scanner_.take('-');  // 06-Nov-94
    if (has('l') || !scan::label(scanner_, scan::Military::yes, label_)) return false;
    order_ += 'l';
    return label_.what != Label::What::none || !label_.zone.empty();
  }

  // A weekday, which nobody checks, or the month.
  bool name() {
    const std::size_t start = scanner_.place();
    const std::string_view word = scanner_.word();
    const std::size_t month = find_name(kMonths, word);
    if (!has('m') && month < std::size(kMonths)) {
      fields_.month = static_cast<std::int32_t>(month) + 1;
      order_ += 'm';
    } else if (!order_.empty() || find_name(kWeekdays, word) == std::size(kWeekdays)) {
      scanner_.go_back(start);
      return false;
    }
    scanner_.take('.');
    return true;
  }

  bool clock() {
    if (has('c') || !scan::clock(scanner_, scan::Clocks::coloned, fields_)) return false;
    order_ += 'c';
    return true;
  }

  bool number() {
    const scan::Digits digits = scanner_.digits(4);
    if (ascii::is_digit(scanner_.peek())) return false;
    if (!has('d') && digits.count <= 2) {
      fields_.day = digits.value;
      order_ += 'd';
      return true;
    }
    if (has('y') || digits.count < 2) return false;
    fields_.year = scan::full_year(digits);
    order_ += 'y';
    return true;
  }

  TimeForm form() const {
    if (order_.front() == 'd') return TimeForm::rfc2822;
    return label_.what == Label::What::gmt_offset ? TimeForm::javascript : TimeForm::worded;
  }

  Scanner scanner_;
  CivilFields fields_;
  Label label_;
  std::string order_;
};

}  // namespace

ParsedTime parse_worded(std::string_view text) { return WordedDate(text).read(); }

}  // namespace throughline
