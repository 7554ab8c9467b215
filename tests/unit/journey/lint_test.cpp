#include "catch.hpp"
#include "journey/similar.h"
#include "world.h"

using namespace throughline;
using namespace throughline::testing;

namespace {

Json lint(std::string_view templates, World* world = nullptr) {
  std::string out;
  if (world != nullptr) world->settle();
  append_lint_json(templates, world == nullptr ? nullptr : &world->gated, out);
  return Json::parse(out)["findings"];
}

// Findings of a template that is sound but for `members`, as "code at".
std::vector<std::string> codes(const std::string& members, World* world = nullptr) {
  std::vector<std::string> list;
  const std::string text =
      R"([{"id":"t","timeout_hours":1,"start":{"type":"message.received"},)" + members + "}]";
  for (const Json& one : lint(text, world))
    list.push_back(one["code"].get<std::string>() + " " + one["at"].get<std::string>());
  return list;
}

std::vector<std::string> codes_of_conditions(const std::string& conditions) {
  return codes(R"("ends":[{"id":"e","type":"conversation.done","conditions":[)" + conditions +
               "]}]");
}

using List = std::vector<std::string>;
const List kContradiction = {"contradictory_conditions /0/ends/0/conditions/1"};

}  // namespace

TEST_CASE("a sound template has no findings") {
  CHECK(
      codes(
          R"("milestones":[{"id":"m","type":"note.created"}],"ends":[{"id":"e","type":"conversation.done"}])")
          .empty());
}

TEST_CASE("what the parser refuses is an error, every one of them, and stands first") {
  const Json findings = lint(R"([{"id":"a","start":{"typ":1}},{"start":{}},{"id":"c"}])");
  REQUIRE(findings.size() == 4);
  CHECK(findings[0]["severity"] == "error");
  CHECK(findings[0]["at"] == "/1/id");
  CHECK(findings[1]["at"] == "/2/start");
  CHECK(findings[1]["message"] == "is missing");
  CHECK(findings[2]["code"] == "unknown_member");
  CHECK(findings[3]["code"] == "no_end");
  CHECK(lint("{")[0]["code"] == "invalid_json");
}

TEST_CASE("an unknown kind or group is named, with the one that was meant") {
  const Json findings = lint(
      R"([{"id":"t","timeout_hours":1,"start":{"type":"mesage.recieved"},"milestones":[{"id":"m","group":"messages"}]}])");
  REQUIRE(findings.size() == 2);
  CHECK(findings[0]["code"] == "unknown_kind");
  CHECK(findings[0]["at"] == "/0/start/type");
  CHECK(findings[0]["message"] ==
        "\"mesage.recieved\" is no known kind; did you mean \"message.received\"?");
  CHECK(findings[1]["at"] == "/0/milestones/0/group");
}

TEST_CASE("with events, kinds that occur are known and kinds that do not are named") {
  World world;
  world.add(event("a", "order.shipped", 1)).add(event("b", "message.received", 2));
  CHECK(codes(R"("milestones":[{"id":"m","type":"order.shipped"}])", &world).empty());
  CHECK(codes(R"("milestones":[{"id":"m","type":"note.created"}])", &world) ==
        List{"kind_not_in_data /0/milestones/0/type"});
  CHECK(codes(R"("milestones":[{"id":"m","group":"other"}])", &world).empty());
}

TEST_CASE("a condition on a field that no event has") {
  World world;
  world.add(
      event("a", "message.received", 1, {{"channel", "email"}, {"metadata", {{"order", 1}}}}));
  const auto found = [&world](const std::string& field) {
    return codes(
        R"("milestones":[{"id":"m","conditions":[{"field":")" + field + R"(","op":"exists"}]}])",
        &world);
  };
  const List missing = {"field_not_in_data /0/milestones/0/conditions/0/field"};
  CHECK(found("channel").empty());
  CHECK(found("metadata.order").empty());
  CHECK(found("metadata.ordr") == missing);
  CHECK(found("tags") == missing);
  CHECK(found("event.rating.value") == missing);
  CHECK(found("event.direction").empty());
}

