#include "text/ascii.h"
#include "throughline/text.h"

namespace throughline {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

// One step over the bytes at `at`: a whole character, or the longest start of one that goes wrong
// (what WHATWG replaces by a single U+FFFD).
struct Step {
  std::size_t length;
  bool valid;
};

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

Step step_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {1, true};
  if (lead < 0xC2 || lead > 0xF4) return {1, false};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  // The second byte's bounds exclude over-long forms, surrogates and what lies beyond U+10FFFF.
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (at + 1 >= text.size() || byte(at + 1) < low || byte(at + 1) > high) return {1, false};
  for (std::size_t i = 2; i < length; ++i)
    if (at + i >= text.size() || !is_continuation(byte(at + i))) return {i, false};
  return {length, true};
}

// The end of the valid text that begins at `at`.
std::size_t valid_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      at += ascii::run_length(text, at);
      continue;
    }
    const Step step = step_at(text, at);
    if (!step.valid) break;
    at += step.length;
  }
  return at;
}

}  // namespace

bool is_valid_utf8(std::string_view text) { return valid_end(text, 0) == text.size(); }

std::size_t append_valid_utf8(std::string_view in, std::string& out) {
  std::size_t replaced = 0;
  std::size_t at = 0;
  while (true) {
    const std::size_t end = valid_end(in, at);
    out.append(in, at, end - at);
    if (end == in.size()) return replaced;
    out += kReplacement;
    ++replaced;
    at = end + step_at(in, end).length;
  }
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return char32_t{static_cast<unsigned char>(text[i])}; };
  const char32_t lead = byte(at);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() - at < length) {  // not valid UTF-8: still no step past the end
    at = text.size();
    return 0xFFFD;
  }
  char32_t code_point = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) code_point = code_point << 6 | (byte(at + i) & 0x3F);
  at += length;
  return code_point;
}

void append_code_point(std::string& out, char32_t code_point) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

std::string excerpt(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (std::size_t n = 0; n < characters && at < text.size(); ++n) next_code_point(text, at);
  std::string out(text.substr(0, at));
  if (at < text.size()) out += kEllipsis;
  return out;
}

std::string valid_excerpt(std::string_view bytes, std::size_t characters) {
  std::string valid;
  append_valid_utf8(bytes.substr(0, characters * 4 + 4), valid);
  return excerpt(valid, characters);
}

}  // namespace throughline
