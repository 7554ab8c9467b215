#include "catch.hpp"
#include "world.h"

using namespace throughline;
using testing::World;

TEST_CASE("an option's count is what it would give under all other filters") {
  World world({{1, "message.sent", {{Member::channel, "sms"}, {Member::queue, "north"}}},
               {2, "message.sent", {{Member::channel, "sms"}, {Member::queue, "south"}}},
               {3, "message.sent", {{Member::channel, "email"}, {Member::queue, "north"}}}});
  world.choose(R"({"channel":["sms"],"queue":["north"]})");
  CHECK(
      world.facet(FilterField::channel) ==
      R"([{"value":"email","count":1,"selected":false},{"value":"sms","count":1,"selected":true}])");
  CHECK(
      world.facet(FilterField::queue) ==
      R"([{"value":"north","count":1,"selected":true},{"value":"south","count":1,"selected":false}])");
  CHECK(world.facet(FilterField::kind) ==
        R"([{"value":"message.sent","count":1,"selected":false}])");
}

TEST_CASE("every value that occurs is listed, with 0 too") {
  World world({{1, "message.sent", {{Member::queue, "north"}}},
               {2, "note.created", {{Member::queue, "south"}}}});
  world.choose(R"({"kind":["message.sent"]})");
  CHECK(
      world.facet(FilterField::queue) ==
      R"([{"value":"north","count":1,"selected":false},{"value":"south","count":0,"selected":false}])");
}

TEST_CASE("options are sorted by count, then bytes, the missing value last on ties") {
  World world({{1, "message.sent", {{Member::queue, "b"}}},
               {2, "message.sent", {{Member::queue, "a"}}},
               {3, "message.sent", {{Member::queue, "\xC3\xA4"}}},
               {4, "message.sent"},
               {5, "message.sent", {{Member::queue, "z"}}},
               {6, "message.sent", {{Member::queue, "z"}}},
               {7, "message.sent", {{Member::queue, ""}}}});
  CHECK(world.facet(FilterField::queue) ==
        R"([{"value":"z","count":2,"selected":false},{"value":"","count":1,"selected":false},)"
        R"({"value":"a","count":1,"selected":false},{"value":"b","count":1,"selected":false},)"
        "{\"value\":\"\xC3\xA4\",\"count\":1,\"selected\":false},"
        R"({"value":null,"count":1,"selected":false}])");
}

TEST_CASE("the missing value stands before values with fewer events") {
  World world(
      {{1, "message.sent"}, {2, "message.sent"}, {3, "message.sent", {{Member::queue, "a"}}}});
  CHECK(world.facet(FilterField::queue) ==
        R"([{"value":null,"count":2,"selected":false},{"value":"a","count":1,"selected":false}])");
}

TEST_CASE("the missing value is no option where nothing lacks one, unless it is chosen") {
  World world({{1, "message.sent", {{Member::queue, "a"}}}});
  CHECK(world.facet(FilterField::queue) == R"([{"value":"a","count":1,"selected":false}])");
  world.choose(R"({"queue":[null]})");
  CHECK(world.facet(FilterField::queue) ==
        R"([{"value":"a","count":1,"selected":false},{"value":null,"count":0,"selected":true}])");
}

TEST_CASE("a chosen value that nothing has stays, with 0") {
  World world({{1, "message.sent", {{Member::queue, "a"}}}});
  world.choose(R"({"queue":["gone"]})");
  CHECK(world.facet(FilterField::queue) ==
        R"([{"value":"a","count":1,"selected":false},{"value":"gone","count":0,"selected":true}])");
}

TEST_CASE(
    "the list of channels is cut to the chosen campaigns; a chosen channel outside stays with 0") {
  World world({{1, "message.sent", {{Member::channel, "sms"}, {Member::campaign, "spring"}}},
               {2, "message.sent", {{Member::channel, "email"}, {Member::campaign, "spring"}}},
               {3, "message.sent", {{Member::channel, "line"}, {Member::campaign, "autumn"}}},
               {4, "message.sent", {{Member::campaign, "autumn"}}},
               {5, "message.sent", {{Member::channel, "voice"}}}});
  world.choose(R"({"campaign":["spring"]})");
  CHECK(
      world.facet(FilterField::channel) ==
      R"([{"value":"email","count":1,"selected":false},{"value":"sms","count":1,"selected":false}])");
  world.choose(R"({"campaign":["spring"],"channel":["line"]})");
  CHECK(
      world.facet(FilterField::channel) ==
      R"([{"value":"email","count":1,"selected":false},{"value":"sms","count":1,"selected":false},)"
      R"({"value":"line","count":0,"selected":true}])");
  world.choose(R"({"campaign":["autumn"]})");
  CHECK(
      world.facet(FilterField::channel) ==
      R"([{"value":"line","count":1,"selected":false},{"value":null,"count":1,"selected":false}])");
  // Campaigns are not cut to the chosen channels.
  world.choose(R"({"channel":["line"]})");
  CHECK(
      world.facet(FilterField::campaign) ==
      R"([{"value":"autumn","count":1,"selected":false},{"value":"spring","count":0,"selected":false},)"
      R"({"value":null,"count":0,"selected":false}])");
}

