// One case for each boundary of section 8, by name.
#include "catch.hpp"
#include "world.h"

using namespace throughline;
using namespace throughline::testing;

namespace {

constexpr std::int64_t kLate = 1000 * kHour;

Json trigger(std::string_view id, const Json& type) { return {{"id", id}, {"type", type}}; }

// Starts at a message, ends when done, after a note; 48 hours.
Json returns(const Json& more = Json::object()) {
  Json made = {{"id", "returns"},
               {"start", {{"type", "message.received"}}},
               {"milestones", {trigger("noted", "note.created"), trigger("sent", "message.sent")}},
               {"ends", {trigger("done", "conversation.done"), trigger("rated", "csat.rated")}},
               {"timeout_hours", 48}};
  for (const auto& [name, value] : more.items()) made[name] = value;
  return Json::array({made});
}

Json at(std::string_view id, std::string_view type, std::int64_t ms) { return event(id, type, ms); }

}  // namespace

TEST_CASE("an event exactly at the deadline still counts") {
  World world;
  world.add(at("a", "message.received", 0)).add(at("b", "conversation.done", 48 * kHour));
  const Json document = world.document_of(returns(), kLate);
  CHECK(journey(document)["state"] == "completed");
  CHECK(journey(document)["ended_ms"] == 48 * kHour);
  CHECK(journey(document)["deadline_ms"] == 48 * kHour);
}

TEST_CASE("one millisecond after the deadline is too late") {
  World world;
  world.add(at("a", "message.received", 0)).add(at("b", "conversation.done", 48 * kHour + 1));
  const Json document = world.document_of(returns(), kLate);
  CHECK(journey(document)["state"] == "timed_out");
  CHECK(journey(document)["ended_ms"] == 48 * kHour);
  CHECK(journey(document)["end"].is_null());
}

TEST_CASE("as-of at the deadline leaves a journey open, a millisecond later it has timed out") {
  World world;
  world.add(at("a", "message.received", 0));
  Json document = world.document_of(returns(), 48 * kHour);
  CHECK(journey(document)["state"] == "open");
  CHECK(journey(document)["ended_ms"].is_null());
  world.set_as_of(48 * kHour + 1);
  document = world.document();
  CHECK(journey(document)["state"] == "timed_out");
  CHECK(journey(document)["ended_ms"] == 48 * kHour);
}

TEST_CASE("a deadline across a DST change counts elapsed hours, not the clock on the wall") {
  constexpr std::int64_t kSaturdayNoon =
      1774695600000;  // 2026-03-28T12:00+01:00, the day before Paris springs forward
  World world;
  world.add(at("a", "message.received", kSaturdayNoon));
  world.add(at("b", "conversation.done", kSaturdayNoon + 24 * kHour));  // 13:00 on the wall
  const Json templates = returns({{"timeout_hours", 24}});
  const Json document = world.document_of(templates, kSaturdayNoon + kLate);
  CHECK(journey(document)["state"] == "completed");
  CHECK(journey(document)["deadline_ms"] == kSaturdayNoon + 24 * kHour);
}

TEST_CASE("ties at one instant go by the order key") {
  World world;  // arrival decides within one source
  world.add(at("a", "message.received", 5))
      .add(at("b", "conversation.done", 5))
      .add(at("c", "note.created", 5));
  const Json document = world.document_of(returns(), kLate);
  CHECK(journey(document)["state"] == "completed");
  CHECK(journey(document)["milestones"][0]["hits"] == 0);
  CHECK(summary(document)["duration_ms"]["median"] == 0);
}

TEST_CASE("an event before the start at the same instant is no part of the journey") {
  World world;
  world.add(at("a", "note.created", 5)).add(at("b", "message.received", 5));
  const Json document = world.document_of(returns(), 6);
  CHECK(journey(document)["milestones"][0]["hits"] == 0);
}

TEST_CASE("a start event that also matches an end counts only as the start") {
  const Json templates = returns({{"ends", {trigger("again", "message.received")}}});
  World world;
  world.add(at("a", "message.received", 1))
      .add(at("b", "message.received", 2))
      .add(at("c", "message.received", 3));
  Json document = world.document_of(templates, 10);
  REQUIRE(document["journeys"].size() == 2);
  CHECK(journey(document, 0)["state"] == "completed");
  CHECK(journey(document, 0)["ended_ms"] == 2);  // closes, and does not open the next
  CHECK(journey(document, 1)["started_ms"] == 3);
  CHECK(journey(document, 1)["state"] == "open");
  Json counting = templates;
  counting[0]["count_start_event"] = true;
  document = world.document_of(counting, 10);
  REQUIRE(document["journeys"].size() == 3);
  CHECK(summary(document)["completed"] == 3);
  CHECK(summary(document)["duration_ms"]["p90"] == 0);
}

