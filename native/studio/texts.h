// The text catalogue, core/data/texts/<language>.json: every sentence that is shown, by key.
// Messages are written in a small part of ICU's form:
//   "Hello {name}"   "{count, plural, =0 {nothing} one {# event} other {# events}}"   "{how,
//   select, a {…} other {…}}"
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace throughline::studio {

using TextValue = std::variant<std::int64_t, std::string>;
using TextValues = std::vector<std::pair<std::string_view, TextValue>>;

struct Language;  // languages.def

class Texts {
 public:
  // A language of the catalogue; English where there is none of this name.
  explicit Texts(std::string_view language);

  bool right_to_left() const;
  // The sentence of this key; the key itself where the catalogue has none.
  std::string say(std::string_view key, const TextValues& values = {}) const;
  // The name of a value that comes from a list (`channel.sms`), or the value itself where it is the
  // data's own.
  std::string name(std::string_view list, std::string_view value) const;
  std::string number(std::int64_t value) const;
  // "a, b, c", without what is empty.
  std::string list(const std::vector<std::string>& values) const;

  // "few", "other", …: the plural form of a count.
  std::string_view plural(std::int64_t value) const;

 private:
  const std::string* find(const std::string& key) const;

  const Language& language_;
  std::map<std::string, std::string> messages_, english_;
};

// Every language that the catalogue has.
std::vector<std::string_view> languages();

}  // namespace throughline::studio
