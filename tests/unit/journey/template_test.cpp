#include <string>

#include "catch.hpp"
#include "journey/findings.h"
#include "throughline/journey.h"

using namespace throughline;

namespace {

std::string refusal(std::string_view json) {
  const Result<Templates> parsed = Templates::parse(json);
  return parsed ? "" : parsed.error().detail;
}

// Refusal of a template that is sound but for `members`.
std::string refusal_of(const std::string& members) {
  return refusal(R"([{"id":"t","start":{"type":"message.received"},)" + members + "}]");
}

std::string refusal_of_condition(const std::string& condition) {
  return refusal(R"([{"id":"t","start":{"conditions":[)" + condition + "]}}]");
}

TemplateModel model_of(const std::string& members) {
  Findings findings;
  const auto model = read_templates(R"([{"id":"t","start":{},)" + members + "}]", findings);
  REQUIRE(findings.first_error() == nullptr);
  return model.templates.at(0);
}

}  // namespace

TEST_CASE("both forms of the document are read") {
  const auto wrapped =
      Templates::parse(R"({"templates":[{"id":"a","name":"Returns","start":{}}]})");
  REQUIRE(wrapped);
  CHECK(wrapped->size() == 1);
  CHECK(wrapped->id(0) == "a");
  CHECK(wrapped->name(0) == "Returns");
  const auto list = Templates::parse(R"([{"id":"a","start":{}},{"id":"b","start":{}}])");
  REQUIRE(list);
  CHECK(list->size() == 2);
  CHECK(list->name(1) == "b");
  CHECK(Templates::parse("[]")->size() == 0);
}

TEST_CASE("refusals say where") {
  CHECK(refusal("{") == "line 1, column 2: this is not well-formed JSON");
  CHECK(refusal("[\n  {\"id\" \"x\"}]").starts_with("line 2, column "));
  CHECK(refusal("7") == "must be an array of templates");
  CHECK(refusal("{}") == "/templates: must be an array of templates");
  CHECK(refusal("[7]") == "/0: must be an object");
  CHECK(refusal(R"({"templates":[{"id":"a","start":{}},{"start":{}}]})") ==
        "/templates/1/id: is missing");
  CHECK(refusal(R"([{"id":""," start":{}}])") == "/0/id: must not be empty");
  CHECK(refusal(R"([{"id":"t"}])") == "/0/start: is missing");
  CHECK(refusal(R"([{"id":"t","start":{}},{"id":"t","start":{}}])") ==
        "/1/id: \"t\" is taken: ids must be unique");
  CHECK(refusal_of(R"("milestones":[{"id":"m"},{"type":"x"}])") ==
        "/0/milestones/1/id: is missing");
  CHECK(refusal_of(R"("ends":[{"id":"m"},{"id":"m"}])") ==
        "/0/ends/1/id: \"m\" is taken: ids must be unique");
  CHECK(refusal_of(R"("exclude":{"type":"x"})") == "/0/exclude/id: is missing");
  CHECK(refusal_of(R"("milestones":{})") == "/0/milestones: must be an array of objects");
  CHECK(refusal_of(R"("timeout_hours":-1)") ==
        "/0/timeout_hours: must be a number of hours, 0 or more");
  CHECK(refusal_of(R"("timeout_hours":"48")") ==
        "/0/timeout_hours: must be a number of hours, 0 or more");
  CHECK(refusal_of(R"("order":"sorted")") == "/0/order: must be one of any, ordered, strict");
  CHECK(refusal_of(R"("reentry":"always")") == "/0/reentry: must be one of after_close, never");
  CHECK(refusal_of(R"("subject":"ticket")") == "/0/subject: must be one of conversation, customer");
  CHECK(refusal_of(R"("enabled":"yes")") == "/0/enabled: must be true or false");
  CHECK(refusal_of(R"("disabled_at":"2026-05-01T00:00")")
            .starts_with("/0/disabled_at: must be an instant"));
  CHECK(refusal_of(R"("enabled_changes":[{"at":"2026-05-01T00:00Z"}])") ==
        "/0/enabled_changes/0/enabled: is missing");
  CHECK(refusal_of(R"("milestones":[{"id":"m","type":[]}])") ==
        "/0/milestones/0/type: must name at least one");
}