TEST_CASE("a template disabled in flight lets its journeys run on and starts no more") {
  World world;
  world.add(event("a", "message.received", 10, {{"conversation", "in flight"}}));
  world.add(event("b", "conversation.done", 30, {{"conversation", "in flight"}}));
  world.add(event("c", "message.received", 20, {{"conversation", "at the instant"}}));
  world.add(event("d", "message.received", 19, {{"conversation", "just before"}}));
  const Json document =
      world.document_of(returns({{"disabled_at", "1970-01-01T00:00:00.020Z"}}), 40);
  REQUIRE(document["journeys"].size() == 2);
  CHECK(journey(document, 0)["subject"] == "in flight");
  CHECK(journey(document, 0)["state"] == "completed");
  CHECK(journey(document, 1)["subject"] == "just before");
}

TEST_CASE("a template that is disabled without dates is listed with zeros") {
  World world;
  world.add(at("a", "message.received", 10));
  const Json document = world.document_of(returns({{"enabled", false}}), 40);
  CHECK(document["journeys"].empty());
  CHECK(summary(document)["started"] == 0);
  CHECK(summary(document)["ends"] == Json({{"done", 0}, {"rated", 0}}));
  CHECK(summary(document)["duration_ms"] ==
        Json({{"n", 0}, {"median", nullptr}, {"p90", nullptr}, {"mean", nullptr}}));
  CHECK(summary(document)["slowest"].is_null());
  CHECK(summary(document)["biggest_drop"].is_null());
}

TEST_CASE("a conversation reopened after done opens the next journey, unless it never re-enters") {
  World world;
  world.add(at("a", "message.received", 1)).add(at("b", "conversation.done", 2));
  world.add(at("c", "conversation.reopened", 3)).add(at("d", "message.received", 4));
  CHECK(world.document_of(returns(), 10)["journeys"].size() == 2);
  CHECK(world.document_of(returns({{"reentry", "never"}}), 10)["journeys"].size() == 1);
}

TEST_CASE(
    "a milestone reached before the one ahead of it is out of order, and nothing is skipped") {
  World world;
  world.add(at("a", "message.received", 1))
      .add(at("b", "message.sent", 2))
      .add(at("c", "note.created", 3));
  const Json document = world.document_of(returns(), 10);
  CHECK(journey(document)["milestones"][1]["out_of_order"] == true);
  CHECK(journey(document)["milestones"][0]["skipped"] == false);
  CHECK(summary(document)["milestones"][1]["out_of_order"] == 1);
}

TEST_CASE("milestones reached at one instant are in order") {
  World world;
  world.add(at("a", "message.received", 1))
      .add(at("b", "message.sent", 2))
      .add(at("c", "note.created", 2));
  CHECK(journey(world.document_of(returns(), 10))["milestones"][1]["out_of_order"] == false);
}

TEST_CASE("a milestone passed over is skipped") {
  World world;
  world.add(at("a", "message.received", 1)).add(at("b", "message.sent", 2));
  const Json document = world.document_of(returns(), 10);
  CHECK(journey(document)["milestones"][0]["skipped"] == true);
  CHECK(journey(document)["milestones"][0]["reached_ms"].is_null());
  CHECK(journey(document)["milestones"][0]["event"].is_null());
  CHECK(summary(document)["milestones"][0]["skipped"] == 1);
}

TEST_CASE("of two ends at one event the first in the template closes") {
  const Json templates =
      returns({{"ends",
                {trigger("second", Json::array({"csat.rated", "conversation.done"})),
                 trigger("done", "conversation.done")}}});
  World world;
  world.add(at("a", "message.received", 1)).add(at("b", "conversation.done", 2));
  const Json document = world.document_of(templates, 10);
  CHECK(journey(document)["end"] == "second");
  CHECK(summary(document)["ends"] == Json({{"second", 1}, {"done", 0}}));
}

TEST_CASE("events after as-of do not exist") {
  World world;
  world.add(at("a", "message.received", 1))
      .add(at("b", "note.created", 5))
      .add(at("c", "conversation.done", 6));
  Json document = world.document_of(returns(), 5);
  CHECK(journey(document)["state"] == "open");
  CHECK(journey(document)["milestones"][0]["reached_ms"] == 5);
  document = world.document_of(returns(), 4);
  CHECK(journey(document)["milestones"][0]["reached_ms"].is_null());
  CHECK(world.document_of(returns(), 0)["journeys"].empty());
}

