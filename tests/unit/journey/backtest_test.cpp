// An edited template beside the stored one, and why journeys do not come about.
#include "catch.hpp"
#include "world.h"

using namespace throughline;
using namespace throughline::testing;

namespace {

Json stored() {
  return Json::parse(R"([{"id":"returns","timeout_hours":48,"start":{"type":"message.received"},
    "milestones":[{"id":"tagged","type":"tag.added","conditions":[{"field":"tags","op":"equals","value":"returns"}]}],
    "ends":[{"id":"done","type":"conversation.done"}]}])");
}

Json backtest(World& world, const Json& edited) {
  const auto templates = Templates::parse(edited.dump());
  REQUIRE(templates);
  std::string out;
  world.journeys.append_backtest_json(*templates, nullptr, out);
  return Json::parse(out)["templates"];
}

Json near_misses(World& world) {
  std::string out;
  world.journeys.append_near_misses_json(nullptr, out);
  return Json::parse(out)["templates"][0]["near_misses"];
}

void add_three_returns(World& world) {
  for (int i = 0; i < 3; ++i) {
    const std::string id = std::to_string(i);
    world.add(event("s" + id, "message.received", i, {{"conversation", "c" + id}}));
    world.add(
        event("d" + id, "conversation.done", 20 * (i + 1) * kHour, {{"conversation", "c" + id}}));
  }
  world.document_of(stored(), 100 * kHour);
}

}  // namespace

TEST_CASE("a shorter timeout changes exactly the journeys that took longer") {
  World world;
  add_three_returns(world);
  Json edited = stored();
  edited[0]["timeout_hours"] = 24;
  const Json result = backtest(world, edited)[0];
  CHECK(result["stored"]["completed"] == 2);
  CHECK(result["edited"]["completed"] == 1);
  REQUIRE(result["changed"].size() == 1);
  const Json& changed = result["changed"][0];
  CHECK(changed["subject"] == "c1");
  CHECK(changed["start_event"] == "crm/s1");
  CHECK(changed["stored"] ==
        Json({{"state", "completed"}, {"end", "done"}, {"ended_ms", 40 * kHour}}));
  CHECK(changed["edited"] ==
        Json({{"state", "timed_out"}, {"end", nullptr}, {"ended_ms", 24 * kHour + 1}}));
}

TEST_CASE("the stored journeys stay as they are") {
  World world;
  add_three_returns(world);
  const Json before = world.document();
  Json edited = stored();
  edited[0]["start"] = {{"type", "conversation.done"}};
  const Json result = backtest(world, edited)[0];
  CHECK(result["changed"].size() == 6);
  CHECK(result["changed"][0]["edited"].is_null());
  CHECK(result["changed"][5]["stored"].is_null());
  CHECK(world.document() == before);
}

TEST_CASE("an unchanged template changes nothing, a new one has nothing beside it") {
  World world;
  add_three_returns(world);
  CHECK(backtest(world, stored())[0]["changed"].empty());
  Json other = stored();
  other[0]["id"] = "other";
  other[0]["subject"] = "customer";
  CHECK(backtest(world, other)[0]["stored"].is_null());
  CHECK(backtest(world, other)[0]["edited"]["started"] == 0);
}

TEST_CASE("near miss: the tag was return, the template asks for returns") {
  World world;
  for (int i = 0; i < 3; ++i) {
    const Json in = {{"conversation", "c" + std::to_string(i)}};
    world.add(event("s" + std::to_string(i), "message.received", 1, in));
    Json tag = in;
    tag["tags"] = {i == 0 ? "vip" : "Return"};
    world.add(event("t" + std::to_string(i), "tag.added", 2, tag));
  }
  world.document_of(stored(), 10);
  const Json misses = near_misses(world);
  REQUIRE(misses.size() == 2);
  CHECK(misses[0]["found"] == "Return");
  CHECK(misses[0]["similar"] == true);
  CHECK(misses[0]["asked"] == Json({"returns"}));
  CHECK(misses[0]["trigger"] == "/0/milestones/0");
  CHECK(misses[0]["condition"] == 0);
  CHECK(misses[0]["field"] == "tags");
  CHECK(misses[0]["events"] == 2);
  CHECK(misses[0]["subjects"] == 2);
  CHECK(misses[0]["examples"] == Json({"crm/t1", "crm/t2"}));
  CHECK(misses[1]["found"] == "vip");
  CHECK(misses[1]["similar"] == false);
}

TEST_CASE("near misses of a start are events that fail one condition of several") {
  Json templates = stored();
  templates[0]["start"]["conditions"] = Json::parse(
      R"([{"field":"channel","op":"equals","value":"email"},{"field":"metadata.score","op":"greater_than","value":5}])");
  World world;
  world.add(
      event("a", "message.received", 1, {{"channel", "email"}, {"metadata", {{"score", 5}}}}));
  world.add(event("b", "message.received", 2, {{"channel", "sms"}, {"metadata", {{"score", 1}}}}));
  world.add(event("c", "message.received", 3, {{"channel", "email"}}));
  world.document_of(templates, 10);
  const Json misses = near_misses(world);
  REQUIRE(misses.size() == 2);
  CHECK(misses[0]["found"] == "5");
  CHECK(misses[0]["similar"] == true);
  CHECK(misses[1]["found"].is_null());
  CHECK(misses[1]["examples"] == Json({"crm/c"}));
}
