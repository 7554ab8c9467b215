// A small world for tests of journeys: events as canonical JSON, every room above `journey` behind
// them.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/journey.h"

namespace throughline::testing {

using Json = nlohmann::json;

inline constexpr std::int64_t kHour = 3600000;  // in milliseconds

// An event of conversation "c1" (unless `more` says otherwise) at an instant, with an id of its
// own.
Json event(std::string_view id, std::string_view type, std::int64_t at_ms,
           const Json& more = Json::object());

class World {
 public:
  World();
  World(const World&) = delete;  // the rooms refer to each other
  World& operator=(const World&) = delete;

  // One canonical event: members of section 2, and at_ms for the instant.
  World& add(const Json& event, std::string_view source = "crm");
  World& add_all(const std::vector<Json>& events);
  void set_gate(std::string_view gate_json);
  void set_as_of(std::int64_t as_of_ms);
  void set_filter(std::string_view filter_json);
  // Throws std::runtime_error with the refusal where the templates are none.
  void set_templates(const Json& templates);
  // Lets every room take over what changed, in steps of `units`.
  void settle(std::uint32_t units = 4096);

  // The document of `journeys`, settled first.
  Json document(bool filtered = false);
  // Shorthand: these templates at this as-of.
  Json document_of(const Json& templates, std::int64_t as_of_ms);

  Timeline timeline;
  GatedTimeline gated;
  Conversations conversations;
  FilterIndex filter;
  Journeys journeys;

 private:
  std::vector<std::uint32_t> records_;  // by source
};

// The template's summary, and its journeys, in a document.
const Json& summary(const Json& document, std::size_t i = 0);
const Json& journey(const Json& document, std::size_t i = 0);

}  // namespace throughline::testing
