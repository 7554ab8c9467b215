// Conditions and triggers over what one event shows.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>

#include "oracle_events.h"

namespace throughline::oracle {
namespace {

using Strings = std::vector<std::string>;

// ---------------------------------------------------------------------------------------------
// Conditions, interpreted over JSON. A field's value is a list of JSON scalars; none = missing.

using Values = std::vector<Json>;

void add_value(Values& values, const Json& value) {
  if (value.is_null()) return;
  if (value.is_array()) {
    for (const Json& member : value)
      if (!member.is_null()) values.push_back(member);
    return;
  }
  values.push_back(value);
}

Values from_optional(const std::optional<std::string>& text) {
  return text ? Values{Json(*text)} : Values{};
}

void walk(Values& values, const Json& value, const std::string& path) {
  if (path.empty()) return add_value(values, value);
  const std::size_t dot = path.find('.');
  const std::string step = path.substr(0, dot);
  const std::string rest = dot == std::string::npos ? "" : path.substr(dot + 1);
  if (value.is_array()) {
    if (std::all_of(step.begin(), step.end(),
                    [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; })) {
      const auto i = static_cast<std::size_t>(std::atol(step.c_str()));
      if (i < value.size()) walk(values, value[i], rest);
      return;
    }
    for (const Json& element : value) walk(values, element, path);
    return;
  }
  if (value.is_object() && value.contains(step)) walk(values, value[step], rest);
}

Values event_values(const Seen& seen, const std::string& path) {
  const Json& event = seen.event;
  const std::string kind = text_of(event, "type");
  if (path == "channel") return from_optional(seen.state.channel);
  if (path == "campaign") return from_optional(seen.state.campaign);
  if (path == "customer.id") return seen.customer.empty() ? Values{} : Values{Json(seen.customer)};
  if (path == "customer") {
    Values values = event_values(seen, "customer.id");
    if (event.contains("customer") && event["customer"].is_object())
      add_value(values, event["customer"].value("name", Json()));
    return values;
  }
  if (path == "direction" && !event.contains("direction")) {
    if (kind == "message.received") return {Json("inbound")};
    if (kind == "message.sent") return {Json("outbound")};
    return {};
  }
  if (path == "status" && event.contains("status") && event["status"].is_object())
    return event_values(seen, "status.to");
  if (path == "rating") return event_values(seen, "rating.value");
  Values values;
  walk(values, event, path);
  return values;
}

Values metadata_values(const Json& event, const std::string& name) {
  Values values;
  if (!event.contains("metadata")) return values;
  const Json& metadata = event["metadata"];
  if (metadata.contains(name)) {
    add_value(values, metadata[name]);
  } else {
    walk(values, metadata, name);
  }
  return values;
}

Values field_values(const Seen& seen, const std::string& field) {
  if (field == "channel") return from_optional(seen.state.channel);
  if (field == "status") return from_optional(seen.state.status);
  if (field == "tags") return Values(seen.state.tags.begin(), seen.state.tags.end());
  Values values;
  if (field == "agent" || field == "team") {
    if (!seen.state.assignee.is_object()) return values;
    for (const std::string& name : field == "agent" ? Strings{"id", "name"} : Strings{"team"})
      if (seen.state.assignee.contains(name)) values.push_back(seen.state.assignee[name]);
    return values;
  }
  if (field.rfind("metadata.", 0) == 0) return metadata_values(seen.event, field.substr(9));
  return event_values(seen, field.substr(6));
}

std::string as_text(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string folded(std::string text, bool case_sensitive) {
  if (case_sensitive) return text;
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// A number, or a string that is one from its first byte to its last.
std::optional<double> as_number(const Json& value) {
  if (value.is_number()) return value.get<double>();
  if (!value.is_string()) return std::nullopt;
  const std::string text = value.get<std::string>();
  if (text.empty() || text.find_first_not_of("0123456789+-.eE") != std::string::npos)
    return std::nullopt;
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (*end != '\0') return std::nullopt;
  return number;
}

bool equal(const Json& a, const Json& b, bool case_sensitive) {
  if (a.is_number() || b.is_number()) {
    const auto left = as_number(a);
    const auto right = as_number(b);
    return left && right && *left == *right;
  }
  return folded(as_text(a), case_sensitive) == folded(as_text(b), case_sensitive);
}

Values listed(const Json& value) {
  if (value.is_array()) return Values(value.begin(), value.end());
  if (!value.is_string()) return {value};
  Values items;
  std::string text = value.get<std::string>() + ",";
  for (std::size_t comma; (comma = text.find(',')) != std::string::npos;
       text = text.substr(comma + 1)) {
    std::string item = text.substr(0, comma);
    while (!item.empty() && item.back() == ' ') item.pop_back();
    while (!item.empty() && item.front() == ' ') item.erase(0, 1);
    items.push_back(item);
  }
  return items;
}

bool value_satisfies(const Json& value, const std::string& op, const Json& wanted,
                     bool case_sensitive) {
  if (op == "equals") return equal(value, wanted, case_sensitive);
  if (op == "in") {
    const Values items = listed(wanted);
    return std::any_of(items.begin(), items.end(),
                       [&](const Json& item) { return equal(value, item, case_sensitive); });
  }
  if (op == "greater_than" || op == "less_than") {
    const auto left = as_number(value);
    const auto right = as_number(wanted);
    return left && right && (op == "less_than" ? *left < *right : *left > *right);
  }
  const std::string text = folded(as_text(value), case_sensitive);
  const std::string part = folded(as_text(wanted), case_sensitive);
  if (op == "contains") return text.find(part) != std::string::npos;
  if (op == "starts_with") return text.rfind(part, 0) == 0;
  return text.size() >= part.size() &&
         text.compare(text.size() - part.size(), part.size(), part) == 0;
}

bool condition_holds(const Json& condition, const Seen& seen) {
  const Values values = field_values(seen, condition["field"].get<std::string>());
  std::string op = condition["op"].get<std::string>();
  if (op == "exists") return values.empty() != condition.value("value", true);
  const bool negated = op == "not_equals" || op == "not_in";
  if (negated) op = op.substr(4);
  const bool any = std::any_of(values.begin(), values.end(), [&](const Json& value) {
    return value_satisfies(value, op, condition["value"], condition.value("case_sensitive", false));
  });
  return any != negated;
}

}  // namespace

bool trigger_matches(const Json& trigger, const Seen& seen) {
  const std::string kind = text_of(seen.event, "type");
  if (trigger.contains("type")) {
    const Values kinds = trigger["type"].is_array()
                             ? Values(trigger["type"].begin(), trigger["type"].end())
                             : Values{trigger["type"]};
    if (std::find(kinds.begin(), kinds.end(), Json(kind)) == kinds.end()) return false;
  }
  if (trigger.contains("group")) {
    static const std::set<std::string> kUnknown = {"custom.thing"};
    const std::string group = kUnknown.count(kind) ? "other" : kind.substr(0, kind.find('.'));
    if (trigger["group"] != group) return false;
  }
  for (const Json& condition : trigger.value("conditions", Json::array()))
    if (!condition_holds(condition, seen)) return false;
  return true;
}

}  // namespace throughline::oracle