TEST_CASE("a channel of the campaign that other filters empty is listed with 0") {
  World world({{1, "message.sent", {{Member::channel, "sms"}, {Member::campaign, "spring"}}},
               {2, "note.created", {{Member::channel, "email"}, {Member::campaign, "spring"}}}});
  world.choose(R"({"campaign":["spring"],"kind":["message.sent"]})");
  CHECK(
      world.facet(FilterField::channel) ==
      R"([{"value":"sms","count":1,"selected":false},{"value":"email","count":0,"selected":false}])");
}

TEST_CASE("an event hidden by several fields counts once, under several") {
  World world({{1, "message.sent", {{Member::channel, "sms"}}},
               {2, "message.sent", {{Member::channel, "email"}}},
               {3, "note.created", {{Member::channel, "sms"}}},
               {4, "note.created", {{Member::channel, "email"}}},
               {5, "note.created", {{Member::channel, "email"}}}});
  world.choose(R"({"kind":["message.sent"],"channel":["sms"]})");
  const std::string facets = world.facets();
  CHECK(facets.substr(0, facets.find(",\"fields\"")) ==
        R"({"shown":1,"hidden":4,"hidden_by":{"kind":1,"channel":1,"several":2})");
}

TEST_CASE("period and text hide as fields do, and are no lists of options") {
  World world({{1, "message.sent", {{Member::text, "hello"}}}, {1778544000000, "message.sent"}});
  world.choose(R"({"period":{"to":"2026-01-01"},"text":"hello"})");
  const std::string facets = world.facets();
  CHECK(facets.substr(0, facets.find(",\"fields\"")) ==
        R"({"shown":1,"hidden":1,"hidden_by":{"period":0,"text":0,"several":1})");
  CHECK(facets.find("\"period\":[") == std::string::npos);
}

TEST_CASE("an event counts for each of its tags") {
  World world({{1, "message.sent", {{Member::tags, R"(["a","b"])"}}},
               {2, "message.sent", {{Member::tags, R"(["b"])"}}},
               {3, "message.sent"}});
  CHECK(world.facet(FilterField::tag) ==
        R"([{"value":"b","count":2,"selected":false},{"value":"a","count":1,"selected":false},)"
        R"({"value":null,"count":1,"selected":false}])");
  world.choose(R"({"tag":["a"]})");
  CHECK(world.facet(FilterField::tag) ==
        R"([{"value":"b","count":2,"selected":false},{"value":"a","count":1,"selected":true},)"
        R"({"value":null,"count":1,"selected":false}])");
}

TEST_CASE("failed has the values true and false, as JSON has them") {
  World world(
      {{1, "message.sent", {{Member::failed, "true"}}}, {2, "message.sent"}, {3, "message.sent"}});
  world.choose(R"({"failed":[true]})");
  CHECK(world.facet(FilterField::failed) ==
        R"([{"value":false,"count":2,"selected":false},{"value":true,"count":1,"selected":true}])");
}

TEST_CASE("events after as-of are in no count") {
  World world(
      {{1, "message.sent", {{Member::queue, "a"}}}, {9, "message.sent", {{Member::queue, "b"}}}});
  world.events.set_as_of(Instant{8});
  world.settle();
  CHECK(world.facet(FilterField::queue) == R"([{"value":"a","count":1,"selected":false}])");
  CHECK(world.filter.shown() == 1);
  CHECK(world.filter.hidden() == 0);
}

TEST_CASE("an empty log has an empty document") {
  World world;
  world.settle();
  CHECK(
      world.facets() ==
      R"({"shown":0,"hidden":0,"hidden_by":{"several":0},"fields":{"customer":[],"conversation":[],)"
      R"("interaction":[],"group":[],"kind":[],"channel":[],"campaign":[],"agent":[],"team":[],"queue":[],)"
      R"("tag":[],"direction":[],"outcome":[],"failed":[],"actor_kind":[],"mode":[],"delivery":[],"source":[]}})");
}
