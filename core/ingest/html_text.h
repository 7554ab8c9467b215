// HTML as messages carry it → plain text.
#pragma once

#include <string>
#include <string_view>

namespace throughline::ingest {

// Tags go, comments, scripts and styles with what is in them; <br> and the ends of blocks become
// line breaks, list items begin with "- "; character references are decoded; runs of blanks become
// one. No trailing line break.
std::string html_to_text(std::string_view html);

}  // namespace throughline::ingest
