// Searching ASCII text for a folded term without folding the text first: in ASCII, folding is lower
// case and nothing else.
#pragma once

#include <string_view>

namespace throughline::filtering {

// Whether fold(text) holds `folded`. Preconditions: the text is ASCII, the term is not empty.
bool ascii_holds(std::string_view text, std::string_view folded);

}  // namespace throughline::filtering
