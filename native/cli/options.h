// What the command line was asked for.
#pragma once

#include <cstdint>
#include <string>

#include "shared/journey_options.h"

namespace throughline::cli {

using native::Exit, native::kDone, native::kWrongUse, native::kUnreadable, native::kBadRecords;

struct Options : native::JourneyOptions {
  std::string command;
  std::string action;   // zones: convert, list, version
  std::string subject;  // explain: the event; campaigns: the number; lint, sql: the file
  bool json = false, strict = false;
  bool conformance = false;  // inspect

  std::string by, behind, backtest;  // journeys
  bool variants = false, near_misses = false;
  bool evidence = false;                    // metrics
  bool csv = false;                         // journeys, metrics, patterns
  std::string dialect, template_id, table;  // sql
  std::string rejected;                     // inspect: where rejections are written
  std::string format, out, rows;            // export
  std::string conversation;                 // export, forget
  std::string forgotten;                    // forget: the customer
  std::string interaction;                  // export
  bool bom = false;
  std::string view, dir, from, to, lanes, sort, order, selected, reveal;  // scene
  std::int32_t width = 0, height = 0, scroll = 0;
};

// Fills `options`; false where the program should end with `exit_code` (help was shown, or the use
// was wrong and stderr says how).
bool parse_options(int argc, char** argv, Options& options, int& exit_code);

}  // namespace throughline::cli
