// Fields and operators, each through the engine: one event, one condition on the start, did a
// journey start?
#include <string>

#include "catch.hpp"
#include "world.h"

using namespace throughline;
using namespace throughline::testing;

namespace {

// Events before the last one set the scene; only the last is of the start's kind.
bool starts(const std::vector<Json>& events, const Json& condition) {
  World world;
  world.add_all(events);
  const Json templates = {
      {{"id", "t"}, {"start", {{"type", "message.received"}, {"conditions", {condition}}}}}};
  const Json document = world.document_of(templates, 1000000);
  return summary(document)["started"] == 1;
}

Json condition(std::string_view field, std::string_view op, const Json& value) {
  return {{"field", field}, {"op", op}, {"value", value}};
}

// One message with these members.
bool message(const Json& members, const Json& condition) {
  return starts({event("e", "message.received", 5, members)}, condition);
}

bool metadata(std::string_view json, std::string_view name, std::string_view op,
              const Json& value) {
  return message({{"metadata", Json::parse(json)}},
                 condition("metadata." + std::string(name), op, value));
}

}  // namespace

TEST_CASE("state fields are as of the event, the event included") {
  const Json created =
      event("a", "conversation.created", 1, {{"channel", "email"}, {"tags", {"returns", "VIP"}}});
  const Json assigned = event("b", "conversation.assigned", 2,
                              {{"assignee", {{"id", "a1"}, {"name", "Ana"}, {"team", "Care"}}}});
  const Json hello = event("c", "message.received", 3);
  const Json by_sms = event("c", "message.received", 3, {{"channel", "sms"}});
  CHECK(starts({created, hello}, condition("channel", "equals", "EMAIL")));
  CHECK(starts({created, by_sms}, condition("channel", "equals", "sms")));
  CHECK_FALSE(starts({created, by_sms}, condition("channel", "equals", "email")));
  CHECK(starts({created, hello}, condition("status", "equals", "open")));
  CHECK(starts({created, hello}, condition("tags", "equals", "vip")));
  CHECK(starts({created, assigned, hello}, condition("agent", "equals", "a1")));
  CHECK(starts({created, assigned, hello}, condition("agent", "equals", "ana")));
  CHECK(starts({created, assigned, hello}, condition("team", "equals", "care")));
  CHECK_FALSE(starts({created, hello}, condition("agent", "exists", true)));
  CHECK_FALSE(starts({created, assigned, event("u", "conversation.unassigned", 2), hello},
                     condition("agent", "exists", true)));
}

TEST_CASE("a tag removed before a condition looks is gone") {
  const Json created = event("a", "conversation.created", 1, {{"tags", {"returns"}}});
  const Json removed = event("b", "tag.removed", 2, {{"tags", {"returns"}}});
  const Json hello = event("c", "message.received", 3);
  CHECK(starts({created, hello}, condition("tags", "equals", "returns")));
  CHECK_FALSE(starts({created, removed, hello}, condition("tags", "equals", "returns")));
  CHECK(starts({created, removed, hello}, condition("tags", "exists", false)));
  CHECK_FALSE(starts({created, removed, hello}, condition("tags", "exists", true)));
}

TEST_CASE("an id-or-name field is the set of both") {
  const Json ana = {{"assignee", {{"id", "a1"}, {"name", "Ana"}}}};
  CHECK(message(ana, condition("agent", "in", "x, ana")));
  CHECK_FALSE(message(ana, condition("agent", "not_equals", "ana")));
  CHECK_FALSE(message(ana, condition("agent", "not_equals", "a1")));
  CHECK(message(ana, condition("agent", "not_equals", "ben")));
  CHECK(message({{"customer", {{"id", "k"}, {"name", "Kim"}}}},
                condition("event.customer", "equals", "kim")));
  CHECK(message({{"actor", {{"id", "a"}, {"name", "Bo"}}}},
                condition("event.actor", "equals", "bo")));
}

