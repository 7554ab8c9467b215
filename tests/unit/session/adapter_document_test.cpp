// The page on adapters is true: its worked example does what it says, word for word, and its lint
// names the bad rule.
#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "intake.h"
#include "paths.h"

using namespace throughline;
using namespace throughline::test;

namespace {

// The page's fenced blocks of JSON, in order.
std::vector<Json> examples() {
  std::ifstream file(source_dir() / "core/data/adapters/README.md");
  const std::string page{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::vector<Json> blocks;
  const std::string fence = "```json\n";
  for (std::size_t at = page.find(fence); at != std::string::npos; at = page.find(fence, at)) {
    at += fence.size();
    const std::size_t end = page.find("```", at);
    blocks.push_back(Json::parse(page.substr(at, end - at)));
    at = end;
  }
  return blocks;
}

}  // namespace

TEST_CASE("the worked example of the adapters' page works as it stands there") {
  const auto blocks = examples();
  REQUIRE(blocks.size() == 2);
  Intake desk;
  REQUIRE(desk.set({{"adapters", {blocks[1]}}}) == "");
  desk.load("salon", blocks[0].dump(), "salon");
  const auto events = desk.timeline();
  REQUIRE(events.size() == 2);
  CHECK(events[0]["id"] == "v-1");
  CHECK(events[0]["type"] == "booking.completed");
  CHECK(events[0]["customer"].dump() == R"({"id":"17","name":"Ana"})");
  CHECK(events[0]["service"] == "balayage");
  CHECK(events[0]["metadata"].dump() == R"({"chair":4})");
  CHECK(events[1]["type"] == "booking.no_show");
  CHECK(events[1]["failed"] == true);
  CHECK_FALSE(events[1].contains("metadata"));
  CHECK(desk.source_report("salon")["unmapped_fields"].dump() == R"({"/visits/*/chair":1})");
}

TEST_CASE("a visit in a third state is rejected as the page says") {
  auto blocks = examples();
  Intake desk;
  desk.set({{"adapters", {blocks[1]}}});
  blocks[0]["visits"][1]["state"] = "??";
  desk.load("salon", blocks[0].dump(), "salon");
  CHECK(desk.source_report("salon")["rejections"][0]["reason"] == "no rule: the sheet of Centro");
}

TEST_CASE("lint points at the bad rule of an adapter") {
  Json adapter = examples()[1];
  Intake desk;
  const auto findings = [&desk](const Json& document) {
    return desk.ask({{"command", "lint"}, {"document", document}})["findings"];
  };
  CHECK(findings(adapter).empty());
  adapter["streams"][0]["set"]["chanel"] = "sms";
  const Json found = findings(adapter);
  REQUIRE(found.size() == 1);
  CHECK(found[0]["severity"] == "error");
  CHECK(found[0]["at"] == "/streams/0/set/chanel");
  CHECK(desk.set({{"adapters", {adapter}}}).find("/streams/0/set/chanel") != std::string::npos);
  adapter = examples()[1];
  adapter["stream"] = adapter["streams"];
  adapter.erase("streams");
  REQUIRE(findings(adapter).size() == 1);
  CHECK(findings(adapter)[0]["code"] == "invalid adapter");
}
