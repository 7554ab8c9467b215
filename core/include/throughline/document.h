// Throughline / document: configuration, templates, adapters and queries as JSON documents. Belongs to the room `base`.
//
// nlohmann/json compiles to a hundred kilobytes wherever it is used directly; here its parser and writer are compiled
// once, for the whole core. Never for events: core/ingest reads those.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

extern template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace throughline {

// One type for all of the core (a second one would be a second library in the module): members keep the order in
// which they were written.
using Json = nlohmann::ordered_json;

inline constexpr std::size_t kDocumentDepth = 128;

// How numbers with a fraction, an exponent or too many digits for an integer are kept: as the nearest double, or as
// their token, in a Json of type binary (which JSON text cannot make otherwise).
enum class Numbers : std::uint8_t { as_values, as_tokens };

// The document, or a discarded value (`is_discarded()`) where the text is not well-formed, holds a number beyond every
// double or is nested deeper than kDocumentDepth. `error_byte`, where given, then says where, counted from 1; 0 stands
// for too deep.
Json parse_document(std::string_view text, std::size_t* error_byte = nullptr,
                    Numbers numbers = Numbers::as_values);
// What `error_byte` means: "not well-formed at byte 7", "nested deeper than 128 levels".
std::string document_fault(std::size_t error_byte);
// Compact. Precondition: its strings are UTF-8, as parse_document leaves them.
std::string document_text(const Json& document);

}  // namespace throughline
