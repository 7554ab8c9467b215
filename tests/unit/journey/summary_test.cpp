// The funnel's numbers, and what can be asked behind them.
#include <algorithm>
#include <map>
#include <random>

#include "catch.hpp"
#include "journey/statistics.h"
#include "world.h"

using namespace throughline;
using namespace throughline::testing;

namespace {

DurationStatistics of(std::vector<std::int64_t> durations) { return statistics_of(durations); }

// Conversation "c<i>" starts at 0, is noted after `noted[i]` (negative: never) and done at 1000
// where i is even.
void add_noted(World& world, const std::vector<std::int64_t>& noted) {
  for (std::size_t i = 0; i < noted.size(); ++i) {
    const std::string id = std::to_string(i);
    const Json in = {{"conversation", "c" + id}, {"channel", i % 3 == 0 ? "sms" : "email"}};
    world.add(event("s" + id, "message.received", 0, in));
    if (noted[i] >= 0) world.add(event("n" + id, "note.created", noted[i], in));
    if (i % 2 == 0) world.add(event("d" + id, "conversation.done", 1000, in));
  }
}

const Json kNoted = Json::parse(R"([{"id":"t","start":{"type":"message.received"},
  "milestones":[{"id":"noted","type":"note.created"},{"id":"sent","type":"message.sent"}],
  "ends":[{"id":"done","type":"conversation.done"}]}])");

Json breakdown(World& world, JourneyField field) {
  std::string out;
  world.journeys.append_breakdown_json(field, nullptr, out);
  return Json::parse(out);
}

Json behind(World& world, const Json& query) {
  std::string out;
  const Status status = world.journeys.append_behind_json(query.dump(), nullptr, out);
  if (!status) return status.error().detail;
  return Json::parse(out);
}

