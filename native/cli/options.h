// What the command line was asked for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace throughline::cli {

// Exit codes (specification, section 16). Of several the smallest wins.
enum Exit : int { kDone = 0, kWrongUse = 1, kUnreadable = 2, kBadRecords = 3 };

struct Options {
  std::string command;
  std::string action;                 // zones: convert, list, version
  std::vector<std::string> files;     // FILE arguments as typed
  std::string subject;                // explain: the event; lint: the templates' path
  std::string as_of, zone, adapter, input, customer, config, filter, gate, templates;
  std::vector<std::string> source_zones, adapter_files;
  bool json = false, strict = false;

  std::string rejected;               // inspect: where rejections are written
  std::string format, out, rows;      // export
  std::string conversation;           // export, forget
  std::string interaction;            // export
  bool bom = false;
  std::string view, dir, from, to, lanes, sort, order, selected, reveal;  // scene
  std::int32_t width = 0, height = 0, scroll = 0;
};

// Fills `options`; false where the program should end with `exit_code` (help was shown, or the use was wrong and
// stderr says how).
bool parse_options(int argc, char** argv, Options& options, int& exit_code);

}  // namespace throughline::cli
