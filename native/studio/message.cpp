#include "message.h"

#include <charconv>
#include <optional>

namespace throughline::studio {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Writes while it reads: the options of a choice that are not taken are read over.
class Formatter {
 public:
  Formatter(std::string_view message, const TextValues& values, const Texts& texts)
      : message_(message), values_(values), texts_(texts) {}

  std::string whole() { return parts(false, std::nullopt); }

 private:
  struct Option {
    std::string_view key;
    std::size_t at;  // where its parts begin
  };

  bool at_end() const { return at_ >= message_.size(); }
  char here() const { return message_[at_]; }

  std::string parts(bool nested, std::optional<std::int64_t> counted) {
    std::string out;
    while (!at_end() && !(nested && here() == '}')) {
      const char c = message_[at_++];
      if (c == '{')
        out += argument(counted);
      else if (c == '#' && counted)
        out += texts_.number(*counted);
      else
        out += c;
    }
    return out;
  }

  std::string_view word(std::string_view ends) {
    const std::size_t start = at_;
    while (!at_end() && ends.find(here()) == std::string_view::npos) ++at_;
    return trimmed(message_.substr(start, at_ - start));
  }

  const TextValue* value_of(std::string_view name) const {
    for (const auto& [own, value] : values_)
      if (own == name) return &value;
    return nullptr;
  }

  // After the opening brace.
  std::string argument(std::optional<std::int64_t> counted) {
    const TextValue* value = value_of(word(",}"));
    if (at_end() || message_[at_++] == '}') return value == nullptr ? std::string() : shown(*value);
    const bool plural = word(",") == "plural";
    ++at_;
    std::vector<Option> options;
    for (std::string_view key = word("{}"); !at_end() && here() == '{'; key = word("{}")) {
      options.push_back({key, ++at_});
      skip_option();
    }
    const std::size_t end = at_end() ? at_ : at_ + 1;
    const std::optional<std::int64_t> number =
        value != nullptr && std::holds_alternative<std::int64_t>(*value)
            ? std::optional(std::get<std::int64_t>(*value))
            : std::nullopt;
    std::string out;
    if (const Option* chosen = choose(options, plural, value, number)) {
      at_ = chosen->at;
      out = parts(true, plural ? number : counted);
    }
    at_ = end;
    return out;
  }

  void skip_option() {
    for (int depth = 1; !at_end() && depth > 0; ++at_)
      depth += here() == '{' ? 1 : here() == '}' ? -1 : 0;
  }

  const Option* choose(const std::vector<Option>& options, bool plural, const TextValue* value,
                       std::optional<std::int64_t> number) const {
    std::vector<std::string> keys;  // in the order in which they are preferred
    if (plural && number)
      keys = {"=" + std::to_string(*number), std::string(texts_.plural(*number))};
    if (!plural && value != nullptr) keys = {shown(*value)};
    keys.push_back("other");
    for (const std::string& key : keys)
      for (const Option& option : options)
        if (option.key == key) return &option;
    return nullptr;
  }

  std::string shown(const TextValue& value) const {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return texts_.number(*number);
    return std::get<std::string>(value);
  }

  std::string_view message_;
  const TextValues& values_;
  const Texts& texts_;
  std::size_t at_ = 0;
};

}  // namespace

std::string format_message(std::string_view message, const TextValues& values, const Texts& texts) {
  return Formatter(message, values, texts).whole();
}

}  // namespace throughline::studio
