// What a page prints, as data: the faces name channels and kinds in their language and set the type.
#include "columns.h"

namespace throughline {
namespace {

void text_unless_empty(JsonWriter& writer, std::string_view name, std::string_view value) {
  if (!value.empty()) writer.key(name).string(value);
}

}  // namespace

void append_print_heading(const ExportView& view, Row first, std::string& out) {
  const GatedTimeline& events = view.events;
  JsonWriter writer(out);
  writer.begin_object();
  text_unless_empty(writer, "conversation", events.text(events.conversation(first)));
  text_unless_empty(writer, "customer", shown_customer(view, first));
  writer.key("zone").string(Zones::builtin().name(view.display_zone)).end_object();
  out += '\n';
}

void append_print_line(const ExportView& view, Row row, std::string& out) {
  const GatedTimeline& events = view.events;
  const Instant at{events.at_ms(row)};
  JsonWriter writer(out);
  writer.begin_object();
  writer.key("local_ms").integer(Zones::builtin().to_civil(view.display_zone, at).ms);
  text_unless_empty(writer, "channel", events.text(view.conversations.channel(row)));
  writer.key("kind").string(events.text(events.kind(row)));
  text_unless_empty(writer, "direction", direction_name(events.direction(row)));
  text_unless_empty(writer, "actor", shown_actor(view, row));
  text_unless_empty(writer, "outcome", events.text(events.outcome(row)));
  if (events.failed(row)) writer.key("failed").boolean(true);
  text_unless_empty(writer, "delivery", delivery_name(events.delivery(row)));
  for (Member member : {Member::title, Member::text, Member::comments})
    text_unless_empty(writer, member_path(member), shown_member(view, row, member));
  writer.end_object();
  out += '\n';
}

}  // namespace throughline