std::vector<std::string> subjects(const Json& document) {
  std::vector<std::string> ids;
  for (const Json& one : document.at("journeys")) ids.push_back(one["subject"]);
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("conditions that differ in one word only are told apart, whichever was asked before") {
  const auto with = [](Json condition) {
    condition["field"] = "event.text";
    return Json::array({{{"id", "t"},
                         {"start", {{"type", "message.received"}, {"conditions", {condition}}}},
                         {"ends", {{{"id", "done"}, {"type", "conversation.done"}}}}}});
  };
  World world;
  world.add(event("e1", "message.received", 0, {{"text", "Hello"}}));
  world.add(event("e2", "message.received", 1, {{"conversation", "c2"}}));
  const auto started = [&](Json condition) {
    return summary(world.document_of(with(condition), 9))["started"].get<int>();
  };
  for (int round = 0; round < 2; ++round) {
    CHECK(started({{"op", "exists"}}) == 1);
    CHECK(started({{"op", "exists"}, {"value", false}}) == 1);
    CHECK(started({{"op", "equals"}, {"value", "hello"}}) == 1);
    CHECK(started({{"op", "not_equals"}, {"value", "hello"}}) == 1);
    CHECK(started({{"op", "equals"}, {"value", "hello"}, {"case_sensitive", true}}) == 0);
    CHECK(started({{"op", "contains"}, {"value", "hell"}}) == 1);
    CHECK(started({{"op", "ends_with"}, {"value", "hell"}}) == 0);
  }
}

TEST_CASE("percentiles of many durations are those of the durations in order") {
  // Steep, flat and with far outliers: 1 … 2^40, by a generator that is the same everywhere.
  std::mt19937_64 random(7);
  for (const int bits : {1, 8, 24, 40}) {
    for (const std::size_t n : {2u, 63u, 64u, 1000u, 4321u}) {
      INFO(bits << " bits, " << n << " durations");
      std::vector<std::int64_t> durations;
      for (std::size_t i = 0; i < n; ++i)
        durations.push_back(static_cast<std::int64_t>(random() >> (64 - bits)) >> (random() % 8));
      const DurationStatistics found = of(durations);
      std::sort(durations.begin(), durations.end());
      const auto at = [&durations, n](std::int64_t tenths) {
        const auto scaled = static_cast<std::int64_t>(n - 1) * tenths;
        const auto lower = static_cast<std::size_t>(scaled / 10);
        const std::int64_t gap = scaled % 10 == 0 ? 0 : durations[lower + 1] - durations[lower];
        return durations[lower] + divide_round_half_up(gap * (scaled % 10), 10);
      };
      CHECK(found.median == at(5));
      CHECK(found.p90 == at(9));
    }
  }
}

TEST_CASE("the summaries without the list are those with it") {
  World world;
  add_noted(world, {5, -1, 7});
  Json whole = world.document_of(kNoted, 5000);
  CHECK(whole["journeys"].size() == 3);
  whole.erase("journeys");
  std::string out;
  world.journeys.append_json(nullptr, out, Journeys::List::none);
  CHECK(Json::parse(out) == whole);
}

TEST_CASE("percentiles lie between the closest ranks and round half up") {
  CHECK(of({7}).median == 7);
  CHECK(of({7}).p90 == 7);
  CHECK(of({1, 2}).median == 2);  // 1.5
  CHECK(of({1, 4}).median == 3);  // 2.5
  CHECK(of({4, 1, 3}).median == 3);
  CHECK(of({0, 10, 20, 30, 40}).p90 == 36);
  CHECK(of({0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}).p90 == 0);
  CHECK(of({0, 1}).p90 == 1);              // 0.9
  CHECK(of({0, 5, 5, 5, 5, 6}).p90 == 6);  // 5.5
  CHECK(of({0, 0, 0, 0, 0, std::int64_t{1} << 40}).p90 == std::int64_t{1} << 39);
  CHECK(of({1, 2}).mean == 2);
  CHECK(of({1, 1, 2}).mean == 1);
  CHECK(of({}).n == 0);
  CHECK_FALSE(of({}).median);
  CHECK_FALSE(of({}).p90);
  CHECK_FALSE(of({}).mean);
}

TEST_CASE("a mean of the longest durations does not overflow") {
  CHECK(of(std::vector<std::int64_t>(100000, 315000000000000)).mean == 315000000000000);
}

TEST_CASE("a journey has stalled when it waits longer than the step's p90 over five samples") {
  World world;
  add_noted(world, {10, 10, 10, 10, 10, -1, -1, -1, -1, -1});
  Json document = world.document_of(kNoted, 10);
  CHECK(journey(document, 5)["stalled"] == false);
  document = world.document_of(kNoted, 11);
  CHECK(journey(document, 5)["stalled"] == true);
  CHECK(journey(document, 6)["stalled"] == true);
  CHECK(journey(document, 1)["stalled"] == false);  // its next step has no samples
  CHECK(behind(world, {{"template", "t"}, {"number", {"stalled"}}})["journeys"].size() == 5);
}

TEST_CASE("four samples are too few to call a journey stalled") {
  World world;
  add_noted(world, {10, 10, 10, 10, -1, -1});
  CHECK(journey(world.document_of(kNoted, 500), 5)["stalled"] == false);
}

TEST_CASE("slowest and biggest drop go to the first of equals") {
  const Json templates =
      Json::parse(R"([{"id":"t","start":{"type":"message.received"},"timeout_hours":1,
    "milestones":[{"id":"a","type":"note.created"},{"id":"b","type":"message.sent"}]}])");
  World world;
  world.add(event("1", "message.received", 0))
      .add(event("2", "note.created", 10))
      .add(event("3", "message.sent", 20));
  world.add(event("4", "message.received", 0, {{"conversation", "c2"}}));
  const Json document = world.document_of(templates, 99999999);
  CHECK(summary(document)["slowest"] == "a");
  CHECK(summary(document)["biggest_drop"] == "start");
  CHECK(summary(document)["stopped_at_start"]["timed_out"] == 1);
  CHECK(summary(document)["milestones"][1]["stopped_here"]["timed_out"] == 1);
}

