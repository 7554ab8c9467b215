// The merge of spec 4 once more, written from its text alone: one pass over everything for every question, strings
// everywhere, no index, nothing incremental. Slow and simple, so that it can be read against the specification.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "timeline/made_events.h"

namespace throughline::test {

struct OracleSource {
  int priority = 100;
  std::string zone;  // "" = none
  std::string zone_override;
  bool own_ids = false;
};

// A feed of several sources: events in the order received, each with its source's name.
struct Feed {
  std::map<std::string, OracleSource> sources;
  std::string business_zone;
  std::vector<std::pair<std::string, Event>> events;
};

// One line a kept event, in order, then one line a source with its counts.
std::string merged_by_oracle(const Feed& feed);

}  // namespace throughline::test
