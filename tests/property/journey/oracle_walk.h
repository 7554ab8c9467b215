// The oracle's second step: one subject's events, one journey after the other.
#pragma once

#include "oracle_events.h"

namespace throughline::oracle {

struct Reach {
  std::int64_t at_ms = 0;
  std::size_t index = 0;
  std::int64_t hits = 1;
};

struct Walk {
  std::string subject;
  Seen start;
  std::optional<std::int64_t> deadline_ms, ended_ms;
  std::string state = "open";
  std::optional<std::string> end;
  std::vector<std::optional<Reach>> reached;
  bool stopped = false;
};

// A template's list of that name; a single trigger is a list of one.
Json triggers(const Json& definition, const std::string& name);
// One subject's journeys, oldest first.
std::vector<Walk> walk(const Json& definition, const std::string& subject,
                       const std::vector<Seen>& events, std::int64_t as_of_ms);

}  // namespace throughline::oracle