TEST_CASE("from_previous looks strictly before the reaching event") {
  const Json templates = Json::parse(R"([{"id":"t","start":{"type":"message.received"},
    "milestones":[{"id":"a","type":"note.created"},{"id":"b","type":["note.created","message.sent"]},{"id":"c","type":"tag.added"}]}])");
  World world;
  world.add(event("1", "message.received", 0))
      .add(event("2", "note.created", 10))
      .add(event("3", "tag.added", 10));
  const Json document = world.document_of(templates, 100);
  CHECK(summary(document)["milestones"][0]["from_previous_ms"]["median"] == 10);
  CHECK(summary(document)["milestones"][1]["from_previous_ms"]["median"] == 10);
  CHECK(summary(document)["milestones"][2]["from_previous_ms"]["median"] == 0);
}

TEST_CASE("a filter selects the journeys listed by their start event, and counts cover those") {
  World world;
  add_noted(world, {10, 10, 10, 10, -1, -1});
  world.set_filter(R"({"channel":["sms"]})");
  world.set_templates(kNoted);
  world.set_as_of(2000);
  const Json document = world.document(true);
  CHECK(document["journeys"].size() == 2);
  CHECK(summary(document)["started"] == 2);
  CHECK(summary(document)["completed"] == 1);
  CHECK(summary(document)["milestones"][0]["reached"] == 2);
}

TEST_CASE("a filter changes no outcome: what has stalled is measured over all journeys") {
  World world;
  add_noted(world, {10, 10, 10, 10, 10, -1});
  world.set_filter(R"({"conversation":["c5"]})");
  world.set_templates(kNoted);
  world.set_as_of(500);
  const Json document = world.document(true);
  REQUIRE(document["journeys"].size() == 1);
  CHECK(journey(document)["stalled"] == true);
}

TEST_CASE("breakdowns add up to the summary, for every field") {
  World world;
  const Json members[] = {{{"channel", "email"},
                           {"campaign", "spring"},
                           {"lead_source", "ads"},
                           {"assignee", {{"id", "a1"}, {"name", "Ana"}, {"team", "care"}}}},
                          {{"channel", "sms"}, {"assignee", {{"name", "Ben"}}}},
                          {{"channel", "email"}, {"assignee", {{"id", "a1"}, {"team", "sales"}}}},
                          Json::object()};
  std::size_t i = 0;
  for (const Json& more : members) {
    Json in = more;
    in["conversation"] = "c" + std::to_string(i);
    world.add(
        event("t" + std::to_string(i), "tag.added", 1,
              {{"conversation", in["conversation"]}, {"tags", {i < 2 ? "vip" : "new", "a"}}}));
    world.add(event("s" + std::to_string(i), "message.received", 2, in));
    if (i % 2 == 0)
      world.add(event("d" + std::to_string(i), "conversation.done", 3,
                      {{"conversation", in["conversation"]}}));
    ++i;
  }
  const Json document = world.document_of(kNoted, 10);
  const std::map<JourneyField, Json> expected = {
      {JourneyField::channel, {"email", "sms", nullptr}},
      {JourneyField::team, {nullptr, "care", "sales"}},
      {JourneyField::tag, Json::parse(R"([["a","new"],["a","vip"]])")},
      {JourneyField::agent, {"a1", "Ben", nullptr}},
      {JourneyField::campaign, {nullptr, "spring"}},
      {JourneyField::lead_source, {nullptr, "ads"}}};
  for (const auto& [field, values] : expected) {
    INFO(journey_field_name(field));
    const Json groups = breakdown(world, field)["templates"][0]["groups"];
    Json found = Json::array();
    int started = 0, completed = 0;
    for (const Json& group : groups) {
      found.push_back(group["value"]);
      started += group["started"].get<int>();
      completed += group["completed"].get<int>();
    }
    CHECK(found == values);
    CHECK(started == summary(document)["started"]);
    CHECK(completed == summary(document)["completed"]);
    CHECK(journey_field_from_name(journey_field_name(field)) == field);
  }
  CHECK_FALSE(journey_field_from_name("colour"));
}

