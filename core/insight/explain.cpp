// Why an event stands where it stands, and looks as it looks.
#include "throughline/insight.h"

namespace throughline {
namespace {

std::string_view local_kind_name(LocalKind kind) {
  constexpr std::string_view kNames[] = {"unique", "skipped", "repeated"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view fold_reason_name(FoldReason reason) {
  constexpr std::string_view kNames[] = {"none",     "same_source", "across_sources",
                                         "revision", "delivery",    "repetition"};
  return kNames[static_cast<std::size_t>(reason)];
}

std::string_view row_state_name(RowState state) {
  constexpr std::string_view kNames[] = {"pending", "kept", "duplicate", "undated", "erased"};
  return kNames[static_cast<std::size_t>(state)];
}

void write_time(JsonWriter& writer, const GatedTimeline& events, Row row) {
  const Timeline& timeline = events.timeline();
  const std::string_view received = timeline.time_text(row);
  writer.key("time_text")
      .string_or_null(received.empty() ? std::nullopt : std::optional<std::string_view>(received));
  writer.key("at_ms").integer(timeline.at_ms(row));
  std::string utc;
  append_utc(utc, Instant{timeline.at_ms(row)});
  writer.key("utc").string(utc);
  const ZoneId zone = timeline.zone_used(row);
  writer.key("zone").string_or_null(
      zone == kNoZone ? std::nullopt
                      : std::optional<std::string_view>(Zones::builtin().name(zone)));
  writer.key("zone_from").string(zone_from_name(timeline.zone_from(row)));
  writer.key("offset_s").integer(timeline.offset_used_s(row));
  writer.key("local_kind").string(local_kind_name(timeline.local_kind(row)));
}

void write_order_key(JsonWriter& writer, const Timeline& timeline, Row row) {
  const SourceId source = timeline.row_source(row);
  writer.key("order_key").begin_object();
  writer.key("at_ms").integer(timeline.at_ms(row));
  writer.key("priority").integer(timeline.settings(source).priority);
  writer.key("source").string(timeline.source_name(source));
  writer.key("sequence").integer_or_null(timeline.sequence(row));
  writer.key("record").integer(timeline.record_index(row));
  writer.key("part").integer(timeline.part_index(row)).end_object();
}

void write_folds(JsonWriter& writer, const GatedTimeline& events, Row row) {
  const Timeline& timeline = events.timeline();
  writer.key("duplicates").begin_array();
  for (Row folded : timeline.folded_rows(row))
    writer.begin_object()
        .key("event")
        .string(timeline.reference(folded))
        .key("source")
        .string(timeline.source_name(timeline.row_source(folded)))
        .key("reason")
        .string(fold_reason_name(timeline.fold_reason(folded)))
        .end_object();
  writer.end_array();
  writer.key("revisions").begin_array();
  if (events.gives(Member::text) && !timeline.deleted(row))
    for (std::string_view text : timeline.revisions(row)) writer.string(text);
  writer.end_array();
  std::string sources;
  timeline.append_sources(row, sources);
  writer.key("sources").raw(sources);
}

// Why the viewer does, or does not, find the event in the views.
std::string_view presence_of(const std::vector<std::string_view>& hidden_by, bool after_as_of) {
  if (after_as_of) return "after_as_of";
  if (hidden_by.empty()) return "shown";
  return hidden_by.size() == 1 && hidden_by.front() == "period" ? "outside_period"
                                                                : "hidden_by_filter";
}

// A folded row shares the fate of the event it was folded into.
void write_presence(JsonWriter& writer, const GatedTimeline& events, const FilterIndex& filter,
                    Row row) {
  const std::vector<std::string_view> hidden_by = filter.hiding_fields(row);
  writer.key("hidden_by").begin_array();
  for (std::string_view field : hidden_by) writer.string(field);
  writer.end_array();
  const std::optional<Instant> as_of = events.as_of();
  const bool after_as_of = as_of && events.at_ms(row) > as_of->ms;
  writer.key("after_as_of").boolean(after_as_of);
  writer.key("presence").string(presence_of(hidden_by, after_as_of));
}

// The members that the details show and whose lack raises a question.
void write_absences(JsonWriter& writer, const GatedTimeline& events, Row row) {
  writer.key("absent").begin_object();
  for (Member member :
       {Member::end_time, Member::customer_id, Member::conversation, Member::channel, Member::mode,
        Member::actor_name, Member::queue, Member::campaign, Member::outcome, Member::phone,
        Member::score_previous, Member::score_current, Member::wrap_up, Member::text,
        Member::comments, Member::delivery}) {
    const Absence absence = events.absence(row, member);
    if (absence != Absence::present) writer.key(member_path(member)).string(absence_name(absence));
  }
  writer.end_object();
}

// Of an event without an instant, which is in no view: why.
void write_undated(const Timeline& timeline, Row row, std::string& out) {
  JsonWriter writer(out);
  writer.begin_object().key("event").string(timeline.reference(row));
  writer.key("source").string(timeline.source_name(timeline.row_source(row)));
  writer.key("state").string(row_state_name(RowState::undated));
  writer.key("time_text").string(timeline.time_text(row));
  writer.key("reason").string(undated_reason_text(timeline, row, true));
  writer.key("presence").string("undated").end_object();
}

// Nothing of the event but that its source cannot have it.
void write_unsupported(const GatedTimeline& events, Row row, std::string& out) {
  const Timeline& timeline = events.timeline();
  JsonWriter writer(out);
  writer.begin_object().key("event").string(timeline.reference(row));
  writer.key("source").string(timeline.source_name(timeline.row_source(row)));
  writer.key("presence").string("not_supported").end_object();
}

}  // namespace

std::string undated_reason_text(const Timeline& timeline, Row row, bool with_values) {
  const Code code = timeline.undated_reason(row);
  if (code != Code::unknown_zone || !with_values) return code_reason(code);
  const std::string_view zone = timeline.member(row, Member::zone).value_or("");
  std::string reason = code_reason(code) + " It says ";
  append_json_string(reason, zone.empty() ? timeline.time_text(row) : zone);
  return reason + ".";
}

Status append_explain_json(const GatedTimeline& events, const FilterIndex& filter,
                           std::string_view reference, std::string& out) {
  const Timeline& timeline = events.timeline();
  const Row row = timeline.find(reference);
  const bool dated = row != kNoRow && (timeline.state(row) == RowState::kept ||
                                       timeline.state(row) == RowState::duplicate);
  const Row kept =
      dated && timeline.state(row) == RowState::duplicate ? timeline.folded_into(row) : row;
  if (dated && events.hidden_as_unsupported(kept)) {
    write_unsupported(events, row, out);
    return Done{};
  }
  if (row != kNoRow && timeline.state(row) == RowState::undated && events.gate().is_open) {
    write_undated(timeline, row, out);
    return Done{};
  }
  if (!dated || !events.visible(kept))
    return Error{Code::not_permitted_or_unknown,
                 "\"" + std::string(reference) + "\" is not permitted or unknown"};
  const std::int64_t as_of_ms = events.as_of() ? events.as_of()->ms : kMaxMs;
  JsonWriter writer(out);
  writer.begin_object();
  writer.key("event").string(timeline.reference(row));
  writer.key("source").string(timeline.source_name(timeline.row_source(row)));
  writer.key("state").string(row_state_name(timeline.state(row)));
  writer.key("folded_into")
      .string_or_null(kept == row ? std::nullopt
                                  : std::optional<std::string>(timeline.reference(kept)));
  write_time(writer, events, row);
  write_order_key(writer, timeline, row);
  write_folds(writer, events, kept);
  writer.key("suspect_time")
      .boolean(timeline.suspect_past(row) ||
               timeline.at_ms(row) > saturating_add(as_of_ms, kDayMs));
  write_presence(writer, events, filter, kept);
  write_absences(writer, events, kept);
  writer.end_object();
  return Done{};
}

}  // namespace throughline
