// JSON documents of templates and queries, by nlohmann, with number tokens kept as they were
// written.
#pragma once

#include <string>
#include <string_view>

#include "throughline/base.h"
#include "throughline/document.h"

namespace throughline {

// Numbers as tokens where they are no integers (document.h). Refuses (invalid_json) with line and
// column, also what is nested deeper than kDocumentDepth.
Result<Json> read_json(std::string_view text);

bool is_number(const Json& value);
// Precondition: is_number.
std::string number_token(const Json& value);

// `name` as a step of a JSON pointer (RFC 6901): ~ and / escaped.
std::string pointer_step(std::string_view name);

}  // namespace throughline
