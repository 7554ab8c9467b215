#include <map>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "collect.h"

using namespace throughline;
using namespace throughline::test;

namespace {

using Json = nlohmann::ordered_json;
using Counts = std::map<std::string, std::size_t>;

// Each event on a line: the members named, "-" where one is absent, and the instant.
std::string lines(const Loaded& loaded, const std::vector<std::string>& members) {
  std::string out;
  for (const auto& event : loaded.events) {
    const Json json = Json::parse(event.json);
    for (const std::string& member : members) {
      const Json value = json.contains(member) ? json[member] : Json("-");
      out += (value.is_string() ? value.get<std::string>() : value.dump()) + " | ";
    }
    out += std::to_string(event.instant_ms) + "\n";
  }
  return out;
}

void count_kinds(const Loaded& loaded, Counts& counts) {
  for (const auto& event : loaded.events) {
    ++counts[Json::parse(event.json).at("type").get<std::string>()];
    CHECK(event.time == ParsedTime::What::labelled);
  }
  CHECK(loaded.report.events == loaded.events.size() + loaded.report.rejected);
  for (const Rejection& rejection : loaded.report.rejections)
    CHECK(rejection.code == Code::no_rule);
}

bool absent(const std::filesystem::path& path) {
  if (!path.empty()) return false;
  WARN("the data set is not here: skipped");
  return true;
}

}  // namespace

// ---------------------------------------------------------------------------------------------
// The payloads of the data set, against tables made by hand from the payloads

TEST_CASE("freshdesk: one ticket with conversations out of order", "[ingest][vendors][data]") {
  const auto file = shared_data("payloads/freshdesk_chatwoot/ticket_with_conversations.json");
  if (absent(file)) return;
  const Loaded loaded = load_with("freshdesk", read_file(file));
  CHECK(loaded.report.rejections.empty());
  CHECK(lines(loaded, {"id", "type", "conversation", "customer.id", "actor.kind", "direction",
                       "internal", "text"}) ==
        "2001#created | conversation.created | 2001 | 1001 | - | - | - | - | 1704189600000\n"
        "2001#description | message.received | 2001 | 1001 | customer | inbound | - | The checkout "
        "button is not "
        "responding. | 1704189600000\n"
        "3003 | message.received | 2001 | 1001 | customer | inbound | - | The issue still happens "
        "in a private "
        "window. | 1704371400000\n"
        "3001 | message.sent | 2001 | 1001 | agent | outbound | - | Could you try this in a "
        "private window? | "
        "1704268800000\n"
        "3002 | note.created | 2001 | 1001 | agent | - | true | Payments team is investigating the "
        "browser logs. | "
        "1704272400000\n");
  CHECK(Json::parse(loaded.events[4].json)["media"].dump() ==
        R"([{"name":"browser-log.txt","type":"text/plain"}])");
}

TEST_CASE("zendesk: the audits of a ticket", "[ingest][vendors][data]") {
  const auto file = shared_data("payloads/zendesk_api/ticket_audits.json");
  if (absent(file)) return;
  const Loaded loaded = load_with("zendesk", read_file(file));
  CHECK(loaded.report.rejections.empty());
  Counts counts;
  count_kinds(loaded, counts);
  CHECK(counts == Counts{{"conversation.created", 1},
                         {"message.received", 2},  // the requester is an agent too
                         {"note.created", 2},
                         {"priority.changed", 1},
                         {"conversation.status_changed", 1}});
  for (const auto& event : loaded.events) {
    const Json json = Json::parse(event.json);
    CHECK(json["conversation"] == "1");
    if (json["type"] == "conversation.created") {
      CHECK(json["customer.id"] == "20014182");
      CHECK(json["status.to"] == "open");
      CHECK(json["priority"] == "normal");
      CHECK(json["tags"].dump() == R"(["sample","zendesk"])");
      CHECK(event.instant_ms == 1346962629000);  // 2012-09-06T20:17:09Z
    }
    if (json["type"] == "conversation.status_changed") {
      CHECK(json["status.from"] == "open");
      CHECK(json["status.to"] == "pending");
    }
    if (json["type"] == "priority.changed") CHECK(json["priority"] == "high");
  }
}

TEST_CASE("zendesk: tickets and activities", "[ingest][vendors][data]") {
  const auto folder = shared_data("payloads/zendesk_api");
  if (absent(folder)) return;
  Counts counts;
  count_kinds(load_with("zendesk", read_file(folder / "tickets.json")), counts);
  CHECK(counts.size() == 1);
  CHECK(counts["conversation.created"] > 0);
  Counts activities;
  count_kinds(load_with("zendesk", read_file(folder / "activities.json")), activities);
  CHECK(activities == Counts{{"priority.changed", 1}, {"zendesk.tickets.comment", 1}});
}

