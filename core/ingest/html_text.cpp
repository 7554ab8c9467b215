#include "ingest/html_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/ascii.h"
#include "throughline/text.h"

namespace throughline::ingest {
namespace {

struct Entity {
  std::string_view name;
  char32_t code_point;
};
constexpr Entity kEntities[] = {
#define ENTITY(name, code_point) {name, code_point},
#include "../data/html_entities.def"
#undef ENTITY
};
constexpr std::array<std::string_view, 16> kBlocks = {
    "p",  "div", "li", "ul", "ol", "tr", "table", "blockquote",
    "h1", "h2",  "h3", "h4", "h5", "h6", "pre",   "section"};

std::optional<char32_t> numeric_reference(std::string_view digits) {
  char32_t base = 10;
  if (!digits.empty() && (digits[0] | 0x20) == 'x') {
    base = 16;
    digits.remove_prefix(1);
  }
  char32_t value = 0;
  for (char c : digits) {
    char32_t digit = 99;
    if (c >= '0' && c <= '9') digit = static_cast<char32_t>(c - '0');
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
      digit = static_cast<char32_t>((c | 0x20) - 'a' + 10);
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
    if (value > 0x10FFFF) return std::nullopt;
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  return digits.empty() || value == 0 || surrogate ? std::nullopt : std::optional(value);
}

std::optional<char32_t> reference(std::string_view name) {
  if (!name.empty() && name[0] == '#') return numeric_reference(name.substr(1));
  for (const Entity& entity : kEntities)
    if (entity.name == name) return entity.code_point;
  return std::nullopt;
}

class TextOfHtml {
 public:
  explicit TextOfHtml(std::string_view html) : html_(html) {}

  std::string run() {
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if (c == '<' && tag()) continue;
      if (c == '&' && entity()) continue;
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        blank_ = true;
      else
        put(html_.substr(at_, 1));
      ++at_;
    }
    while (!out_.empty() && out_.back() == '\n') out_.pop_back();
    return out_;
  }

 private:
  void put(std::string_view text) {
    if (blank_ && !out_.empty() && out_.back() != '\n' && !out_.ends_with("- ")) out_ += ' ';
    blank_ = false;
    out_ += text;
  }
  void line_break() {
    blank_ = false;
    if (!out_.empty()) out_ += '\n';
  }
  void block_break() {
    if (!out_.empty() && out_.back() != '\n') line_break();
    blank_ = false;
  }

  // False where what stands here is no tag.
  bool tag() {
    if (html_.substr(at_, 4) == "<!--") {
      const std::size_t end = html_.find("-->", at_);
      at_ = end == std::string_view::npos ? html_.size() : end + 3;
      return true;
    }
    const bool close = at_ + 1 < html_.size() && html_[at_ + 1] == '/';
    const std::size_t begin = at_ + (close ? 2 : 1);
    std::size_t end = begin;
    while (end < html_.size() && ascii::is_letter_or_digit(html_[end])) ++end;
    const std::size_t bracket = html_.find('>', at_);
    if ((end == begin && html_.substr(begin, 1) != "!") || bracket == std::string_view::npos)
      return false;
    at_ = bracket + 1;
    apply(ascii::lowered(html_.substr(begin, end - begin)), close);
    return true;
  }

  void apply(const std::string& name, bool close) {
    if (!close && (name == "script" || name == "style")) {
      const std::string closing = "</" + name;
      while (at_ < html_.size() && ascii::lowered(html_.substr(at_, closing.size())) != closing)
        ++at_;
    } else if (name == "br") {
      line_break();
    } else if (std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end()) {
      block_break();
      if (name == "li" && !close) out_ += "- ";
    }
  }

  bool entity() {
    constexpr std::size_t kLongest = 10;
    const std::size_t end = html_.substr(at_, kLongest + 2).find(';');
    if (end == std::string_view::npos) return false;
    const std::optional<char32_t> code_point = reference(html_.substr(at_ + 1, end - 1));
    if (!code_point) return false;
    std::string text;
    append_code_point(text, *code_point);
    if (text == " ")
      blank_ = true;
    else
      put(text);
    at_ += end + 1;
    return true;
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::string out_;
  bool blank_ = false;
};

}  // namespace

std::string html_to_text(std::string_view html) { return TextOfHtml(html).run(); }

}  // namespace throughline::ingest