TEST_CASE("variants are the sequences in which milestones were reached") {
  World world;
  const auto add = [&world](const char* conversation, std::vector<const char*> kinds) {
    std::int64_t at_ms = 0;
    world.add(event(std::string(conversation) + "s", "message.received", at_ms,
                    {{"conversation", conversation}}));
    for (const char* kind : kinds) {
      ++at_ms;
      world.add(event(conversation + std::to_string(at_ms), kind, at_ms,
                      {{"conversation", conversation}}));
    }
  };
  add("c1", {"note.created", "message.sent", "conversation.done"});
  add("c2", {"message.sent", "note.created"});
  add("c3", {"message.sent", "note.created", "conversation.done"});
  add("c4", {});
  world.document_of(kNoted, 100);
  std::string out;
  world.journeys.append_variants_json(nullptr, out);
  const Json variants = Json::parse(out)["templates"][0]["variants"];
  REQUIRE(variants.size() == 3);
  CHECK(variants[0]["milestones"] == Json({"sent", "noted"}));
  CHECK(variants[0]["started"] == 2);
  CHECK(variants[0]["open"] == 1);
  CHECK(variants[0]["duration_ms"]["median"] == 3);
  CHECK(variants[1]["milestones"] == Json::array());
  CHECK(variants[2]["milestones"] == Json({"noted", "sent"}));
  CHECK(subjects(behind(world, {{"template", "t"},
                                {"number", {"completed"}},
                                {"variant", {"sent", "noted"}}})) == Ids{"c3"});
}

TEST_CASE("every number lists the journeys and events behind it") {
  World world;
  add_noted(world, {10, 20, -1, 40});
  const Json document = world.document_of(kNoted, 2000);
  const auto ask = [&world](const Json& number) {
    return behind(world, {{"template", "t"}, {"number", number}});
  };
  CHECK(subjects(ask({"started"})) == Ids{"c0", "c1", "c2", "c3"});
  CHECK(subjects(ask({"completed"})) == Ids{"c0", "c2"});
  CHECK(subjects(ask({"open"})) == Ids{"c1", "c3"});
  CHECK(subjects(ask({"ends", "done"})) == Ids{"c0", "c2"});
  CHECK(subjects(ask({"milestones", "noted", "reached"})) == Ids{"c0", "c1", "c3"});
  CHECK(subjects(ask({"stopped_at_start", "completed"})) == Ids{"c2"});
  CHECK(subjects(ask({"milestones", "noted", "stopped_here", "open"})) == Ids{"c1", "c3"});
  CHECK(subjects(ask({"milestones", "sent", "skipped"})).empty());
  const Json steps = ask({"milestones", "noted", "from_previous_ms"});
  CHECK(steps["journeys"][2]["value_ms"] == 40);
  CHECK(steps["journeys"][2]["events"] == Json({"crm/s3", "crm/n3"}));
  const Json durations = ask({"duration_ms"});
  CHECK(durations["journeys"][0]["value_ms"] == 1000);
  CHECK(durations["journeys"][0]["events"] == Json({"crm/s0", "crm/n0", "crm/d0"}));
  CHECK(subjects(behind(
            world,
            {{"template", "t"}, {"number", {"open"}}, {"field", "channel"}, {"value", "sms"}})) ==
        Ids{"c3"});
}

TEST_CASE("queries behind numbers that do not exist are refused with a pointer") {
  World world;
  add_noted(world, {10});
  world.document_of(kNoted, 2000);
  CHECK(behind(world, {{"template", "x"}, {"number", {"open"}}}) ==
        "/template: must be the id of a template");
  CHECK(behind(world, {{"template", "t"}, {"number", {"opened"}}}) ==
        "/number: must be the path of a number in the template's summary");
  CHECK(behind(world, {{"template", "t"}, {"number", {"milestones", "x", "reached"}}}).is_string());
  CHECK(behind(world, {{"template", "t"}, {"number", {"open"}}, {"field", "colour"}}) ==
        "/field: must be one of channel, team, tag, agent, campaign, lead_source");
  CHECK(behind(world, {{"template", "t"}, {"number", {"open"}}, {"variant", {"x"}}}) ==
        "/variant: \"x\" is no milestone of this template");
}

TEST_CASE("events without a subject can be listed") {
  World world;
  world.add(event("a", "message.received", 1, {{"conversation", nullptr}}));
  world.document_of(kNoted, 2000);
  CHECK(behind(world, {{"template", "t"}, {"number", {"without_subject"}}})["events"] ==
        Json({"crm/a"}));
}