TEST_CASE("on a set a positive operator needs one member, a negated one none") {
  const Json tags = {{"tags", {"returns", "vip"}}};
  CHECK(message(tags, condition("event.tags", "equals", "vip")));
  CHECK(message(tags, condition("event.tags", "contains", "turn")));
  CHECK(message(tags, condition("event.tags", "in", Json::array({"x", "returns"}))));
  CHECK_FALSE(message(tags, condition("event.tags", "not_equals", "vip")));
  CHECK_FALSE(message(tags, condition("event.tags", "not_in", "x, returns")));
  CHECK(message(tags, condition("event.tags", "not_in", "x, y")));
}

TEST_CASE("an event's own labels are not the conversation's tags") {
  const Json tags = {{"tags", {"label"}}};
  CHECK_FALSE(message(tags, condition("tags", "equals", "label")));
  CHECK(message(tags, condition("event.tags", "equals", "label")));
}

TEST_CASE("a missing field fails positive operators and satisfies negated ones") {
  for (const char* field :
       {"channel", "tags", "agent", "team", "event.queue", "event.rating.value", "metadata.x"}) {
    INFO(field);
    CHECK_FALSE(message({}, condition(field, "equals", "a")));
    CHECK_FALSE(message({}, condition(field, "contains", "")));
    CHECK_FALSE(message({}, condition(field, "in", "a,b")));
    CHECK_FALSE(message({}, condition(field, "less_than", 5)));
    CHECK_FALSE(message({}, condition(field, "exists", true)));
    CHECK(message({}, condition(field, "exists", false)));
    CHECK(message({}, condition(field, "not_equals", "a")));
    CHECK(message({}, condition(field, "not_in", "a,b")));
  }
}

TEST_CASE("null is missing and the empty string is a value") {
  CHECK_FALSE(metadata(R"({"x":null})", "x", "exists", true));
  CHECK(metadata(R"({"x":null})", "x", "not_equals", "a"));
  CHECK(metadata(R"({"x":""})", "x", "exists", true));
  CHECK(metadata(R"({"x":""})", "x", "equals", ""));
  CHECK(metadata(R"({"x":["",null]})", "x", "equals", ""));
  CHECK_FALSE(metadata(R"({"x":[null]})", "x", "exists", true));
  CHECK_FALSE(metadata(R"({"x":[]})", "x", "exists", true));
}

TEST_CASE("numbers are compared as numbers where one side is a JSON number") {
  CHECK(metadata(R"({"n":10})", "n", "equals", 10.0));
  CHECK(metadata(R"({"n":"10.0"})", "n", "equals", 10));
  CHECK(metadata(R"({"n":1e1})", "n", "equals", "10"));
  CHECK_FALSE(metadata(R"({"n":"10.0"})", "n", "equals", "10"));
  CHECK_FALSE(metadata(R"({"n":"ten"})", "n", "equals", 10));
  CHECK(metadata(R"({"n":"ten"})", "n", "not_equals", 10));
  CHECK_FALSE(metadata(R"({"n":"10.0"})", "n", "not_equals", 10));
  CHECK(metadata(R"({"n":10})", "n", "in", "9, 10.0"));
  CHECK(metadata(R"({"n":"5"})", "n", "in", Json::array({5.0, "x"})));
  CHECK_FALSE(metadata(R"({"n":"5.0"})", "n", "in", "5, 6"));
  CHECK_FALSE(metadata(R"({"n":10})", "n", "not_in", "9, 10"));
}

TEST_CASE("greater_than and less_than take numeric strings and fail otherwise") {
  CHECK(metadata(R"({"n":10})", "n", "greater_than", 9));
  CHECK(metadata(R"({"n":"10"})", "n", "greater_than", "9"));
  CHECK_FALSE(metadata(R"({"n":10})", "n", "greater_than", 10));
  CHECK_FALSE(metadata(R"({"n":10})", "n", "less_than", 10));
  CHECK(metadata(R"({"n":"-1.5"})", "n", "less_than", 0));
  CHECK_FALSE(metadata(R"({"n":"tall"})", "n", "greater_than", 1));
  CHECK_FALSE(metadata(R"({"n":10})", "n", "greater_than", "low"));
  CHECK_FALSE(metadata(R"({"n":true})", "n", "greater_than", 0));
  CHECK(metadata(R"({"n":9007199254740993})", "n", "greater_than", 9007199254740992));
}

