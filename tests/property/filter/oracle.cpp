#include "oracle.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace throughline::oracle {
namespace {

const std::vector<std::string> kFields = {
    "customer", "conversation", "interaction", "group", "kind",     "channel",
    "campaign", "agent",        "team",        "queue", "tag",      "direction",
    "outcome",  "failed",       "actor_kind",  "mode",  "delivery", "source"};

Json get(const Json& object, const std::string& key) { return object.value(key, Json()); }
Json first(const Json& a, const Json& b) { return a.is_null() ? b : a; }

std::string group_of(const std::string& type) {
  static const std::set<std::string> known = {"message", "conversation", "note",  "tag", "web",
                                              "call",    "ai",           "agent", "sla"};
  const std::string prefix = type.substr(0, type.find('.'));
  return known.count(prefix) > 0 ? prefix : "other";
}

Json direction_of(const Json& e) {
  static const std::map<std::string, std::string> implied = {{"message.received", "inbound"},
                                                             {"message.sent", "outbound"},
                                                             {"ai.responded", "outbound"},
                                                             {"web.page_viewed", "inbound"}};
  const auto found = implied.find(e["type"]);
  return first(get(e, "direction"), found == implied.end() ? Json() : Json(found->second));
}

Json actor_kind_of(const Json& e) {
  static const std::map<std::string, std::string> implied = {{"message.received", "customer"},
                                                             {"message.sent", "agent"},
                                                             {"ai.responded", "bot"},
                                                             {"web.page_viewed", "customer"},
                                                             {"sla.met", "system"}};
  const auto found = implied.find(e["type"]);
  return first(get(e, "actor.kind"), found == implied.end() ? Json() : Json(found->second));
}

// -- the gate ------------------------------------------------------------------------------------

bool may(const Json& gate, const std::string& permission) {
  return !gate.contains("permissions") || gate["permissions"].value(permission, false);
}
bool for_customers(const Json& gate) { return gate.value("audience", "agent") == "customer"; }

Json division_of(const std::vector<Json>& events, std::size_t i) {
  if (events[i].contains("division")) return events[i]["division"];
  if (!events[i].contains("conversation")) return nullptr;
  const auto given = [&](std::size_t j) {
    return get(events[j], "conversation") == events[i]["conversation"] &&
           events[j].contains("division");
  };
  for (std::size_t j = i; j-- > 0;)
    if (given(j)) return events[j]["division"];
  for (std::size_t j = i + 1; j < events.size(); ++j)
    if (given(j)) return events[j]["division"];
  return nullptr;
}

bool permitted(const Json& gate, const std::vector<Json>& events, std::size_t i) {
  const Json& e = events[i];
  const std::string group = group_of(e["type"]);
  if (!may(gate, "journey.event.view") || !may(gate, "external_contacts.session.view"))
    return false;
  if (!may(gate, "journey.session.view") &&
      (e.contains("conversation") || e.contains("interaction")))
    return false;
  if (!may(gate, "journey.session_type.view") && group == "web") return false;
  if (for_customers(gate) && (group == "note" || group == "tag" || get(e, "internal") == "true"))
    return false;
  if (!gate.contains("divisions")) return true;
  const Json division = division_of(events, i);
  if (division.is_null()) return true;
  return std::count(gate["divisions"].begin(), gate["divisions"].end(), division) > 0;
}

// Members that the gate takes from conditions, search and facets.
void withhold(const Json& gate, Json& e) {
  if (!may(gate, "journey.event_type.view"))
    for (const char* member : {"text", "title", "comments", "outcome"}) e.erase(member);
  if (!may(gate, "routing.queue.search")) e.erase("queue");
  if (for_customers(gate))
    for (const char* member : {"tags", "comments"}) e.erase(member);
  const Json masks = get(gate, "masks");
  if (masks.is_array() && std::count(masks.begin(), masks.end(), "name") > 0) {
    e.erase("customer.name");
    const Json kind = actor_kind_of(e);
    const bool ours =
        kind == "agent" || kind == "bot" || kind == "system" || group_of(e["type"]) == "agent";
    if (!ours)  // as gate.h has it, such an actor is nobody, whose team is nobody's
      for (const char* member : {"actor.name", "actor.id", "actor.team"}) e.erase(member);
  }
}

// -- state ---------------------------------------------------------------------------------------

struct State {
  Json channel, campaign, assignee;
  std::set<std::string> tags;
};

void fold(State& state, const Json& e) {
  state.channel = first(get(e, "channel"), state.channel);
  state.campaign = first(get(e, "campaign"), state.campaign);
  const std::string type = e["type"];
  if (type == "conversation.unassigned")
    state.assignee = nullptr;  // its `assignee`, if any, says who was taken off
  else if (e.contains("assignee.id") || e.contains("assignee.name") || e.contains("assignee.team"))
    state.assignee = {{"id", get(e, "assignee.id")},
                      {"name", get(e, "assignee.name")},
                      {"team", get(e, "assignee.team")}};
  const Json tags = e.value("tags", Json::array());
  if (type == "conversation.created" && e.contains("tags"))
    state.tags = tags.get<std::set<std::string>>();
  if (type == "tag.added")
    for (const Json& tag : tags) state.tags.insert(tag);
  if (type == "tag.removed")
    for (const Json& tag : tags) state.tags.erase(tag);
}

// -- values --------------------------------------------------------------------------------------

Json values_of(const Json& e, const State& state, const Json& customer) {
  const bool loose = !e.contains("conversation");
  const Json tags = loose ? e.value("tags", Json::array()) : Json(state.tags);
  const Json assignee = state.assignee.is_null() ? Json::object() : state.assignee;
  const bool agent_acted =
      actor_kind_of(e) == "agent" && (e.contains("actor.id") || e.contains("actor.name"));
  const Json agent = agent_acted ? first(get(e, "actor.id"), get(e, "actor.name"))
                                 : first(get(assignee, "id"), get(assignee, "name"));
  const Json team = first(get(assignee, "team"), get(e, "actor.team"));
  const bool by_channel = state.channel == "sms" || state.channel == "email";
  const bool failed = get(e, "failed") == "true" || get(e, "delivery") == "failed";
  const auto one = [](const Json& value) { return Json::array({value}); };
  const auto many = [&](const Json& values) { return values.empty() ? one(nullptr) : values; };
  return {{"customer", one(customer)},
          {"conversation", one(get(e, "conversation"))},
          {"interaction", one(get(e, "interaction_name"))},
          {"group", one(group_of(e["type"]))},
          {"kind", one(e["type"])},
          {"channel", one(state.channel)},
          {"campaign", one(state.campaign)},
          {"agent", one(agent)},
          {"team", one(team)},
          {"queue", one(get(e, "queue"))},
          {"tag", many(tags)},
          {"direction", one(direction_of(e))},
          {"outcome", one(get(e, "outcome"))},
          {"failed", one(failed)},
          {"actor_kind", one(actor_kind_of(e))},
          {"mode", one(first(get(e, "mode"), by_channel ? state.channel : Json()))},
          {"delivery", one(get(e, "delivery"))},
          {"source", many(e["sources"])}};
}

// -- conditions ----------------------------------------------------------------------------------

// "2026-05-31T…" n months earlier, by hand.
std::string months_before(const std::string& time, int months) {
  const int year = std::stoi(time.substr(0, 4)), month = std::stoi(time.substr(5, 2)),
            day = std::stoi(time.substr(8, 2));
  const int index = year * 12 + month - 1 - months;
  const int y = index / 12, m = index % 12 + 1;
  const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  const int lengths[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  char date[48];
  std::snprintf(date, sizeof date, "%04d-%02d-%02d", y, m, std::min(day, lengths[m - 1]));
  return date + time.substr(10);
}

bool in_period(const Json& e, const Json& period, const std::string& as_of_time) {
  const std::string time = e["time"];
  if (period.contains("months"))
    return time >= months_before(as_of_time, period["months"]) && time <= as_of_time;
  const std::string date = time.substr(0, 10);
  return date >= period.value("from", "0000") && date <= period.value("to", "9999-99");
}

bool has_words(const Json& e, const Json& words) {
  return std::all_of(words.begin(), words.end(), [&](const Json& word) {
    for (const char* member :
         {"text", "title", "comments", "customer.name", "actor.name", "assignee.name"})
      if (e.contains(member) &&
          e["folded"][member].get<std::string>().find(word.get<std::string>()) != std::string::npos)
        return true;
    return false;
  });
}

bool takes(const Json& wanted, const Json& values) {
  return std::any_of(values.begin(), values.end(), [&](const Json& value) {
    return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
  });
}

struct Seen {
  Json event, values;
  std::set<std::string> fails;
};

std::vector<Seen> in_view(const Question& q) {
  const std::vector<Json> all = q.events.get<std::vector<Json>>();
  std::vector<Json> open;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!permitted(q.gate, all, i)) continue;
    open.push_back(all[i]);
    withhold(q.gate, open.back());
  }
  std::map<Json, Json> named;
  for (const Json& e : open)
    if (e["at"] <= q.as_of && e.contains("customer.id") && e.contains("conversation"))
      named.emplace(e["conversation"], e["customer.id"]);
  std::map<Json, State> states;
  std::vector<Seen> seen;
  for (const Json& e : open) {
    if (e["at"] > q.as_of) continue;
    const auto inherited = named.find(get(e, "conversation"));
    const Json customer =
        first(get(e, "customer.id"), inherited == named.end() ? Json() : inherited->second);
    if (!q.customer.is_null() && customer != q.customer) continue;
    State own;
    State& state = e.contains("conversation") ? states[e["conversation"]] : own;
    fold(state, e);
    seen.push_back({e, values_of(e, state, customer), {}});
  }
  return seen;
}

