// What a customer's metrics count, and that they follow whatever changes.
#include <string>

#include "asked.h"
#include "catch.hpp"

namespace {

const Json kMetrics = {{"command", "metrics"}, {"evidence", true}};

std::string message(int minute, const char* id, bool inbound, Json more = Json::object()) {
  if (!more.contains("conversation")) more["conversation"] = "c1";
  if (!more.contains("channel")) more["channel"] = "whatsapp";
  if (!inbound && !more.contains("actor")) more["actor"] = {{"kind", "agent"}, {"id", "a1"}};
  return at_minute(minute, id, inbound ? "message.received" : "message.sent", more);
}

Json of_only_customer(const std::string& events, Json settings = Json::object()) {
  return Asked(events, settings).ask(kMetrics)["customers"][0];
}

constexpr int kHour = 60, kDay = 24 * kHour;

}  // namespace

TEST_CASE("a turn runs from the first question to the first answer, by person or by anyone") {
  const Json found =
      of_only_customer(message(0, "q1", true) + message(5, "q2", true) +
                       message(10, "bot", false, {{"actor", {{"kind", "bot"}, {"id", "b"}}}}) +
                       message(30, "agent", false) + message(40, "q3", true));
  CHECK(found["messages"] == 5);
  CHECK(found["response_time_ms"] ==
        Json({{"all", 600000}, {"human", 1800000}, {"unanswered", 1}}));
  const Json turns = found["evidence"]["turns"];
  REQUIRE(turns.size() == 2);
  CHECK(turns[0] == Json({{"from", "crm/q1"}, {"answer", "crm/bot"}, {"ms", 600000}}));
  CHECK(turns[1] == Json({{"from", "crm/q3"}, {"answer", nullptr}, {"ms", nullptr}}));
}

TEST_CASE("messages without a conversation take turns by channel, and pass no ball") {
  const Json nowhere = {{"conversation", nullptr}};
  Json mail = nowhere;
  mail["channel"] = "email";
  const Json found =
      of_only_customer(message(0, "q", true, nowhere) + message(1, "m", false, mail) +
                       message(7, "a", false, nowhere));
  CHECK(found["response_time_ms"]["all"] == 7 * 60000);
  CHECK(found["evidence"]["ball"]["ranges"].empty());
}

TEST_CASE("a call is counted once however often it is said to begin, a missed one as a call") {
  const Json call = {{"conversation", "c2"}, {"channel", "voice"}, {"interaction", "i1"}};
  const Json found = of_only_customer(
      at_minute(0, "s1", "call.started", call) + at_minute(1, "s2", "call.started", call) +
      at_minute(9, "s3", "call.missed", {{"conversation", "c3"}, {"channel", "voice"}}));
  CHECK(found["calls"] == 2);
  CHECK(found["evidence"]["calls"] == Json({"crm/s1", "crm/s3"}));
}

TEST_CASE("an answer after exactly the hours given counts, a minute later it does not") {
  const auto answered = [](int after) {
    return of_only_customer(message(0, "sent", false) +
                            message(after, "back", true))["evidence"]["engagement"];
  };
  CHECK(answered(48 * kHour)["answered"] == 1);
  CHECK(answered(48 * kHour + 1)["answered"] == 0);
  CHECK(answered(48 * kHour + 1)["decided"] == 1);
}

TEST_CASE("the preferred channel has the most messages of the customer, then the latest one") {
  const Json mail = {{"channel", "email"}, {"conversation", "c2"}};
  const std::string tie = message(0, "w", true) + message(1, "m", true, mail);
  CHECK(of_only_customer(tie)["preferred_channel"] == "email");
  CHECK(of_only_customer(tie + message(2, "w2", true))["preferred_channel"] == "whatsapp");
}

TEST_CASE("the ball is with whom the last message went to, until the conversation closes") {
  const Json found =
      of_only_customer(message(0, "q", true) + message(10, "a", false) +
                       at_minute(30, "done", "conversation.closed", {{"conversation", "c1"}}));
  const Json& ball = found["evidence"]["ball"];
  CHECK(ball["with_us_ms"] == 10 * 60000);
  CHECK(ball["with_customer_ms"] == 20 * 60000);
  CHECK(ball["now"] == nullptr);
}

TEST_CASE("whatever changed, metrics asked again are those of the same events loaded anew") {
  const Json settings = {{"as_of", "2026-05-20T00:00:00Z"}};
  const Json on_whatsapp = {{"conversation", "c4"}, {"channel", "whatsapp"}};
  const std::string first =
      message(0, "q", true) + message(90, "a", false) +
      at_minute(2 * kHour, "s1", "call.started", on_whatsapp) +
      at_minute(8 * kHour, "s2", "call.started", on_whatsapp) +
      at_minute(3 * kDay, "other", "message.received",
                {{"customer", "j"}, {"conversation", "c9"}, {"channel", "sms"}});
  const std::string late = message(30, "late", false) +
                           at_minute(4 * kDay, "page", "web.page_viewed", {{"channel", "web"}});
  Asked asked(first, settings);
  REQUIRE(asked.ask(kMetrics)["customers"].size() == 2);

  const auto check = [&asked, &settings](const std::string& events, const Json& more) {
    Json all = settings;
    all.update(more);
    CHECK(asked.text(kMetrics) == Asked(events, all).text(kMetrics));
  };
  SECTION("events came late") {
    asked.feed(late);
    check(first + late, Json::object());
  }
  SECTION("as-of moved, back over events and on over none") {
    for (const char* as_of : {"2026-05-01T00:20:00Z", "2026-05-01T00:40:00Z",
                              "2026-05-03T00:00:00Z", "2026-05-20T00:00:00Z"}) {
      INFO(as_of);
      REQUIRE(asked.set({{"as_of", as_of}}));
      check(first, {{"as_of", as_of}});
    }
  }
  SECTION("interactions are cut in another way") {
    const Json configuration = {{"configuration", {{"interaction_gap_hours", 2}}}};
    const std::string before = asked.text(kMetrics);
    REQUIRE(asked.set(configuration));
    check(first, configuration);
    CHECK(asked.text(kMetrics) != before);
  }
  SECTION("the gate hides some") {
    const Json gate = {{"gate", {{"permissions", {{"journey.event.view", true}}}}}};
    REQUIRE(asked.set(gate));
    check(first, gate);
  }
  SECTION("one customer is looked at") {
    const Json customer = {{"customer", "j"}};
    REQUIRE(asked.set(customer));
    check(first, customer);
  }
  SECTION("weights differ") {
    const Json weights = {{"configuration", {{"engagement", {{"answer_hours", 1}}}}}};
    REQUIRE(asked.set(weights));
    check(first, weights);
  }
}
