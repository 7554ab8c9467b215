// A log of a few events with everything above the filter on top of it, as a session wires it.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "throughline/filter.h"

namespace throughline::testing {

struct Given {
  Member member;
  std::string value;
};

struct Event {
  std::int64_t at_ms = 0;
  std::string type;
  std::vector<Given> members;
  std::string source = "crm";

  Event() = default;
  Event(std::int64_t at, std::string_view kind, std::initializer_list<Given> given = {},
        std::string_view from = "crm")
      : at_ms(at), type(kind), members(given), source(from) {}
};

class World {
 public:
  Timeline timeline;
  GatedTimeline events{timeline};
  Conversations conversations{events};
  FilterIndex filter{events, conversations};

  World() { events.set_as_of(Instant{kLate}); }
  explicit World(std::initializer_list<Event> log) : World() {
    for (const Event& event : log) add(event);
    settle();
  }

  // The event's id is e<n>, n counting from 0, unless it has one.
  Row add(const Event& event) {
    EventRecord record;
    const std::string id = "e" + std::to_string(timeline.size());
    record.set(Member::id, id);
    record.set(Member::type, event.type);
    for (const Given& given : event.members) record.set(given.member, given.value);
    record.at = Instant{event.at_ms};
    record.record_index = timeline.size();
    return timeline.append(timeline.source(event.source), record);
  }
  void settle() {
    const auto finish = [](auto&& step) {
      std::uint32_t units = 0;
      do {
        units = 1000;
      } while (step(units));
    };
    finish([this](std::uint32_t& n) { return timeline.step(n); });
    events.invalidate(timeline.take_changes());
    finish([this](std::uint32_t& n) { return events.step(n); });
    const GatedTimeline::Refreshed refreshed = events.take_refreshed();
    conversations.invalidate(refreshed);
    filter.invalidate(refreshed);
    finish([this](std::uint32_t& n) { return conversations.step(n); });
    until_ready();
  }
  // As far as queries need; texts that no query asked for stay unread.
  void until_ready() {
    while (!filter.ready()) {
      std::uint32_t units = 7;
      filter.step(units);
    }
  }
  void want_options() {
    filter.want_options();
    until_ready();
  }
  void choose(std::string_view json) {
    filter.set_filter(*Filter::parse(json));
    until_ready();
  }
  // Rows that pass a filter, which stays set.
  std::vector<Row> shown(std::string_view json) {
    choose(json);
    std::vector<Row> rows;
    for (Row row = 0; row < timeline.size(); ++row)
      if (filter.passes(row)) rows.push_back(row);
    return rows;
  }
  std::string facets() {
    want_options();
    std::string out;
    filter.append_facets_json(out);
    return out;
  }
  std::string facet(FilterField field) {
    want_options();
    std::string out;
    filter.append_facets_json(out, FacetFields().set(static_cast<std::size_t>(field)));
    const std::size_t from = out.find('[');
    return out.substr(from, out.rfind(']') - from + 1);
  }

  static constexpr std::int64_t kLate = 4102444800000;  // 2100
};

}  // namespace throughline::testing