Json options(const std::string& field, const std::vector<Seen>& rows, const Json& filter) {
  const Json wanted = filter.value(field, Json::array());
  const Json campaigns = filter.value("campaign", Json::array());
  std::map<Json, int> counts;
  for (const Seen& row : rows) {
    if (field == "channel" && !campaigns.empty() && !takes(campaigns, row.values["campaign"]))
      continue;
    for (const Json& value : row.values[field]) counts[value];
  }
  for (const Json& value : wanted) counts[value];
  for (const Seen& row : rows) {
    std::set<std::string> others = row.fails;
    others.erase(field);
    if (!others.empty()) continue;
    for (const Json& value : row.values[field]) ++counts[value];
  }
  std::vector<std::pair<Json, int>> sorted(counts.begin(), counts.end());
  const auto bytes = [](const Json& value) {
    return value.is_boolean() ? value.dump() : value.get<std::string>();
  };
  std::sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) {
    if (a.second != b.second) return a.second > b.second;
    if (a.first.is_null() || b.first.is_null()) return b.first.is_null() && !a.first.is_null();
    return bytes(a.first) < bytes(b.first);
  });
  Json list = Json::array();
  for (const auto& [value, count] : sorted)
    list.push_back({{"value", value},
                    {"count", count},
                    {"selected", std::find(wanted.begin(), wanted.end(), value) != wanted.end()}});
  return list;
}

}  // namespace

