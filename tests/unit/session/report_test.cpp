// `inspect --conformance`: pipe a week of webhooks in and learn what the feed fills, and how it
// behaves.
#include "catch.hpp"
#include "intake.h"

using namespace throughline;
using namespace throughline::test;

namespace {

const char* const kWeek = R"([
  {"id":"1","type":"message.received","time":"2026-05-01T10:00:00Z","conversation":"c","customer":{"id":"ana","phone":"+1"},"text":"a"},
  {"id":"2","type":"message.sent","time":"2026-05-01T10:05:00+02:00","conversation":"c","delivery":"read","campaign":"Spring","text":"b"},
  {"id":"2","type":"message.sent","time":"2026-05-01T10:05:00+02:00","conversation":"c"},
  {"id":"3","type":"note.created","time":"2026-05-01T11:00:00","conversation":"c"},
  {"id":"4","type":"call.ended","time":1777800000,"end_time":1777800060},
  {"id":"5","type":"note.created","time":"never"}])";

}  // namespace

TEST_CASE("conformance: kinds, fields, what they fill and what never arrives") {
  Intake desk(Json{{"configuration", {{"business_zone", "Europe/Paris"}}}});
  const Json feed = desk.load("week", kWeek).source_report("week", true)["conformance"];
  CHECK(feed["kinds"].dump() ==
        R"({"call.ended":1,"message.received":1,"message.sent":2,"note.created":2})");
  CHECK(feed["members"]["text"] == 2);
  CHECK(feed["members"]["campaign"] == 1);
  CHECK(feed["members"]["customer.phone"] == 1);
  CHECK_FALSE(feed["members"].contains("wrap_up"));
  const auto lists = [&feed](const char* list, const char* feature) {
    for (const Json& name : feed[list])
      if (name == feature) return true;
    return false;
  };
  for (const char* filled : {"identity", "conversations", "messages", "delivery", "notes", "calls",
                             "call_ends", "campaigns"}) {
    CAPTURE(filled);
    CHECK(lists("fills", filled));
    CHECK_FALSE(lists("never", filled));
  }
  for (const char* missing : {"scores", "wrap_up", "queues", "csat", "bookings", "revocations"}) {
    CAPTURE(missing);
    CHECK(lists("never", missing));
    CHECK_FALSE(lists("fills", missing));
  }
}

TEST_CASE("conformance: how times were dated, and how far behind the feed is") {
  Intake desk(Json{{"configuration", {{"business_zone", "Europe/Paris"}}}});
  const Json source = desk.load("week", kWeek).source_report("week", true);
  CHECK(source["duplicate"] == 1);
  CHECK(source["undated"] == 1);
  const Json& feed = source["conformance"];
  CHECK(feed["times"].dump() == R"({"business":1,"epoch":1,"labelled":3})");
  // 10:05+02:00 is 08:05Z, after 10:00Z had come; twice. 11:00 in Paris is 09:00Z.
  CHECK(feed["out_of_order"] == 3);
  CHECK(feed["furthest_behind_ms"] == 115 * 60 * 1000);
}

TEST_CASE(
    "conformance is said only when asked for, and counts nothing of what the viewer may not see") {
  Intake desk;
  desk.load("week", kWeek);
  CHECK_FALSE(desk.source_report("week").contains("conformance"));
  desk.set({{"gate", {{"audience", "customer"}}}});
  const Json feed = desk.source_report("week", true)["conformance"];
  CHECK_FALSE(feed["kinds"].contains("note.created"));
}

TEST_CASE("an undated event says why it is in no view, and which zone is not known") {
  Intake desk(Json::object());
  desk.load(
      "desk",
      R"([{"id":"1","type":"note.created","time":"2026-05-01T10:00:00","zone":"Europe/Pariss"}])");
  const Json rejections = desk.source_report("desk")["rejections"];
  REQUIRE(rejections.size() == 1);
  const std::string reason =
      "unknown zone: The local time needs a zone, and the zone named is not known. It says "
      "\"Europe/Pariss\".";
  CHECK(rejections[0]["reason"] == reason);
  const Json why = desk.ask({{"command", "explain"}, {"event", "desk/1"}});
  CHECK(why["presence"] == "undated");
  CHECK(why["time_text"] == "2026-05-01T10:00:00");
  CHECK(why["reason"] == reason);
}

TEST_CASE("the parts of one record are told apart, and what stands in doubt says where") {
  const char* const adapter =
      R"({"name":"sheet","streams":[{"each":"/rows/*","set":{"type":"note.created","id":"/id","time":"/at","end_time":"/end"}}]})";
  Intake desk(Json{{"adapters", {Json::parse(adapter)}}});
  desk.load(
      "sheet",
      R"({"rows":[{"id":"1","at":"soon"},{"id":"2","at":"later"},{"id":"3","at":"2026-05-01T10:00:00Z","end":"late"}]})",
      "sheet");
  const Json report = desk.source_report("sheet");
  REQUIRE(report["rejections"].size() == 2);
  CHECK_FALSE(report["rejections"][0]["where"].contains("part"));
  CHECK(report["rejections"][1]["where"]["part"] == 1);
  REQUIRE(report["doubts"].size() == 1);
  CHECK(report["doubts"][0]["count"] == 1);
  CHECK(report["doubts"][0]["where"]["line"] == 1);
}
