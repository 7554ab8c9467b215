// Folding that remembers which source bytes each folded byte came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/text.h"

namespace throughline {

// A stretch of folded text and the source it stands for. One character: every folded byte stands
// for the whole source range. A run of ASCII: byte for byte, except that the last one reaches to
// the end (marks that folding dropped belong to the letter before them).
struct FoldSpan {
  std::uint32_t folded_begin = 0;
  TextRange source;
  bool byte_for_byte = false;
};

struct TracedFold {
  std::string folded;
  std::vector<FoldSpan> spans;  // sorted by folded_begin, covering `folded`

  // The source range of the folded bytes [begin, end), widened to whole characters.
  TextRange source(std::size_t begin, std::size_t end) const;
};

TracedFold fold_traced(std::string_view text);

// Appends fold(text) to `out`.
void append_folded(std::string_view text, std::string& out);

}  // namespace throughline