TEST_CASE("refusals of conditions say where") {
  CHECK(refusal_of_condition("{}") == "/0/start/conditions/0/field: is missing");
  CHECK(refusal_of_condition(R"({"field":"colour","op":"exists"})")
            .starts_with("/0/start/conditions/0/field: \"colour\" is no field"));
  CHECK(refusal_of_condition(R"({"field":"event.colour","op":"exists"})")
            .starts_with("/0/start/conditions/0/field: "));
  CHECK(refusal_of_condition(R"({"field":"metadata.","op":"exists"})")
            .starts_with("/0/start/conditions/0/field: "));
  CHECK(refusal_of_condition(R"({"field":"tags","op":"is"})")
            .starts_with("/0/start/conditions/0/op: \"is\" is no operator; there are equals,"));
  CHECK(refusal_of_condition(R"({"field":"tags","op":"equals"})")
            .starts_with("/0/start/conditions/0/value: is missing"));
  CHECK(refusal_of_condition(R"({"field":"tags","op":"equals","value":null})")
            .starts_with("/0/start/conditions/0/value: is missing"));
  CHECK(refusal_of_condition(R"({"field":"tags","op":"equals","value":["a"]})") ==
        "/0/start/conditions/0/value: must be one value; use in for several");
  CHECK(refusal_of_condition(R"({"field":"tags","op":"in","value":["a",null]})")
            .starts_with("/0/start/conditions/0/value/1: must be a string"));
  CHECK(refusal_of_condition(R"({"field":"tags","op":"exists","value":"yes"})") ==
        "/0/start/conditions/0/value: must be true or false");
}

TEST_CASE("the code tells a broken document from a broken template") {
  CHECK(Templates::parse("[").error().code == Code::invalid_json);
  CHECK(Templates::parse("[1]").error().code == Code::invalid_template);
}

TEST_CASE("hours are whole milliseconds") {
  CHECK(model_of(R"("timeout_hours":48)").timeout_ms == 172800000);
  CHECK(model_of(R"("timeout_hours":0.00000125)").timeout_ms == 5);
  CHECK_FALSE(model_of(R"("timeout_hours":null)").timeout_ms);
  CHECK(model_of(R"("milestones":[{"id":"m","within_hours":1.5}])").milestones[0].within_ms ==
        5400000);
}

TEST_CASE("enabled changes act from their instant on, and before the first the opposite held") {
  const auto closing = model_of(R"("disabled_at":"1970-01-01T00:00:01Z")");
  CHECK(closing.takes_starts(999));
  CHECK_FALSE(closing.takes_starts(1000));
  const auto pausing = model_of(
      R"("enabled_changes":[{"at":"1970-01-01T00:00:03Z","enabled":true},{"at":"1970-01-01T01:00:02+01:00","enabled":false}])");
  CHECK(pausing.takes_starts(1999));
  CHECK_FALSE(pausing.takes_starts(2000));
  CHECK_FALSE(pausing.takes_starts(2999));
  CHECK(pausing.takes_starts(3000));
  CHECK_FALSE(model_of(R"("enabled":false)").takes_starts(0));
  const auto opening =
      model_of(R"("enabled":false,"enabled_changes":[{"at":1000000000,"enabled":true}])");
  CHECK_FALSE(opening.takes_starts(999999999999));
  CHECK(opening.takes_starts(1000000000000));
}

TEST_CASE("members that mean nothing are named, not refused") {
  Findings findings;
  read_templates(R"([{"id":"t","start":{"typ":"x"},"timeout":5,"$note":"fine"}])", findings);
  REQUIRE(findings.list().size() == 2);
  CHECK(findings.list()[0].at == "/0/start/typ");
  CHECK(findings.list()[1].at == "/0/timeout");
  CHECK(findings.first_error() == nullptr);
}
