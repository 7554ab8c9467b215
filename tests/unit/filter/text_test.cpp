#include "catch.hpp"
#include "world.h"

using namespace throughline;
using testing::World;

namespace {

using Rows = std::vector<Row>;

Rows found(World& world, std::string_view typed) {
  Filter filter;
  filter.text = std::string(typed);
  std::string json;
  filter.append_json(json);
  return world.shown(json);
}

testing::Event says(std::int64_t at_ms, std::string_view text) {
  return {at_ms, "message.sent", {{Member::text, std::string(text)}}};
}

}  // namespace

TEST_CASE("words are AND, each a substring anywhere in the text") {
  World world({says(1, "The refund is on its way"), says(2, "A refund takes a week"),
               says(3, "On its way")});
  CHECK(found(world, "refund way") == Rows{0});
  CHECK(found(world, "EFUN") == Rows{0, 1});
  CHECK(found(world, "w") == Rows{0, 1, 2});
  CHECK(found(world, "refund tomorrow").empty());
}

TEST_CASE("a quoted phrase is one substring") {
  World world({says(1, "on its way"), says(2, "its way on")});
  CHECK(found(world, "\"on its\"") == Rows{0});
  CHECK(found(world, "on its") == Rows{0, 1});
  CHECK(found(world, "\"way on\" its") == Rows{1});
}

TEST_CASE("blanks alone search for nothing") {
  World world({says(1, "a"), {2, "note.created"}});
  CHECK(found(world, "  \t ") == Rows{0, 1});
  CHECK(world.facets().find("\"text\"") == std::string::npos);
}

TEST_CASE("words may stand in different texts of one event, a phrase in one") {
  World world({{1,
                "message.sent",
                {{Member::title, "Order 77"},
                 {Member::text, "was late"},
                 {Member::comments, "angry"},
                 {Member::customer_name, "Zoe Hart"},
                 {Member::actor_name, "Ann"},
                 {Member::assignee_name, "Bo"}}}});
  CHECK(found(world, "77 late angry zoe ann bo") == Rows{0});
  CHECK(found(world, "\"77 was\"").empty());
  CHECK(found(world, "\"zoe hart\"") == Rows{0});
  CHECK(found(world, "lateangry").empty());
}

TEST_CASE("case and accents are folded") {
  World world({says(1,
                    "Caf\xC3\xA9 Stra\xC3\x9F"
                    "e"),
               says(2, "cafe strasse"), says(3, "CAFE\xCC\x81 STRASSE")});
  CHECK(found(world, "caf\xC3\xA9") == Rows{0, 1, 2});
  CHECK(found(world, "cafe") == Rows{0, 1, 2});
  CHECK(found(world,
              "Stra\xC3\x9F"
              "e") == Rows{0, 1, 2});
  CHECK(found(world, "STRASSE") == Rows{0, 1, 2});
}

TEST_CASE("Arabic harakat and Hebrew points are dropped, Kana and Indic marks stay") {
  World world({says(1, "\xD9\x85\xD9\x8E\xD8\xB1\xD9\x92\xD8\xAD\xD9\x8E\xD8\xA8\xD9\x8B\xD8\xA7"),
               says(2, "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7"), says(3, "\xE3\x83\x91"),
               says(4, "\xE3\x83\x8F"), says(5, "\xE0\xA4\x95\xE0\xA4\xBF")});
  CHECK(found(world, "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7") == Rows{0, 1});
  CHECK(found(world, "\xE3\x83\x91") == Rows{2});
  CHECK(found(world, "\xE0\xA4\x95\xE0\xA4\xBF") == Rows{4});
}

TEST_CASE("hits are byte ranges of the original") {
  World world({says(1, "caf\xC3\xA9")});
  world.choose("{\"text\":\"FE a\"}");
  const std::vector<TextRange> hits = world.filter.hits("Caf\xC3\xA9 fe");
  REQUIRE(hits.size() == 2);  // ranges that touch are one
  CHECK(hits[0].begin == 1);  // a, then fé
  CHECK(hits[0].end == 5);
  CHECK(hits[1].begin == 6);
  CHECK(hits[1].end == 8);
  world.choose("{}");
  CHECK(world.filter.hits("cafe").empty());
}

TEST_CASE(
    "a masked name is not searched, a handle inside a text neither; the rest of the text is") {
  World world({{1,
                "message.received",
                {{Member::customer_name, "Zoe Hart"},
                 {Member::text, "call me at +49 170 1234567 please"}}}});
  REQUIRE(found(world, "zoe") == Rows{0});
  REQUIRE(found(world, "170") == Rows{0});
  const Result<Gate> gate = Gate::parse(R"({"masks":["phone","name"]})");
  REQUIRE(gate.ok());
  world.events.set_gate(*gate);
  world.settle();
  CHECK(found(world, "zoe").empty());
  CHECK(found(world, "z").empty());
  CHECK(found(world, "170").empty());
  CHECK(found(world, "please") == Rows{0});
}

TEST_CASE("texts that the gate takes away are not searched") {
  World world({says(1, "hello")});
  const Result<Gate> gate = Gate::parse(
      R"({"permissions":{"journey.event.view":true,"external_contacts.session.view":true,
          "journey.session.view":true}})");
  REQUIRE(gate.ok());
  world.events.set_gate(*gate);
  world.settle();
  CHECK(found(world, "hello").empty());
  CHECK(world.filter.hidden() == 1);
}

TEST_CASE("a search gives the same before and after texts are prepared") {
  World world({says(1, "first words"), says(2, "second words"), says(3, "W\xC3\xB6rter")});
  CHECK(found(world, "words") == Rows{0, 1});
  world.choose("{}");
  std::uint32_t units = 1000;
  CHECK_FALSE(world.filter.prepare(units));
  CHECK(found(world, "words") == Rows{0, 1});
  CHECK(found(world, "worter") == Rows{2});
}
