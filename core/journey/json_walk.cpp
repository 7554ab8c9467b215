#include "json_walk.h"

#include "throughline/text.h"

namespace throughline {
namespace {

// Behind the string whose opening quote stands at `at`; the end of the text where it never closes.
std::size_t behind_string(std::string_view json, std::size_t at) {
  for (++at; at < json.size(); ++at) {
    if (json[at] == '\\') {
      ++at;
    } else if (json[at] == '"') {
      return at + 1;
    }
  }
  return json.size();
}

std::size_t behind_container(std::string_view json, std::size_t at) {
  std::size_t depth = 0;
  while (at < json.size()) {
    const char c = json[at];
    if (c == '"') {
      at = behind_string(json, at);
      continue;
    }
    ++at;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return at;
  }
  return at;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 0;
}

// The four hexadecimal digits at `at`; 0 where the text is too short.
char32_t read_hex4(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return 0;
  int value = 0;
  for (std::size_t i = at; i < at + 4; ++i) value = value * 16 + hex_value(text[i]);
  return static_cast<char32_t>(value);
}

// Appends what the escape behind the backslash at `at` stands for; returns the position behind it.
std::size_t append_escape(std::string_view text, std::size_t at, std::string& out) {
  const char c = at + 1 < text.size() ? text[at + 1] : '\\';
  switch (c) {
    case 'n':
      out += '\n';
      return at + 2;
    case 't':
      out += '\t';
      return at + 2;
    case 'r':
      out += '\r';
      return at + 2;
    case 'b':
      out += '\b';
      return at + 2;
    case 'f':
      out += '\f';
      return at + 2;
    case 'u':
      break;
    default:
      out += c;
      return at + 2;
  }
  char32_t code_point = read_hex4(text, at + 2);
  at += 6;
  const bool is_high = code_point >= 0xD800 && code_point < 0xDC00;
  if (is_high && at + 6 <= text.size() && text[at] == '\\' && text[at + 1] == 'u') {
    const char32_t low = read_hex4(text, at + 2);
    if (low >= 0xDC00 && low < 0xE000) {
      append_code_point(out, 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00));
      return at + 6;
    }
  }
  const bool is_surrogate = code_point >= 0xD800 && code_point < 0xE000;
  append_code_point(out, is_surrogate ? 0xFFFD : code_point);
  return at;
}

}  // namespace

std::string_view take_json_value(std::string_view json, std::size_t& at) {
  const std::size_t begin = at;
  if (at >= json.size()) return {};
  switch (json[at]) {
    case '"':
      at = behind_string(json, at);
      break;
    case '{':
    case '[':
      at = behind_container(json, at);
      break;
    default: {
      const std::size_t end = json.find_first_of(",]}", at);
      at = end == std::string_view::npos ? json.size() : end;
    }
  }
  return json.substr(begin, at - begin);
}

std::string_view json_text(std::string_view token, std::string& scratch) {
  if (token.size() < 2) return {};
  const std::string_view inner = token.substr(1, token.size() - 2);
  if (inner.find('\\') == std::string_view::npos) return inner;
  scratch.clear();
  for (std::size_t at = 0; at < inner.size();) {
    if (inner[at] == '\\') {
      at = append_escape(inner, at, scratch);
    } else {
      scratch += inner[at++];
    }
  }
  return scratch;
}

std::string_view json_member(std::string_view object, std::string_view name) {
  if (object.size() < 2 || object.front() != '{') return {};
  std::string scratch;
  std::size_t at = 1;
  while (at < object.size() && object[at] == '"') {
    const std::string_view key = take_json_value(object, at);
    if (at >= object.size() || object[at] != ':') return {};
    const std::string_view value = take_json_value(object, ++at);
    if (json_text(key, scratch) == name) return value;
    if (at < object.size() && object[at] == ',') ++at;
  }
  return {};
}

}  // namespace throughline