TEST_CASE("strings fold case unless case_sensitive") {
  const Json text = {{"text", "I want to RETURN Straße ÉTÉ"}};
  CHECK(message(text, condition("event.text", "contains", "want to return")));
  CHECK(message(text, condition("event.text", "starts_with", "i WANT")));
  CHECK(message(text, condition("event.text", "ends_with", "straße été")));
  CHECK_FALSE(message(text, condition("event.text", "ends_with", "ete")));
  Json sensitive = condition("event.text", "contains", "return");
  sensitive["case_sensitive"] = true;
  CHECK_FALSE(message(text, sensitive));
  sensitive["value"] = "RETURN";
  CHECK(message(text, sensitive));
}

TEST_CASE("a comma-separated list is trimmed at each comma, an array is not") {
  CHECK(message({{"queue", "b c"}}, condition("event.queue", "in", "a ,  b c,d")));
  CHECK_FALSE(message({{"queue", "a"}}, condition("event.queue", "in", Json::array({" a"}))));
  CHECK(message({{"queue", "a,b"}}, condition("event.queue", "in", Json::array({"a,b"}))));
}

TEST_CASE("metadata names are literal first, then a path") {
  CHECK(metadata(R"({"a.b":"lit","a":{"b":"path"}})", "a.b", "equals", "lit"));
  CHECK(metadata(R"({"a":{"b":"path"}})", "a.b", "equals", "path"));
  CHECK(metadata(R"({"$x:y":1})", "$x:y", "equals", 1));
  CHECK_FALSE(metadata(R"({"a.b":null,"a":{"b":"path"}})", "a.b", "exists", true));
  CHECK(metadata(R"({"items":[{"sku":"S1"},{"sku":"S2"}]})", "items.sku", "equals", "s2"));
  CHECK(metadata(R"({"items":[{"sku":"S1"},{"sku":"S2"}]})", "items.0.sku", "not_equals", "s2"));
}

TEST_CASE("booleans are the strings true and false") {
  CHECK(metadata(R"({"ok":true})", "ok", "equals", true));
  CHECK(metadata(R"({"ok":true})", "ok", "equals", "True"));
  CHECK_FALSE(metadata(R"({"ok":false})", "ok", "equals", true));
  CHECK(message({{"failed", true}}, condition("event.failed", "equals", true)));
}

TEST_CASE(
    "channel, campaign, customer, direction and actor kind are inherited by an event's own "
    "fields") {
  const Json created = event("a", "conversation.created", 1,
                             {{"channel", "email"}, {"campaign", "spring"}, {"customer", "k1"}});
  const Json hello = event("c", "message.received", 3);
  CHECK(starts({created, hello}, condition("event.channel", "equals", "email")));
  CHECK(starts({created, hello}, condition("event.campaign", "equals", "spring")));
  CHECK(starts({created, hello}, condition("event.customer.id", "equals", "k1")));
  CHECK(starts({created, hello}, condition("event.direction", "equals", "inbound")));
  CHECK(starts({created, hello}, condition("event.actor.kind", "equals", "customer")));
}

TEST_CASE("members of every form can be asked for") {
  CHECK(message({{"rating", {{"value", 4}, {"max", 5}}}},
                condition("event.rating", "greater_than", 3)));
  CHECK(message({{"rating", {{"value", 4}, {"max", 5}}}},
                condition("event.rating.max", "equals", "5")));
  CHECK(message({{"status", "pending"}}, condition("event.status", "equals", "pending")));
  CHECK(message({{"media", Json::parse(R"([{"name":"label.pdf","type":"application/pdf"}])")}},
                condition("event.media.type", "ends_with", "/pdf")));
  CHECK(message({{"media", Json::parse(R"([{"name":"label.pdf"}])")}},
                condition("event.media", "contains", "label.pdf")));
  CHECK(message({{"metadata", {{"a", 1}}}}, condition("event.metadata.a", "equals", 1)));
  CHECK(message({}, condition("event.type", "equals", "message.received")));
}