TEST_CASE("events that the gate hides drive nothing") {
  World world;
  world.add(event("a", "message.received", 1, {{"division", "north"}}));
  world.add(event("b", "message.sent", 2, {{"division", "north"}}));
  world.add(event("c", "conversation.done", 3, {{"division", "south"}}));
  world.set_gate(R"({"divisions":["north"]})");
  const Json document = world.document_of(returns(), 10);
  CHECK(journey(document)["state"] == "open");
  CHECK(journey(document)["milestones"][1]["reached_ms"] == 2);
}

TEST_CASE("members that the gate takes away are missing to conditions") {
  World world;
  world.add(event("a", "message.received", 1, {{"text", "I want to return"}}));
  Json templates = returns();
  templates[0]["start"]["conditions"] = {
      {{"field", "event.text"}, {"op", "contains"}, {"value", "return"}}};
  CHECK(world.document_of(templates, 10)["journeys"].size() == 1);
  world.set_gate(R"({"permissions":{"journey.event.view":true,"journey.session.view":true,
      "journey.session_type.view":true,"external_contacts.session.view":true}})");
  CHECK(world.document()["journeys"].empty());
}

TEST_CASE("an exclusion comes before milestones and ends") {
  const Json templates =
      returns({{"exclude", trigger("spam", Json::array({"conversation.done"}))}});
  World world;
  world.add(at("a", "message.received", 1)).add(at("b", "conversation.done", 2));
  const Json document = world.document_of(templates, 10);
  CHECK(journey(document)["state"] == "excluded");
  CHECK(journey(document)["ended_ms"] == 2);
  CHECK(journey(document)["end"].is_null());
  CHECK(summary(document)["excluded"] == 1);
}

TEST_CASE("an event past the deadline closes by time and may open the next") {
  World world;
  world.add(at("a", "message.received", 0)).add(at("b", "message.received", 49 * kHour));
  const Json document = world.document_of(returns(), 50 * kHour);
  REQUIRE(document["journeys"].size() == 2);
  CHECK(journey(document, 0)["state"] == "timed_out");
  CHECK(journey(document, 1)["started_ms"] == 49 * kHour);
}

TEST_CASE("one event may reach several milestones, and later hits are counted") {
  const Json templates =
      returns({{"milestones",
                {trigger("m1", "note.created"),
                 trigger("m2", Json::array({"note.created", "message.sent"}))}}});
  World world;
  world.add(at("a", "message.received", 1))
      .add(at("b", "note.created", 2))
      .add(at("c", "note.created", 3))
      .add(at("d", "message.sent", 4));
  const Json document = world.document_of(templates, 10);
  CHECK(journey(document)["milestones"][0]["hits"] == 2);
  CHECK(journey(document)["milestones"][1]["hits"] == 3);
  CHECK(journey(document)["milestones"][1]["event"] == "crm/b");
}

TEST_CASE("a milestone and an end at one event are both had") {
  const Json templates = returns({{"milestones", {trigger("done too", "conversation.done")}}});
  World world;
  world.add(at("a", "message.received", 1)).add(at("b", "conversation.done", 2));
  const Json document = world.document_of(templates, 10);
  CHECK(journey(document)["state"] == "completed");
  CHECK(journey(document)["milestones"][0]["reached_ms"] == 2);
}

TEST_CASE("within_hours: exactly then is a hit, later is none") {
  Json templates = returns();
  templates[0]["milestones"][1]["within_hours"] = 1;
  const auto sent_after = [&](std::int64_t ms) {
    World world;
    world.add(at("a", "message.received", 0))
        .add(at("b", "note.created", 10))
        .add(at("c", "message.sent", 10 + ms));
    return journey(world.document_of(templates, kLate))["milestones"][1]["hits"].get<int>();
  };
  CHECK(sent_after(kHour) == 1);
  CHECK(sent_after(kHour + 1) == 0);
}

TEST_CASE("within_hours runs from the start where nothing before was reached") {
  Json templates = returns();
  templates[0]["milestones"][1]["within_hours"] = 1;
  World world;
  world.add(at("a", "message.received", 0)).add(at("b", "message.sent", kHour));
  CHECK(journey(world.document_of(templates, kLate))["milestones"][1]["hits"] == 1);
}

