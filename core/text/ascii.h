// ASCII: what a character is, and whole texts eight bytes at a time, as most text that passes through here is ASCII.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace throughline::ascii {

inline constexpr std::uint64_t kHighBits = 0x8080808080808080u;

inline std::uint64_t load_word(const char* at) {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// Upper-case letters of a word without high bits become lower-case. Adding carries the top bit of
// each byte where it is at or past 'A', and at or past 'Z' + 1; the two differ for A … Z only.
inline std::uint64_t lower_word(std::uint64_t word) {
  const std::uint64_t from_a = word + 0x3F3F3F3F3F3F3F3Fu;
  const std::uint64_t past_z = word + 0x2525252525252525u;
  return word | (((from_a ^ past_z) & kHighBits) >> 2);
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_letter_or_digit(char c) { return is_lower(c) || is_upper(c) || is_digit(c); }
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c | 0x20) : c; }

// The text with its ASCII letters in lower case; all else stays.
inline std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

// How many bytes from `at` on are ASCII.
inline std::size_t run_length(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end + 8 <= text.size() && (load_word(text.data() + end) & kHighBits) == 0) end += 8;
  while (end < text.size() && static_cast<unsigned char>(text[end]) < 0x80) ++end;
  return end - at;
}

inline bool is_ascii(std::string_view text) { return run_length(text, 0) == text.size(); }

// Appends ASCII text in lower case.
inline void append_lower(std::string& out, std::string_view text) {
  const std::size_t start = out.size();
  out.append(text);
  char* to = out.data() + start;
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    const std::uint64_t word = lower_word(load_word(to + i));
    std::memcpy(to + i, &word, sizeof word);
  }
  for (; i < text.size(); ++i) to[i] = lower(to[i]);
}

}  // namespace throughline::ascii
