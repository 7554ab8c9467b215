// Spec 4 over random feeds: the timeline agrees with the brute-force merge, and how a feed arrived does not matter.
#include "catch.hpp"
#include "feeds.h"

#include <algorithm>
#include "../holds.h"

using namespace throughline;
using namespace throughline::test;
using throughline::testing::holds;

namespace {

// The same events, each source's in their order, sources interleaved anew.
Feed interleaved(const Feed& feed) {
  Feed out = feed;
  std::map<std::string, std::vector<Event>> by_source;
  for (const auto& [source, event] : feed.events) by_source[source].push_back(event);
  std::map<std::string, std::size_t> next;
  out.events.clear();
  while (out.events.size() < feed.events.size()) {
    std::vector<std::string> left;
    for (const auto& [source, events] : by_source)
      if (next[source] < events.size()) left.push_back(source);
    const std::string source = left[*rc::gen::inRange<std::size_t>(0, left.size())];
    out.events.emplace_back(source, by_source[source][next[source]++]);
  }
  return out;
}

// Loads the feed in pieces, settled in between, in steps of few units.
std::string loaded_in_pieces(const Feed& feed) {
  Journey journey;
  configure(journey, feed);
  for (const auto& [source, event] : feed.events) {
    journey.add(source, event);
    if (*rc::gen::inRange(0, 3) == 0)
      journey.settle(static_cast<std::uint32_t>(*rc::gen::inRange(1, 9)));
  }
  journey.settle(3);
  return outcome(journey, feed);
}

// Some records once more at the end, under their old ids.
Feed with_repetitions(const Feed& feed) {
  Feed out = feed;
  for (const auto& [source, event] : feed.events) {
    const bool has_id = std::any_of(event.members.begin(), event.members.end(), [](const auto& m) {
      return m.first == Member::id && !m.second.empty();
    });
    if (has_id && *rc::gen::inRange(0, 2) == 0) out.events.emplace_back(source, event);
  }
  return out;
}

// Without the counts, and without what tells repetitions apart.
std::string events_only(const std::string& outcome) {
  return outcome.substr(0, outcome.find("a kept="));
}

}  // namespace

TEST_CASE("the timeline agrees with the brute-force merge") {
  CHECK(holds("wild feeds, loaded at once", 1200, [] {
    const Feed feed = *feeds(World::wild);
    RC_ASSERT(loaded_at_once(feed) == merged_by_oracle(feed));
  }));
  CHECK(holds("tame feeds, in pieces", 300, [] {
    const Feed feed = *feeds(World::tame);
    RC_ASSERT(loaded_in_pieces(feed) == merged_by_oracle(feed));
  }));
}

TEST_CASE("any interleaving and any chunking, append and reload: the same outcome") {
  CHECK(holds("without revocations", 600, [] {
    const Feed feed = *feeds(World::plain);
    RC_ASSERT(loaded_in_pieces(interleaved(feed)) == loaded_at_once(feed));
  }));
  CHECK(holds("with revocations", 300, [] {
    const Feed feed = *feeds(World::tame);
    RC_ASSERT(loaded_in_pieces(interleaved(feed)) == loaded_at_once(feed));
  }));
}

TEST_CASE("repetition of records with ids changes no event") {
  CHECK(holds("repetition", 600, [] {
    const Feed feed = *feeds(World::wild);
    RC_ASSERT(events_only(loaded_at_once(with_repetitions(feed))) ==
              events_only(loaded_at_once(feed)));
  }));
}

TEST_CASE("a change of settings gives what a reload under them gives") {
  CHECK(holds("settings", 600, [] {
    const Feed before = *feeds(World::plain);
    Feed after = before;
    const Feed other = *feeds(World::plain);
    after.sources = other.sources;
    after.business_zone = other.business_zone;
    Journey journey;
    configure(journey, before);
    for (const auto& [source, event] : before.events) journey.add(source, event);
    if (*rc::gen::inRange(0, 2) == 0) journey.settle();
    configure(journey, after);
    journey.settle(5);
    RC_ASSERT(outcome(journey, after) == loaded_at_once(after));
  }));
}

TEST_CASE("a conversation erased leaves what a feed without its events leaves") {
  CHECK(holds("erasure", 300, [] {
    Feed feed = *feeds(World::plain);
    for (auto& [name, source] : feed.sources) source.own_ids = false;
    Journey journey;
    configure(journey, feed);
    for (const auto& [source, event] : feed.events) journey.add(source, event);
    journey.settle();
    journey.timeline.erase_conversation("c1");
    journey.settle();
    // What remains, by row number, is loaded alone.
    Feed rest = feed;
    rest.events.clear();
    std::map<std::string, std::uint32_t> next;
    for (Row row = 0; row < journey.timeline.size(); ++row) {
      auto [source, event] = feed.events[row];
      event.record_index = next[source]++;
      if (journey.timeline.state(row) != RowState::erased) rest.events.emplace_back(source, event);
    }
    RC_ASSERT(events_only(outcome(journey, feed)) == events_only(loaded_at_once(rest)));
  }));
}
