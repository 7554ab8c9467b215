// How close two short texts are, for "did you mean".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace throughline {

// Edits (one character put in, left out or changed, or two neighbours swapped) from a to b, over
// code points; at most `limit` + 1. Texts of more than 64 characters are never close.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// Folded for search: at most two edits (one where either has up to four characters), or one, of
// three characters or more, stands inside the other.
bool are_similar(std::string_view a, std::string_view b);

// The name closest to `text`, at most three edits away; "" where none is.
std::string_view closest(std::string_view text, const std::vector<std::string_view>& names);

}  // namespace throughline
