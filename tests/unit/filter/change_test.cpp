// What a change redoes, and that the result is that of a fresh index.
#include "catch.hpp"
#include "world.h"

using namespace throughline;
using testing::World;

namespace {

using Rows = std::vector<Row>;

// Units that the filter takes until it is ready.
std::uint32_t cost(World& world) {
  std::uint32_t units = 1u << 30;
  const std::uint32_t before = units;
  while (!world.filter.ready()) world.filter.step(units);
  return before - units;
}

void fill(World& world, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i)
    world.add({static_cast<std::int64_t>(i),
               "message.sent",
               {{Member::conversation, "k" + std::to_string(i / 8)},
                {Member::channel, i % 3 == 0 ? "sms" : "email"},
                {Member::text, i % 5 == 0 ? "urgent matter" : "small talk"}}});
  world.settle();
}

void read_all_texts(World& world) {
  std::uint32_t units = 1u << 30;
  REQUIRE_FALSE(world.filter.prepare(units));
}

}  // namespace

TEST_CASE("a new filter tests words of rows and indexes nothing") {
  World world;
  fill(world, 6400);
  read_all_texts(world);
  world.filter.set_filter(*Filter::parse(R"({"channel":["sms"]})"));
  CHECK_FALSE(world.filter.ready());
  CHECK(cost(world) < 300);  // about 100 words, one field each
  CHECK(world.filter.shown() == 2134);
  world.filter.set_filter(*Filter::parse(R"({"channel":["sms"]})"));
  CHECK(world.filter.ready());
}

TEST_CASE("steps take no more units than they are given") {
  World world;
  fill(world, 3000);
  world.filter.set_filter(*Filter::parse(R"({"text":"urgent","channel":["sms"]})"));
  std::uint32_t steps = 0;
  while (!world.filter.ready()) {
    std::uint32_t units = 11;
    world.filter.step(units);
    REQUIRE(units <= 11);
    ++steps;
  }
  CHECK(steps > 10);
  CHECK(world.filter.shown() == 200);
}

TEST_CASE("a filter replaced half-way leaves nothing of itself") {
  World world;
  fill(world, 3000);
  world.filter.set_filter(*Filter::parse(R"({"channel":["sms"],"text":"urgent"})"));
  std::uint32_t units = 100;
  REQUIRE(world.filter.step(units));
  world.choose(R"({"channel":["email"]})");
  CHECK(world.filter.shown() == 2000);
  world.choose("{}");
  CHECK(world.filter.shown() == 3000);
}

TEST_CASE("an appended event costs its conversation, and passes or not by the filter that is set") {
  World world;
  fill(world, 6400);
  world.choose(R"({"channel":["sms"],"text":"urgent"})");
  read_all_texts(world);
  const std::uint32_t before = world.filter.shown();
  const Row urgent =
      world.add({7000, "message.sent", {{Member::channel, "sms"}, {Member::text, "Urgent!"}}});
  const Row other =
      world.add({7001, "message.sent", {{Member::channel, "sms"}, {Member::text, "no"}}});
  world.settle();
  CHECK(world.filter.passes(urgent));
  CHECK_FALSE(world.filter.passes(other));
  CHECK(world.filter.shown() == before + 1);
  CHECK(world.filter.hiding_fields(other) == std::vector<std::string_view>{"text"});
}

TEST_CASE("a value that comes later joins a filter that waits for it") {
  World world({{1, "message.sent", {{Member::queue, "north"}}}});
  world.choose(R"({"queue":["south"]})");
  REQUIRE(world.filter.shown() == 0);
  world.add({2, "message.sent", {{Member::queue, "south"}}});
  world.add({3, "message.sent", {{Member::queue, "west"}}});
  world.settle();
  CHECK(world.filter.passes(1));
  CHECK(world.filter.shown() == 1);
}

TEST_CASE("an edited text is found by its new words only, a deleted one by none") {
  World world;
  world.add({1, "message.sent", {{Member::id, "m"}, {Member::text, "secret word"}}});
  world.add({2, "message.sent", {{Member::text, "another"}}});
  world.settle();
  REQUIRE(world.shown(R"({"text":"secret"})") == Rows{0});
  world.add({3, "message.edited", {{Member::revises, "m"}, {Member::text, "public word"}}});
  world.settle();
  CHECK(world.filter.shown() == 0);
  CHECK(world.shown(R"({"text":"public"})") == Rows{0});
  world.add({4, "message.deleted", {{Member::revises, "m"}}});
  world.settle();
  CHECK(world.filter.shown() == 0);
  CHECK(world.shown(R"({"text":"word"})").empty());
}