TEST_CASE("twilio: every body of the data set", "[ingest][vendors][data]") {
  const auto file = shared_data("payloads/twilio/twilio_response_bodies.json");
  if (absent(file)) return;
  Counts counts;
  std::size_t without = 0;
  const Json bundle = Json::parse(read_file(file));
  for (const Json& item : bundle["items"]) {
    CAPTURE(item["resource"].get<std::string>());
    const Loaded loaded = load_with("twilio", item["body"].dump());
    count_kinds(loaded, counts);
    without += loaded.report.rejected;
  }
  CHECK(counts == Counts{{"message.received", 10},
                         {"message.sent", 19},
                         {"call.started", 11},
                         {"call.ended", 8},
                         {"call.missed", 3},
                         {"participant.joined", 8},
                         {"agent.joined", 2},
                         {"recording.created", 6},
                         {"conversation.created", 5},
                         {"task.pending", 5},
                         {"agent.presence_changed", 2},
                         {"account.updated", 2},
                         {"conference.in-progress", 16},
                         {"conference.completed", 7},
                         {"conference.init", 1}});
  CHECK(without == 24);  // empty pages, and bodies about no event
}

TEST_CASE("intercom: every example of the data set", "[ingest][vendors][data]") {
  const auto file = shared_data("payloads/intercom_openapi/intercom_examples.json");
  if (absent(file)) return;
  Counts counts;
  std::size_t without = 0;
  const Json bundle = Json::parse(read_file(file));
  for (const Json& item : bundle["items"]) {
    if (!item["body"].is_object()) continue;
    CAPTURE(item["operation"].get<std::string>());
    const Loaded loaded = load_with("intercom", item["body"].dump());
    count_kinds(loaded, counts);
    without += loaded.report.rejected;
  }
  CHECK(counts == Counts{{"call.answered", 1},
                         {"call.ended", 1},
                         {"call.started", 1},
                         {"conversation.assigned", 2},
                         {"conversation.closed", 1},
                         {"conversation.created", 19},
                         {"conversation.reopened", 5},
                         {"conversation.snoozed", 2},
                         {"conversation.status_changed", 6},
                         {"intercom.conversation_attribute_updated_by_admin", 3},
                         {"intercom.custom_action_finished", 1},
                         {"intercom.custom_action_started", 1},
                         {"intercom.ticket_attribute_updated_by_admin", 2},
                         {"message.received", 7},
                         {"message.sent", 19},
                         {"note.created", 7},
                         {"tag.added", 5}});
  CHECK(without == 16);
}

// ---------------------------------------------------------------------------------------------
// What the data set has no payload of

TEST_CASE("chatwoot: three forms of time, private notes, states", "[ingest][vendors]") {
  const Loaded loaded = load_with("chatwoot", R"([
    {"event":"message_created","id":1,"content":"Hi","message_type":"incoming","private":false,"created_at":"2020-03-03 13:05:57 UTC",
     "sender":{"id":9,"name":"Ana","type":"contact"},
     "conversation":{"id":5,"channel":"Channel::WebWidget","meta":{"sender":{"id":9,"name":"Ana"}}}},
    {"id":2,"content":"Look","message_type":1,"private":true,"created_at":1583240760,"conversation_id":5,"sender":{"id":2,"name":"Bo","type":"user"}},
    {"event":"message_created","id":3,"content":"Hello","message_type":"outgoing","created_at":"2020-03-03T13:07:00.500Z",
     "sender":{"id":3,"name":"Bot","type":"agent_bot"},"conversation":{"id":5,"channel":"Channel::WebWidget"}},
    {"event":"conversation_status_changed","id":5,"status":"resolved","channel":"Channel::WebWidget","updated_at":1583240900.25,
     "meta":{"sender":{"id":9,"name":"Ana"},"assignee":{"id":2,"name":"Bo"}},"labels":["vip"]}])");
  CHECK(loaded.report.rejections.empty());
  CHECK(lines(loaded, {"id", "type", "conversation", "channel", "customer.id", "actor.kind",
                       "internal", "text"}) ==
        "1 | message.received | 5 | web_chat | 9 | customer | - | Hi | 1583240757000\n"
        "2 | note.created | 5 | - | - | agent | true | Look | 1583240760000\n"
        "3 | ai.responded | 5 | web_chat | - | bot | - | Hello | 1583240820500\n"
        "5#conversation_status_changed#1583240900.25 | conversation.resolved | 5 | web_chat | 9 | "
        "- | - | - | "
        "1583240900250\n");
}

