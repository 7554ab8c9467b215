#include <algorithm>
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

void JsonWriter::flush() {
  out_->append(piece_, size_);
  size_ = 0;
}

char* JsonWriter::begin_value(std::size_t bytes) {
  if (kPiece - size_ <= bytes) flush();
  if (needs_comma_) piece_[size_++] = ',';
  return piece_ + size_;
}

JsonWriter& JsonWriter::end_value(const char* end) {
  size_ = static_cast<std::size_t>(end - piece_);
  needs_comma_ = true;
  if (depth_ == 0) flush();
  return *this;
}

JsonWriter& JsonWriter::open(char bracket) {
  char* at = begin_value(1);
  *at++ = bracket;
  ++depth_;
  end_value(at);
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  needs_comma_ = false;
  char* at = begin_value(1);
  *at++ = bracket;
  --depth_;
  return end_value(at);
}

// A key or a name is mostly short, with nothing to escape.
void JsonWriter::quote(std::string_view text, std::string_view behind) {
  constexpr std::size_t kShort = kPiece / 4;
  if (text.size() <= kShort) {
    char* at = begin_value(text.size() + 3);
    *at++ = '"';
    bool is_plain = true;
    for (std::size_t i = 0; is_plain && i < text.size(); ++i) {
      *at++ = text[i];
      is_plain = !kEscaped[static_cast<unsigned char>(text[i])];
    }
    if (is_plain) {
      *at++ = '"';
      if (!behind.empty()) *at++ = behind.front();
      end_value(at);
      return;
    }
  } else {
    begin_value(0);
  }
  flush();
  append_json_string(*out_, text);
  *out_ += behind;
  needs_comma_ = true;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  quote(name, ":");
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  quote(text, {});
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  constexpr std::size_t kDigits = 20;
  char* const at = begin_value(kDigits);
  return end_value(std::to_chars(at, at + kDigits, value).ptr);
}

JsonWriter& JsonWriter::boolean(bool value) { return raw(value ? "true" : "false"); }

JsonWriter& JsonWriter::null() { return raw("null"); }

JsonWriter& JsonWriter::sixty_fourths(std::int64_t value) {
  std::string digits;
  append_64ths(digits, value);
  return raw(digits);
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  if (json.size() < kPiece / 4) {
    char* const at = begin_value(json.size());
    return end_value(std::copy(json.begin(), json.end(), at));
  }
  begin_value(0);
  flush();
  *out_ += json;
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::integer_or_null(std::optional<std::int64_t> value) {
  return value ? integer(*value) : null();
}

JsonWriter& JsonWriter::string_or_null(std::optional<std::string_view> text) {
  return text ? string(*text) : null();
}

}  // namespace throughline
