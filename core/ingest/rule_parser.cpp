#include "ingest/rule_parser.h"
#include "throughline/sort.h"

#include <algorithm>

namespace throughline::ingest {
namespace {

constexpr std::string_view kMetadataPrefix = "metadata.";

}  // namespace

void RuleParser::fail(const std::string& at, std::string_view what) {
  if (error_.empty()) error_ = (at.empty() ? "/" : at) + ": " + std::string(what);
}

bool RuleParser::expect(bool holds, const std::string& at, std::string_view what) {
  if (!holds) fail(at, what);
  return holds;
}

void RuleParser::only(const Json& object, const std::string& at,
                      std::initializer_list<std::string_view> names) {
  if (!expect(object.is_object(), at, "must be an object")) return;
  for (const auto& [name, value] : object.items())
    if (std::find(names.begin(), names.end(), name) == names.end())
      fail(at + '/' + name, "is not known here");
}

std::string RuleParser::string(const Json& json, const std::string& at) {
  if (!expect(json.is_string(), at, "must be a string")) return {};
  return json.get<std::string>();
}

bool RuleParser::boolean(const Json& object, const char* name, const std::string& at) {
  if (!object.contains(name)) return false;
  if (!expect(object[name].is_boolean(), at + '/' + name, "must be true or false")) return false;
  return object[name].get<bool>();
}

// ---------------------------------------------------------------------------------------------
// Rules and streams

TimeFormat RuleParser::time_format(const Json& json, const std::string& at) {
  TimeFormat format;
  if (!json.is_object()) return format;
  if (json.contains("unit")) {
    const std::string unit = string(json["unit"], at + "/unit");
    if (unit == "seconds")
      format.unit = TimeUnit::seconds;
    else if (unit == "milliseconds")
      format.unit = TimeUnit::milliseconds;
    else if (unit == "microseconds")
      format.unit = TimeUnit::microseconds;
    else
      fail(at + "/unit", "must be seconds, milliseconds or microseconds");
  }
  if (json.contains("day_first"))
    format.day_first = boolean(json, "day_first", at) ? DayFirst::yes : DayFirst::no;
  return format;
}

std::vector<Assignment> RuleParser::assignments(const Json& json, const std::string& at) {
  std::vector<Assignment> all;
  if (!expect(json.is_object(), at, "must be an object")) return all;
  for (const auto& [name, value] : json.items()) {
    const std::string here = at + '/' + name;
    Assignment assignment;
    if (name.compare(0, kMetadataPrefix.size(), kMetadataPrefix) == 0) {
      assignment.to = Assignment::To::metadata;
      assignment.name = name.substr(kMetadataPrefix.size());
    } else {
      const auto member = member_from_path(name);
      if (!expect(member.has_value(), here, "is not a member of an event")) return all;
      assignment.member = *member;
    }
    const bool is_time =
        assignment.to == Assignment::To::member &&
        (assignment.member == Member::time || assignment.member == Member::end_time);
    const bool has_format =
        value.is_object() && (value.contains("unit") || value.contains("day_first"));
    expect(is_time || !has_format, here, "only time and end_time have unit and day_first");
    assignment.format = time_format(value, here);
    assignment.value.push_back(expression(value, here));
    all.push_back(std::move(assignment));
  }
  return all;
}

Rule RuleParser::rule(const Json& json, const std::string& at) {
  Rule rule;
  only(json, at, {"name", "when", "set", "continue"});
  if (failed()) return rule;
  if (json.contains("when")) rule.when = conditions(json["when"], at + "/when");
  if (json.contains("set")) rule.set = assignments(json["set"], at + "/set");
  rule.goes_on = boolean(json, "continue", at);
  return rule;
}

Stream RuleParser::stream(const Json& json, const std::string& at) {
  Stream stream;
  only(json, at,
       {"name", "within", "each", "when", "set", "rules", "keep", "member_names", "unmatched"});
  if (failed()) return stream;
  if (json.contains("within")) stream.within = pointers(json["within"], at + "/within", true);
  if (json.contains("each")) stream.each = pointers(json["each"], at + "/each", true);
  if (json.contains("when")) stream.when = conditions(json["when"], at + "/when");
  if (json.contains("set")) stream.set = assignments(json["set"], at + "/set");
  if (json.contains("keep")) stream.keep = pointers(json["keep"], at + "/keep", true);
  stream.member_names = boolean(json, "member_names", at);
  if (json.contains("unmatched"))
    stream.ignore_unmatched =
        expect(json["unmatched"] == "ignore", at + "/unmatched", "must be \"ignore\"");
  if (!json.contains("rules")) {
    stream.rules.emplace_back();
    return stream;
  }
  if (!expect(json["rules"].is_array() && !json["rules"].empty(), at + "/rules",
              "must be a list, not empty"))
    return stream;
  for (std::size_t i = 0; i < json["rules"].size(); ++i)
    stream.rules.push_back(rule(json["rules"][i], at + "/rules/" + std::to_string(i)));
  return stream;
}

RuleSet RuleParser::rules(const Json& document) {
  RuleSet set;
  const Json& streams = document["streams"];
  if (!expect(streams.is_array() && !streams.empty(), "/streams", "must be a list, not empty"))
    return set;
  for (std::size_t i = 0; i < streams.size() && !failed(); ++i)
    set.streams.push_back(stream(streams[i], "/streams/" + std::to_string(i)));
  if (document.contains("keep")) set.keep = pointers(document["keep"], "/keep", true);
  if (document.contains("ignore")) set.ignore = pointers(document["ignore"], "/ignore", true);
  if (document.contains("parse")) set.parse = pointers(document["parse"], "/parse", false);
  if (document.contains("describe"))
    set.describe = text_template(document["describe"], "/describe");
  return set;
}

// ---------------------------------------------------------------------------------------------
// Columns

ColumnTarget RuleParser::column_target(const std::string& member, const std::string& at) {
  ColumnTarget target;
  if (member == "at_ms") {
    target.what = ColumnTarget::What::at_ms;
    return target;
  }
  const auto known = member_from_path(member);
  if (!expect(known.has_value(), at, "is not a member of an event")) return target;
  target.what = ColumnTarget::What::member;
  target.member = *known;
  return target;
}

ColumnRules RuleParser::columns(const Json& document) {
  ColumnRules rules;
  const auto add = [&](std::string_view name, ColumnTarget target) {
    rules.entries.push_back(ColumnRules::Entry{normalised_column(name), target});
  };
  if (!expect(document["columns"].is_object(), "/columns", "must be an object")) return rules;
  for (const auto& [member, names] : document["columns"].items()) {
    const std::string at = "/columns/" + member;
    ColumnTarget target = column_target(member, at);
    if (!expect(names.is_array(), at, "must be a list of column names")) return rules;
    for (const Json& name : names) {
      add(string(name, at), target);
      ++target.rank;
    }
  }
  if (document.contains("ignore"))
    for (const Json& name : document["ignore"]) {
      ColumnTarget target;
      target.what = ColumnTarget::What::ignored;
      add(string(name, "/ignore"), target);
    }
  for (std::size_t i = 0; i < kMemberCount; ++i) {
    ColumnTarget target;
    target.what = ColumnTarget::What::member;
    target.member = static_cast<Member>(i);
    target.rank = 0xFFFF;
    add(member_path(target.member), target);
  }
  if (document.contains("separator"))
    rules.list_separator = string(document["separator"], "/separator");
  rules.time_format = time_format(document, "");
  // Of several entries of one name the first listed stands.
  sort_stably(rules.entries, [](const auto& a, const auto& b) { return a.name < b.name; });
  const auto same = [](const auto& a, const auto& b) { return a.name == b.name; };
  rules.entries.erase(std::unique(rules.entries.begin(), rules.entries.end(), same),
                      rules.entries.end());
  return rules;
}

}  // namespace throughline::ingest
