// Throughline / text: UTF-8, folding for search, matching.
//
// Folding: full case folding, then NFKD, then marks dropped on Latin, Greek and Cyrillic bases, Arabic harakat
// and Hebrew points dropped; Indic, Thai and Kana marks stay. Tables are built from the system's Unicode data.
//
// Rulings: a mark is what Unicode's category M says, variation selectors included; harakat are the marks of
// combining classes 27 … 35 (short vowels, tanwin, shadda, sukun, superscript alef), so hamza and madda stay
// letters; points are classes 10 … 26, so cantillation stays. Casing and NFKD repeat until nothing changes
// ("™" → "tm"). Hangul is decomposed: "하" is found in "한".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"

namespace throughline {

// Appends `in` to `out` with every maximal invalid sequence (W3C/WHATWG practice) replaced by U+FFFD;
// returns how many were replaced.
std::size_t append_valid_utf8(std::string_view in, std::string& out);
bool is_valid_utf8(std::string_view text);

// The next code point at `at` (< text.size()) of valid UTF-8; advances `at`. Never reads past the end.
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_code_point(std::string& out, char32_t code_point);
// At most `characters` code points, cut on a character border; appends "…" where something was cut.
std::string excerpt(std::string_view text, std::size_t characters);
// The same of bytes that may be anything: what is no UTF-8 becomes U+FFFD.
std::string valid_excerpt(std::string_view bytes, std::size_t characters);

// Folded form of valid UTF-8; equal folded forms are what "same letters" means to search and facets.
std::string fold(std::string_view text);
// Appends fold(text).
void append_folded(std::string_view text, std::string& out);
// Simple case folding only, character by character (no NFKD, no marks, "ß" ≠ "ss"): what conditions use
// unless `case_sensitive`.
std::string fold_case(std::string_view text);

// The first place at or after `from` where `needle` (not empty) stands, or npos. Bytewise, and made for long texts.
std::size_t find_bytes(std::string_view text, std::string_view needle, std::size_t from);

// A range of UTF-8 byte offsets into an original (unfolded) text; end is excluded.
struct TextRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// What a person typed into the search field: words are AND, each a substring; a "quoted phrase" is one
// substring (an unclosed quote runs to the end; “curly” quotes quote too; a line feed inside is a blank).
// Nothing typed matches everything. Invalid UTF-8 in what was typed is repaired first.
//
//   TextQuery query = TextQuery::parse("refund \"late delivery\"");
//   query.matches({title, text});    // or, over text folded once: query.matches_folded(folded)
//   query.ranges(text);              // what to highlight
class TextQuery {
 public:
  static TextQuery parse(std::string_view typed);
  bool empty() const { return terms_.empty(); }
  // Every term occurs in at least one of the (unfolded) texts.
  bool matches(const std::vector<std::string_view>& texts) const;
  // The same over text that has been folded before; `folded` may hold several texts joined by '\n'.
  bool matches_folded(std::string_view folded) const;
  // Where the terms stand in an unfolded text: whole characters with the marks that folding dropped behind
  // them ("s" marks all of "ß"); sorted, merged where they touch or overlap.
  std::vector<TextRange> ranges(std::string_view text) const;
  const std::vector<std::string>& terms() const { return terms_; }  // folded, none empty

 private:
  std::vector<std::string> terms_;
};

// Whether a spreadsheet would take a table's cell for a formula, were it not for the apostrophes in front of it. What we
// write gets one more of them, and what was written by us loses it when it is read: nothing is changed by the way.
bool looks_like_formula(std::string_view cell);

}  // namespace throughline
