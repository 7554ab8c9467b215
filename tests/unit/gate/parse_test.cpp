#include <fstream>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "paths.h"
#include "throughline/gate.h"

using namespace throughline;

namespace {

std::string refusal(std::string_view json) {
  const Result<Gate> gate = Gate::parse(json);
  return gate ? "accepted" : gate.error().message();
}

}  // namespace

TEST_CASE("an empty gate allows everything, and is a gate all the same", "[gate]") {
  const Result<Gate> gate = Gate::parse("{}");
  REQUIRE(gate);
  CHECK(gate->granted.all());
  CHECK_FALSE(gate->is_open);
  CHECK(Gate::open().is_open);
  CHECK_FALSE(gate->divisions);
}

TEST_CASE("in given permissions a missing key is false", "[gate]") {
  const Result<Gate> gate =
      Gate::parse(R"({"permissions":{"journey.event.view":true,"export":false}})");
  REQUIRE(gate);
  CHECK(gate->may(Gate::event_view));
  CHECK(gate->granted.count() == 1);
}

TEST_CASE("every member of a gate is read", "[gate]") {
  const Result<Gate> gate =
      Gate::parse(R"({"divisions":["north",""],"audience":"customer","masks":["phone","name"],
    "masks_keep_metadata":true,"retention":{"days":30},"show_division_count":true})");
  REQUIRE(gate);
  CHECK(gate->divisions == std::vector<std::string>{"north", ""});
  CHECK(gate->audience == Audience::customer);
  CHECK(gate->masks.to_ulong() == 0b101);
  CHECK(gate->masks_keep_metadata);
  CHECK(gate->retention_days == 30);
  CHECK_FALSE(gate->retention_months);
  CHECK(gate->show_division_count);
  CHECK(Gate::parse(R"({"retention":{"months":1200}})")->retention_months == 1200);
  CHECK_FALSE(Gate::parse(R"({"retention":"forever"})")->retention_months);
}

TEST_CASE("what a gate should not hold is refused with a JSON pointer", "[gate]") {
  struct Case {
    std::string_view json, wanted;
  };
  const auto [json, wanted] = GENERATE(values<Case>({
      {R"([])", "invalid gate: an object is wanted"},
      {R"({"permission":{}})", "invalid gate: /permission: unknown member of the gate"},
      {R"({"a/b~c":1})", "invalid gate: /a~1b~0c: unknown member of the gate"},
      {R"({"permissions":true})", "invalid gate: /permissions: an object"},
      {R"({"permissions":{"export":1}})",
       "invalid gate: /permissions/export: true or false is wanted"},
      {R"({"permissions":{"journey.view":true}})",
       "invalid gate: /permissions/journey.view: unknown permission"},
      {R"({"divisions":"north"})", "invalid gate: /divisions: a list"},
      {R"({"divisions":["a",null]})", "invalid gate: /divisions/1: a string is wanted"},
      {R"({"audience":"public"})",
       "invalid gate: /audience: one of \"agent\", \"customer\" is wanted"},
      {R"({"masks":["phone","address"]})", "invalid gate: /masks/1: one of"},
      {R"({"masks_keep_metadata":"yes"})", "invalid gate: /masks_keep_metadata: true or false"},
      {R"({"retention":12})", "invalid gate: /retention: \"forever\""},
      {R"({"retention":{"months":1,"days":1}})", "invalid gate: /retention: \"forever\""},
      {R"({"retention":{"weeks":1}})", "invalid gate: /retention/weeks: unknown member"},
      {R"({"retention":{"months":0}})",
       "invalid gate: /retention/months: a whole number from 1 to 1200 is wanted"},
      {R"({"retention":{"months":1201}})", "invalid gate: /retention/months: a whole number"},
      {R"({"retention":{"months":12.5}})", "invalid gate: /retention/months: a whole number"},
      {R"({"retention":{"days":18446744073709551615}})",
       "invalid gate: /retention/days: a whole number"},
      {R"({"show_division_count":null})", "invalid gate: /show_division_count: true or false"},
      {R"({"divisions":[)", "invalid json: gate: not well-formed at byte"},
      {"{\"audience\":\"\xff\"}", "invalid json: gate: not well-formed at byte"},
  }));
  CHECK_THAT(refusal(json), Catch::Matchers::StartsWith(std::string(wanted)));
}

TEST_CASE("the gate's schema names what the parser takes", "[gate]") {
  std::ifstream file(test::source_dir() / "core/data/schema/gate.schema.json");
  const auto schema = nlohmann::json::parse(file);
  for (unsigned i = 0; i < Gate::kPermissions; ++i) {
    const std::string name(permission_name(static_cast<Gate::Permission>(i)));
    CHECK(schema["properties"]["permissions"]["properties"].contains(name));
  }
  CHECK(schema["properties"]["permissions"]["properties"].size() == Gate::kPermissions);
  for (const auto& member : schema["properties"].items()) {
    // A member that the parser does not know is refused as unknown whatever its value.
    CHECK_THAT(refusal("{\"" + member.key() + "\":[[]]}"),
               !Catch::Matchers::Contains("unknown member of the gate"));
  }
}
