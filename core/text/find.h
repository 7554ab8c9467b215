#pragma once

#include <cstddef>
#include <string_view>

namespace throughline {

// The first place at or after `from` where `needle` (not empty) stands, or npos. Bytewise.
std::size_t find_bytes(std::string_view text, std::string_view needle, std::size_t from);

}  // namespace throughline