TEST_CASE("segment: the time is corrected for the device's clock", "[ingest][vendors]") {
  const Loaded loaded = load_with("segment", R"([
    {"type":"page","messageId":"m1","name":"Prices","anonymousId":"a1","timestamp":"2026-05-12T14:05:00Z","receivedAt":"2026-05-12T14:05:01Z"},
    {"type":"track","event":"Order Completed","messageId":"m2","userId":"u1","originalTimestamp":"2026-05-12T10:00:00Z",
     "sentAt":"2026-05-12T10:00:05Z","receivedAt":"2026-05-12T14:10:05Z","properties":{"total":12.50,"currency":"EUR"}},
    {"type":"alias","messageId":"m3","userId":"u1","previousId":"a1","originalTimestamp":"2026-05-12T14:00:00Z"},
    {"type":"unheard of"}])");
  CHECK(lines(loaded, {"id", "type", "customer.id", "customer.handles", "title", "amount.value",
                       "amount.currency"}) ==
        "m1 | web.page_viewed | - | [\"a1\"] | Prices | - | - | 1778594700000\n"
        "m2 | purchase.completed | u1 | - | Order Completed | 12.5 | EUR | 1778595000000\n"
        "m3 | segment.alias | u1 | [\"a1\"] | - | - | - | 1778594400000\n");
  REQUIRE(loaded.report.rejections.size() == 1);
  CHECK(loaded.report.rejections[0].detail == "type unheard of");
}

TEST_CASE("genesys: a transferred call keeps every agent, the last one last", "[ingest][vendors]") {
  const Loaded loaded =
      load_with("genesys", R"({"conversationId":"c1","conversationStart":"2026-05-12T14:00:00Z",
    "conversationEnd":"2026-05-12T14:10:00Z","originatingDirection":"inbound","divisionIds":["d1"],"participants":[
    {"purpose":"customer","participantName":"Ana","sessions":[{"mediaType":"voice","ani":"tel:+5511"}]},
    {"purpose":"agent","userId":"a1","participantName":"Bo","sessions":[{"sessionId":"s1","mediaType":"voice","direction":"inbound","segments":[
      {"segmentType":"alert","segmentStart":"2026-05-12T14:00:30Z","segmentEnd":"2026-05-12T14:01:00Z"},
      {"segmentType":"interact","segmentStart":"2026-05-12T14:01:00Z","segmentEnd":"2026-05-12T14:04:00Z","queueId":"q1","disconnectType":"transfer"}]}]},
    {"purpose":"agent","userId":"a2","participantName":"Cy","sessions":[{"sessionId":"s2","mediaType":"voice","direction":"inbound","segments":[
      {"segmentType":"interact","segmentStart":"2026-05-12T14:04:00Z","segmentEnd":"2026-05-12T14:10:00Z","queueId":"q2","disconnectType":"client"},
      {"segmentType":"wrapup","segmentStart":"2026-05-12T14:10:00Z","segmentEnd":"2026-05-12T14:11:00Z","queueId":"q2","wrapUpCode":"sold","wrapUpNote":"ok"}]}]}]})");
  CHECK(loaded.report.rejections.empty());
  CHECK(lines(loaded, {"type", "conversation", "actor.id", "queue", "wrap_up"}) ==
        "call.started | c1 | - | - | - | 1778594400000\n"
        "call.ended | c1 | - | - | - | 1778595000000\n"
        "call.answered | c1 | a1 | q1 | - | 1778594460000\n"
        "call.transferred | c1 | a1 | q1 | - | 1778594640000\n"
        "call.answered | c1 | a2 | q2 | - | 1778594640000\n"
        "call.wrapped_up | c1 | a2 | q2 | sold | 1778595060000\n");
  const Json first = Json::parse(loaded.events[0].json);
  CHECK(first["customer.id"] == "tel:+5511");
  CHECK(first["customer.phone"] == "+5511");
  CHECK(first["customer.name"] == "Ana");
  CHECK(loaded.events[0].end_ms == 1778595000000);
}

TEST_CASE("hubspot: templates are rendered with their tokens", "[ingest][vendors]") {
  const Loaded loaded = load_with("hubspot", R"([
    {"id":"e1","eventTemplateId":"7","objectId":"101","timestamp":1778594700000,"tokens":{"pet":"Rex","n":2},
     "headerTemplate":"{{pet}} was groomed","detailTemplate":"<p>{{n}} times{{who}}</p>"},
    {"engagement":{"id":5,"type":"NOTE","timestamp":1778594800000,"ownerId":3},"associations":{"contactIds":[101]},
     "metadata":{"body":"<b>Call</b> back"}}])");
  CHECK(loaded.report.rejections.empty());
  CHECK(lines(loaded, {"id", "type", "customer.id", "title", "text"}) ==
        "e1 | web.event | 101 | Rex was groomed | 2 times | 1778594700000\n"
        "5 | note.created | 101 | - | Call back | 1778594800000\n");
}

