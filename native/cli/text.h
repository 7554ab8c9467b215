// Documents of the core as text for people: tables where a document is a list, outlines elsewhere.
#pragma once

#include <string>
#include <string_view>

namespace throughline::cli {

std::string as_text(std::string_view command, std::string_view document);

}  // namespace throughline::cli