TEST_CASE("contradictory conditions") {
  CHECK(
      codes_of_conditions(
          R"({"field":"channel","op":"equals","value":"email"},{"field":"channel","op":"equals","value":"sms"})") ==
      kContradiction);
  CHECK(
      codes_of_conditions(
          R"({"field":"channel","op":"in","value":"email,sms"},{"field":"channel","op":"not_in","value":"sms,email,voice"})") ==
      kContradiction);
  CHECK(
      codes_of_conditions(
          R"({"field":"channel","op":"equals","value":"email"},{"field":"channel","op":"starts_with","value":"web"})") ==
      kContradiction);
  CHECK(
      codes_of_conditions(
          R"({"field":"event.rating.value","op":"greater_than","value":4},{"field":"event.rating.value","op":"less_than","value":"4.0"})") ==
      kContradiction);
  CHECK(
      codes_of_conditions(
          R"({"field":"tags","op":"exists","value":false},{"field":"tags","op":"equals","value":"a"})") ==
      kContradiction);
  CHECK(
      codes_of_conditions(
          R"({"field":"tags","op":"equals","value":"A"},{"field":"tags","op":"not_equals","value":"a"})") ==
      kContradiction);
}

TEST_CASE("conditions that only look contradictory are let be") {
  CHECK(
      codes_of_conditions(
          R"({"field":"tags","op":"equals","value":"a"},{"field":"tags","op":"equals","value":"b"})")
          .empty());
  CHECK(
      codes_of_conditions(
          R"({"field":"agent","op":"equals","value":"a1"},{"field":"agent","op":"equals","value":"Ana"})")
          .empty());
  CHECK(
      codes_of_conditions(
          R"({"field":"channel","op":"equals","value":"Email"},{"field":"channel","op":"in","value":"email,sms"})")
          .empty());
  CHECK(
      codes_of_conditions(
          R"({"field":"event.rating.value","op":"equals","value":"5.0"},{"field":"event.rating.value","op":"equals","value":5})")
          .empty());
  CHECK(
      codes_of_conditions(
          R"({"field":"event.text","op":"contains","value":"a"},{"field":"event.text","op":"not_equals","value":"a"})")
          .empty());
}

TEST_CASE("comparing with what is no number never holds") {
  CHECK(
      codes_of_conditions(R"({"field":"event.rating.value","op":"greater_than","value":"high"})") ==
      List{"never_holds /0/ends/0/conditions/0/value"});
}

TEST_CASE("unreachable milestones") {
  const std::string bad =
      R"({"id":"m","type":"note.created","conditions":[{"field":"status","op":"equals","value":"a"},{"field":"status","op":"equals","value":"b"}]})";
  CHECK(codes(R"("milestones":[)" + bad + "]") ==
        List{"contradictory_conditions /0/milestones/0/conditions/1",
             "unreachable_milestone /0/milestones/0"});
  CHECK(codes(R"("order":"ordered","milestones":[)" + bad + R"(,{"id":"n","type":"message.sent"}])")
            .back() == "unreachable_milestone /0/milestones/1");
  CHECK(
      codes(
          R"("exclude":{"id":"x","group":"message"},"milestones":[{"id":"m","type":"message.sent"}])") ==
      List{"unreachable_milestone /0/milestones/0"});
}

TEST_CASE("an end before any milestone") {
  CHECK(codes(R"("milestones":[{"id":"m","type":"note.created"}],"ends":[{"id":"e"}])") ==
        List{"end_before_milestones /0/ends/0"});
  CHECK(codes(R"("count_start_event":true,"ends":[{"id":"e","group":"message"}])") ==
        List{"end_before_milestones /0/ends/0"});
  CHECK(
      codes(
          R"("milestones":[{"id":"m","type":"note.created"},{"id":"n","type":"tag.added"}],"ends":[{"id":"e","type":["tag.added","note.created"]}])") ==
      List{"end_before_milestones /0/ends/0"});
}

TEST_CASE("a template that never ends, and one whose dates say otherwise") {
  CHECK(lint(R"([{"id":"t","start":{}}])")[0]["code"] == "no_end");
  CHECK(codes(R"("enabled":false,"enabled_changes":[{"at":0,"enabled":true}])") ==
        List{"dates_decide /0/enabled"});
  CHECK(codes(R"("disabled_at":0)").empty());
}

TEST_CASE("similar texts") {
  CHECK(are_similar("return", "returns"));
  CHECK(are_similar("Devolución", "devolucion"));
  CHECK(are_similar("refnud", "refund"));
  CHECK(are_similar("returns-eu", "returns"));
  CHECK_FALSE(are_similar("vip", "returns"));
  CHECK_FALSE(are_similar("sms", "web"));
  CHECK_FALSE(are_similar("a", "returns"));
  CHECK(edit_distance("kitten", "sitting", 5) == 3);
  CHECK(edit_distance("kitten", "sitting", 1) == 2);
}
