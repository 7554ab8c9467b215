// Questions about journeys: which query the options of `journeys` come to.
#pragma once

#include <nlohmann/json.hpp>

#include "options.h"

namespace throughline::cli {

// Whether something else than the summary is asked for: a breakdown, variants, near misses, what is
// behind a number, a back-test.
bool asks_about_journeys(const Options& options);
// Turns `request` into that query; at most one question at a time.
Exit journeys_request(const Options& options, nlohmann::json& request);

}  // namespace throughline::cli