TEST_CASE("hubspot: a call ends when its duration is over", "[ingest][vendors]") {
  const Loaded loaded = load_with("hubspot", R"([
    {"engagement":{"id":6,"type":"CALL","timestamp":1778594700000},"metadata":{"durationMilliseconds":24000,"status":"COMPLETED"}},
    {"id":"7","properties":{"hs_timestamp":"2026-05-12T14:05:00Z","hs_call_title":"Call","hs_call_duration":"60500"}},
    {"id":"8","properties":{"hs_timestamp":"2026-05-12T14:05:00Z","hs_call_title":"Call","hs_call_duration":null}},
    {"id":"9","properties":{"hs_timestamp":"2026-05-12T14:05:00Z","hs_call_title":"Call","hs_call_duration":"1e5"}}])");
  CHECK(loaded.report.rejections.empty());
  REQUIRE(loaded.events.size() == 4);
  CHECK(loaded.events[0].end_ms == 1778594724000);
  CHECK(loaded.events[1].end_ms == 1778594760500);
  CHECK_FALSE(loaded.events[2].end_ms);
  CHECK_FALSE(loaded.events[3].end_ms);
}

TEST_CASE("campaign manager and data cloud: the nine and the eight fields", "[ingest][vendors]") {
  const Loaded nine =
      load_with("campaign_manager",
                "DateTime,Campaign,Mode,Outcome,Phone Number,Previous Score,Current "
                "Score,Agent Name,Agent Comments\n"
                "2026-05-12T14:05:00Z,Spring,Home,Interested,+5511,3,7,Bo,call again\n"
                "2026-05-12T15:05:00Z,Spring,SMS,Not Delivered,+5511,,,,\n");
  CHECK(nine.report.rejections.empty());
  CHECK(lines(nine, {"type", "channel", "mode", "campaign", "outcome", "failed", "phone",
                     "score.previous", "score.current", "actor.name", "comments"}) ==
        "call.started | voice | home | Spring | Interested | - | +5511 | 3 | 7 | Bo | call again | "
        "1778594700000\n"
        "message.sent | sms | sms | Spring | Not Delivered | true | +5511 | - | - | - | - | "
        "1778598300000\n");
  CHECK(nine.report.unmapped_fields.empty());
  const Loaded eight = load_with(
      "data_cloud",
      "Phone Number,Call Start Time,Call End Time,Outcome,Agent Name,Agent Comments,Channel "
      "Type,Channel Direction\n"
      "+5511,2026-05-12T14:05:00Z,2026-05-12T14:06:00Z,Busy,Bo,,Voice,Outbound\n"
      "+5511,2026-05-12T15:05:00Z,,,,,Chat,Inbound\n");
  CHECK(eight.report.rejections.empty());
  CHECK(lines(eight, {"type", "channel", "direction", "outcome", "failed", "actor.name"}) ==
        "call.started | voice | outbound | Busy | true | Bo | 1778594700000\n"
        "message.received | web_chat | inbound | - | - | - | 1778598300000\n");
  CHECK(eight.events[0].end_ms == 1778594760000);
}

TEST_CASE("cloudevents: the journey data of Webex", "[ingest][vendors]") {
  const Loaded loaded =
      load_with("cloudevents", R"({"specversion":"1.0","id":"1","source":"crm","type":"task:new",
    "time":"2026-05-12T14:05:00Z","identity":"ana@example.com","identitytype":"email","previousidentity":"a1",
    "data":{"taskId":"t1","channelType":"telephony","uiData":{"title":"Call","subTitle":"Queued","filterTags":["vip"]}}})");
  CHECK(loaded.report.rejections.empty());
  CHECK(lines(loaded, {"id", "type", "customer.id", "customer.email", "customer.handles",
                       "conversation", "channel", "title", "text", "tags"}) ==
        "crm#1 | task:new | ana@example.com | ana@example.com | [\"a1\"] | t1 | voice | Call | "
        "Queued "
        "| [\"vip\"] | "
        "1778594700000\n");
}

TEST_CASE("a log of a hospital, by a user's adapter", "[ingest][vendors][data]") {
  const auto file = shared_data("logs/eventdataR/patients.csv");
  if (absent(file)) return;
  LoadOptions options;
  options.own_adapter = R"({"name":"patients","streams":[{"set":{"type":"/handling","time":"/time",
    "conversation":"/patient","customer.id":"/patient","actor.id":"/employee","interaction":"/handling_id",
    "status.to":"/registration_type"}}]})";
  options.adapter = "patients";
  const Loaded loaded = load(read_file(file), options);
  CHECK(loaded.events.size() == 5442);
  CHECK(loaded.report.rejections.empty());
  CHECK(loaded.report.unmapped_fields.empty());
  CHECK(loaded.report.time_forms.at("iso_zulu") == 5442);
  CHECK(loaded.events[0].instant_ms == 1483357313000);  // 2017-01-02T11:41:53Z
}
