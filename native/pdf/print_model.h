// The core's print model (export format `print`) as the paragraphs of a page, named in English.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace throughline::pdf {

enum class Style { title, note, day, meta, heading, body, comment };

// One paragraph. An event's first one, its meta line, also has the time that stands beside it.
struct Paragraph {
  Style style = Style::body;
  std::string text;    // UTF-8, of any script and direction
  std::string margin;  // "14:05"
};

// `model` is what the core wrote. Line breaks within a text stay.
std::vector<Paragraph> paragraphs_of(std::string_view model);

}  // namespace throughline::pdf
