#include "commands.h"
#include "options.h"

int main(int argc, char** argv) {
  throughline::cli::Options options;
  int exit_code = throughline::cli::kDone;
  if (!throughline::cli::parse_options(argc, argv, options, exit_code)) return exit_code;
  return throughline::cli::run(options);
}
