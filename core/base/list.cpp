#include "throughline/base.h"

namespace throughline {
namespace {

// The four digits of \uXXXX at `at`; the caller knows that they are there.
unsigned hex4(std::string_view text, std::size_t at) {
  unsigned value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char c = text[i];
    const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    value = value * 16 + static_cast<unsigned>(digit);
  }
  return value;
}

void append_utf8(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// Decodes the escape after the backslash at `at`; moves `at` to its last character.
void append_escape(std::string_view text, std::size_t& at, std::string& out) {
  const char kind = text[++at];
  switch (kind) {
    case 'n':
      out += '\n';
      return;
    case 't':
      out += '\t';
      return;
    case 'r':
      out += '\r';
      return;
    case 'b':
      out += '\b';
      return;
    case 'f':
      out += '\f';
      return;
    case 'u':
      break;
    default:
      out += kind;
      return;
  }
  if (at + 4 >= text.size()) return;
  unsigned code = hex4(text, at + 1);
  at += 4;
  const bool high = code >= 0xD800 && code < 0xDC00;
  if (high && at + 6 < text.size() && text[at + 1] == '\\' && text[at + 2] == 'u') {
    code = 0x10000 + ((code - 0xD800) << 10) + (hex4(text, at + 3) - 0xDC00);
    at += 6;
  }
  append_utf8(out, code);
}

}  // namespace

std::vector<std::string> strings_of_list(std::string_view json) {
  std::vector<std::string> strings;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] != '"') continue;
    std::string text;
    for (++i; i < json.size() && json[i] != '"'; ++i) {
      if (json[i] == '\\' && i + 1 < json.size())
        append_escape(json, i, text);
      else
        text += json[i];
    }
    strings.push_back(std::move(text));
  }
  return strings;
}

}  // namespace throughline
