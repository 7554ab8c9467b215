// The two templates of the product's own description: Returns, and the onboarding of a new
// customer.
#include "catch.hpp"
#include "world.h"

using namespace throughline;
using namespace throughline::testing;

namespace {

const Json kTemplates = Json::parse(R"({"templates":[
  {"id":"returns","name":"Returns","timeout_hours":48,
   "start":{"type":"message.received","conditions":[{"field":"event.text","op":"contains","value":"I want to return"}]},
   "milestones":[
     {"id":"reason","name":"Reason captured","type":"tag.added","conditions":[{"field":"event.tags","op":"starts_with","value":"reason:"}]},
     {"id":"rma","name":"RMA issued","conditions":[{"field":"metadata.rma","op":"exists"}]}],
   "ends":[{"id":"label","name":"Label sent","type":"message.sent","conditions":[{"field":"event.media.name","op":"contains","value":"label"}]}]},
  {"id":"onboarding","name":"New customer onboarding","subject":"customer","reentry":"never",
   "start":{"type":"conversation.created"},
   "milestones":[{"id":"answered","type":"message.sent"},{"id":"booked","type":"booking.confirmed"}],
   "ends":[{"id":"happy","name":"Positive CSAT","type":"csat.rated","conditions":[{"field":"event.rating.positive","op":"equals","value":true}]}]}
]})");

void open_shop(World& world) {
  const auto in = [](std::string_view conversation, Json members) {
    members["conversation"] = conversation;
    return members;
  };
  world.add(event("1", "conversation.created", 0,
                  in("r1", {{"channel", "email"}, {"customer", "kim"}, {"tags", {"returns"}}})));
  world.add(
      event("2", "message.received", 1, in("r1", {{"text", "Hi! I WANT to return my boots"}})));
  world.add(event("3", "tag.added", kHour, in("r1", {{"tags", {"reason:size"}}})));
  world.add(event("4", "note.created", 2 * kHour, in("r1", {{"metadata", {{"rma", "RMA-7"}}}})));
  world.add(event("5", "message.sent", 3 * kHour,
                  in("r1", {{"media", Json::parse(R"([{"name":"return-label.pdf"}])")}})));
  world.add(event(
      "6", "message.received", 5,
      in("r2", {{"channel", "whatsapp"}, {"customer", "lee"}, {"text", "i want to return this"}})));
  world.add(event("7", "note.created", 6, in("r2", {{"metadata", {{"rma", "RMA-8"}}}})));
  world.add(event("8", "message.received", 7,
                  in("r3", {{"customer", "kim"}, {"text", "How do I return a call?"}})));
  world.add(
      event("9", "csat.rated", 8, in("r1", {{"rating", {{"value", 1}, {"positive", false}}}})));
  world.add(event("10", "booking.confirmed", 9, in("r3", Json::object())));
  world.add(event("11", "csat.rated", 4 * kHour,
                  in("r3", {{"rating", {{"value", 5}, {"positive", true}}}})));
}

}  // namespace

TEST_CASE("Returns: reason, RMA, label") {
  World world;
  open_shop(world);
  const Json document = world.document_of(kTemplates, 60 * kHour);
  REQUIRE(summary(document, 0)["started"] == 2);
  const Json& kim = journey(document, 0);
  CHECK(kim["subject"] == "r1");
  CHECK(kim["state"] == "completed");
  CHECK(kim["end"] == "label");
  CHECK(kim["ended_ms"] == 3 * kHour);
  CHECK(kim["milestones"][0]["event"] == "crm/3");
  CHECK(kim["milestones"][1]["event"] == "crm/4");
  const Json& lee = journey(document, 1);
  CHECK(lee["state"] == "timed_out");
  CHECK(lee["ended_ms"] == 5 + 48 * kHour);
  CHECK(lee["milestones"][0]["skipped"] == true);
  const Json& funnel = summary(document, 0);
  CHECK(funnel["completed"] == 1);
  CHECK(funnel["timed_out"] == 1);
  CHECK(funnel["milestones"][1]["stopped_here"] ==
        Json({{"open", 0}, {"timed_out", 1}, {"completed", 1}, {"excluded", 0}}));
  CHECK(funnel["biggest_drop"] == "rma");
  CHECK(funnel["slowest"] == "reason");
  CHECK(funnel["duration_ms"]["median"] == 3 * kHour - 1);
}

TEST_CASE(
    "Onboarding: from first contact to a positive rating, over all of a customer's conversations") {
  World world;
  open_shop(world);
  const Json document = world.document_of(kTemplates, 60 * kHour);
  REQUIRE(summary(document, 1)["started"] == 1);
  const Json& kim = journey(document, 2);
  CHECK(kim["template"] == "onboarding");
  CHECK(kim["subject"] == "kim");
  CHECK(kim["state"] == "completed");
  CHECK(kim["ended_ms"] == 4 * kHour);
  CHECK(kim["deadline_ms"].is_null());
  CHECK(kim["milestones"][1]["event"] == "crm/10");
}

TEST_CASE("while nothing is over, an earlier as-of shows both on their way") {
  World world;
  open_shop(world);
  const Json document = world.document_of(kTemplates, 10);
  CHECK(summary(document, 0)["open"] == 2);
  CHECK(summary(document, 1)["open"] == 1);
  CHECK(summary(document, 0)["biggest_drop"].is_null());
}
