#include "throughline/document.h"

#include "throughline/export.h"

namespace throughline {
namespace {
constexpr std::string_view kNames[] = {"timeline", "json", "csv", "txt", "xes", "print"};
}

Result<ExportRequest> ExportRequest::parse(std::string_view json) {
  const Json document = parse_document(json);
  if (!document.is_object())
    return Error{Code::invalid_query, "an export is a JSON object with a member \"format\""};
  ExportRequest request;
  bool has_format = false;
  for (const auto& [name, value] : document.items()) {
    if (name == "command") continue;
    if (name == "format" && value.is_string()) {
      const std::string wanted = value.get<std::string>();
      for (std::size_t i = 0; i < std::size(kNames); ++i) {
        if (kNames[i] != wanted) continue;
        request.format = static_cast<ExportFormat>(i);
        has_format = true;
      }
      if (!has_format)
        return Error{Code::invalid_query,
                     "/format: \"" + wanted + "\" is none of timeline, json, csv, txt, xes, print"};
    } else if (name == "conversation" && value.is_string()) {
      request.conversation = value.get<std::string>();
    } else if (name == "interaction" && value.is_string()) {
      request.interaction = value.get<std::string>();
    } else if (name == "rows" && (value == "events" || value == "conversations")) {
      request.one_row_per_conversation = value == "conversations";
    } else if (name == "bom" && value.is_boolean()) {
      request.bom = value.get<bool>();
    } else {
      return Error{Code::invalid_query,
                   "/" + name + ": not a member of an export, or not of its form"};
    }
  }
  if (!has_format) return Error{Code::invalid_query, "/format: missing"};
  if (request.one_row_per_conversation && request.format != ExportFormat::csv)
    return Error{Code::invalid_query,
                 "/rows: one row per conversation is a CSV table; use format csv"};
  return request;
}

}  // namespace throughline
