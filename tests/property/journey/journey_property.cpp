// The engine against an independent evaluator, and journeys that do not depend on how events
// arrived.
#include <rapidcheck.h>

#include <algorithm>
#include <sstream>

#include "../../unit/journey/world.h"
#include "../case_file.h"
#include "../holds.h"
#include "catch.hpp"
#include "generators.h"
#include "oracle.h"

using namespace throughline;
using generators::Json;
using throughline::testing::holds;

namespace {

constexpr int kCases = 400;

// What differs first, for a failing case that a person can read.
std::string describe(const std::vector<Json>& events, const Json& templates, std::int64_t as_of_ms,
                     const Json& engine, const Json& expected) {
  std::ostringstream text;
  for (const Json& event : generators::in_order(events)) text << event.dump() << "\n";
  text << "templates " << templates.dump() << "\nas of " << as_of_ms << "\n";
  text << Json::diff(expected, engine).dump(1);
  return text.str();
}

void require_equal(const std::vector<Json>& events, const Json& templates, std::int64_t as_of_ms,
                   const Json& engine) {
  const Json expected =
      oracle::journeys_document(templates, generators::in_order(events), as_of_ms);
  if (engine == expected) return;
  RC_FAIL(describe(events, templates, as_of_ms, engine, expected));
}

// Every count of the summary is the sum of the groups' counts.
void require_sum(const Json& summary, const Json& groups) {
  const auto sum_at = [&groups](const Json::json_pointer& at) {
    std::int64_t sum = 0;
    for (const Json& group : groups) sum += group.at(at).get<std::int64_t>();
    return sum;
  };
  const auto require = [&](const std::string& at) {
    const Json::json_pointer pointer(at);
    if (sum_at(pointer) != summary.at(pointer).get<std::int64_t>() && !groups.empty())
      RC_FAIL(at + " does not add up");
  };
  if (groups.empty()) RC_ASSERT(summary["started"] == 0);
  for (const char* state :
       {"/started", "/open", "/completed", "/timed_out", "/excluded", "/duration_ms/n"})
    require(state);
  for (const auto& [id, count] : summary["ends"].items()) require("/ends/" + id);
  for (const char* state : {"open", "completed", "timed_out", "excluded"})
    require(std::string("/stopped_at_start/") + state);
  for (std::size_t m = 0; m < summary["milestones"].size(); ++m) {
    const std::string prefix = "/milestones/" + std::to_string(m);
    for (const char* member :
         {"/reached", "/skipped", "/out_of_order", "/from_start_ms/n", "/from_previous_ms/n",
          "/stopped_here/open", "/stopped_here/timed_out", "/stopped_here/completed",
          "/stopped_here/excluded"})
      require(prefix + member);
  }
}

// For the wasm module to answer as well.
void write_down(const std::vector<Json>& events, const Json& templates, std::int64_t as_of_ms,
                const Json& expected) {
  std::string lines;
  for (const Json& event : events) lines += event.dump() + "\n";
  Json judged;
  judged["settings"] = {{"as_of", as_of_ms}, {"templates", templates}};
  judged["sources"][0]["open"] = {{"name", "crm"}, {"input", "ndjson"}, {"adapter", "canonical"}};
  judged["sources"][0]["bytes"] = lines;
  judged["ask"] = {{"command", "journeys"}};
  judged["expected"] = expected;
  throughline::testing::write_case(judged);
}

}  // namespace

TEST_CASE("the engine says what the oracle says") {
  CHECK(holds("any log, any templates, any as-of", kCases, [] {
    const auto events = *generators::log();
    const Json templates = *generators::templates();
    const std::int64_t as_of_ms = *generators::instant();
    throughline::testing::World world;
    world.add_all(events);
    const Json document = world.document_of(templates, as_of_ms);
    for (const Json& journey : document["journeys"]) RC_TAG(journey["state"].get<std::string>());
    require_equal(events, templates, as_of_ms, document);
    write_down(events, templates, as_of_ms, document);
  }));
}

TEST_CASE("appended events, a moved as-of and other templates lead where a reload leads") {
  CHECK(holds("events in two parts, settled in small steps between", kCases, [] {
    const auto events = *generators::log();
    const Json templates = *generators::templates();
    const Json later_templates = *generators::templates();
    const std::int64_t as_of_ms = *generators::instant();
    const std::int64_t later_ms = *generators::instant();
    const auto cut =
        static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, events.size() + 1));
    throughline::testing::World world;
    world.set_templates(templates);
    world.set_as_of(as_of_ms);
    const std::vector<Json> first(events.begin(), events.begin() + cut);
    world.add_all(first);
    world.settle(7);
    require_equal(first, templates, as_of_ms, world.document());
    for (auto event = events.begin() + cut; event != events.end(); ++event) {
      world.add(*event);
      world.settle(3);
    }
    require_equal(events, templates, as_of_ms, world.document());
    world.set_as_of(later_ms);
    require_equal(events, templates, later_ms, world.document());
    world.set_templates(later_templates);
    require_equal(events, later_templates, later_ms, world.document());
    world.set_templates(templates);
    world.set_as_of(as_of_ms);
    require_equal(events, templates, as_of_ms, world.document());
  }));
}

TEST_CASE("every breakdown adds up to its template's summary") {
  CHECK(holds("counts over the groups, and each journey in one of them", kCases, [] {
    const auto events = *generators::log();
    throughline::testing::World world;
    world.add_all(events);
    const Json document = world.document_of(*generators::templates(), *generators::instant());
    for (int field = 0; field < static_cast<int>(JourneyField::kCount); ++field) {
      std::string text;
      world.journeys.append_breakdown_json(static_cast<JourneyField>(field), nullptr, text);
      const Json breakdown = Json::parse(text);
      for (std::size_t t = 0; t < document["templates"].size(); ++t)
        require_sum(document["templates"][t], breakdown["templates"][t]["groups"]);
    }
    std::string text;
    world.journeys.append_variants_json(nullptr, text);
    const Json variants = Json::parse(text);
    for (std::size_t t = 0; t < document["templates"].size(); ++t)
      for (const char* member : {"started", "open", "completed", "timed_out", "excluded"}) {
        std::int64_t sum = 0;
        for (const Json& variant : variants["templates"][t]["variants"])
          sum += variant[member].get<std::int64_t>();
        RC_ASSERT(sum == document["templates"][t][member].get<std::int64_t>());
      }
  }));
}