TEST_CASE("values are read when a filter sets a field, when options are wanted, or in idle time") {
  constexpr std::uint32_t kRows = 640;
  World by_filter, by_wish, by_idle;
  for (World* world : {&by_filter, &by_wish, &by_idle}) fill(*world, kRows);
  // What needs no values reads none.
  by_filter.filter.set_filter(*Filter::parse(R"({"period":{"from":"1970-01-01"}})"));
  CHECK(cost(by_filter) < kRows / 8);
  by_filter.filter.set_filter(*Filter::parse(R"({"channel":["sms"]})"));
  CHECK(cost(by_filter) > kRows);
  CHECK(by_filter.filter.shown() == 214);
  by_wish.filter.want_options();
  CHECK_FALSE(by_wish.filter.ready());
  CHECK(cost(by_wish) == kRows);
  std::uint32_t units = kRows / 2;
  CHECK(by_idle.filter.prepare(units));
  CHECK(by_idle.filter.ready());  // half of them wait for nobody
  by_idle.add({kRows, "message.sent", {{Member::channel, "sms"}}});
  by_idle.settle();
  read_all_texts(by_idle);
  by_idle.filter.want_options();
  CHECK(by_idle.filter.ready());
  by_wish.add({kRows, "message.sent", {{Member::channel, "sms"}}});
  by_wish.settle();
  CHECK(by_idle.facets() == by_wish.facets());
  CHECK(
      by_idle.facet(FilterField::channel) ==
      R"([{"value":"email","count":426,"selected":false},{"value":"sms","count":215,"selected":false}])");
}

TEST_CASE("facets asked before and after an append agree with a fresh index") {
  World live({{1, "message.sent", {{Member::queue, "north"}, {Member::channel, "sms"}}},
              {2, "message.sent", {{Member::queue, "south"}, {Member::channel, "email"}}}});
  live.choose(R"({"queue":["north"],"channel":["sms","line"]})");
  live.facets();
  live.add({3, "message.sent", {{Member::queue, "north"}, {Member::channel, "line"}}});
  live.add({4, "message.sent", {{Member::queue, "west"}, {Member::channel, "line"}}});
  live.settle();
  const std::string kept = live.facets();
  FilterIndex fresh(live.events, live.conversations);
  fresh.set_filter(live.filter.filter());
  fresh.want_options();
  std::uint32_t units = 1000;
  fresh.step(units);
  std::string built;
  fresh.append_facets_json(built);
  CHECK(kept == built);
  CHECK(kept.find(R"({"value":"line","count":1,"selected":true})") != std::string::npos);
}

TEST_CASE("as-of moves events in and out of view, and the names of interactions with them") {
  World world(
      {{1, "note.created", {{Member::conversation, "k"}}},
       {2,
        "message.received",
        {{Member::conversation, "k"}, {Member::channel, "sms"}, {Member::customer_id, "c"}}},
       {3, "message.received", {{Member::customer_id, "d"}}},
       {4, "message.received"},
       {5, "message.received"},
       {6, "message.received"},
       {7, "message.received"},
       {8, "message.received"},
       {9, "message.received"}});
  CHECK(world.shown(R"({"customer":["c"]})") == Rows{0, 1});
  world.events.set_as_of(Instant{1});
  world.settle();
  CHECK(world.filter.shown() == 0);
  CHECK(world.filter.hidden() == 1);
  world.events.set_as_of(Instant{2});
  world.settle();
  CHECK(world.filter.shown() == 2);
  CHECK(world.facet(FilterField::customer) == R"([{"value":"c","count":2,"selected":true}])");
  world.events.set_as_of(Instant{100});
  world.settle();
  CHECK(world.filter.shown() == 2);
  CHECK(world.filter.hidden() == 7);
}

TEST_CASE("a relative period moves with as-of") {
  World world({{1778587200000, "message.sent"},
               {1781265600000, "message.sent"}});  // 12 May and 12 June 2026
  world.events.set_as_of(Instant{1781265600000});
  world.settle();
  CHECK(world.shown(R"({"period":{"months":1}})") == Rows{0, 1});
  world.events.set_as_of(Instant{1781265600000 + 1000});
  world.settle();
  CHECK(world.filter.passes(1));
  CHECK_FALSE(world.filter.passes(0));
}

TEST_CASE("what is forgotten is gone from filter, facets and search") {
  World world({{1,
                "message.sent",
                {{Member::conversation, "k"}, {Member::text, "private"}, {Member::queue, "q"}}},
               {2, "message.sent", {{Member::text, "public"}}}});
  REQUIRE(world.shown(R"({"text":"private"})") == Rows{0});
  world.timeline.erase_conversation("k");
  world.settle();
  CHECK(world.filter.shown() == 0);
  CHECK(world.filter.hidden() == 1);
  CHECK(world.facet(FilterField::queue) == R"([{"value":null,"count":0,"selected":false}])");
}
