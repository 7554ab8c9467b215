#include <algorithm>

#include "text/find.h"
#include "text/fold.h"

namespace throughline {
namespace {

// Telephones type “curly” quotes; they quote as well as the straight one does.
constexpr std::string_view kCurlyQuotes[] = {"\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E"};

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Texts are joined by line feeds for searching, so no term may hold one; other blanks go the same
// way.
std::string folded_with_plain_quotes(std::string_view typed) {
  std::string valid;
  append_valid_utf8(typed, valid);
  std::string folded = fold(valid);
  for (const std::string_view quote : kCurlyQuotes)
    for (std::size_t at = folded.find(quote); at != std::string::npos; at = folded.find(quote, at))
      folded.replace(at, quote.size(), 1, '"');
  std::replace_if(folded.begin(), folded.end(), is_blank, ' ');
  return folded;
}

}  // namespace

TextQuery TextQuery::parse(std::string_view typed) {
  const std::string folded = folded_with_plain_quotes(typed);
  TextQuery query;
  bool quoted = false;
  std::string term;
  const auto finish = [&] {
    if (!term.empty()) query.terms_.push_back(std::move(term));
    term.clear();
  };
  for (const char c : folded) {
    if (c == '"') {
      finish();
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      finish();
    } else {
      term += c;
    }
  }
  finish();
  return query;
}

bool TextQuery::matches(const std::vector<std::string_view>& texts) const {
  if (empty()) return true;
  std::string folded;
  for (const std::string_view text : texts) {
    append_folded(text, folded);
    folded += '\n';
  }
  return matches_folded(folded);
}

bool TextQuery::matches_folded(std::string_view folded) const {
  return std::all_of(terms_.begin(), terms_.end(), [&](const std::string& term) {
    return find_bytes(folded, term, 0) != std::string_view::npos;
  });
}

std::vector<TextRange> TextQuery::ranges(std::string_view text) const {
  std::vector<TextRange> found;
  if (empty()) return found;
  const TracedFold traced = fold_traced(text);
  for (const std::string& term : terms_)
    for (std::size_t at = find_bytes(traced.folded, term, 0); at != std::string_view::npos;
         at = find_bytes(traced.folded, term, at + 1))
      found.push_back(traced.source(at, at + term.size()));
  std::sort(found.begin(), found.end(), [](TextRange a, TextRange b) { return a.begin < b.begin; });
  std::vector<TextRange> merged;
  for (const TextRange range : found) {
    if (merged.empty() || merged.back().end < range.begin)
      merged.push_back(range);
    else
      merged.back().end = std::max(merged.back().end, range.end);
  }
  return merged;
}

}  // namespace throughline
