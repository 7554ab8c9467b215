// Events by hand, for the timeline's tests: what an adapter would have delivered.
#pragma once

#include <deque>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "throughline/timeline.h"

namespace throughline::test {

// Owns the bytes of one record. `Event("message.received", "2026-05-01T10:00:00Z").id("m1")`
class Event {
 public:
  Event(std::string_view kind, std::string_view time, std::uint32_t record = kCount)
      : record_index(record) {
    with(Member::type, kind);
    if (!time.empty()) with(Member::time, time);
  }
  Event& with(Member member, std::string_view value) {
    members.emplace_back(member, std::string(value));
    return *this;
  }
  Event& id(std::string_view value) { return with(Member::id, value); }
  Event& text(std::string_view value) { return with(Member::text, value); }
  Event& revises(std::string_view value) { return with(Member::revises, value); }
  Event& conversation(std::string_view value) { return with(Member::conversation, value); }
  Event& customer(std::string_view value) { return with(Member::customer_id, value); }
  Event& delivery(std::string_view value) { return with(Member::delivery, value); }
  Event& at(std::int64_t ms) {
    at_ms = ms;
    return *this;
  }

  // The record's views are this event's.
  EventRecord record(std::uint32_t next_index) const {
    EventRecord out;
    out.record_index = record_index == kCount ? next_index : record_index;
    out.part_index = part_index;
    for (const auto& [member, value] : members) out.set(member, value);
    if (out.has(Member::time)) out.time = parse_time(out.value(Member::time));
    if (!out.time.interval_end.empty()) out.end_time = parse_time(out.time.interval_end);
    if (out.has(Member::end_time)) out.end_time = parse_time(out.value(Member::end_time));
    if (at_ms) out.at = Instant{*at_ms};
    out.time_text = out.value(Member::time);
    out.sources = sources;
    return out;
  }

  static constexpr std::uint32_t kCount = 0xFFFFFFFF;  // numbered as they come
  std::vector<std::pair<Member, std::string>> members;
  std::uint32_t record_index;
  std::uint16_t part_index = 0;
  std::optional<std::int64_t> at_ms;
  std::string sources;
};

// A timeline and short ways to fill and read it.
class Journey {
 public:
  Row add(std::string_view source, const Event& event) {
    const SourceId id = timeline.source(source);
    if (id >= next_index.size()) next_index.resize(std::size_t{id} + 1);
    const EventRecord record = event.record(next_index[id]);
    next_index[id] = record.record_index + 1;
    return timeline.append(id, record);
  }
  Journey& settle(std::uint32_t at_most = 100000) {
    std::uint32_t units = at_most;
    while (timeline.step(units)) units = at_most;
    return *this;
  }
  std::string value(Row row, Member member) const {
    return std::string(timeline.member(row, member).value_or("(absent)"));
  }
  std::vector<Row> rows() const {
    std::vector<Row> out;
    timeline.for_each([&out](Row row) { out.push_back(row); });
    return out;
  }
  // "source/id" of the kept rows in order.
  std::vector<std::string> references() const {
    std::vector<std::string> out;
    for (Row row : rows()) out.push_back(timeline.reference(row));
    return out;
  }
  std::vector<std::string> revisions(Row row) const {
    std::vector<std::string> out;
    for (std::string_view text : timeline.revisions(row)) out.emplace_back(text);
    return out;
  }
  const SourceCounts& counts(std::string_view source) {
    return timeline.counts(timeline.source(source));
  }

  Timeline timeline;
  std::vector<std::uint32_t> next_index;
};

using Strings = std::vector<std::string>;

}  // namespace throughline::test