TEST_CASE("ordered: a milestone counts only when all before it are reached") {
  World world;
  world.add(at("a", "message.received", 1))
      .add(at("b", "message.sent", 2))
      .add(at("c", "note.created", 3))
      .add(at("d", "message.sent", 4));
  const Json document = world.document_of(returns({{"order", "ordered"}}), 10);
  CHECK(journey(document)["milestones"][0]["reached_ms"] == 3);
  CHECK(journey(document)["milestones"][1]["reached_ms"] == 4);
  CHECK(journey(document)["milestones"][1]["hits"] == 1);
}

TEST_CASE("strict: the first match out of turn stops further milestones, and the journey goes on") {
  World world;
  world.add(at("a", "message.received", 1))
      .add(at("b", "message.sent", 2))
      .add(at("c", "note.created", 3))
      .add(at("d", "conversation.done", 4));
  const Json document = world.document_of(returns({{"order", "strict"}}), 10);
  CHECK(journey(document)["milestones"][0]["hits"] == 0);
  CHECK(journey(document)["state"] == "completed");
}

TEST_CASE(
    "strict: later hits of reached milestones do not stop, nor an event that also reaches in "
    "turn") {
  Json templates = returns({{"order", "strict"}});
  templates[0]["milestones"] = {trigger("m1", "note.created"), trigger("m2", "message.sent"),
                                trigger("m3", Json::array({"note.created", "tag.added"}))};
  World world;  // b reaches m1 and matches m3 out of turn; c hits m1 again
  world.add(at("a", "message.received", 1))
      .add(at("b", "note.created", 2))
      .add(at("c", "note.created", 3));
  world.add(at("d", "message.sent", 4)).add(at("e", "tag.added", 5));
  const Json document = world.document_of(templates, 10);
  CHECK(journey(document)["milestones"][1]["reached_ms"] == 4);
  CHECK(journey(document)["milestones"][2]["reached_ms"] == 5);
}

TEST_CASE("events without a conversation take part in no conversation journey and are counted") {
  World world;
  world.add(event("a", "message.received", 1, {{"conversation", nullptr}, {"customer", "k1"}}));
  world.add(event("b", "message.received", 99, {{"conversation", nullptr}}));
  Json document = world.document_of(returns(), 10);
  CHECK(document["journeys"].empty());
  CHECK(summary(document)["without_subject"] == 1);
  document = world.document_of(returns({{"subject", "customer"}}), 100);
  CHECK(journey(document)["subject"] == "k1");
  CHECK(summary(document)["without_subject"] == 1);
}

TEST_CASE("a customer's journey runs over all conversations, inherited customers included") {
  World world;
  world.add(event("a", "message.received", 1, {{"conversation", "c1"}}));
  world.add(event("b", "message.received", 2, {{"conversation", "c1"}, {"customer", "k1"}}));
  world.add(event("c", "conversation.done", 3, {{"conversation", "c2"}, {"customer", "k1"}}));
  const Json document = world.document_of(returns({{"subject", "customer"}}), 10);
  REQUIRE(document["journeys"].size() == 1);
  CHECK(journey(document)["start_event"] == "crm/a");
  CHECK(journey(document)["state"] == "completed");
}

TEST_CASE(
    "kinds compare byte for byte, groups take unknown kinds as other, and no type matches all") {
  World world;
  world.add(at("a", "Message.Received", 1))
      .add(at("b", "order.shipped", 2))
      .add(at("c", "note.created", 3));
  const auto started_at = [&](const Json& start) {
    const Json document = world.document_of(returns({{"start", start}, {"reentry", "never"}}), 10);
    return document["journeys"].empty() ? -1 : journey(document)["started_ms"].get<int>();
  };
  CHECK(started_at({{"type", "message.received"}}) == -1);
  CHECK(started_at({{"type", "order.shipped"}}) == 2);
  CHECK(started_at({{"group", "other"}}) == 1);
  CHECK(started_at({{"group", "note"}}) == 3);
  CHECK(started_at({{"group", "note"}, {"type", "order.shipped"}}) == -1);
  CHECK(started_at(Json::object()) == 1);
}

TEST_CASE("more triggers than bits in a word are still told apart") {
  Json milestones = Json::array();
  for (int i = 0; i < 80; ++i)
    milestones.push_back(trigger("m" + std::to_string(i), "kind." + std::to_string(i)));
  World world;
  world.add(at("a", "message.received", 1))
      .add(at("b", "kind.70", 2))
      .add(at("c", "kind.79", 3))
      .add(at("d", "kind.5", 4));
  const Json document = world.document_of(returns({{"milestones", milestones}}), 10);
  for (std::size_t i = 0; i < 80; ++i)
    CHECK(journey(document)["milestones"][i]["hits"] == (i == 70 || i == 79 || i == 5 ? 1 : 0));
}
