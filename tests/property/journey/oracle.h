// An independent evaluator of journey templates, written from the text of section 8 alone: simple,
// slow, over plain JSON, without anything of the engine. What it says and what the engine says must
// be the same document.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

namespace throughline::oracle {

using Json = nlohmann::json;

// `events`: canonical events with `id`, `type`, `at_ms` (and `source` for references), already in
// timeline order and let through by the gate, also those after as-of. Returns the document of the
// command `journeys`.
Json journeys_document(const Json& templates, const std::vector<Json>& events,
                       std::int64_t as_of_ms);

}  // namespace throughline::oracle
