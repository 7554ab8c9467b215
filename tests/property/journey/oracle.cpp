#include "oracle.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace throughline::oracle {
namespace {

using Strings = std::vector<std::string>;

// ---------------------------------------------------------------------------------------------
// Events and the state of their conversation

std::string text_of(const Json& object, const std::string& name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string conversation_of(const Json& event) { return text_of(event, "conversation"); }

// Section 1's list of what a kind implies, as far as the generator uses it.
std::string implied_status(const std::string& kind) {
  static const std::map<std::string, std::string> kImplied = {
      {"conversation.created", "open"},      {"conversation.reopened", "open"},
      {"conversation.resolved", "resolved"}, {"conversation.done", "done"},
      {"conversation.closed", "closed"},     {"conversation.snoozed", "snoozed"}};
  const auto found = kImplied.find(kind);
  return found == kImplied.end() ? std::string() : found->second;
}

// channel, status, campaign: a string or absent; tags: a set; assignee: an object or absent.
struct ConversationState {
  std::optional<std::string> channel, status, campaign;
  std::set<std::string> tags;
  Json assignee;
};

std::set<std::string> tags_in(const Json& event) {
  std::set<std::string> tags;
  if (event.contains("tags"))
    for (const Json& tag : event["tags"]) tags.insert(tag.get<std::string>());
  return tags;
}

void apply(ConversationState& state, const Json& event) {
  const std::string kind = text_of(event, "type");
  if (event.contains("channel")) state.channel = event["channel"].get<std::string>();
  if (event.contains("campaign")) state.campaign = event["campaign"].get<std::string>();
  if (event.contains("status")) {
    state.status = event["status"].is_string() ? event["status"].get<std::string>()
                                               : text_of(event["status"], "to");
  } else if (!implied_status(kind).empty()) {
    state.status = implied_status(kind);
  }
  if (kind == "conversation.created") state.tags = tags_in(event);
  if (kind == "tag.added")
    for (const std::string& tag : tags_in(event)) state.tags.insert(tag);
  if (kind == "tag.removed")
    for (const std::string& tag : tags_in(event)) state.tags.erase(tag);
  if (event.contains("assignee")) state.assignee = event["assignee"];
  if (kind == "conversation.unassigned") state.assignee = nullptr;
}

// One event as conditions see it.
struct Seen {
  Json event;
  ConversationState state;
  std::string customer;   // its own, else the first that its conversation names up to as-of
  std::size_t index = 0;  // in the log
  std::int64_t at_ms = 0;
};

std::string own_customer(const Json& event) {
  if (!event.contains("customer")) return {};
  return event["customer"].is_string() ? event["customer"].get<std::string>()
                                       : text_of(event["customer"], "id");
}

std::vector<Seen> see(const std::vector<Json>& events, std::int64_t as_of_ms) {
  std::vector<Seen> log;
  std::map<std::string, ConversationState> states;
  std::map<std::string, std::string> named;
  for (const Json& event : events)
    if (event["at_ms"].get<std::int64_t>() <= as_of_ms && !own_customer(event).empty())
      named.emplace(conversation_of(event), own_customer(event));
  for (std::size_t i = 0; i < events.size(); ++i) {
    Seen one;
    one.event = events[i];
    one.index = i;
    one.at_ms = events[i]["at_ms"].get<std::int64_t>();
    if (one.at_ms > as_of_ms) continue;
    const std::string conversation = conversation_of(events[i]);
    if (conversation.empty()) {
      apply(one.state, events[i]);
      one.state.tags = tags_in(events[i]);
      one.customer = own_customer(events[i]);
    } else {
      apply(states[conversation], events[i]);
      one.state = states[conversation];
      one.customer = own_customer(events[i]);
      if (one.customer.empty() && named.count(conversation)) one.customer = named[conversation];
    }
    log.push_back(one);
  }
  return log;
}

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

// ---------------------------------------------------------------------------------------------
// One journey after the other

struct Reach {
  std::int64_t at_ms = 0;
  std::size_t index = 0;
  std::int64_t hits = 1;
};

struct Walk {
  std::string subject;
  Seen start;
  std::optional<std::int64_t> deadline_ms, ended_ms;
  std::string state = "open";
  std::optional<std::string> end;
  std::vector<std::optional<Reach>> reached;
  bool stopped = false;
};

std::optional<std::int64_t> hours(const Json& object, const std::string& name) {
  if (!object.contains(name)) return std::nullopt;
  return static_cast<std::int64_t>(std::llround(object[name].get<double>() * 3600000));
}

Json triggers(const Json& definition, const std::string& name) {
  const Json list = definition.value(name, Json::array());
  return list.is_array() ? list : Json::array({list});
}

bool takes_starts(const Json& definition, std::int64_t at_ms) {
  std::vector<std::pair<std::int64_t, bool>> changes;
  for (const Json& change : definition.value("enabled_changes", Json::array()))
    changes.emplace_back(change["at"].get<std::int64_t>(), change["enabled"].get<bool>());
  if (definition.contains("disabled_at"))
    changes.emplace_back(definition["disabled_at"].get<std::int64_t>(), false);
  if (changes.empty()) return definition.value("enabled", true);
  std::stable_sort(changes.begin(), changes.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  bool enabled = !changes.front().second;
  for (const auto& [at, value] : changes)
    if (at <= at_ms) enabled = value;
  return enabled;
}

class Tracker {
 public:
  Tracker(const Json& definition, std::string subject, std::vector<Walk>& done)
      : definition_(definition), subject_(std::move(subject)), done_(done) {}

  void take(const Seen& seen) {
    if (open_ && open_->deadline_ms && *open_->deadline_ms < seen.at_ms) time_out();
    bool is_start = false;
    if (!open_ && takes_starts(definition_, seen.at_ms) &&
        !(definition_.value("reentry", "after_close") == "never" && ever_) &&
        trigger_matches(definition_["start"], seen)) {
      begin(seen);
      is_start = true;
    }
    if (!open_ || (is_start && !definition_.value("count_start_event", false))) return;
    for (const Json& exclude : triggers(definition_, "exclude"))
      if (trigger_matches(exclude, seen)) return close("excluded", seen.at_ms);
    take_milestones(seen);
    for (const Json& end : triggers(definition_, "ends")) {
      if (!trigger_matches(end, seen)) continue;
      open_->end = end["id"].get<std::string>();
      return close("completed", seen.at_ms);
    }
  }

  void finish(std::int64_t as_of_ms) {
    if (!open_) return;
    if (open_->deadline_ms && *open_->deadline_ms < as_of_ms) return time_out();
    done_.push_back(*open_);
  }

 private:
  void begin(const Seen& seen) {
    ever_ = true;
    open_ = Walk();
    open_->subject = subject_;
    open_->start = seen;
    open_->reached.resize(triggers(definition_, "milestones").size());
    if (const auto timeout = hours(definition_, "timeout_hours"))
      open_->deadline_ms = seen.at_ms + *timeout;
  }
  void time_out() { close("timed_out", *open_->deadline_ms); }
  void close(const std::string& state, std::int64_t at_ms) {
    open_->state = state;
    open_->ended_ms = at_ms;
    done_.push_back(*open_);
    open_.reset();
  }

  bool in_window(const Json& milestone, std::size_t i, const Seen& seen) const {
    const auto within = hours(milestone, "within_hours");
    if (!within) return true;
    std::int64_t since = open_->start.at_ms;
    for (std::size_t before = 0; before < i; ++before)
      if (open_->reached[before]) since = open_->reached[before]->at_ms;
    return seen.at_ms <= since + *within;
  }

  void take_milestones(const Seen& seen) {
    const std::string order = definition_.value("order", "any");
    const Json milestones = triggers(definition_, "milestones");
    int good = 0;
    int bad = 0;
    for (std::size_t i = 0; i < milestones.size(); ++i) {
      if (!trigger_matches(milestones[i], seen) || !in_window(milestones[i], i, seen)) continue;
      if (open_->reached[i]) {
        ++open_->reached[i]->hits;
        ++good;
        continue;
      }
      const bool all_before = std::all_of(open_->reached.begin(),
                                          open_->reached.begin() + static_cast<std::ptrdiff_t>(i),
                                          [](const auto& reach) { return reach.has_value(); });
      if (order != "any" && !all_before) {
        ++bad;
        continue;
      }
      if (order == "strict" && open_->stopped) {
        continue;
      }
      open_->reached[i] = Reach{seen.at_ms, seen.index, 1};
      ++good;
    }
    if (order == "strict" && bad > 0 && good == 0) open_->stopped = true;
  }

  const Json& definition_;
  std::string subject_;
  std::vector<Walk>& done_;
  std::optional<Walk> open_;
  bool ever_ = false;
};

// ---------------------------------------------------------------------------------------------
// Numbers

// PERCENTILE.INC, rounded half up: exact over a common denominator of 10.
Json percentile(std::vector<std::int64_t> values, std::int64_t tenths) {
  if (values.empty()) return nullptr;
  std::sort(values.begin(), values.end());
  const std::int64_t rank = tenths * (static_cast<std::int64_t>(values.size()) - 1);
  const auto low = static_cast<std::size_t>(rank / 10);
  const std::size_t high = std::min(low + 1, values.size() - 1);
  const std::int64_t tenfold = values[low] * (10 - rank % 10) + values[high] * (rank % 10);
  return (tenfold + 5) / 10;
}

Json statistics(const std::vector<std::int64_t>& values) {
  Json mean;
  std::int64_t sum = 0;
  for (std::int64_t value : values) sum += value;
  const auto n = static_cast<std::int64_t>(values.size());
  if (n > 0) mean = (2 * sum + n) / (2 * n);
  return {
      {"n", n}, {"median", percentile(values, 5)}, {"p90", percentile(values, 9)}, {"mean", mean}};
}

std::int64_t from_previous(const Walk& walk, std::size_t i) {
  std::int64_t since = walk.start.at_ms;
  std::size_t latest = 0;
  bool any = false;
  for (const auto& reach : walk.reached) {
    if (!reach || reach->index >= walk.reached[i]->index) continue;
    if (any && reach->index < latest) continue;
    any = true;
    latest = reach->index;
    since = reach->at_ms;
  }
  return walk.reached[i]->at_ms - since;
}

int furthest(const Walk& walk) {
  for (int i = static_cast<int>(walk.reached.size()) - 1; i >= 0; --i)
    if (walk.reached[static_cast<std::size_t>(i)]) return i;
  return -1;
}

bool is_skipped(const Walk& walk, std::size_t i) {
  return !walk.reached[i] && furthest(walk) > static_cast<int>(i);
}

bool is_out_of_order(const Walk& walk, std::size_t i) {
  return i > 0 && walk.reached[i] && walk.reached[i - 1] &&
         walk.reached[i]->at_ms < walk.reached[i - 1]->at_ms;
}

std::vector<std::int64_t> step_samples(const std::vector<Walk>& walks, std::size_t i) {
  std::vector<std::int64_t> samples;
  for (const Walk& walk : walks)
    if (walk.reached[i]) samples.push_back(from_previous(walk, i));
  return samples;
}

bool is_stalled(const Walk& walk, const std::vector<Walk>& walks, std::int64_t as_of_ms) {
  const auto step = static_cast<std::size_t>(furthest(walk) + 1);
  if (walk.state != "open" || step >= walk.reached.size()) return false;
  const std::vector<std::int64_t> samples = step_samples(walks, step);
  if (samples.size() < 5) return false;
  std::int64_t since = walk.start.at_ms;
  for (const auto& reach : walk.reached)
    if (reach) since = std::max(since, reach->at_ms);
  return as_of_ms - since > percentile(samples, 9).get<std::int64_t>();
}

Json state_counts() { return {{"open", 0}, {"timed_out", 0}, {"completed", 0}, {"excluded", 0}}; }

void bump(Json& count) { count = count.get<int>() + 1; }

Json summarise(const Json& definition, const std::vector<Walk>& walks,
               std::int64_t without_subject) {
  Json summary = {{"id", definition["id"]},
                  {"started", walks.size()},
                  {"open", 0},
                  {"completed", 0},
                  {"timed_out", 0},
                  {"excluded", 0},
                  {"without_subject", without_subject},
                  {"ends", Json::object()},
                  {"milestones", Json::array()},
                  {"stopped_at_start", state_counts()},
                  {"slowest", nullptr},
                  {"biggest_drop", nullptr}};
  for (const Json& end : triggers(definition, "ends"))
    summary["ends"][end["id"].get<std::string>()] = 0;
  std::vector<std::int64_t> durations;
  const Json milestones = triggers(definition, "milestones");
  for (std::size_t i = 0; i < milestones.size(); ++i) {
    Json entry = {{"id", milestones[i]["id"]},
                  {"reached", 0},
                  {"skipped", 0},
                  {"out_of_order", 0},
                  {"stopped_here", state_counts()}};
    std::vector<std::int64_t> from_start;
    for (const Walk& walk : walks) {
      if (walk.reached[i]) {
        bump(entry["reached"]);
        from_start.push_back(walk.reached[i]->at_ms - walk.start.at_ms);
      }
      if (is_skipped(walk, i)) bump(entry["skipped"]);
      if (is_out_of_order(walk, i)) bump(entry["out_of_order"]);
      if (furthest(walk) == static_cast<int>(i)) bump(entry["stopped_here"][walk.state]);
    }
    entry["from_start_ms"] = statistics(from_start);
    entry["from_previous_ms"] = statistics(step_samples(walks, i));
    summary["milestones"].push_back(entry);
  }
  for (const Walk& walk : walks) {
    bump(summary[walk.state]);
    if (walk.end) bump(summary["ends"][*walk.end]);
    if (walk.state == "completed") durations.push_back(*walk.ended_ms - walk.start.at_ms);
    if (furthest(walk) < 0) bump(summary["stopped_at_start"][walk.state]);
  }
  summary["duration_ms"] = statistics(durations);

  std::int64_t slowest = -1;
  for (const Json& entry : summary["milestones"]) {
    const Json& median = entry["from_previous_ms"]["median"];
    if (median.is_null() || median.get<std::int64_t>() <= slowest) continue;
    slowest = median.get<std::int64_t>();
    summary["slowest"] = entry["id"];
  }
  const auto dropped = [](const Json& counts) {
    return counts["timed_out"].get<int>() + counts["excluded"].get<int>();
  };
  int most = dropped(summary["stopped_at_start"]);
  if (most > 0) summary["biggest_drop"] = "start";
  for (const Json& entry : summary["milestones"]) {
    if (dropped(entry["stopped_here"]) <= most) continue;
    most = dropped(entry["stopped_here"]);
    summary["biggest_drop"] = entry["id"];
  }
  return summary;
}

std::string reference(const std::vector<Json>& events, std::size_t index) {
  const std::string source = text_of(events[index], "source");
  return (source.empty() ? "crm" : source) + "/" + text_of(events[index], "id");
}

Json walk_document(const Json& definition, const Walk& walk, const std::vector<Json>& events) {
  Json entry = {{"template", definition["id"]},
                {"subject", walk.subject},
                {"state", walk.state},
                {"started_ms", walk.start.at_ms},
                {"deadline_ms", nullptr},
                {"ended_ms", nullptr},
                {"end", nullptr},
                {"start_event", reference(events, walk.start.index)},
                {"milestones", Json::array()}};
  if (walk.deadline_ms) entry["deadline_ms"] = *walk.deadline_ms;
  if (walk.ended_ms) entry["ended_ms"] = *walk.ended_ms;
  if (walk.end) entry["end"] = *walk.end;
  const Json milestones = triggers(definition, "milestones");
  for (std::size_t i = 0; i < milestones.size(); ++i) {
    Json hit = {{"id", milestones[i]["id"]},
                {"reached_ms", nullptr},
                {"event", nullptr},
                {"hits", 0},
                {"skipped", is_skipped(walk, i)},
                {"out_of_order", is_out_of_order(walk, i)}};
    if (walk.reached[i]) {
      hit["reached_ms"] = walk.reached[i]->at_ms;
      hit["event"] = reference(events, walk.reached[i]->index);
      hit["hits"] = walk.reached[i]->hits;
    }
    entry["milestones"].push_back(hit);
  }
  return entry;
}

}  // namespace

Json journeys_document(const Json& templates, const std::vector<Json>& events,
                       std::int64_t as_of_ms) {
  const std::vector<Seen> log = see(events, as_of_ms);
  Json document = {
      {"as_of_ms", as_of_ms}, {"templates", Json::array()}, {"journeys", Json::array()}};
  for (const Json& definition : templates) {
    const bool by_customer = definition.value("subject", "conversation") == "customer";
    std::map<std::string, std::vector<Seen>> by_subject;
    std::int64_t without_subject = 0;
    for (const Seen& seen : log) {
      const std::string subject = by_customer ? seen.customer : conversation_of(seen.event);
      if (subject.empty()) {
        ++without_subject;
      } else {
        by_subject[subject].push_back(seen);
      }
    }
    std::vector<Walk> walks;
    for (const auto& [subject, seen] : by_subject) {
      Tracker tracker(definition, subject, walks);
      for (const Seen& one : seen) tracker.take(one);
      tracker.finish(as_of_ms);
    }
    std::stable_sort(walks.begin(), walks.end(), [](const Walk& a, const Walk& b) {
      return std::pair(a.start.at_ms, a.subject) < std::pair(b.start.at_ms, b.subject);
    });
    document["templates"].push_back(summarise(definition, walks, without_subject));
    for (const Walk& walk : walks) {
      Json entry = walk_document(definition, walk, events);
      entry["stalled"] = is_stalled(walk, walks, as_of_ms);
      document["journeys"].push_back(entry);
    }
  }
  return document;
}

}  // namespace throughline::oracle
