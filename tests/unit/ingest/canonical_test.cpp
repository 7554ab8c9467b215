#include <algorithm>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "collect.h"

using namespace throughline;
using namespace throughline::test;

namespace {

std::string canonical(const std::string& event) {
  const Loaded loaded = load("[" + event + "]");
  REQUIRE(loaded.events.size() == 1);
  return loaded.events[0].json;
}

}  // namespace

TEST_CASE("every member of an event is read by its name", "[ingest][canonical]") {
  // One event with every member, written from the list itself: what goes in must come out.
  nlohmann::ordered_json event;
  for (std::size_t i = 0; i < kMemberCount; ++i) {
    const auto member = static_cast<Member>(i);
    std::string pointer = "/" + std::string(member_path(member));
    std::replace(pointer.begin(), pointer.end(), '.', '/');
    nlohmann::ordered_json& value = event[nlohmann::ordered_json::json_pointer(pointer)];
    switch (member_form(member)) {
      case MemberForm::text:
        value = "v";
        break;
      case MemberForm::number:
        value = 1.5;
        break;
      case MemberForm::flag:
        value = true;
        break;
      case MemberForm::list:
        value = {"a", "b"};
        break;
      case MemberForm::json:
        value["k"] = "v";
        break;
    }
  }
  const Loaded loaded = load(event.dump());
  REQUIRE(loaded.report.rejections.empty());
  REQUIRE(loaded.events.size() == 1);
  for (std::size_t i = 0; i < kMemberCount; ++i)
    CHECK(loaded.events[0].json.find("\"" + std::string(member_path(static_cast<Member>(i))) +
                                     "\":") != std::string::npos);
  CHECK(loaded.report.unmapped_fields.empty());
}

TEST_CASE("customer and status may be strings, and ids numbers", "[ingest][canonical]") {
  CHECK(
      canonical(
          R"({"type":"a","customer":"c1","status":"open","id":1234567890123456789,"conversation":7.10})") ==
      R"({"id":"1234567890123456789","type":"a","customer.id":"c1","conversation":"7.10","status.to":"open"})");
  CHECK(
      canonical(
          R"({"type":"a","customer":12,"status":{"from":"a","to":"b"},"tags":"vip","text":true})") ==
      R"({"type":"a","customer.id":"12","text":"true","tags":["vip"],"status.from":"a","status.to":"b"})");
}

TEST_CASE("null is absent and an empty text is a value", "[ingest][canonical]") {
  CHECK(canonical(
            R"({"type":"a","text":"","title":null,"customer":null,"metadata":null,"x":null})") ==
        R"({"type":"a","text":""})");
}

TEST_CASE("what has no member, or the wrong type, is kept in metadata and counted",
          "[ingest][canonical]") {
  const Loaded loaded = load(
      R"({"type":"a","loyalty":{"tier": 1},"text":["x"],"failed":"yes","sequence":"5","actor":"Ana",)"
      R"("customer":{"id":"c","vip":true},"tags":["a",{"b":1}]})");
  REQUIRE(loaded.events.size() == 1);
  CHECK(
      loaded.events[0].json ==
      R"({"type":"a","customer.id":"c","metadata":{"loyalty":{"tier":1},"text":["x"],"failed":"yes",)"
      R"("sequence":"5","actor":"Ana","customer.vip":true,"tags":["a",{"b":1}]}})");
  CHECK(loaded.report.unmapped_fields.size() == 7);
  CHECK(loaded.report.unmapped_fields.at("customer.vip") == 1);
  CHECK(loaded.report.doubts.count(Code::name_clash) == 0);
}

