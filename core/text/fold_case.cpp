#include <algorithm>
#include <iterator>

#include "text/ascii.h"
#include "throughline/text.h"

namespace throughline {
namespace {

// Every `step`-th code point of first … last folds to itself + delta.
struct SimpleFoldRun {
  char32_t first, last, step;
  std::int32_t delta;
};
#include "simple_fold_table.inc"

char32_t simple_fold(char32_t code_point) {
  const auto run = std::lower_bound(std::begin(kSimpleFold), std::end(kSimpleFold), code_point,
                                    [](const SimpleFoldRun& r, char32_t c) { return r.last < c; });
  if (run == std::end(kSimpleFold) || code_point < run->first) return code_point;
  if ((code_point - run->first) % run->step != 0) return code_point;
  return static_cast<char32_t>(static_cast<std::int32_t>(code_point) + run->delta);
}

}  // namespace

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t run = ascii::run_length(text, at);
    if (run != 0) {
      ascii::append_lower(out, text.substr(at, run));
      at += run;
    } else {
      append_code_point(out, simple_fold(next_code_point(text, at)));
    }
  }
  return out;
}

}  // namespace throughline
