// What is looked at: one text, steps that can be undone.
#include "catch.hpp"
#include "desk.h"

using namespace throughline::test;

TEST_CASE("what is looked at has one text, whatever it was made from") {
  Desk desk;
  CHECK(desk.state()["state"] == R"({"v":1})");
  REQUIRE(desk.set({{"filter", {{"text", ""}, {"channel", {"sms"}}}},
                    {"look", {{"selected", "crm/a"}, {"view", "cards"}}}}) == "");
  const std::string text = desk.state()["state"];
  CHECK(text == R"({"v":1,"filter":{"channel":["sms"]},"view":"cards","selected":"crm/a"})");
  Desk other;
  REQUIRE(other.set({{"state", text}}) == "");
  CHECK(other.state()["state"] == text);
  CHECK(other.state()["shown"] == 2);
}

TEST_CASE("undo and redo go through the viewer's steps; a new step ends what was undone") {
  Desk desk;
  REQUIRE(desk.set({{"look", {{"view", "strip"}}}}) == "");
  REQUIRE(desk.set({{"filter", {{"channel", {"sms"}}}}, {"look", {{"view", "strip"}}}}) == "");
  REQUIRE(desk.set({{"filter", {{"channel", {"sms"}}}}, {"look", {{"view", "grid"}}}}) == "");
  CHECK(desk.state()["undo"] == 2);
  REQUIRE(desk.set({{"history", "undo"}}) == "");
  CHECK(desk.state()["view"] == "strip");
  REQUIRE(desk.set({{"history", "undo"}}) == "");
  CHECK(desk.state()["filter"] == Json::object());
  CHECK(desk.state()["shown"] == 4);
  CHECK(desk.state()["redo"] == 2);
  REQUIRE(desk.set({{"history", "undo"}}) == "");
  CHECK(desk.state()["redo"] == 2);
  REQUIRE(desk.set({{"history", "redo"}}) == "");
  CHECK(desk.state()["shown"] == 2);
  REQUIRE(desk.set({{"look", {{"view", "messages"}}}}) == "");
  CHECK(desk.state()["redo"] == 0);
}

TEST_CASE("the same look again is no step, and neither is a filter that the host sets") {
  Desk desk;
  REQUIRE(desk.set({{"look", {{"view", "strip"}}}}) == "");
  REQUIRE(desk.set({{"look", {{"view", "strip"}}}}) == "");
  REQUIRE(desk.set({{"filter", {{"channel", {"email"}}}}}) == "");
  CHECK(desk.state()["undo"] == 0);
  CHECK(desk.state()["shown"] == 2);
}

TEST_CASE("a text that is none is refused, and nothing changes") {
  Desk desk;
  REQUIRE(desk.set({{"look", {{"view", "cards"}}}}) == "");
  const std::string before = desk.state()["state"];
  for (const char* text : {"no JSON", R"({"v":2})", R"({"colour":"red"})", R"({"from":5})",
                           R"({"from":9,"to":5})", R"({"filter":{"period":{"months":0}}})"})
    CHECK(desk.set({{"state", text}}) != "");
  CHECK(desk.state()["state"] == before);
}

TEST_CASE(
    "a selection that the viewer may not see is not in the text; erasing leaves no step behind") {
  Desk desk;
  REQUIRE(desk.set({{"look", {{"selected", "crm/d"}}}}) == "");
  CHECK(desk.state()["state"].get<std::string>().find("crm/d") != std::string::npos);
  REQUIRE(desk.set({{"gate", {{"audience", "customer"}}}}) == "");
  CHECK(desk.state()["state"] == R"({"v":1})");
  REQUIRE(desk.set({{"gate", nullptr}, {"look", {{"view", "cards"}}}}) == "");
  std::string out;
  REQUIRE(desk.session().forget(R"({"conversation":"B"})", out).ok());
  CHECK(desk.state()["undo"] == 0);
  CHECK(desk.state()["selected"].is_null());
}

TEST_CASE("a scene without a view is that of the look") {
  Desk desk;
  REQUIRE(desk.set({{"state", R"({"view":"cards","selected":"crm/b"})"}}) == "");
  const Json scene = desk.ask({{"command", "scene"}, {"width", 360}, {"height", 800}});
  CHECK(scene["view"] == "cards");
  CHECK(scene.dump().find("\"selected\"") != std::string::npos);
}
