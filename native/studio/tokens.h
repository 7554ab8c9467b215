// core/data/tokens.json: lengths as constants (tokens::strip, tokens::cards, …, made by
// tools/tokens_header.py) and the whole as a document, for what only faces need.
#pragma once

#include <nlohmann/json.hpp>

#include "geometry_tokens.h"

namespace throughline::studio {

const nlohmann::json& all_tokens();

}  // namespace throughline::studio
