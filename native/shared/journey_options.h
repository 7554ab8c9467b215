// What every native face is asked in the same words: which files, for which instant, read how.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace throughline::native {

// Exit codes (specification, section 16). Of several the smallest wins.
enum Exit : int { kDone = 0, kWrongUse = 1, kUnreadable = 2, kBadRecords = 3 };

struct JourneyOptions {
  std::vector<std::string> files;  // FILE arguments as typed
  std::string as_of, zone, adapter, input, customer, config, relations, filter, state, gate,
      templates;
  std::vector<std::string> source_zones, adapter_files;
};

// --as-of … --gate. The caller adds --customer, --templates and FILE where they have a meaning.
void add_journey_options(::CLI::App& app, JourneyOptions& options);
void add_customer_option(::CLI::App& app, JourneyOptions& options);
void add_file_arguments(::CLI::App& app, JourneyOptions& options);

// Options of one value each, which may be repeated: of a text or a number the last counts, a list keeps all.
void text_option(::CLI::App& app, const char* name, std::string& target, const char* what);
void list_option(::CLI::App& app, const char* name, std::vector<std::string>& target,
                 const char* what);
void number_option(::CLI::App& app, const char* name, std::int32_t& target, const char* what);

}  // namespace throughline::native
