// How wide a text is by the tokens' average advances: never by a font, so that every face agrees.
#pragma once

#include <string_view>

#include "throughline/scene.h"

namespace throughline {

// In 1/64 CSS px at a font size in CSS px; one line, line breaks count as blanks.
Px64 text_advance(std::string_view text, std::int32_t font_size);
// Lines that a text takes in a width, at least 1; explicit line breaks start new ones.
std::int32_t wrapped_lines(std::string_view text, std::int32_t font_size, Px64 width);

}  // namespace throughline
