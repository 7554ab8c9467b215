// The merge through the C ABI, over random feeds, against the brute-force merge; and the calls
// written down, so that tests/cases/replay.mjs can repeat them on the wasm module and compare every
// byte.
//
//   THROUGHLINE_TRACE=calls.jsonl merge_trace [CASES]      prints "N passed, N failed"
//
// Each case is one random feed, its sources' records interleaved anew and cut into chunks. What is
// compared with the brute-force merge is the order: which events, under which names, at which
// instants.
#include <rapidcheck.h>
#include <cstdlib>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "feeds.h"
#include "shared/handle.h"

using namespace throughline;
using namespace throughline::test;

namespace {

using Json = nlohmann::json;
using native::Handle;
using native::Reply;

constexpr std::uint64_t kSeed = 20260512;
constexpr int kLargestSize = 100;

// The record as a canonical feed writes it.
std::string json_of(const Event& event) {
  Json record = Json::object();
  for (const auto& [member, value] : event.members) {
    std::string pointer(member_path(member));
    for (char& c : pointer)
      if (c == '.') c = '/';
    Json& place = record[Json::json_pointer("/" + pointer)];
    place = member_form(member) == MemberForm::text ? Json(value) : Json::parse(value);
  }
  return record.dump() + "\n";
}

Json configuration_of(const Feed& feed) {
  Json configuration = Json::object();
  if (!feed.business_zone.empty()) configuration["business_zone"] = feed.business_zone;
  for (const auto& [name, source] : feed.sources) {
    Json& settings = configuration["sources"][name];
    settings["priority"] = source.priority;
    settings["ids"] = source.own_ids ? "own" : "global";
    if (!source.zone.empty()) settings["zone"] = source.zone;
    if (!source.zone_override.empty()) settings["zone_override"] = source.zone_override;
  }
  return configuration;
}

// Sources in turn as chance has it, a few records at a time, cut anywhere.
void load(Handle& handle, const Feed& feed, rc::Random random) {
  std::map<std::string, std::string> left;
  std::map<std::string, std::int32_t> numbers;
  for (const auto& [name, source] : feed.sources)
    handle.open(Json{{"name", name}, {"input", "ndjson"}}.dump(), numbers[name]);
  for (const auto& [name, event] : feed.events) left[name] += json_of(event);
  bool more = false;
  while (!left.empty()) {
    auto source = left.begin();
    std::advance(source, static_cast<std::ptrdiff_t>(random.next() % left.size()));
    const std::size_t size = 1 + random.next() % 300;
    handle.feed(numbers[source->first], std::string_view(source->second).substr(0, size));
    source->second.erase(0, size);
    if (source->second.empty()) left.erase(source);
    if (random.next() % 3 == 0)
      handle.step(1 + static_cast<std::uint32_t>(random.next() % 9), more);
  }
  for (const auto& [name, number] : numbers) handle.close(number);
  do handle.step(7, more);
  while (more);
}

// "source/id at=ms" of each event, in order.
std::string order_of(Handle& handle) {
  std::string lines;
  handle.begin_export(R"({"format":"timeline"})");
  for (bool more = true; more;) lines += handle.next_export(more).bytes;
  std::string out;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    const Json event = Json::parse(lines.substr(at, end - at));
    out += event["source"].get<std::string>() + "/" + event.value("id", std::string()) +
           " at=" + std::to_string(event["at_ms"].get<std::int64_t>()) + "\n";
    at = end + 1;
  }
  return out;
}

// The same of the brute-force merge: an event without id goes by its record there, by nothing here.
std::string order_by_oracle(const Feed& feed) {
  const std::string merged = merged_by_oracle(feed);
  std::string out;
  for (std::size_t at = 0; at < merged.size();) {
    const std::size_t end = merged.find('\n', at);
    const std::string line = merged.substr(at, end - at);
    at = end + 1;
    const std::size_t instant = line.find(" at=");
    if (instant == std::string::npos) continue;  // a source's counts
    std::string reference = line.substr(0, instant);
    if (const std::size_t record = reference.find("/#"); record != std::string::npos)
      reference.resize(record + 1);
    out += reference + line.substr(instant, line.find(' ', instant + 1) - instant) + "\n";
  }
  return out;
}

bool agrees(std::uint64_t number) {
  const rc::Random random(kSeed + number);
  const auto size = static_cast<int>(number % kLargestSize);
  const World world = number % 3 == 0 ? World::tame : number % 3 == 1 ? World::plain : World::wild;
  const Feed feed = feeds(world)(random, size).value();
  Handle handle;
  handle.set(Json{{"configuration", configuration_of(feed)}}.dump());
  load(handle, feed, random);
  const std::string order = order_of(handle), expected = order_by_oracle(feed);
  if (order != expected)
    std::cerr << "case " << number << feed << "expected\n" << expected << "got\n" << order;
  return order == expected;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t cases = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 300;
  std::uint64_t failed = 0;
  for (std::uint64_t number = 0; number < cases; ++number) failed += agrees(number) ? 0u : 1u;
  std::cout << cases - failed << " passed, " << failed << " failed\n";
  return failed == 0 ? 0 : 1;
}
