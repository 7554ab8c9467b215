// Why something is not there: not supported, not supplied, not permitted, outside the period,
// hidden by a filter.
#include "catch.hpp"
#include "intake.h"

using namespace throughline;
using namespace throughline::test;

namespace {

const char* const kCalls = R"([
  {"id":"in","type":"call.started","channel":"voice","direction":"inbound","mode":"mobile","time":"2026-05-01T10:00:00Z","customer":"ana","outcome":""},
  {"id":"out","type":"call.started","channel":"voice","direction":"outbound","mode":"home","time":"2026-05-01T11:00:00Z","customer":"ana","wrap_up":"sold"},
  {"id":"old","type":"message.received","channel":"sms","time":"2024-05-01T11:00:00Z","customer":"ana"}])";

Json explain(Intake& desk, const char* event) {
  return desk.ask({{"command", "explain"}, {"event", event}});
}

Json source_settings(const Json& settings) {
  return {{"configuration", {{"sources", {{"cm", settings}}}}}};
}

}  // namespace

TEST_CASE("inbound calls of a source that supports none are not shown, and it says so") {
  Intake desk(source_settings({{"inbound", false}}));
  desk.load("cm", kCalls);
  CHECK(desk.timeline().size() == 2);
  CHECK(desk.source_report("cm", true)["conformance"]["not_supported"] == 1);
  CHECK(explain(desk, "cm/in").dump() ==
        R"({"event":"cm/in","source":"cm","presence":"not_supported"})");
  CHECK(explain(desk, "cm/out")["presence"] == "shown");
  // Changed while loaded; nothing is read again.
  CHECK(desk.set(source_settings({{"inbound", true}})) == "");
  CHECK(desk.timeline().size() == 3);
  CHECK(explain(desk, "cm/in")["presence"] == "shown");
  CHECK(desk.source_report("cm", true)["conformance"]["not_supported"] == 0);
}

TEST_CASE("modes are given only where they are configured") {
  Intake desk(source_settings({{"modes", false}}));
  desk.load("cm", kCalls);
  CHECK_FALSE(desk.timeline()[1].contains("mode"));
  CHECK(explain(desk, "cm/out")["absent"]["mode"] == "not_supplied");
  CHECK(desk.ask({{"command", "facets"}})["fields"]["mode"].dump().find("home") ==
        std::string::npos);
  CHECK(desk.set(source_settings({{"modes", true}})) == "");
  CHECK(desk.timeline()[2]["mode"] == "home");
}

TEST_CASE("explain tells filter, period, as-of and permission apart") {
  Intake desk(Json{{"as_of", "2026-05-01T10:30:00Z"}});
  desk.load("cm", kCalls);
  CHECK(explain(desk, "cm/in")["presence"] == "shown");
  CHECK(explain(desk, "cm/out")["presence"] == "after_as_of");
  desk.set({{"as_of", "2026-05-10T00:00:00Z"}, {"filter", {{"period", {{"months", 12}}}}}});
  CHECK(explain(desk, "cm/old")["presence"] == "outside_period");
  desk.set({{"filter", {{"channel", {"voice"}}, {"period", {{"months", 12}}}}}});
  CHECK(explain(desk, "cm/old")["presence"] == "hidden_by_filter");
  CHECK(explain(desk, "cm/old")["hidden_by"].size() == 2);
  desk.set({{"gate", {{"permissions", {{"journey.event.view", true}}}}}});
  CHECK(explain(desk, "cm/in")["error"].get<std::string>().find("not permitted or unknown") == 0);
}

TEST_CASE("explain says of each field why it is not there") {
  Intake desk(Json{{"gate",
                    {{"audience", "agent"},
                     {"permissions",
                      {{"journey.event.view", true},
                       {"journey.event_type.view", true},
                       {"external_contacts.session.view", true}}}}}});
  desk.load("cm", kCalls);
  const Json absent = explain(desk, "cm/in")["absent"];
  CHECK(absent["wrap_up"] == "not_permitted");
  CHECK(absent["queue"] == "not_permitted");
  CHECK(absent["outcome"] == "empty");
  CHECK(absent["campaign"] == "not_supplied");
  CHECK_FALSE(absent.contains("mode"));
}
