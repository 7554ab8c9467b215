// What many customers have in common.
#include "asked.h"
#include "catch.hpp"

namespace {

std::string customer(const char* name, const char* source, int converts_at, int bookings,
                     const char* service) {
  const std::string id(name);
  std::string lines = at_minute(0, (id + "a").c_str(), "message.received",
                                {{"customer", name},
                                 {"channel", "instagram"},
                                 {"conversation", id},
                                 {"lead_source", source},
                                 {"text", "Do you do balayage?"}});
  for (int i = 0; i < bookings; ++i)
    lines += at_minute(converts_at + i, (id + "b" + std::to_string(i)).c_str(), "booking.confirmed",
                       {{"customer", name}, {"channel", "whatsapp"}, {"service", service}});
  return lines;
}

const std::string kMany =
    customer("ann", "Instagram", 10, 2, "Balayage") + customer("ben", "Instagram", 30, 1, "Cut") +
    customer("cas", "Google", 0, 0, "") + customer("dan", "Google", 120, 1, "Balayage") +
    at_minute(1, "e", "message.received",
              {{"customer", "eve"},
               {"channel", "sms"},
               {"conversation", "eve"},
               {"text", "do you do  BALAYAGE??  How much is it?"}});

Json table(const Json& patterns, const char* name) {
  for (const Json& each : patterns["tables"])
    if (each["table"] == name) return each["rows"];
  return {};
}

}  // namespace

TEST_CASE("conversion and its time by lead source and by first channel") {
  Asked asked(kMany);
  const Json patterns = asked.ask({{"command", "patterns"}});
  CHECK(patterns["customers"] == 5);
  CHECK(patterns["converted"] == 3);
  CHECK(patterns["repeated"] == 1);
  const Json rows = table(patterns, "conversion_by_lead_source");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0]["value"] == "Google");
  CHECK(rows[0]["converted"] == 1);
  CHECK(rows[0]["opens"] == Json({"cas", "dan"}));
  CHECK(rows[1]["value"] == "Instagram");
  CHECK(rows[1]["convert_ms"]["median"] == 20 * 60000);
  CHECK(rows[2]["value"] == nullptr);
  CHECK(table(patterns, "conversion_by_first_channel")[0]["customers"] == 4);
}

TEST_CASE("touchpoints before the first booking, and what leads customers back") {
  Asked asked(kMany);
  const Json patterns = asked.ask({{"command", "patterns"}});
  const Json touched = table(patterns, "touchpoints_before");
  REQUIRE(touched.size() == 1);
  CHECK(touched[0]["value"] == "1");
  CHECK(touched[0]["opens"] == Json({"ann", "ben", "dan"}));
  const Json services = table(patterns, "repeat_by_service");
  CHECK(services[0]["value"] == "Balayage");
  CHECK(services[0]["customers"] == 2);
  CHECK(services[0]["repeated"] == 1);
}

TEST_CASE("one question in two spellings is one row that opens its messages") {
  Asked asked(kMany);
  const Json rows = table(asked.ask({{"command", "patterns"}}), "questions_before");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["value"] == "Do you do balayage?");
  CHECK(rows[0]["asked"] == 5);
  CHECK(rows[0]["customers"] == 5);
  CHECK(rows[0]["converted"] == 3);
  CHECK(rows[1]["value"] == "How much is it?");
  CHECK(rows[1]["events"] == Json({"crm/e"}));
}

TEST_CASE("of questions that as many customers asked, the one asked more often comes first") {
  Asked asked(at_minute(1, "e", "message.received",
                        {{"customer", "eve"},
                         {"channel", "sms"},
                         {"conversation", "eve"},
                         {"text", "Are you open? Where are you? where are you??"}}));
  const Json rows = table(asked.ask({{"command", "patterns"}}), "questions_before");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["value"] == "Where are you?");
  CHECK(rows[0]["asked"] == 2);
  CHECK(rows[1]["value"] == "Are you open?");
}

TEST_CASE("tables as CSV, and only with the permission to export") {
  Asked asked(kMany);
  const std::string csv = asked.text({{"command", "patterns"}, {"form", "csv"}});
  CHECK(csv.find("table,value,customers,converted,repeated,asked,median_ms,p90_ms,opens\r\n") == 0);
  CHECK(csv.find("conversion_by_lead_source,Instagram,2,2,,,1200000,1680000,ann; ben\r\n") !=
        std::string::npos);
  CHECK(asked.set({{"gate", {{"permissions", {{"journey.event.view", true}}}}}}).ok());
  CHECK(asked.text({{"command", "metrics"}, {"form", "csv"}}).find("export") != std::string::npos);
}
