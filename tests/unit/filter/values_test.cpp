// What each field means, one ruling a case.
#include "catch.hpp"
#include "world.h"

using namespace throughline;
using testing::World;

namespace {
using Rows = std::vector<Row>;
}

TEST_CASE("values of one field are OR, fields are AND") {
  World world({{1, "message.received", {{Member::channel, "sms"}, {Member::campaign, "spring"}}},
               {2, "message.sent", {{Member::channel, "email"}, {Member::campaign, "spring"}}},
               {3, "message.sent", {{Member::channel, "sms"}, {Member::campaign, "autumn"}}},
               {4, "message.sent", {{Member::channel, "line"}}}});
  CHECK(world.shown(R"({"channel":["sms","email"]})") == Rows{0, 1, 2});
  CHECK(world.shown(R"({"channel":["sms","email"],"campaign":["spring"]})") == Rows{0, 1});
  CHECK(world.shown(R"({"channel":["sms"],"kind":["message.sent"]})") == Rows{2});
  CHECK(world.shown("{}") == Rows{0, 1, 2, 3});
  CHECK(world.filter.shown() == 4);
  CHECK(world.filter.hidden() == 0);
}

TEST_CASE("null selects events without a value, beside values or alone") {
  World world({{1, "message.sent", {{Member::queue, "north"}}},
               {2, "message.sent", {{Member::queue, ""}}},
               {3, "message.sent"}});
  CHECK(world.shown(R"({"queue":[null]})") == Rows{2});
  CHECK(world.shown(R"({"queue":["north",null]})") == Rows{0, 2});
  CHECK(world.shown(R"({"queue":[""]})") == Rows{1});
}

TEST_CASE("a value that nothing has selects nothing") {
  World world({{1, "message.sent", {{Member::queue, "north"}}}});
  CHECK(world.shown(R"({"queue":["North"]})").empty());
  CHECK(world.filter.hidden() == 1);
  CHECK(world.shown(R"({"queue":["south"]})").empty());
}

TEST_CASE("channel, campaign, tag and team are the conversation's as of the event") {
  World world(
      {{1,
        "conversation.created",
        {{Member::conversation, "k"}, {Member::tags, R"(["new"])"}, {Member::campaign, "spring"}}},
       {2, "message.received", {{Member::conversation, "k"}, {Member::channel, "sms"}}},
       {3, "tag.added", {{Member::conversation, "k"}, {Member::tags, R"(["vip"])"}}},
       {4,
        "conversation.assigned",
        {{Member::conversation, "k"},
         {Member::assignee_id, "a1"},
         {Member::assignee_team, "front"}}},
       {5, "message.sent", {{Member::conversation, "k"}, {Member::tags, R"(["own"])"}}},
       {6, "tag.removed", {{Member::conversation, "k"}, {Member::tags, R"(["new"])"}}}});
  CHECK(world.shown(R"({"channel":["sms"]})") == Rows{1, 2, 3, 4, 5});
  CHECK(world.shown(R"({"channel":[null]})") == Rows{0});
  CHECK(world.shown(R"({"campaign":["spring"]})") == Rows{0, 1, 2, 3, 4, 5});
  CHECK(world.shown(R"({"tag":["new"]})") == Rows{0, 1, 2, 3, 4});
  CHECK(world.shown(R"({"tag":["vip"]})") == Rows{2, 3, 4, 5});
  CHECK(world.shown(R"({"tag":["new","vip"]})") == Rows{0, 1, 2, 3, 4, 5});
  CHECK(world.shown(R"({"tag":["own"]})").empty());
  CHECK(world.shown(R"({"team":["front"]})") == Rows{3, 4, 5});
}

TEST_CASE("an event without conversation has its own labels") {
  World world({{1, "web.page_viewed", {{Member::tags, R"(["a","b"])"}, {Member::channel, "web"}}},
               {2, "purchase.completed"}});
  CHECK(world.shown(R"({"tag":["b"]})") == Rows{0});
  CHECK(world.shown(R"({"tag":[null]})") == Rows{1});
  CHECK(world.shown(R"({"channel":["web"]})") == Rows{0});
}

TEST_CASE("team is the assignee's, else the actor's") {
  World world(
      {{1, "message.sent", {{Member::actor_id, "x"}, {Member::actor_team, "night"}}},
       {2,
        "message.sent",
        {{Member::conversation, "k"}, {Member::assignee_id, "a"}, {Member::assignee_team, "day"}}},
       {3,
        "message.sent",
        {{Member::conversation, "k"}, {Member::actor_id, "x"}, {Member::actor_team, "night"}}}});
  CHECK(world.shown(R"({"team":["night"]})") == Rows{0});
  CHECK(world.shown(R"({"team":["day"]})") == Rows{1, 2});
}

