// When the lists of filters are made ready: by the steps where a face wants them, else with the first question.
#include "catch.hpp"
#include "desk.h"

using namespace throughline::test;

namespace {
Json channels_of(Desk& desk, const Json& more = Json::object()) {
  Json question{{"command", "facets"}, {"fields", {"channel"}}};
  question.update(more);
  return desk.ask(question)["fields"]["channel"];
}
}  // namespace

TEST_CASE("the lists of filters are the same, whenever they were made ready") {
  Desk asked, stepped, idle;
  REQUIRE(stepped.set({{"options", true}}) == "");
  std::uint32_t steps = 0;
  while (stepped.session().step(1)) ++steps;
  CHECK(steps >= 3);
  while (idle.session().idle(1)) {
  }
  const Json expected = channels_of(asked);
  CHECK(expected.size() == 2);
  CHECK(channels_of(stepped) == expected);
  CHECK(channels_of(idle) == expected);
  // A draft that sets a field, before anybody wanted a list.
  Desk drafting;
  const Json draft{{"filter", {{"channel", {"sms"}}}}};
  CHECK(channels_of(drafting, draft) == channels_of(asked, draft));
}

TEST_CASE("options are wanted or not") {
  Desk desk;
  CHECK(desk.set({{"options", 1}}).find("/options") != std::string::npos);
  CHECK(desk.set({{"options", false}}) == "");
}