Answer answer(const Question& q) {
  std::vector<Seen> rows = in_view(q);
  Answer a;
  a.hidden_by["several"] = 0;
  for (const std::string& field : kFields)
    if (!q.filter.value(field, Json::array()).empty()) a.hidden_by[field] = 0;
  if (q.filter.contains("period")) a.hidden_by["period"] = 0;
  if (!q.words.empty()) a.hidden_by["text"] = 0;
  std::set<std::string> ids;
  for (Seen& row : rows) {
    for (const std::string& field : kFields) {
      const Json wanted = q.filter.value(field, Json::array());
      if (!wanted.empty() && !takes(wanted, row.values[field])) row.fails.insert(field);
    }
    if (q.filter.contains("period") && !in_period(row.event, q.filter["period"], q.as_of_time))
      row.fails.insert("period");
    if (!has_words(row.event, q.words)) row.fails.insert("text");
    if (row.fails.empty()) ids.insert(row.event["id"]);
    if (row.fails.size() == 1)
      a.hidden_by[*row.fails.begin()] = a.hidden_by[*row.fails.begin()].get<int>() + 1;
    if (row.fails.size() > 1) a.hidden_by["several"] = a.hidden_by["several"].get<int>() + 1;
  }
  a.passing = ids;
  for (const std::string& field : kFields) a.facets[field] = options(field, rows, q.filter);
  return a;
}

}  // namespace throughline::oracle
