#include "generators.h"

#include <algorithm>
#include <string>

namespace throughline::generators {
namespace {

using rc::gen::element;
using rc::gen::inRange;

// True in one of n cases; shrinks to false.
bool once_in(int n) {
  return *rc::gen::map(inRange(0, n), [n](int x) { return x == n - 1; });
}

template <class... T>
std::string any_of(const T&... choices) {
  return *element(std::string(choices)...);
}

Json any_json(const std::vector<Json>& choices) {
  return choices[*inRange<std::size_t>(0, choices.size())];
}

const std::vector<Json>& metadata_values() {
  static const std::vector<Json> kValues = {
      Json::parse(R"({"order":"A-1"})"),
      Json::parse(R"({"order":"a-12","n":5})"),
      Json::parse(R"({"n":"5.0"})"),
      Json::parse(R"({"n":12.50,"flag":true})"),
      Json::parse(R"({"n":"","o":{"k":"x"}})"),
      Json::parse(R"({"o":{"k":["x","y",null,7]}})"),
      Json::parse(R"({"o.k":"literal","o":{"k":"x"}})"),
      Json::parse(R"({"o.k":null,"o":{"k":"x"}})"),
      Json::parse(R"({"list":[{"sku":"S1"},{"sku":"S2"}]})"),
      Json::parse(R"({"list":[]})"),
      Json::parse(R"({"order":null})"),
  };
  return kValues;
}

const std::vector<Json>& assignees() {
  static const std::vector<Json> kAssignees = {
      Json::parse(R"({"id":"a1","name":"Ana","team":"care"})"),
      Json::parse(R"({"id":"a2","name":"Ben"})"),
      Json::parse(R"({"name":"Ana"})"),
  };
  return kAssignees;
}

std::string any_kind() {
  return any_of("message.received", "message.sent", "tag.added", "tag.removed",
                "conversation.created", "conversation.done", "conversation.reopened", "csat.rated",
                "conversation.assigned", "conversation.unassigned", "note.created", "custom.thing");
}

Json any_tags() {
  Json tags = Json::array();
  for (const char* tag : {"returns", "VIP", "refund"})
    if (once_in(2)) tags.push_back(tag);
  if (tags.empty()) tags.push_back("returns");
  return tags;
}

Json any_event(std::size_t index) {
  const std::string kind = any_kind();
  Json event = {{"id", "e" + std::to_string(index)}, {"type", kind}, {"at_ms", *instant()}};
  if (!once_in(8)) event["conversation"] = any_of("c1", "c2", "c3");
  if (once_in(3)) event["channel"] = any_of("email", "sms", "whatsapp");
  if (once_in(3)) event["customer"] = any_of("k1", "k2");
  if (once_in(8)) event["customer"] = {{"id", "k3"}, {"name", "Kim"}};
  if (once_in(4)) event["metadata"] = any_json(metadata_values());
  if (once_in(8)) event["campaign"] = any_of("spring", "autumn");
  if (once_in(8)) event["text"] = any_of("I want to return", "Hello", "");
  if (once_in(12)) event["status"] = any_of("pending", "open");
  if (once_in(12)) event["direction"] = any_of("inbound", "outbound");
  if (kind == "csat.rated") event["rating"] = {{"value", *element(1, 3, 5)}};
  if (kind == "conversation.assigned") event["assignee"] = any_json(assignees());
  if (kind == "conversation.created" || kind.rfind("tag.", 0) == 0) event["tags"] = any_tags();
  return event;
}

Json any_condition() {
  const std::string field =
      any_of("channel", "status", "tags", "agent", "team", "event.channel", "event.text",
             "event.direction", "event.rating.value", "event.rating", "event.customer",
             "event.customer.id", "event.campaign", "event.tags", "metadata.n", "metadata.order",
             "metadata.o.k", "metadata.list.sku", "metadata.flag", "metadata.list.1.sku");
  const std::string op = any_of("equals", "not_equals", "contains", "starts_with", "ends_with",
                                "in", "not_in", "greater_than", "less_than", "exists");
  Json condition = {{"field", field}, {"op", op}};
  static const std::vector<Json> kScalars = {
      "email", "SMS", "returns", "vip", "Ana", "a1",   "care", "5",    5,         5.0,  "x",
      "A-1",   12.5,  3,         "",    "S2",  "true", true,   "open", "inbound", "k1", "spring"};
  static const std::vector<Json> kLists = {"email, sms",
                                           "returns,vip",
                                           Json::array({"Ana", 5, "x"}),
                                           "5 , 7",
                                           Json::array({"done", "open"}),
                                           "",
                                           Json::array({true, "S1"})};
  if (op == "exists") {
    if (once_in(2)) condition["value"] = once_in(2);
  } else {
    condition["value"] = any_json(op == "in" || op == "not_in" ? kLists : kScalars);
  }
  if (once_in(4)) condition["case_sensitive"] = true;
  return condition;
}

Json any_trigger() {
  Json trigger = Json::object();
  const int form = *inRange(0, 8);
  if (form < 5) trigger["type"] = any_kind();
  if (form == 5) trigger["type"] = Json::array({any_kind(), any_kind()});
  if (form == 6) trigger["group"] = any_of("message", "conversation", "tag", "other");
  const int conditions = *element(0, 0, 0, 1, 1, 2);
  for (int i = 0; i < conditions; ++i) trigger["conditions"].push_back(any_condition());
  return trigger;
}

Json any_hours() { return any_json({1, 0.5, 2, 3.5, 0, 0.0000003, 24}); }

Json any_triggers(const std::string& prefix, int most, bool are_milestones) {
  Json list = Json::array();
  const int count = *inRange(0, most + 1);
  for (int i = 0; i < count; ++i) {
    Json trigger = any_trigger();
    trigger["id"] = prefix + std::to_string(i);
    if (are_milestones && once_in(4)) trigger["within_hours"] = any_hours();
    list.push_back(trigger);
  }
  return list;
}

Json any_template(int number) {
  Json made = {{"id", "t" + std::to_string(number)}, {"start", any_trigger()}};
  made["milestones"] = any_triggers("m", 4, true);
  made["ends"] = any_triggers("end", 2, false);
  if (once_in(4)) made["exclude"] = any_triggers("x", 2, false);
  if (once_in(2)) made["timeout_hours"] = any_hours();
  if (once_in(3)) made["subject"] = "customer";
  if (once_in(5)) made["reentry"] = "never";
  if (once_in(4)) made["count_start_event"] = true;
  made["order"] = any_of("any", "any", "ordered", "strict");
  if (once_in(12)) made["enabled"] = false;
  if (once_in(6)) made["disabled_at"] = *instant();
  if (once_in(6)) {
    const int count = *inRange(1, 4);
    for (int i = 0; i < count; ++i)
      made["enabled_changes"].push_back({{"at", *instant()}, {"enabled", once_in(2)}});
  }
  return made;
}

}  // namespace

rc::Gen<std::int64_t> instant() {
  return rc::gen::exec([] {
    const std::int64_t step = *inRange(0, kSteps);
    return kStartMs + step * kStepMs + *element<std::int64_t>(0, 0, 0, 0, 1, -1);
  });
}

rc::Gen<std::vector<Json>> log() {
  return rc::gen::exec([] {
    std::vector<Json> events;
    const auto count = *rc::gen::resize(60, inRange<std::size_t>(0, 60));
    for (std::size_t i = 0; i < count; ++i) events.push_back(any_event(i));
    return events;
  });
}

rc::Gen<Json> templates() {
  return rc::gen::exec([] {
    Json list = Json::array({any_template(0)});
    if (once_in(3)) list.push_back(any_template(1));
    return list;
  });
}

std::vector<Json> in_order(std::vector<Json> events) {
  std::stable_sort(events.begin(), events.end(),
                   [](const Json& a, const Json& b) { return a["at_ms"] < b["at_ms"]; });
  return events;
}

}  // namespace throughline::generators
