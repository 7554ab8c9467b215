#include "settings.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "inputs.h"

namespace throughline::native {

using Json = nlohmann::json;

Exit wrong_use(const std::string& message) {
  std::cerr << "throughline: " << message << '\n';
  return kWrongUse;
}

Exit refused(const Reply& reply) {
  const Json document = Json::parse(reply.bytes, nullptr, false);
  return wrong_use(document.is_object() ? document.value("message", reply.bytes) : reply.bytes);
}

Exit settings_of(const JourneyOptions& options, Json& settings) {
  Json configuration = Json::object();
  if (!options.config.empty()) {
    const auto text = json_or_file(options.config);
    if (!text) return wrong_use("--config: " + options.config + " cannot be read");
    configuration = Json::parse(*text, nullptr, false);
    if (!configuration.is_object()) return wrong_use("--config: a JSON object is wanted");
  }
  if (!options.zone.empty()) {
    configuration["business_zone"] = options.zone;
    configuration["display_zone"] = options.zone;
  }
  for (const std::string& entry : options.source_zones) {
    const std::size_t equals = entry.find('=');
    if (equals == std::string::npos)
      return wrong_use("--source-zone: NAME=IANA is wanted, not \"" + entry + "\"");
    configuration["sources"][entry.substr(0, equals)]["zone"] = entry.substr(equals + 1);
  }
  if (!options.relations.empty()) {
    const auto text = json_or_file(options.relations);
    if (!text) return wrong_use("--relations: " + options.relations + " cannot be read");
    configuration["relations"] = Json::parse(*text, nullptr, false);
    if (!configuration["relations"].is_object())
      return wrong_use("--relations: a JSON object is wanted");
  }
  settings["configuration"] = configuration;
  const std::pair<const char*, const std::string*> documents[] = {
      {"gate", &options.gate},
      {"state", &options.state},
      {"filter", &options.filter},
      {"templates", &options.templates}};
  for (const auto& [name, value] : documents) {
    if (value->empty()) continue;
    const auto text = json_or_file(*value);
    if (!text) return wrong_use(std::string("--") + name + ": " + *value + " cannot be read");
    settings[name] = *text;
  }
  for (const std::string& path : options.adapter_files) {
    const auto text = read_file(path);
    if (!text) return wrong_use("--adapter-file: " + path + " cannot be read");
    settings["adapters"].push_back(*text);
  }
  if (!options.as_of.empty()) settings["as_of"] = options.as_of;
  if (!options.customer.empty()) settings["customer"] = options.customer;
  return kDone;
}

}  // namespace throughline::native
