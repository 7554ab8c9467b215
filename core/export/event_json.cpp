// One event as `timeline` writes it, driven by the member list alone.
#include "throughline/export.h"

namespace throughline {
namespace {

void write_value(JsonWriter& writer, MemberForm form, std::string_view bytes) {
  if (form == MemberForm::text)
    writer.string(bytes);
  else
    writer.raw(bytes);  // numbers, flags, lists and metadata stand as JSON already
}

// The conversation and customer ids as their source gave them: loading the line again adds the prefix again.
std::string_view without_own_prefix(const Timeline& timeline, Row row, std::string_view id) {
  const SourceId source = timeline.row_source(row);
  if (!timeline.settings(source).own_ids) return id;
  const std::string_view name = timeline.source_name(source);
  if (id.size() > name.size() && id.substr(0, name.size()) == name && id[name.size()] == ':')
    return id.substr(name.size() + 1);
  return id;
}

void write_places_in_time(JsonWriter& writer, const GatedTimeline& events, Row row, ZoneId zone) {
  const Timeline& timeline = events.timeline();
  const Instant at{timeline.at_ms(row)};
  if (const std::string_view received = timeline.time_text(row); !received.empty())
    writer.key("time_text").string(received);
  writer.key("at_ms").integer(at.ms);
  std::string text;
  append_local(text, at, Zones::builtin().offset_at(zone, at).offset_s);
  writer.key("local").string(text);
  text.clear();
  timeline.append_sources(row, text);
  writer.key("sources").raw(text);
}

}  // namespace

void append_event_json(const GatedTimeline& events, Row row, ZoneId display_zone,
                       std::string& out) {
  const Timeline& timeline = events.timeline();
  JsonWriter writer(out);
  std::string scratch;
  std::string_view open_object;  // "customer" while its leaves are written
  writer.begin_object();
  for (std::size_t i = 0; i < kMemberCount; ++i) {
    const auto member = static_cast<Member>(i);
    std::optional<std::string_view> value;
    std::string utc;
    if (member == Member::source) {
      value = timeline.source_name(timeline.row_source(row));
    } else if (member == Member::time) {
      append_utc(utc, Instant{timeline.at_ms(row)});
      value = utc;
    } else {
      value = events.shown(row, member, scratch);
      if (value && (member == Member::conversation || member == Member::customer_id))
        value = without_own_prefix(timeline, row, *value);
    }
    if (!value) continue;
    const std::string_view path = member_path(member);
    const std::size_t dot = path.find('.');
    const std::string_view object =
        dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
    if (!open_object.empty() && object != open_object) writer.end_object();
    if (!object.empty() && object != open_object) writer.key(object).begin_object();
    open_object = object;
    writer.key(dot == std::string_view::npos ? path : path.substr(dot + 1));
    write_value(writer, member_form(member), *value);
  }
  if (!open_object.empty()) writer.end_object();
  write_places_in_time(writer, events, row, display_zone);
  writer.end_object();
}

}  // namespace throughline
