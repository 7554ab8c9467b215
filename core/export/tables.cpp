// Answers as tables: one line a journey, a group, a customer, a pattern's row.
#include <span>

#include "throughline/document.h"
#include "throughline/export.h"

namespace throughline {
namespace {

struct TableColumn {
  const char* name;
  const char* pointer;  // from the row, or from what holds the rows
  bool of_parent = false;
};
// Rows are the elements of `rows` of the document, or, with `inside`, of `inside` of each of those.
struct TableForm {
  const char* name;
  const char* rows;
  const char* inside;
  std::span<const TableColumn> columns;
};

constexpr TableColumn kJourneys[] = {{"template", "/template"},
                                     {"subject", "/subject"},
                                     {"state", "/state"},
                                     {"started_ms", "/started_ms"},
                                     {"deadline_ms", "/deadline_ms"},
                                     {"ended_ms", "/ended_ms"},
                                     {"end", "/end"},
                                     {"start_event", "/start_event"},
                                     {"stalled", "/stalled"}};
constexpr TableColumn kBreakdown[] = {
    {"template", "/id", true},      {"value", "/value"},
    {"started", "/started"},        {"open", "/open"},
    {"completed", "/completed"},    {"timed_out", "/timed_out"},
    {"excluded", "/excluded"},      {"median_ms", "/duration_ms/median"},
    {"p90_ms", "/duration_ms/p90"}, {"mean_ms", "/duration_ms/mean"},
    {"slowest", "/slowest"},        {"biggest_drop", "/biggest_drop"}};
constexpr TableColumn kVariants[] = {
    {"template", "/id", true}, {"milestones", "/milestones"},       {"started", "/started"},
    {"open", "/open"},         {"completed", "/completed"},         {"timed_out", "/timed_out"},
    {"excluded", "/excluded"}, {"median_ms", "/duration_ms/median"}};
constexpr TableColumn kMetrics[] = {{"customer", "/customer"},
                                    {"messages", "/messages"},
                                    {"calls", "/calls"},
                                    {"response_ms", "/response_time_ms/all"},
                                    {"response_human_ms", "/response_time_ms/human"},
                                    {"unanswered", "/response_time_ms/unanswered"},
                                    {"last_contact_ms", "/last_contact_ms"},
                                    {"preferred_channel", "/preferred_channel"},
                                    {"engagement", "/engagement/score"},
                                    {"recency", "/engagement/recency"},
                                    {"frequency", "/engagement/frequency"},
                                    {"responsiveness", "/engagement/responsiveness"}};
constexpr TableColumn kPatterns[] = {
    {"table", "/table", true},           {"value", "/value"},           {"customers", "/customers"},
    {"converted", "/converted"},         {"repeated", "/repeated"},     {"asked", "/asked"},
    {"median_ms", "/convert_ms/median"}, {"p90_ms", "/convert_ms/p90"}, {"opens", "/opens"}};
constexpr TableForm kTables[] = {{"journeys", "journeys", "", kJourneys},
                                 {"breakdown", "templates", "groups", kBreakdown},
                                 {"variants", "templates", "variants", kVariants},
                                 {"metrics", "customers", "", kMetrics},
                                 {"patterns", "tables", "rows", kPatterns}};

// A set's members are joined by "; "; null and what is not there are empty.
std::string cell_text(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return document_text(value);
  std::string joined;
  for (const Json& element : value) {
    if (!joined.empty()) joined += "; ";
    joined += cell_text(element);
  }
  return joined;
}

void append_line(const TableForm& form, const Json& parent, const Json& row, std::string& out) {
  bool first = true;
  for (const TableColumn& column : form.columns) {
    if (!first) out += ',';
    first = false;
    const Json& holder = column.of_parent ? parent : row;
    const Json::json_pointer pointer(column.pointer);
    if (holder.contains(pointer)) append_csv_cell(out, cell_text(holder.at(pointer)));
  }
  out += "\r\n";
}

}  // namespace

Status append_table_csv(std::string_view table, std::string_view document, std::string& out) {
  for (const TableForm& form : kTables) {
    if (form.name != table) continue;
    bool first = true;
    for (const TableColumn& column : form.columns) {
      if (!first) out += ',';
      first = false;
      out += column.name;
    }
    out += "\r\n";
    const Json answer = parse_document(document);
    for (const Json& parent : answer.at(form.rows)) {
      if (*form.inside == '\0') {
        append_line(form, parent, parent, out);
        continue;
      }
      for (const Json& row : parent.at(form.inside)) append_line(form, parent, row, out);
    }
    return Done{};
  }
  return Error{Code::invalid_query, "\"" + std::string(table) + "\" has no table form"};
}

}  // namespace throughline
