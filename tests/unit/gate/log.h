// A log of a few events behind a gate, brought up to date in small steps as a session does it.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/gate.h"

namespace throughline::testing {

struct Given {
  Member member;
  std::string_view value;
};

// Brings a stage up to date, a few units at a time.
template <class Stage>
void finish(Stage& stage, std::uint32_t units_a_step = 3) {
  std::uint32_t units = 0;
  do {
    units = units_a_step;
  } while (stage.step(units));
}

class Log {
 public:
  Timeline timeline;
  GatedTimeline events{timeline};

  // The event's id is e<row>, unless it has one.
  Row add(std::int64_t at_ms, std::string_view kind, std::initializer_list<Given> members = {},
          std::string_view source = "crm") {
    EventRecord record;
    const std::string id = "e" + std::to_string(timeline.size());
    record.set(Member::id, id);
    record.set(Member::type, kind);
    for (const Given& given : members) {
      record.set(given.member, given.value);
      if (given.member == Member::end_time) record.end_time = parse_time(given.value);
    }
    record.at = Instant{at_ms};
    record.record_index = timeline.size();
    return timeline.append(timeline.source(source), record);
  }

  GatedTimeline::Refreshed refresh() {
    finish(timeline);
    events.invalidate(timeline.take_changes());
    finish(events);
    return events.take_refreshed();
  }
  GatedTimeline::Refreshed gate(std::string_view json) {
    const Result<Gate> parsed = Gate::parse(json);
    if (parsed) events.set_gate(*parsed);
    return refresh();
  }
  GatedTimeline::Refreshed as_of(std::int64_t ms) {
    events.set_as_of(Instant{ms});
    return refresh();
  }

  std::vector<Row> visible() const {
    std::vector<Row> rows;
    timeline.for_each([&](Row row) {
      if (events.visible(row)) rows.push_back(row);
    });
    return rows;
  }
  std::string shown(Row row, Member member) const {
    std::string scratch;
    const auto value = events.shown(row, member, scratch);
    return value ? std::string(*value) : "(none)";
  }
  std::string member(Row row, Member member) const {
    const auto value = events.member(row, member);
    return value ? std::string(*value) : "(none)";
  }
  std::string customer(Row row) const { return std::string(events.text(events.customer(row))); }
  std::vector<Row> rows_of(std::string_view customer) const {
    return events.customer_rows(timeline.strings().find(customer));
  }
};

using Rows = std::vector<Row>;

}  // namespace throughline::testing
