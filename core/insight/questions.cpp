#include "questions.h"

#include "throughline/text.h"

namespace throughline {
namespace {

bool asks(char32_t c) { return c == U'?' || c == 0xFF1F || c == 0x061F || c == 0x037E; }
// Ends a sentence that does not ask.
bool states(char32_t c) {
  return c == U'.' || c == U'!' || c == U'\n' || c == 0x3002 || c == 0xFF01 || c == 0x0964;
}
bool is_blank(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\r' || c == U'\n' || c == 0xA0 || c == 0x3000;
}
bool is_punctuation(char32_t c) {
  if (c < 0x80)
    return !((c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'));
  return asks(c) || states(c) || c == 0xBF || (c >= 0x2010 && c <= 0x206F) ||
         (c >= 0x3000 && c <= 0x3003);
}

}  // namespace

std::vector<std::string> questions_in(std::string_view text) {
  std::vector<std::string> questions;
  std::string sentence;
  bool pending_blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    // A point inside a word ("12.30", "a.m") ends nothing.
    const bool inside = c == U'.' && at < text.size() && text[at] != ' ' && text[at] != '\n';
    if (states(c) && !inside) {
      sentence.clear();
      pending_blank = false;
      continue;
    }
    if (is_blank(c)) {
      pending_blank = !sentence.empty();
      continue;
    }
    // "??" asks once.
    if (asks(c) && sentence.empty()) continue;
    if (pending_blank) sentence += ' ';
    pending_blank = false;
    append_code_point(sentence, c);
    if (!asks(c)) continue;
    questions.push_back(std::move(sentence));
    sentence.clear();
  }
  return questions;
}

std::string question_key(std::string_view question) {
  std::string key;
  bool pending_blank = false;
  const std::string folded = fold(question);
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = next_code_point(folded, at);
    if (is_punctuation(c)) {
      pending_blank = !key.empty();
      continue;
    }
    if (pending_blank) key += ' ';
    pending_blank = false;
    append_code_point(key, c);
  }
  return key;
}

}  // namespace throughline
