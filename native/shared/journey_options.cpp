#include "journey_options.h"

#include <CLI/CLI.hpp>

namespace throughline::native {
namespace {

// Every option takes exactly one value and may be repeated; without these settings CLI11 lets a
// repeated option swallow the files that follow it.
void one_value(::CLI::Option* option, ::CLI::MultiOptionPolicy policy) {
  option->expected(1)->allow_extra_args(false)->multi_option_policy(policy);
}

}  // namespace

void text_option(::CLI::App& app, const char* name, std::string& target, const char* what) {
  one_value(app.add_option(name, target, what), ::CLI::MultiOptionPolicy::TakeLast);
}

void list_option(::CLI::App& app, const char* name, std::vector<std::string>& target,
                 const char* what) {
  one_value(app.add_option(name, target, what), ::CLI::MultiOptionPolicy::TakeAll);
}

void number_option(::CLI::App& app, const char* name, std::int32_t& target, const char* what) {
  one_value(app.add_option(name, target, what), ::CLI::MultiOptionPolicy::TakeLast);
}

void add_journey_options(::CLI::App& app, JourneyOptions& options) {
  text_option(app, "--as-of", options.as_of, "the instant for which everything is computed");
  text_option(app, "--zone", options.zone, "business and display time zone (IANA name)");
  list_option(app, "--source-zone", options.source_zones,
              "NAME=IANA: the zone of a source's local times");
  text_option(app, "--adapter", options.adapter, "adapter for files that name none");
  list_option(app, "--adapter-file", options.adapter_files, "loads an adapter of your own");
  text_option(app, "--input", options.input,
              "json, ndjson, csv or xes, where recognition should not decide");
  text_option(app, "--config", options.config, "configuration: JSON or a path");
  text_option(app, "--relations", options.relations,
              "ids that are one, contacts to be split: JSON or a path");
  text_option(app, "--filter", options.filter, "filter: JSON or a path");
  text_option(
      app, "--state", options.state,
      "what is looked at, as the widget gives it: JSON or a path; --filter goes before its filter");
  text_option(app, "--gate", options.gate, "gate (permissions, masks, …): JSON or a path");
}

void add_customer_option(::CLI::App& app, JourneyOptions& options) {
  text_option(app, "--customer", options.customer, "only this customer's events");
}

void add_file_arguments(::CLI::App& app, JourneyOptions& options) {
  app.add_option("FILE", options.files, "PATH, -, NAME=PATH, PATH:ADAPTER or NAME=PATH:ADAPTER");
}

}  // namespace throughline::native
