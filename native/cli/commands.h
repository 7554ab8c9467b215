// Runs one command: settings in, files in, the answer out.
#pragma once

#include "options.h"

namespace throughline::cli {

int run(const Options& options);

}  // namespace throughline::cli
