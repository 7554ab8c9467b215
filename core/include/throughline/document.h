// Throughline / document: configuration, templates, adapters and queries as JSON documents. Belongs to the room `base`.
//
// nlohmann/json compiles to a hundred kilobytes wherever it is used directly; here its parser and writer are compiled
// once, for the whole core. Never for events: core/ingest reads those.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

extern template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace throughline {

// One type for all of the core (a second one would be a second library in the module): members keep the order in
// which they were written.
using Json = nlohmann::ordered_json;

inline constexpr std::size_t kDocumentDepth = 128;

// The document, or a discarded value (`is_discarded()`) where the text is not well-formed, is nested deeper than
// kDocumentDepth or holds a number beyond every double; `error_byte`, where given, then says where (1-based).
Json parse_document(std::string_view text, std::size_t* error_byte = nullptr);
// Compact; invalid UTF-8 becomes U+FFFD.
std::string document_text(const Json& document);

}  // namespace throughline
