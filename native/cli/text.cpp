#include "text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace throughline::cli {
namespace {

using Json = nlohmann::json;

std::string plain(const Json& value) {
  if (value.is_null()) return "-";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::size_t columns_of(const std::string& text) {  // code points, near enough to terminal columns
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// "1d 2h", "3h 5m", "4m 12s", "850ms".
std::string duration(const Json& value) {
  if (!value.is_number_integer()) return "-";
  const std::int64_t ms = value.get<std::int64_t>();
  if (ms < 0) return "-" + duration(Json(-ms));
  const auto pair = [](std::int64_t a, const char* x, std::int64_t b, const char* y) {
    return std::to_string(a) + x + (b != 0 ? " " + std::to_string(b) + y : "");
  };
  if (ms >= 86400000) return pair(ms / 86400000, "d", ms / 3600000 % 24, "h");
  if (ms >= 3600000) return pair(ms / 3600000, "h", ms / 60000 % 60, "m");
  if (ms >= 60000) return pair(ms / 60000, "m", ms / 1000 % 60, "s");
  if (ms >= 1000) return pair(ms / 1000, "s", 0, "");
  return std::to_string(ms) + "ms";
}

class Table {
 public:
  explicit Table(std::vector<std::string> heading) { rows_.push_back(std::move(heading)); }
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  std::string text() const {
    std::vector<std::size_t> widths(rows_.front().size(), 0);
    for (const auto& row : rows_)
      for (std::size_t i = 0; i < row.size(); ++i)
        widths[i] = std::max(widths[i], columns_of(row[i]));
    std::string out;
    for (const auto& row : rows_) {
      std::string line;
      for (std::size_t i = 0; i < row.size(); ++i) {
        line += row[i];
        if (i + 1 < row.size()) line += std::string(widths[i] - columns_of(row[i]) + 2, ' ');
      }
      line.resize(line.find_last_not_of(' ') + 1);
      out += line + '\n';
    }
    return out;
  }

 private:
  std::vector<std::vector<std::string>> rows_;
};

// "iso_offset 12, epoch_s 3"
std::string counts_text(const Json& counts) {
  std::string out;
  for (const auto& [name, count] : counts.items())
    out += (out.empty() ? "" : ", ") + name + " " + plain(count);
  return out.empty() ? "none" : out;
}

std::string list_text(const Json& names) {
  std::string out;
  for (const Json& name : names) out += (out.empty() ? "" : ", ") + plain(name);
  return out.empty() ? "none" : out;
}

std::string suspected_zone_text(const Json& suspect) {
  const Json& evidence = suspect["evidence"];
  std::string out =
      "suspected wrong zone: " + plain(suspect["source"]) + " against " + plain(suspect["against"]);
  out += suspect["offset"].is_null() ? ", its instants"
                                     : ", its clock runs at " + plain(suspect["offset"]);
  out += "; moved by " + duration(suspect["shift_ms"]) + ", " + plain(evidence["meeting"]) +
         " of " + plain(evidence["counterparts"]) +
         " events stand beside their counterparts, as they are " +
         plain(evidence["meeting_as_is"]) + "\n";
  if (suspect["zone_override"].is_null()) return out;
  return out + "  to set it right: --config '{\"sources\":{\"" + plain(suspect["source"]) +
         "\":{\"zone_override\":\"" + plain(suspect["zone_override"]) + "\"}}}'\n";
}

std::string where_text(const Json& where) {
  const std::string part = where.contains("part") ? " part " + plain(where["part"]) : "";
  return "record " + plain(where["record"]) + part + ", line " + plain(where["line"]) + ", byte " +
         plain(where["byte"]);
}

// How a source's times were read, and what else its feed is like.
std::string reading_text(const Json& source) {
  std::string out =
      "\n" + plain(source["name"]) + "\n  times: " + counts_text(source["time_forms"]);
  for (const char* doubt :
       {"skipped_local", "repeated_local", "suspect_time", "invalid_utf8", "id_reused"})
    if (source[doubt] != 0) out += "; " + std::string(doubt) + " " + plain(source[doubt]);
  out += "\n";
  for (const Json& doubt : source["doubts"])
    out += "  " + plain(doubt["reason"]) + " (" + plain(doubt["count"]) +
           "; the first: " + where_text(doubt["where"]) + ")\n";
  for (const char* what : {"unknown_kinds", "unmapped_fields"})
    if (!source[what].empty())
      out += "  " + std::string(what) + ": " + counts_text(source[what]) + "\n";
  if (!source.contains("conformance")) return out;
  const Json& feed = source["conformance"];
  out += "  dated by: " + counts_text(feed["times"]) +
         "\n  out of order: " + plain(feed["out_of_order"]) + ", furthest behind " +
         duration(feed["furthest_behind_ms"]) + "\n  kinds: " + counts_text(feed["kinds"]) +
         "\n  fields: " + counts_text(feed["members"]) + "\n  fills: " + list_text(feed["fills"]) +
         "\n  never arrives: " + list_text(feed["never"]) + "\n";
  if (feed["not_supported"] != 0)
    out += "  inbound calls not supported: " + plain(feed["not_supported"]) + "\n";
  return out;
}

std::string inspect_text(const Json& document) {
  Table table({"source", "adapter", "input", "read", "kept", "duplicate", "undated", "rejected"});
  std::string reasons;
  for (const Json& source : document["sources"]) {
    table.add({plain(source["name"]), plain(source["adapter"]), plain(source["input"]),
               plain(source["read"]), plain(source["kept"]), plain(source["duplicate"]),
               plain(source["undated"]), plain(source["rejected"])});
    for (const Json& rejection : source["rejections"])
      reasons += "\n" + plain(source["name"]) + ", " + where_text(rejection["where"]) + ": " +
                 plain(rejection["reason"]) + "\n  " + plain(rejection["excerpt"]) + "\n";
  }
  std::string out = table.text() + "\n" + plain(document["events"]) + " events, " +
                    plain(document["conversations"]) + " conversations, " +
                    plain(document["customers"]) + " customers; zones of tzdata " +
                    plain(document["tzdata"]) + "\n";
  for (const Json& merge : document["suspected_merges"])
    out += "suspected merge: " + plain(merge["customer"]) + " by " + plain(merge["handle"]) + "\n";
  for (const Json& suspect : document["suspected_zones"]) out += suspected_zone_text(suspect);
  for (const Json& source : document["sources"]) out += reading_text(source);
  return out + reasons;
}

std::string metrics_text(const Json& document) {
  Table table({"customer", "messages", "calls", "response", "human", "unanswered",
               "last contact (ms)", "preferred", "engagement"});
  for (const Json& customer : document["customers"]) {
    const Json& response = customer["response_time_ms"];
    table.add({plain(customer["customer"]), plain(customer["messages"]), plain(customer["calls"]),
               duration(response["all"]), duration(response["human"]),
               plain(response["unanswered"]), plain(customer["last_contact_ms"]),
               plain(customer["preferred_channel"]), plain(customer["engagement"]["score"])});
  }
  return table.text();
}

std::string facets_text(const Json& document) {
  std::string out = plain(document["shown"]) + " shown, " + plain(document["hidden"]) + " hidden\n";
  for (const auto& [field, options] : document["fields"].items()) {
    out += "\n" + field + "\n";
    for (const Json& option : options)
      out += std::string(option["selected"].get<bool>() ? "* " : "  ") + plain(option["value"]) +
             "  " + plain(option["count"]) + "\n";
  }
  return out;
}

std::string journeys_text(const Json& document) {
  std::string out;
  for (const Json& journey : document["templates"]) {
    out += plain(journey["id"]) + ": " + plain(journey["started"]) + " started, " +
           plain(journey["open"]) + " open, " + plain(journey["completed"]) + " completed, " +
           plain(journey["timed_out"]) + " timed out, " + plain(journey["excluded"]) +
           " excluded; median " + duration(journey["duration_ms"]["median"]) + "\n";
    Table table(
        {"  milestone", "reached", "skipped", "out of order", "median from previous", "p90"});
    for (const Json& milestone : journey["milestones"])
      table.add({"  " + plain(milestone["id"]), plain(milestone["reached"]),
                 plain(milestone["skipped"]), plain(milestone["out_of_order"]),
                 duration(milestone["from_previous_ms"]["median"]),
                 duration(milestone["from_previous_ms"]["p90"])});
    out += table.text() + "  slowest " + plain(journey["slowest"]) + ", biggest drop-out " +
           plain(journey["biggest_drop"]) + "\n\n";
  }
  Table table({"template", "subject", "state", "started_ms", "ended_ms", "end", "stalled"});
  for (const Json& journey : document["journeys"])
    table.add({plain(journey["template"]), plain(journey["subject"]), plain(journey["state"]),
               plain(journey["started_ms"]), plain(journey["ended_ms"]), plain(journey["end"]),
               plain(journey["stalled"])});
  return out + table.text();
}

// Any document: members in order, indented.
void outline(const Json& value, std::size_t depth, std::string& out) {
  const std::string indent(depth * 2, ' ');
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      const bool nested = member.is_structured() && !member.empty();
      out += indent + name + ":" + (nested ? "\n" : " " + plain(member) + "\n");
      if (nested) outline(member, depth + 1, out);
    }
  } else if (value.is_array()) {
    for (const Json& element : value) {
      if (!element.is_structured()) {
        out += indent + "- " + plain(element) + "\n";
        continue;
      }
      out += indent + "-\n";
      outline(element, depth + 1, out);
    }
  }
}

}  // namespace

std::string as_text(std::string_view command, std::string_view document) {
  const Json parsed = Json::parse(document.begin(), document.end(), nullptr, false);
  if (command == "inspect") return inspect_text(parsed);
  if (command == "metrics") return metrics_text(parsed);
  if (command == "facets") return facets_text(parsed);
  if (command == "journeys") return journeys_text(parsed);
  std::string out;
  outline(parsed, 0, out);
  return out;
}

}  // namespace throughline::cli
