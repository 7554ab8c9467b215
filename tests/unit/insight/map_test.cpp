// The five stages of one customer.
#include "asked.h"
#include "catch.hpp"

namespace {

// From an advertisement to the second booking.
const std::string kWay =
    at_minute(0, "ad", "campaign.delivered",
              {{"channel", "email"}, {"campaign", "Spring"}, {"lead_source", "Google"}}) +
    at_minute(10, "ask", "message.received",
              {{"channel", "sms"},
               {"conversation", "C"},
               {"text", "Hello. Do you do balayage? And how long does it take?"},
               {"sentiment", 0.5}}) +
    at_minute(25, "note", "note.created", {{"conversation", "C"}}) +
    at_minute(30, "tell", "message.sent",
              {{"channel", "sms"}, {"conversation", "C"}, {"text", "We do."}}) +
    at_minute(40, "want", "message.received",
              {{"channel", "sms"},
               {"conversation", "C"},
               {"text", "Can I book Saturday"},
               {"sentiment", -0.2505}}) +
    at_minute(41, "yes", "booking.confirmed", {{"channel", "sms"}, {"conversation", "C"}}) +
    at_minute(100, "done", "booking.completed", {{"channel", "in_person"}}) +
    at_minute(200, "more", "message.received",
              {{"channel", "email"}, {"conversation", "D"}, {"text", "Thanks! Can I book again?"}});

Json stage(const Json& map, const char* name) {
  for (const Json& each : map["stages"])
    if (each["stage"] == name) return each;
  return {};
}

}  // namespace

TEST_CASE("touchpoints fall into the five stages around the first booking") {
  Asked asked(kWay);
  const Json map = asked.ask({{"command", "map"}});
  CHECK(map["converted_ms"] == 1777593600000LL + 41 * 60000);
  CHECK(map["conversion"] == "crm/yes");
  CHECK(stage(map, "awareness")["events"] == Json({"crm/ad"}));
  CHECK(stage(map, "consideration")["events"] == Json({"crm/ask", "crm/tell"}));
  CHECK(stage(map, "decision")["events"] == Json({"crm/want", "crm/yes"}));
  CHECK(stage(map, "experience")["events"] == Json({"crm/done"}));
  CHECK(stage(map, "loyalty")["events"] == Json({"crm/more"}));
  CHECK(map["lead_source"] == "Google");
  CHECK(map["campaign"] == "Spring");
  CHECK(map["first_channel"] == "email");
}

TEST_CASE("the stages' times add up to the last touch minus the first") {
  Asked asked(kWay);
  const Json map = asked.ask({{"command", "map"}});
  std::int64_t sum = 0;
  for (const Json& each : map["stages"]) sum += each["time_spent_ms"].get<std::int64_t>();
  CHECK(sum == 200 * 60000);
  CHECK(stage(map, "consideration")["time_spent_ms"] == 30 * 60000);
  CHECK(stage(map, "loyalty")["time_spent_ms"] == 0);
}

TEST_CASE("questions, feeling and waiting belong to the stage of their message") {
  Asked asked(kWay);
  const Json map = asked.ask({{"command", "map"}});
  const Json considered = stage(map, "consideration");
  REQUIRE(considered["questions"].size() == 2);
  CHECK(considered["questions"][0]["text"] == "Do you do balayage?");
  CHECK(considered["questions"][1]["text"] == "And how long does it take?");
  CHECK(considered["sentiment"]["mean_thousandths"] == 500);
  CHECK(considered["waiting"] == Json({{"total_ms", 20 * 60000}, {"turns", 1}, {"unanswered", 0}}));
  const Json decided = stage(map, "decision");
  CHECK(decided["sentiment"]["values"][0]["thousandths"] == -250);
  CHECK(decided["waiting"] ==
        Json({{"total_ms", 60000}, {"turns", 1}, {"unanswered", 0}}));  // the booking answers
  CHECK(stage(map, "loyalty")["waiting"]["unanswered"] == 1);
}

TEST_CASE("a stage that an event names beats every rule; own rules replace the default") {
  Asked named(at_minute(0, "a", "message.received",
                        {{"channel", "sms"}, {"text", "hi"}, {"stage", "loyalty"}}));
  CHECK(stage(named.ask({{"command", "map"}}), "loyalty")["touchpoints"] == 1);

  const Json rules = {
      {"conversion", {{{"type", "csat.rated"}}}},
      {"rules",
       {{{"stage", "awareness"}, {"when", "before"}, {"trigger", {{"group", "message"}}}}}},
      {"otherwise", "decision"}};
  Asked own(kWay, {{"configuration", {{"stages", rules}}}});
  const Json map = own.ask({{"command", "map"}});
  CHECK(map["conversion"] == nullptr);
  CHECK(stage(map, "awareness")["touchpoints"] == 4);
  CHECK(stage(map, "decision")["touchpoints"] == 3);
}

TEST_CASE("broken stage rules are refused with a pointer") {
  Asked asked(kWay);
  const auto refusal = [&asked](const Json& stages) {
    const auto status = asked.set({{"configuration", {{"stages", stages}}}});
    return status ? std::string() : status.error().message();
  };
  CHECK(refusal({{"rules", Json::array()}, {"otherwise", "decision"}}).find("/stages/conversion") !=
        std::string::npos);
  CHECK(refusal({{"conversion", {{{"type", "x"}}}},
                 {"rules", {{{"stage", "later"}, {"trigger", Json::object()}}}},
                 {"otherwise", "decision"}})
            .find("/stages/rules/0/stage") != std::string::npos);
}

TEST_CASE("the map sees what as-of and the gate let through") {
  Asked asked(kWay, {{"as_of", "2026-05-01T00:35:00Z"}});
  const Json early = asked.ask({{"command", "map"}});
  CHECK(early["converted_ms"] == nullptr);
  CHECK(stage(early, "decision")["touchpoints"] == 0);
  CHECK(asked
            .set({{"as_of", "2026-06-01T00:00:00Z"},
                  {"gate",
                   {{"permissions",
                     {{"journey.event.view", true},
                      {"external_contacts.session.view", true},
                      {"journey.session.view", true},
                      {"journey.session_type.view", true}}}}}})
            .ok());
  const Json gated = asked.ask({{"command", "map"}});
  CHECK(stage(gated, "consideration")["questions"].empty());
}

TEST_CASE("a map of several customers asks for one") {
  Asked asked(kWay +
              at_minute(1, "x", "message.received", {{"customer", "other"}, {"channel", "sms"}}));
  CHECK(asked.ask({{"command", "map"}})["error"].get<std::string>().find("customer") !=
        std::string::npos);
}
