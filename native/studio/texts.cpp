#include "texts.h"

#include <nlohmann/json.hpp>

#include "message.h"
#include "studio_texts.h"

namespace throughline::studio {

enum class PluralRule { none, one_is_one, one_below_two, arabic };

struct Language {
  std::string_view tag;
  PluralRule plural;
  std::string_view group;
  std::size_t grouped_from;  // digits
  bool lakhs;                // 12,34,567
  bool right_to_left;
  std::string_view between_two, between, before_last;
};

namespace {

using enum PluralRule;
constexpr Language kLanguages[] = {
#define LANGUAGE(tag, plural, group, from, lakhs, rtl, two, between, last) \
  {tag, plural, group, from, lakhs, rtl, two, between, last},
#include "languages.def"
#undef LANGUAGE
};
static_assert(std::size(kLanguages) == std::size(kTexts),
              "a language's line and its catalogue come together");

const Language& language_of(std::string_view tag) {
  for (const Language& language : kLanguages)
    if (language.tag == tag) return language;
  return kLanguages[0];
}

std::map<std::string, std::string> catalogue(const Language& language) {
  return nlohmann::json::parse(kTexts[&language - kLanguages])
      .get<std::map<std::string, std::string>>();
}

std::string_view arabic_plural(std::int64_t value) {
  if (value == 0) return "zero";
  if (value == 1) return "one";
  if (value == 2) return "two";
  const std::int64_t rest = value % 100;
  if (rest >= 3 && rest <= 10) return "few";
  return rest >= 11 ? "many" : "other";
}

}  // namespace

std::vector<std::string_view> languages() {
  std::vector<std::string_view> tags;
  for (const Language& language : kLanguages) tags.push_back(language.tag);
  return tags;
}

Texts::Texts(std::string_view language)
    : language_(language_of(language)),
      messages_(catalogue(language_)),
      english_(catalogue(kLanguages[0])) {}

bool Texts::right_to_left() const { return language_.right_to_left; }

const std::string* Texts::find(const std::string& key) const {
  if (const auto own = messages_.find(key); own != messages_.end()) return &own->second;
  if (const auto english = english_.find(key); english != english_.end()) return &english->second;
  return nullptr;
}

std::string Texts::say(std::string_view key, const TextValues& values) const {
  const std::string* message = find(std::string(key));
  return message == nullptr ? std::string(key) : format_message(*message, values, *this);
}

std::string Texts::name(std::string_view list, std::string_view value) const {
  const std::string* message = find(std::string(list) + "." + std::string(value));
  return message == nullptr ? std::string(value) : format_message(*message, {}, *this);
}

std::string Texts::number(std::int64_t value) const {
  const std::string digits = std::to_string(value < 0 ? -value : value);
  std::string grouped;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const std::size_t left = digits.size() - i;
    const bool starts_group =
        language_.lakhs ? left == 3 || (left > 3 && left % 2 == 1) : left % 3 == 0;
    if (i > 0 && starts_group && digits.size() >= language_.grouped_from)
      grouped += language_.group;
    grouped += digits[i];
  }
  return value < 0 ? "-" + grouped : grouped;
}

std::string Texts::list(const std::vector<std::string>& values) const {
  std::vector<std::string_view> kept;
  for (const std::string& value : values)
    if (!value.empty()) kept.push_back(value);
  std::string joined;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i > 0)
      joined += kept.size() == 2       ? language_.between_two
                : i + 1 == kept.size() ? language_.before_last
                                       : language_.between;
    joined += kept[i];
  }
  return joined;
}

std::string_view Texts::plural(std::int64_t value) const {
  switch (language_.plural) {
    case none:
      return "other";
    case one_is_one:
      return value == 1 ? "one" : "other";
    case one_below_two:
      return value == 0 || value == 1 ? "one" : "other";
    case arabic:
      return arabic_plural(value);
  }
  return "other";
}

}  // namespace throughline::studio
