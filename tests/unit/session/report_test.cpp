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
