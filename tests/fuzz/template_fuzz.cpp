// Templates::parse takes any bytes, and says the same as lint. What it accepts is tracked over a
// small log: every journey is counted once, every document is well-formed.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "throughline/journey.h"
#include "throughline/text.h"

using namespace throughline;

namespace {

using Json = nlohmann::json;

void require(bool holds) {
  if (!holds) std::abort();
}

void append(Timeline& timeline, std::uint32_t index, std::string_view kind,
            std::string_view metadata) {
  const std::string id = "e" + std::to_string(index);
  EventRecord record;
  record.set(Member::id, id);
  record.set(Member::type, kind);
  record.set(Member::conversation, index % 2 == 0 ? "c1" : "c2");
  record.set(Member::channel, "email");
  record.set(Member::tags, R"(["returns","vip"])");
  record.set(Member::metadata, metadata);
  record.at = Instant{std::int64_t{index} * 1800000};
  record.record_index = index;
  timeline.append(timeline.source("crm"), record);
}

// A log of two conversations behind an open gate, settled once.
struct World {
  World() : gated(timeline), conversations(gated) {
    constexpr std::string_view kKinds[] = {"conversation.created", "message.received",
                                           "note.created", "tag.removed", "conversation.done"};
    std::uint32_t index = 0;
    for (int round = 0; round < 3; ++round)
      for (std::string_view kind : kKinds) {
        append(timeline, index, kind, R"({"n":5,"order":"A-1","o":{"k":["x",null]},"e":"\u00e9"})");
        ++index;
      }
    gated.set_as_of(Instant{20000000});
    settle(timeline);
    gated.invalidate(timeline.take_changes());
    settle(gated);
    refreshed = gated.take_refreshed();
    conversations.invalidate(refreshed);
    settle(conversations);
  }
  template <class Room>
  static void settle(Room& room) {
    std::uint32_t units = 64;
    while (room.step(units)) units = 64;
  }

  Timeline timeline;
  GatedTimeline gated;
  Conversations conversations;
  GatedTimeline::Refreshed refreshed;
};

void check_lint(std::string_view text, const GatedTimeline& events, bool is_refused) {
  std::string out;
  append_lint_json(text, &events, out);
  const Json findings = Json::parse(out)["findings"];
  const bool has_error = !findings.empty() && findings[0]["severity"] == "error";
  require(has_error == is_refused);
}

void check_sums(const Json& document) {
  std::size_t started = 0;
  for (const Json& one : document["templates"]) {
    const auto count = [&one](const char* name) { return one[name].get<std::size_t>(); };
    require(count("started") ==
            count("open") + count("completed") + count("timed_out") + count("excluded"));
    started += count("started");
  }
  require(document["journeys"].size() == started);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const World world;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<Templates> templates = Templates::parse(text);
  check_lint(text, world.gated, !templates);
  if (!templates) {
    require(templates.error().code == Code::invalid_json ||
            templates.error().code == Code::invalid_template);
    require(is_valid_utf8(templates.error().detail));
    return 0;
  }
  Journeys journeys(world.gated, world.conversations);
  journeys.set_templates(*templates);
  journeys.invalidate(world.refreshed);
  World::settle(journeys);
  std::string out;
  journeys.append_json(nullptr, out);
  check_sums(Json::parse(out));
  out.clear();
  journeys.append_near_misses_json(nullptr, out);
  require(Json::accept(out));
  out.clear();
  journeys.append_backtest_json(*templates, nullptr, out);
  const Json report = Json::parse(out);
  for (const Json& one : report["templates"]) require(one["changed"].empty());
  return 0;
}