TEST_CASE("a name that metadata has already is numbered", "[ingest][canonical]") {
  const Loaded loaded =
      load(R"({"type":"a","x":1,"metadata":{"x":2,"x#2":3},"y":4,"y":5,"id":"i","id":"j"})");
  REQUIRE(loaded.events.size() == 1);
  CHECK(loaded.events[0].json ==
        R"({"id":"i","type":"a","metadata":{"x":2,"x#2":3,"x#3":1,"y":4,"y#2":5,"id":"j"}})");
  CHECK(loaded.report.doubts.at(Code::name_clash).count == 2);
}

TEST_CASE("the timeline's own output loads back", "[ingest][canonical]") {
  const Loaded loaded = load(
      R"({"type":"a.b","time":"2026-05-12T14:05:00.000Z","time_text":"12/05/2026 11:05","at_ms":1778594700000,)"
      R"("local":"2026-05-12T11:05:00.000-03:00","source":"sms","sources":["sms","mail"]})");
  REQUIRE(loaded.events.size() == 1);
  CHECK(loaded.events[0].json ==
        R"({"source":"sms","type":"a.b","time":"2026-05-12T14:05:00.000Z","at_ms":1778594700000,)"
        R"("time_text":"12/05/2026 11:05","sources":["sms","mail"]})");
  CHECK(loaded.report.unmapped_fields.empty());
  CHECK(loaded.report.unknown_kinds.at("a.b") == 1);
  CHECK(loaded.report.time_forms.empty());
}

TEST_CASE("at_ms that is no instant is kept like any other wrong value", "[ingest][canonical]") {
  CHECK(canonical(R"({"type":"a","at_ms":1.5})") == R"({"type":"a","metadata":{"at_ms":1.5}})");
  CHECK(canonical(R"({"type":"a","at_ms":253402300800000})") ==
        R"({"type":"a","metadata":{"at_ms":253402300800000}})");
  CHECK(canonical(R"({"type":"a","at_ms":-62135596800000})") ==
        R"({"type":"a","at_ms":-62135596800000})");
}

TEST_CASE("an interval gives time and end, and an end_time of its own comes first",
          "[ingest][canonical]") {
  const std::string interval = R"("time":"2026-05-12T14:05:00Z/2026-05-12T15:05:00Z")";
  CHECK(load("{\"type\":\"a\"," + interval + "}").events.at(0).end_ms == 1778598300000);
  CHECK(load("{\"type\":\"a\"," + interval + ",\"end_time\":0}").events.at(0).end_ms == 0);
}

TEST_CASE("an event without a time is handed on, undated", "[ingest][canonical]") {
  const Loaded loaded =
      load(R"([{"type":"a"},{"type":"a","time":"yesterday"},{"type":"a","time":"2026-02-30"}])");
  REQUIRE(loaded.events.size() == 3);
  for (const auto& event : loaded.events) CHECK(event.time == ParsedTime::What::refused);
  CHECK(loaded.report.rejected == 0);
}

TEST_CASE("kinds and channels have the ids of their lists", "[ingest][event]") {
  Interner strings;
  seed_vocabulary(strings);
  CHECK(strings.size() == kKindCount + kChannelCount + 1);
  CHECK(strings.find("message.received") == id_of(KnownKind::message_received));
  CHECK(strings.find("other") == id_of(KnownChannel::other));
  for (StringId id = 1; id <= kKindCount; ++id) {
    CHECK(kind_info(id).name == strings.text(id));
    CHECK(known_kind(strings.text(id)) == static_cast<KnownKind>(id));
  }
  for (StringId id = kKindCount + 1; id < strings.size(); ++id)
    CHECK(channel_info(id).name == strings.text(id));
  const StringId own = strings.intern("spa.visited");
  CHECK(kind_info(own).group == "other");
  CHECK(channel_info(own).name.empty());
  CHECK(channel_info(own).icon == channel_info(id_of(KnownChannel::other)).icon);
  CHECK(kind_info(id_of(KnownKind::booking_no_show)).group == "booking");
  CHECK(known_kind("Message.received") == KnownKind::none);
}

TEST_CASE("members are found by their paths", "[ingest][event]") {
  for (std::size_t i = 0; i < kMemberCount; ++i)
    CHECK(member_from_path(member_path(static_cast<Member>(i))) == static_cast<Member>(i));
  CHECK_FALSE(member_from_path("customer").has_value());
  CHECK_FALSE(member_from_path("").has_value());
}

TEST_CASE("what an event says of its end and zone and cannot be used is counted, with its place") {
  const Loaded loaded = load(
      "{\"type\":\"call.started\",\"time\":\"2026-05-01T10:00:00Z\",\"end_time\":\"soon\"}\n"
      "{\"type\":\"call.started\",\"time\":\"2026-05-01T10:00:00Z\",\"end_time\":\"\"}\n"
      "{\"type\":\"call.started\",\"time\":\"2026-05-01T10:00:00Z/25:00\"}\n"
      "{\"type\":\"call.started\",\"time\":\"2026-05-01T10:00:00Z\",\"zone\":\"Mars/Olympus\"}\n"
      "{\"type\":\"call.started\",\"time\":\"2026-05-01T10:00:00\",\"zone\":\"Mars/Olympus\"}\n"
      "{\"type\":\"call.started\",\"time\":\"2026-05-01T10:00:00Z\",\"zone\":\"Europe/Paris\"}\n");
  CHECK(loaded.report.events == 6);
  CHECK(loaded.report.doubts.size() == 2);
  const Doubt& end = loaded.report.doubts.at(Code::unread_end);
  CHECK(end.count == 2);
  CHECK(end.record == 0);
  const Doubt& zone = loaded.report.doubts.at(Code::unused_zone);
  CHECK(zone.count == 1);
  CHECK(zone.record == 3);
  CHECK(zone.line == 4);
}

TEST_CASE("records one a line are known as such where the first is broken") {
  const std::string rest = "\n{\"type\":\"note.created\",\"time\":\"2026-05-01T10:00:00Z\"}\n";
  for (const char* broken : {"\"id\":1}", "ERROR upstream, retrying", "12"}) {
    CAPTURE(broken);
    const Loaded loaded = load(broken + rest);
    CHECK(loaded.report.input == InputFormat::ndjson);
    CHECK(loaded.events.size() == 1);
    REQUIRE(loaded.report.rejections.size() == 1);
    CHECK(loaded.report.rejections[0].line == 1);
  }
  const Loaded table = load("type,time\nnote.created,2026-05-01T10:00:00Z\n");
  CHECK(table.report.input == InputFormat::csv);
  CHECK(table.events.size() == 1);
}