TEST_CASE("agent is the actor where an agent acted, else the assignee; id, else name") {
  World world(
      {{1,
        "message.sent",
        {{Member::conversation, "k"}, {Member::actor_id, "a7"}, {Member::actor_name, "Ann"}}},
       {2, "conversation.assigned", {{Member::conversation, "k"}, {Member::assignee_name, "Bo"}}},
       {3, "message.received", {{Member::conversation, "k"}, {Member::actor_id, "c1"}}},
       {4, "sla.breached"}});
  CHECK(world.shown(R"({"agent":["a7"]})") == Rows{0});
  CHECK(world.shown(R"({"agent":["Ann"]})").empty());
  CHECK(world.shown(R"({"agent":["Bo"]})") == Rows{1, 2});
  CHECK(world.shown(R"({"agent":[null]})") == Rows{3});
}

TEST_CASE("direction and actor_kind follow from the kind where they are absent") {
  World world({{1, "message.received"},
               {2, "message.sent"},
               {3, "ai.responded"},
               {4, "sla.met"},
               {5, "note.created"},
               {6, "message.sent", {{Member::actor_kind, "bot"}, {Member::direction, "inbound"}}}});
  CHECK(world.shown(R"({"direction":["inbound"]})") == Rows{0, 5});
  CHECK(world.shown(R"({"direction":[null]})") == Rows{3, 4});
  CHECK(world.shown(R"({"actor_kind":["bot"]})") == Rows{2, 5});
  CHECK(world.shown(R"({"actor_kind":["system",null]})") == Rows{3, 4});
}

TEST_CASE("an event failed by itself or by its delivery") {
  World world({{1, "message.sent", {{Member::failed, "true"}}},
               {2, "message.sent", {{Member::delivery, "failed"}}},
               {3, "message.sent", {{Member::delivery, "read"}, {Member::failed, "false"}}},
               {4, "note.created"}});
  CHECK(world.shown(R"({"failed":[true]})") == Rows{0, 1});
  CHECK(world.shown(R"({"failed":[false]})") == Rows{2, 3});
  CHECK(world.shown(R"({"failed":[true,false]})") == Rows{0, 1, 2, 3});
  CHECK(world.shown(R"({"failed":[null]})").empty());
  CHECK(world.shown(R"({"delivery":["failed","read"]})") == Rows{1, 2});
}

TEST_CASE("group is the kind's; unknown kinds are of group other, under their own name") {
  World world({{1, "message.sent"}, {2, "media.shared"}, {3, "loyalty.stamped"}});
  CHECK(world.shown(R"({"group":["message","media"]})") == Rows{0, 1});
  CHECK(world.shown(R"({"group":["other"]})") == Rows{2});
  CHECK(world.shown(R"({"kind":["loyalty.stamped"]})") == Rows{2});
}

TEST_CASE("mode is as shown: its own, else the channel for sms and email") {
  World world({{1, "call.started", {{Member::mode, "mobile"}, {Member::channel, "voice"}}},
               {2, "message.sent", {{Member::channel, "sms"}}},
               {3, "message.sent", {{Member::channel, "whatsapp"}}}});
  CHECK(world.shown(R"({"mode":["mobile","sms"]})") == Rows{0, 1});
  CHECK(world.shown(R"({"mode":[null]})") == Rows{2});
}

TEST_CASE("customer is the event's, else its conversation's") {
  World world({{1, "message.received", {{Member::conversation, "k"}}},
               {2, "message.received", {{Member::conversation, "k"}, {Member::customer_id, "c1"}}},
               {3, "message.received", {{Member::customer_id, "c2"}}},
               {4, "note.created"}});
  CHECK(world.shown(R"({"customer":["c1"]})") == Rows{0, 1});
  CHECK(world.shown(R"({"customer":[null]})") == Rows{3});
  CHECK(world.shown(R"({"conversation":["k"]})") == Rows{0, 1});
}

