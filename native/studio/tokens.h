// core/data/tokens.json: lengths as constants (tokens::strip, tokens::cards, …, made by
// tools/tokens_header.py), what only faces need by its name, and the whole as a document.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "geometry_tokens.h"

namespace throughline::studio {

const nlohmann::json& all_tokens();

// A number of the group "icon": a size in CSS px, or the stroke in the icon's own 24 units.
float icon_token(std::string_view name);
// The studio's font family.
const std::string& font_family();
// True where the grid's column is aligned at its inline end.
bool ends_column(std::string_view name);

}  // namespace throughline::studio
