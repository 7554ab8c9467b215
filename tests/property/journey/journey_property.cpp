// The engine against an independent evaluator, and journeys that do not depend on how events
// arrived.
#include <rapidcheck.h>

#include <algorithm>
#include <sstream>

#include "../../unit/journey/world.h"
#include "catch.hpp"
#include "generators.h"
#include "oracle.h"

using namespace throughline;
using generators::Json;

namespace {

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

}  // namespace

TEST_CASE("the engine says what the oracle says") {
  CHECK(rc::check("any log, any templates, any as-of", [] {
    const auto events = *generators::log();
    const Json templates = *generators::templates();
    const std::int64_t as_of_ms = *generators::instant();
    throughline::testing::World world;
    world.add_all(events);
    const Json document = world.document_of(templates, as_of_ms);
    for (const Json& journey : document["journeys"]) RC_TAG(journey["state"].get<std::string>());
    require_equal(events, templates, as_of_ms, document);
  }));
}

TEST_CASE("appended events, a moved as-of and other templates lead where a reload leads") {
  CHECK(rc::check("events in two parts, settled in small steps between", [] {
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
  }));
}
