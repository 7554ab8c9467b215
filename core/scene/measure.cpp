#include "measure.h"

#include "throughline/text.h"
#include "tokens.h"

namespace throughline {
namespace {

struct Script {
  char32_t first, last;
  std::int32_t advance;
};

// Blocks by script, ascending; what is in none has tokens::advance::other.
constexpr Script kScripts[] = {
    {0x0000, 0x001F, tokens::advance::blank},      {0x0020, 0x0020, tokens::advance::blank},
    {0x0021, 0x002F, tokens::advance::latin},      {0x0030, 0x0039, tokens::advance::digit},
    {0x003A, 0x024F, tokens::advance::latin},      {0x0300, 0x036F, tokens::advance::mark},
    {0x0370, 0x03FF, tokens::advance::greek},      {0x0400, 0x052F, tokens::advance::cyrillic},
    {0x0590, 0x05CF, tokens::advance::mark},       {0x05D0, 0x05FF, tokens::advance::hebrew},
    {0x0600, 0x064A, tokens::advance::arabic},     {0x064B, 0x065F, tokens::advance::mark},
    {0x0660, 0x06FF, tokens::advance::arabic},     {0x0750, 0x077F, tokens::advance::arabic},
    {0x0900, 0x0DFF, tokens::advance::devanagari}, {0x0E00, 0x0EFF, tokens::advance::thai},
    {0x1100, 0x11FF, tokens::advance::hangul},     {0x1E00, 0x1EFF, tokens::advance::latin},
    {0x1F00, 0x1FFF, tokens::advance::greek},      {0x200B, 0x200F, tokens::advance::mark},
    {0x2E80, 0x9FFF, tokens::advance::cjk},        {0xAC00, 0xD7AF, tokens::advance::hangul},
    {0xF900, 0xFAFF, tokens::advance::cjk},        {0xFE00, 0xFE0F, tokens::advance::mark},
    {0xFE20, 0xFE2F, tokens::advance::mark},       {0xFF00, 0xFF60, tokens::advance::cjk},
    {0x1F000, 0x1FAFF, tokens::advance::emoji},    {0x20000, 0x3FFFF, tokens::advance::cjk}};

std::int32_t advance_of(char32_t code_point) {
  for (const Script& script : kScripts) {
    if (code_point < script.first) break;
    if (code_point <= script.last) return script.advance;
  }
  return tokens::advance::other;
}

Px64 in_px64(std::int64_t thousandths, std::int32_t font_size) {
  return static_cast<Px64>(thousandths * font_size * 64 / 1000);
}

}  // namespace

Px64 text_advance(std::string_view text, std::int32_t font_size) {
  std::int64_t sum = 0;
  for (std::size_t at = 0; at < text.size();) sum += advance_of(next_code_point(text, at));
  return in_px64(sum, font_size);
}

std::int32_t wrapped_lines(std::string_view text, std::int32_t font_size, Px64 width) {
  if (width <= 0) return 1;
  std::int32_t lines = 1;
  std::int64_t line = 0,
               word =
                   0;  // thousandths of an em: the line up to its last blank, and the word after it
  const auto full = [&](std::int64_t sum) { return in_px64(sum, font_size) > width; };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c == U'\n') {
      ++lines;
      line = word = 0;
      continue;
    }
    const std::int32_t advance = advance_of(c);
    word += advance;
    if (full(line + word)) {
      ++lines;
      // A word longer than a line breaks where the line ends; any other moves down whole.
      if (line == 0) word = advance;
      line = 0;
    }
    if (c == U' ' || c >= 0x2E80) {  // a chance to break: after a blank, between ideographs
      line += word;
      word = 0;
    }
  }
  return lines;
}

}  // namespace throughline
