// A property with a number of cases of its own. THROUGHLINE_TIMES multiplies it: `./dev test` takes
// it as it stands, `./dev prove` many times over.
#pragma once

#include <rapidcheck.h>
#include <rapidcheck/detail/Configuration.h>
#include <rapidcheck/detail/Results.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace throughline::testing {

inline int case_factor() {
  const char* times = std::getenv("THROUGHLINE_TIMES");
  return times == nullptr ? 1 : std::max(1, std::atoi(times));
}

// rc::check, for `cases` cases times the factor.
template <class Property>
bool holds(const char* description, int cases, const Property& property) {
  rc::detail::TestMetadata metadata;
  metadata.description = description;
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = cases * case_factor();
  const auto result = rc::detail::checkTestable(property, metadata, params);
  rc::detail::printResultMessage(result, std::cerr);
  std::cerr << "\n";
  return result.template is<rc::detail::SuccessResult>();
}

}  // namespace throughline::testing
