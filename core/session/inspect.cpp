// The command `inspect`: what every source delivered, what became of it, and what is doubtful.
#include <algorithm>

#include "state.h"
#include "throughline/sort.h"

namespace throughline {
namespace {

using CountByName = std::map<std::string, std::uint64_t, std::less<>>;

void write_counts(JsonWriter& writer, std::string_view key, const CountByName& counts) {
  writer.key(key).begin_object();
  for (const auto& [name, count] : counts)
    writer.key(name).integer(static_cast<std::int64_t>(count));
  writer.end_object();
}

void write_number(JsonWriter& writer, std::string_view key, std::uint64_t value) {
  writer.key(key).integer(static_cast<std::int64_t>(value));
}

// `part` is told of a record's second event on, as in references.
template <class Located>
void write_where(JsonWriter& writer, const Located& at, std::uint16_t part = 0) {
  writer.key("where").begin_object();
  writer.key("record").integer(at.record);
  if (part > 0) writer.key("part").integer(part);
  write_number(writer, "byte", at.byte);
  write_number(writer, "line", at.line);
  writer.end_object();
}

// Under any gate an excerpt could show what the viewer may not see, so it is withheld.
void write_rejection(JsonWriter& writer, const Rejection& rejection, std::string_view reason,
                     bool with_excerpt) {
  writer.begin_object();
  write_where(writer, rejection, rejection.part);
  writer.key("reason").string(reason);
  writer.key("excerpt");
  if (with_excerpt)
    writer.string(rejection.excerpt);
  else
    writer.null();
  writer.end_object();
}

struct SourceReport {
  std::string name;
  const FeedSlot* slot = nullptr;  // null: known only from its records' `source`
  SourceId source = 0;
};

// By name, so that the report does not depend on the order of loading.
std::vector<SourceReport> reports_by_name(const SessionState& state) {
  std::vector<SourceReport> reports;
  for (std::size_t i = 0; i < state.timeline.source_count(); ++i) {
    const auto source = static_cast<SourceId>(i);
    SourceReport report{std::string(state.timeline.source_name(source)), nullptr, source};
    for (const FeedSlot& slot : state.feeds)
      if (slot.name == report.name) report.slot = &slot;
    reports.push_back(std::move(report));
  }
  sort_stably(reports,
              [](const SourceReport& a, const SourceReport& b) { return a.name < b.name; });
  return reports;
}

ReadReport whole_report(const FeedSlot& slot) {
  ReadReport report = slot.closed;
  if (slot.feed) add_report(report, slot.feed->report());
  return report;
}

void write_rejections(JsonWriter& writer, const SessionState& state, const FeedSlot* slot,
                      const ReadReport& report) {
  const bool with_excerpt = state.events.gate().is_open;
  std::vector<const Rejection*> all;
  for (const Rejection& rejection : report.rejections) all.push_back(&rejection);
  if (slot != nullptr)
    for (const Rejection& rejection : slot->undated)
      if (state.timeline.state(rejection.row) == RowState::undated) all.push_back(&rejection);
  sort_stably(all, [](const Rejection* a, const Rejection* b) { return a->record < b->record; });
  writer.key("rejections").begin_array();
  for (const Rejection* rejection : all) {
    const bool undated = rejection->row != kNoRow;
    const std::string reason =
        undated ? undated_reason_text(state.timeline, rejection->row, with_excerpt)
                : Error{rejection->code, rejection->detail}.message();
    write_rejection(writer, *rejection, reason, with_excerpt);
  }
  writer.end_array();
}

void write_doubts(JsonWriter& writer, const ReadReport& report) {
  writer.key("doubts").begin_array();
  for (const auto& [code, doubt] : report.doubts) {
    writer.begin_object().key("reason").string(code_reason(code));
    write_number(writer, "count", doubt.count);
    write_where(writer, doubt);
    writer.end_object();
  }
  writer.end_array();
}

void write_source(JsonWriter& writer, const SessionState& state, const SourceReport& source,
                  std::uint64_t suspect_time, const SourceConformance* conformance) {
  const ReadReport report = source.slot == nullptr ? ReadReport{} : whole_report(*source.slot);
  const SourceCounts& counts = state.timeline.counts(source.source);
  writer.begin_object();
  writer.key("name").string(source.name);
  writer.key("adapter").string_or_null(
      report.adapter.empty() ? std::nullopt : std::optional<std::string_view>(report.adapter));
  writer.key("input").string_or_null(
      report.input == InputFormat::recognise
          ? std::nullopt
          : std::optional<std::string_view>(input_format_name(report.input)));
  write_number(writer, "read", counts.events + report.rejected);
  write_number(writer, "kept", counts.kept);
  write_number(writer, "duplicate", counts.duplicate);
  write_number(writer, "undated", counts.undated);
  write_number(writer, "rejected", report.rejected);
  write_number(writer, "id_reused", counts.id_reused);
  write_rejections(writer, state, source.slot, report);
  write_counts(writer, "unknown_kinds", report.unknown_kinds);
  write_counts(writer, "unmapped_fields", report.unmapped_fields);
  write_counts(writer, "time_forms", report.time_forms);
  write_number(writer, "skipped_local", counts.skipped_local);
  write_number(writer, "repeated_local", counts.repeated_local);
  write_number(writer, "suspect_time", suspect_time);
  write_number(writer, "invalid_utf8", report.invalid_utf8);
  write_doubts(writer, report);
  if (conformance != nullptr) {
    std::string json;
    append_conformance_json(*conformance, json);
    writer.key("conformance").raw(json);
  }
  writer.end_object();
}

// One pass over what the viewer may see.
struct Totals {
  std::uint64_t events = 0, conversations = 0;
  std::optional<std::int64_t> first_ms, last_ms;
  std::vector<std::uint64_t> suspect_by_source;
};

Totals totals_of(const SessionState& state) {
  Totals totals;
  totals.suspect_by_source.resize(state.timeline.source_count());
  std::vector<bool> seen(state.timeline.strings().size());
  const std::int64_t latest_ms = state.as_of ? saturating_add(state.as_of->ms, kDayMs) : kMaxMs;
  for (std::size_t i = 0; i < state.timeline.block_count(); ++i) {
    for (Row row : state.timeline.block(i)) {
      if (!state.events.visible(row)) continue;
      const std::int64_t at_ms = state.timeline.at_ms(row);
      ++totals.events;
      if (!totals.first_ms) totals.first_ms = at_ms;
      totals.last_ms = at_ms;
      if (state.timeline.suspect_past(row) || at_ms > latest_ms)
        ++totals.suspect_by_source[state.timeline.row_source(row)];
      const StringId conversation = state.events.conversation(row);
      if (conversation == kAbsent || seen[conversation]) continue;
      seen[conversation] = true;
      ++totals.conversations;
    }
  }
  return totals;
}

void write_suspected_merges(JsonWriter& writer, const SessionState& state) {
  writer.key("suspected_merges").begin_array();
  const bool may_show = state.events.gives(Member::customer_phone) &&
                        state.events.gives(Member::customer_name) &&
                        state.events.gives(Member::customer_email);
  if (may_show) {
    for (const Timeline::SuspectedMerge& merge : state.timeline.suspected_merges()) {
      writer.begin_object();
      writer.key("customer").string(state.timeline.text(merge.customer));
      writer.key("handle").string(merge.handle);
      writer.key("names").begin_array();
      for (const std::string& name : merge.names) writer.string(name);
      writer.end_array().key("emails").begin_array();
      for (const std::string& email : merge.emails) writer.string(email);
      writer.end_array().end_object();
    }
  }
  writer.end_array();
}

}  // namespace

// The zones that could put a source right, most likely first.
const std::vector<SuspectedZone>& SessionState::suspected_zones() {
  if (suspected_zones_) return *suspected_zones_;
  std::vector<ZoneId> at_hand;
  const auto add = [&at_hand](ZoneId zone) {
    if (zone != kNoZone && std::find(at_hand.begin(), at_hand.end(), zone) == at_hand.end())
      at_hand.push_back(zone);
  };
  add(configuration.business_zone);
  add(display_zone());
  for (const auto& [name, source] : configuration.sources) {
    add(source.settings.zone);
    add(source.settings.zone_override);
  }
  suspected_zones_ = throughline::suspected_zones(events, at_hand);
  return *suspected_zones_;
}

void SessionState::append_inspect_json(bool conformance, std::string& out) {
  const Totals totals = totals_of(*this);
  std::vector<SourceConformance> reports;
  if (conformance) reports = conformance_of(events);
  JsonWriter writer(out);
  writer.begin_object().key("sources").begin_array();
  for (const SourceReport& source : reports_by_name(*this))
    write_source(writer, *this, source, totals.suspect_by_source[source.source],
                 conformance ? &reports[source.source] : nullptr);
  writer.end_array();
  write_number(writer, "events", totals.events);
  write_number(writer, "customers", events.customers().size());
  write_number(writer, "conversations", totals.conversations);
  writer.key("first_ms").integer_or_null(totals.first_ms);
  writer.key("last_ms").integer_or_null(totals.last_ms);
  write_suspected_merges(writer, *this);
  std::string zones;
  append_suspected_zones_json(events, suspected_zones(), zones);
  writer.key("suspected_zones").raw(zones);
  writer.key("tzdata").string(Zones::builtin().version());
  writer.end_object();
}

}  // namespace throughline
