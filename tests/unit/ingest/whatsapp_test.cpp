#include <map>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "collect.h"

using namespace throughline;
using namespace throughline::test;

namespace {

using Json = nlohmann::ordered_json;

// A webhook with one value below the path that all of them have.
std::string webhook(const std::string& value, const std::string& field = "messages") {
  return R"({"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":")" +
         field +
         R"(","value":{"messaging_product":"whatsapp","metadata":{"phone_number_id":"77"},)" +
         value + "}}]}]}";
}

Json event_of(const std::string& text) {
  const Loaded loaded = load_with("whatsapp", text);
  REQUIRE(loaded.report.rejections.empty());
  REQUIRE(loaded.events.size() == 1);
  Json event = Json::parse(loaded.events[0].json);
  event.erase("metadata");
  event.erase("time_text");
  return event;
}

constexpr const char* kContact = R"("contacts":[{"profile":{"name":"Ana"},"wa_id":"5511"}],)";

}  // namespace

TEST_CASE("a text, with the sender's name", "[ingest][whatsapp]") {
  CHECK(
      event_of(
          webhook(
              std::string(kContact) +
              R"("messages":[{"from":"5511","id":"w1","timestamp":"1697043223","type":"text","text":{"body":"Hi"},
                            "context":{"id":"w0"}}])"))
          .dump() ==
      R"({"id":"w1","type":"message.received","time":"1697043223","customer.id":"5511","customer.name":"Ana",)"
      R"("customer.phone":"+5511","conversation":"whatsapp:77:5511","parent":"w0","channel":"whatsapp",)"
      R"("direction":"inbound","actor.kind":"customer","text":"Hi"})");
}

TEST_CASE("edits and revocations revise the message they name", "[ingest][whatsapp]") {
  const Json edit = event_of(webhook(
      R"("messages":[{"from":"5511","id":"w2","timestamp":"1697043223","type":"edit",
         "edit":{"original_message_id":"w1","message":{"type":"text","text":{"body":"Ho"}}}}])"));
  CHECK(edit["type"] == "message.edited");
  CHECK(edit["revises"] == "w1");
  CHECK(edit["text"] == "Ho");
  const Json revoke = event_of(webhook(
      R"("messages":[{"from":"5511","id":"w3","timestamp":"1697043223","type":"revoke","revoke":{"original_message_id":"w1"}}])"));
  CHECK(revoke["type"] == "message.deleted");
  CHECK(revoke["revises"] == "w1");
  CHECK(revoke["deleted"] == true);
}

TEST_CASE("a status revises its message and carries the delivery", "[ingest][whatsapp]") {
  const std::map<std::string, std::string> deliveries = {{"sent", "sent"},
                                                         {"delivered", "delivered"},
                                                         {"read", "read"},
                                                         {"played", "read"},
                                                         {"failed", "failed"}};
  for (const auto& [status, delivery] : deliveries) {
    const Json event = event_of(webhook(R"("statuses":[{"id":"w1","status":")" + status +
                                        R"(","timestamp":"1698266945","recipient_id":"5511"}])"));
    CHECK(event["type"] == "message.status");
    CHECK(event["revises"] == "w1");
    CHECK(event["id"] == "w1#" + status);
    CHECK(event["delivery"] == delivery);
    CHECK(event["conversation"] == "whatsapp:77:5511");
  }
}

TEST_CASE("several messages and statuses in one webhook are parts of one record",
          "[ingest][whatsapp]") {
  const Loaded loaded = load_with(
      "whatsapp",
      webhook(
          R"("messages":[{"from":"1","id":"a","timestamp":"1","type":"text","text":{"body":"x"}},
         {"from":"2","id":"b","timestamp":"2","type":"image","image":{"mime_type":"image/png","caption":"c","id":"9"}}],
         "statuses":[{"id":"z","status":"read","timestamp":"3","recipient_id":"1"}])"));
  REQUIRE(loaded.events.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(loaded.events[i].record == 0);
    CHECK(loaded.events[i].part == i);
    CHECK(loaded.events[i].instant_ms == static_cast<std::int64_t>(i + 1) * 1000);
  }
  const Json image = Json::parse(loaded.events[1].json);
  CHECK(image["type"] == "media.shared");
  CHECK(image["media"].dump() == R"([{"type":"image/png"}])");
  CHECK(image["text"] == "c");
  CHECK(image["metadata"].dump() == R"({"type":"image","image":{"id":"9"}})");
}

TEST_CASE("every webhook of the data set loads and is accounted for", "[ingest][whatsapp][data]") {
  const auto folder = shared_data("payloads/whatsapp_pywa");
  if (folder.empty()) {
    WARN("the data set is not here: skipped");
    return;
  }
  // By hand from the payloads: file → the kinds of its members, in their order; "-" is no
  // conversation.
  const std::map<std::string, std::string> expected = {
      {"call_connect", "call.started call.started"},
      {"call_permission_update", "message.received message.received"},
      {"call_status", "call.ringing"},
      {"call_terminate", "call.ended"},
      {"callback_button", "message.received message.received message.received"},
      {"callback_selection", "message.received message.received"},
      {"deleted_message", "message.deleted"},
      {"edited_message", "message.edited"},
      {"flow_completion", "message.received message.received"},
      {"message",
       "message.received media.shared media.shared media.shared media.shared media.shared "
       "media.shared media.shared "
       "media.shared message.received message.received message.received message.received "
       "message.received "
       "message.received message.received message.received message.received message.received "
       "message.received "
       "message.received message.received message.received"},
      {"message_status",
       "message.status message.status message.status message.status message.status message.status "
       "message.status"},
      {"outgoing_message", "message.sent message.deleted message.edited"},
      {"system", "system.notice system.notice"},
      {"user_marketing_preferences", "preference.changed preference.changed"},
  };
  std::size_t members = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    const std::string file = entry.path().stem().string();
    std::string kinds;
    const Json bundle = Json::parse(read_file(entry.path()));
    for (const auto& [name, payload] : bundle.items()) {
      CAPTURE(file, name);
      ++members;
      const Loaded loaded = load_with("whatsapp", payload.dump());
      CHECK(loaded.report.events == loaded.events.size() + loaded.report.rejected);
      CHECK(loaded.report.events == 1);
      for (const auto& event : loaded.events) {
        const Json json = Json::parse(event.json);
        kinds += (kinds.empty() ? "" : " ") + json["type"].get<std::string>();
        CHECK(event.time == ParsedTime::What::labelled);
        CHECK(event.instant_ms > 1600000000000);
        CHECK(json.contains("customer.id"));
        CHECK(json.value("conversation", "").rfind("whatsapp:", 0) == 0);
      }
      for (const Rejection& rejection : loaded.report.rejections) {
        CHECK(rejection.code == Code::no_rule);
        CHECK(rejection.detail.rfind("field ", 0) == 0);
      }
    }
    const auto at = expected.find(file);
    CHECK(kinds == (at == expected.end() ? std::string() : at->second));
  }
  CHECK(members == 74);
}
