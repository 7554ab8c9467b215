#include "throughline/document.h"

template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace throughline {
namespace {

// Counted before the library sees the text: its values are destroyed and written recursively.
bool nests_too_deep(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDocumentDepth) return true;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

}  // namespace

Json parse_document(std::string_view text, std::size_t* error_byte) {
  if (error_byte != nullptr) *error_byte = 1;
  if (nests_too_deep(text)) return Json(Json::value_t::discarded);
  try {
    return Json::parse(text.begin(), text.end());
  } catch (const Json::parse_error& error) {
    if (error_byte != nullptr) *error_byte = error.byte;
  } catch (const Json::exception&) {  // a number beyond every double
  }
  return Json(Json::value_t::discarded);
}

std::string document_text(const Json& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace throughline
