// Plain text for people: a heading per conversation, a line per event, texts indented under it.
#include "columns.h"

namespace throughline {
namespace {

void append_indented(std::string& out, std::string_view text) {
  out += "    ";
  for (char c : text) {
    if (c == '\r') continue;
    out += c;
    if (c == '\n') out += "    ";
  }
  out += '\n';
}

void append_part(std::string& out, std::string_view part) {
  if (part.empty()) return;
  out += "  ";
  out += part;
}

}  // namespace

void append_txt_heading(const ExportView& view, Row first, std::string& out) {
  const GatedTimeline& events = view.events;
  const std::string_view conversation = events.text(events.conversation(first));
  if (conversation.empty()) {
    out += "Events without a conversation\n";
  } else {
    out += "Conversation ";
    out += conversation;
    const std::string customer = shown_customer(view, first);
    if (!customer.empty()) out += " with " + customer;
    out += '\n';
  }
  out += "Times are in ";
  out += Zones::builtin().name(view.display_zone);
  out += ".\n\n";
}

void append_txt_line(const ExportView& view, Row row, std::string& out) {
  const GatedTimeline& events = view.events;
  const Instant at{events.at_ms(row)};
  const Civil local = Zones::builtin().to_civil(view.display_zone, at);
  append_date(out, local);
  out += ' ';
  append_time_of_day(out, local);
  append_part(out, events.text(view.conversations.channel(row)));
  append_part(out, events.text(events.kind(row)));
  append_part(out, direction_name(events.direction(row)));
  append_part(out, shown_actor(view, row));
  append_part(out, events.text(events.outcome(row)));
  if (events.failed(row)) append_part(out, "failed");
  append_part(out, delivery_name(events.delivery(row)));
  out += '\n';
  for (Member member : {Member::title, Member::text, Member::comments}) {
    const std::string text = shown_member(view, row, member);
    if (!text.empty()) append_indented(out, text);
  }
}

}  // namespace throughline
