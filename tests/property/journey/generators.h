// Random logs and templates that meet each other: few names, few instants, many ties and exact
// deadlines.
#pragma once

#include <rapidcheck.h>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

namespace throughline::generators {

using Json = nlohmann::json;

inline constexpr std::int64_t kStartMs =
    1774656000000;  // 2026-03-28T00:00Z, the day before Europe's DST change
inline constexpr std::int64_t kStepMs = 1800000;
inline constexpr int kSteps = 24;

// An instant of the log's span: on a step, or a millisecond beside one.
rc::Gen<std::int64_t> instant();
// Canonical events with ids, in the order in which they arrive; instants in any order.
rc::Gen<std::vector<Json>> log();
// One to two templates.
rc::Gen<Json> templates();

// The same events in timeline order: by instant, then arrival.
std::vector<Json> in_order(std::vector<Json> events);

}  // namespace throughline::generators
