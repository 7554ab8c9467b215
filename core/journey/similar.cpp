#include "similar.h"

#include <algorithm>

#include "throughline/text.h"

namespace throughline {
namespace {

constexpr std::size_t kLongest = 64;

std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) points += next_code_point(text, at);
  return points;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::u32string left = code_points(a);
  const std::u32string right = code_points(b);
  if (left.size() > kLongest || right.size() > kLongest) return limit + 1;
  // Rows of the table of distances between prefixes: the one before the last, the last, the one in
  // hand.
  std::vector<std::size_t> older(right.size() + 1), last(right.size() + 1), now(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) now[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::swap(older, last);
    std::swap(last, now);
    now[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t change = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, change});
      const bool swapped =
          i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) now[j] = std::min(now[j], older[j - 2] + 1);
    }
  }
  return std::min(now[right.size()], limit + 1);
}

bool are_similar(std::string_view a, std::string_view b) {
  const std::string left = fold(a);
  const std::string right = fold(b);
  const std::string& shorter = left.size() <= right.size() ? left : right;
  const std::string& longer = left.size() <= right.size() ? right : left;
  const std::size_t characters = code_points(shorter).size();
  if (characters >= 3 && longer.find(shorter) != std::string::npos) return true;
  const std::size_t limit = characters <= 4 ? 1 : 2;
  return edit_distance(left, right, limit) <= limit;
}

std::string_view closest(std::string_view text, const std::vector<std::string_view>& names) {
  constexpr std::size_t kFarthest = 3;
  std::string_view best;
  std::size_t fewest = kFarthest + 1;
  for (std::string_view name : names) {
    const std::size_t edits = edit_distance(text, name, kFarthest);
    if (edits >= fewest) continue;
    fewest = edits;
    best = name;
  }
  return best;
}

}  // namespace throughline
