#include "read_json.h"

#include <algorithm>

namespace throughline {
namespace {

std::string line_and_column(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t last_break = before.rfind('\n');
  const std::size_t column =
      before.size() - (last_break == std::string_view::npos ? 0 : last_break + 1);
  return "line " + std::to_string(lines + 1) + ", column " + std::to_string(column + 1);
}

}  // namespace

Result<Json> read_json(std::string_view text) {
  std::size_t error_byte = 0;
  Json document = parse_document(text, &error_byte, Numbers::as_tokens);
  if (!document.is_discarded()) return document;
  if (error_byte == 0) return Error{Code::invalid_json, document_fault(error_byte)};
  return Error{Code::invalid_json,
               line_and_column(text, error_byte - 1) + ": this is not well-formed JSON"};
}

bool is_number(const Json& value) { return value.is_number() || value.is_binary(); }

std::string number_token(const Json& value) {
  if (value.is_binary()) {
    const auto& bytes = value.get_binary();
    return {bytes.begin(), bytes.end()};
  }
  if (value.is_number_unsigned()) return std::to_string(value.get<std::uint64_t>());
  return std::to_string(value.get<std::int64_t>());
}

std::string pointer_step(std::string_view name) {
  std::string step;
  for (char c : name) {
    if (c == '~') {
      step += "~0";
    } else if (c == '/') {
      step += "~1";
    } else {
      step += c;
    }
  }
  return step;
}

}  // namespace throughline
