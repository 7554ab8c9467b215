#include <array>
#include <charconv>

#include "throughline/base.h"

namespace throughline {
namespace {

// Which bytes a JSON string cannot hold as they are.
constexpr std::array<bool, 256> kEscaped = [] {
  std::array<bool, 256> escaped{};
  for (std::size_t c = 0; c < 0x20; ++c) escaped[c] = true;
  escaped['"'] = escaped['\\'] = true;
  return escaped;
}();

}  // namespace

void append_int(std::string& out, std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value);
  out.append(digits, end.ptr);
}

void append_64ths(std::string& out, std::int64_t value) {
  if (value < 0) {
    out += '-';
    value = -value;
  }
  append_int(out, value / 64);
  std::int64_t rest = value % 64;
  if (rest == 0) return;
  out += '.';
  while (rest != 0) {  // at most six digits: 1/64 = 0.015625
    rest *= 10;
    out += static_cast<char>('0' + rest / 64);
    rest %= 64;
  }
}

void append_json_string(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (!kEscaped[c]) continue;
    out.append(text.data() + from, i - from);
    from = i + 1;
    out += '\\';
    switch (c) {
      case '"':
        out += '"';
        break;
      case '\\':
        out += '\\';
        break;
      case '\n':
        out += 'n';
        break;
      case '\r':
        out += 'r';
        break;
      case '\t':
        out += 't';
        break;
      case '\b':
        out += 'b';
        break;
      case '\f':
        out += 'f';
        break;
      default:
        out += "u00";
        out += kHex[c >> 4];
        out += kHex[c & 15];
    }
  }
  out.append(text.data() + from, text.size() - from);
  out += '"';
}

void JsonWriter::separate() {
  if (needs_comma_) *out_ += ',';
  needs_comma_ = true;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  *out_ += bracket;
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  *out_ += bracket;
  needs_comma_ = true;
  return *this;
}

// A key or a name is mostly short, with nothing to escape: then it goes out in one piece, comma and colon and all.
JsonWriter& JsonWriter::quoted(std::string_view text, bool is_key) {
  constexpr std::size_t kShort = 40;
  char piece[kShort + sizeof ",\"\":"];
  std::size_t size = 0;
  if (needs_comma_) piece[size++] = ',';
  const std::size_t begin = size;
  piece[size++] = '"';
  bool is_plain = text.size() <= kShort;
  for (std::size_t i = 0; is_plain && i < text.size(); ++i) {
    piece[size++] = text[i];
    is_plain = !kEscaped[static_cast<unsigned char>(text[i])];
  }
  piece[size++] = '"';
  if (is_key) piece[size++] = ':';
  out_->append(piece, is_plain ? size : begin);
  if (!is_plain) {
    append_json_string(*out_, text);
    if (is_key) *out_ += ':';
  }
  needs_comma_ = !is_key;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) { return quoted(name, true); }

JsonWriter& JsonWriter::string(std::string_view text) { return quoted(text, false); }

JsonWriter& JsonWriter::integer(std::int64_t value) {
  char piece[24] = {','};
  const auto end = std::to_chars(piece + 1, piece + sizeof piece, value);
  const char* const begin = needs_comma_ ? piece : piece + 1;
  out_->append(begin, static_cast<std::size_t>(end.ptr - begin));
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) { return raw(value ? "true" : "false"); }

JsonWriter& JsonWriter::null() { return raw("null"); }

JsonWriter& JsonWriter::sixty_fourths(std::int64_t value) {
  separate();
  append_64ths(*out_, value);
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  *out_ += json;
  return *this;
}

JsonWriter& JsonWriter::integer_or_null(std::optional<std::int64_t> value) {
  return value ? integer(*value) : null();
}

JsonWriter& JsonWriter::string_or_null(std::optional<std::string_view> text) {
  return text ? string(*text) : null();
}

}  // namespace throughline
