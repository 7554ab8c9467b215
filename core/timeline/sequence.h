// Order of `sequence` members: JSON number tokens, compared by exact value, however they are written.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace throughline::store {

// < 0, 0, > 0 as a's value is less than, equal to or greater than b's. A token that is no number counts as 0.
int compare_numbers(std::string_view a, std::string_view b);
// The value where it is a whole number that fits.
std::optional<std::int64_t> whole_number(std::string_view token);

}  // namespace throughline::store
