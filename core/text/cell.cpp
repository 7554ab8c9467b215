#include "throughline/text.h"

namespace throughline {

bool looks_like_formula(std::string_view cell) {
  constexpr std::string_view kStarts = "=+-@\t\r";
  const std::size_t at = cell.find_first_not_of('\'');
  return at != std::string_view::npos && kStarts.find(cell[at]) != std::string_view::npos;
}

}  // namespace throughline
