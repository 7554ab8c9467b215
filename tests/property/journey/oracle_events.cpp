#include "oracle_events.h"

#include <map>

namespace throughline::oracle {

std::string text_of(const Json& object, const std::string& name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string conversation_of(const Json& event) { return text_of(event, "conversation"); }

namespace {

// Section 1's list of what a kind implies, as far as the generator uses it.
std::string implied_status(const std::string& kind) {
  static const std::map<std::string, std::string> kImplied = {
      {"conversation.created", "open"},      {"conversation.reopened", "open"},
      {"conversation.resolved", "resolved"}, {"conversation.done", "done"},
      {"conversation.closed", "closed"},     {"conversation.snoozed", "snoozed"}};
  const auto found = kImplied.find(kind);
  return found == kImplied.end() ? std::string() : found->second;
}

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

std::string own_customer(const Json& event) {
  if (!event.contains("customer")) return {};
  return event["customer"].is_string() ? event["customer"].get<std::string>()
                                       : text_of(event["customer"], "id");
}

}  // namespace

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

}  // namespace throughline::oracle