TEST_CASE("interaction goes by its name, else by its first event") {
  World world({{1, "message.received", {{Member::conversation, "k"}, {Member::channel, "sms"}}},
               {2, "message.sent", {{Member::conversation, "k"}, {Member::channel, "sms"}}},
               {3, "call.started", {{Member::interaction, "call-1"}}},
               {4, "note.created"}});
  CHECK(world.shown(R"({"interaction":["crm/e0"]})") == Rows{0, 1});
  CHECK(world.shown(R"({"interaction":["call-1"]})") == Rows{2});
  CHECK(world.shown(R"({"interaction":["crm/e3"]})") == Rows{3});
  CHECK(world.shown(R"({"interaction":["crm/e1"]})").empty());
}

TEST_CASE("an interaction passes with any of its events") {
  World world({{1, "message.received", {{Member::conversation, "k"}, {Member::channel, "sms"}}},
               {2, "message.sent", {{Member::conversation, "k"}, {Member::channel, "sms"}}},
               {3, "note.created"}});
  world.choose(R"({"kind":["message.sent"]})");
  CHECK(world.filter.passes_interaction(world.conversations.interaction_of(0)));
  CHECK_FALSE(world.filter.passes(0));
  CHECK_FALSE(world.filter.passes_interaction(world.conversations.interaction_of(2)));
}

TEST_CASE("an event of several sources passes by any of them") {
  World world;
  world.add({1, "message.sent", {{Member::id, "x"}}, "crm"});
  world.add({1, "message.sent", {{Member::id, "x"}}, "telephony"});
  world.add({2, "message.sent", {}, "telephony"});
  world.settle();
  CHECK(world.shown(R"({"source":["crm"]})") == Rows{0});
  CHECK(world.shown(R"({"source":["telephony"]})") == Rows{0, 2});
  CHECK(
      world.facet(FilterField::source) ==
      R"([{"value":"telephony","count":2,"selected":true},{"value":"crm","count":1,"selected":false}])");
}

TEST_CASE("a period counts both ends in") {
  World world({{1778587200000, "message.sent"},
               {1778587200001, "message.sent"},
               {1786536000000, "message.sent"}});
  // 12 May 2026 12:00 UTC plus three months is 12 August 2026 12:00.
  world.events.set_as_of(Instant{1786536000000});
  world.settle();
  CHECK(world.shown(R"({"period":{"months":3}})") == Rows{0, 1, 2});
  world.events.set_as_of(Instant{1786536000001});
  world.settle();
  CHECK(world.shown(R"({"period":{"months":3}})") == Rows{1, 2});
}

TEST_CASE("dates of a period are the display zone's") {
  World world({{1778544000000 - 1, "message.sent"},
               {1778544000000, "message.sent"}});  // 12 May 2026 00:00 UTC
  CHECK(world.shown(R"({"period":{"from":"2026-05-12"}})") == Rows{1});
  world.filter.set_display_zone(Zones::builtin().find("Europe/Berlin"));
  world.until_ready();
  CHECK(world.filter.shown() == 2);
}

TEST_CASE("the fields that hide an event are named in their order") {
  World world({{1, "message.sent", {{Member::channel, "sms"}, {Member::text, "hello"}}},
               {2, "message.sent"}});
  world.choose(R"({"text":"bye","channel":["email"],"period":{"from":"2026-01-01"}})");
  CHECK(world.filter.hiding_fields(0) ==
        std::vector<std::string_view>{"channel", "period", "text"});
  world.choose(R"({"channel":["sms"]})");
  CHECK(world.filter.hiding_fields(0).empty());
  CHECK(world.filter.hiding_fields(1) == std::vector<std::string_view>{"channel"});
}

TEST_CASE("what the gate hides or takes away is nowhere in filter and facets") {
  World world({{1, "message.sent", {{Member::queue, "north"}, {Member::outcome, "sold"}}},
               {2, "web.page_viewed", {{Member::channel, "web"}}},
               {3, "note.created", {{Member::division, "east"}}}});
  const Result<Gate> gate = Gate::parse(
      R"({"permissions":{"journey.event.view":true,"external_contacts.session.view":true,
          "journey.session.view":true,"journey.event_type.view":false,"routing.queue.search":false},
          "divisions":["west"]})");
  REQUIRE(gate.ok());
  world.events.set_gate(*gate);
  world.settle();
  CHECK(world.shown(R"({"queue":["north"]})").empty());
  CHECK(world.shown(R"({"outcome":[null],"queue":[null]})") == Rows{0});
  CHECK(world.facet(FilterField::queue) == R"([{"value":null,"count":1,"selected":true}])");
  CHECK(world.facet(FilterField::group) == R"([{"value":"message","count":1,"selected":false}])");
  CHECK(world.filter.shown() + world.filter.hidden() == 1);
}
