// IEEE 1849 XES: one trace a conversation, one event a row, attributes by type.
#include "columns.h"

namespace throughline {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Text for an XML attribute value; characters that XML 1.0 cannot hold become U+FFFD.
void append_xml(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (const std::string_view rest = text.substr(i, 3);
        rest == "\xEF\xBF\xBE" || rest == "\xEF\xBF\xBF") {  // U+FFFE, U+FFFF
      out += kReplacement;
      i += 2;
      continue;
    }
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\r':
        out += "&#13;";
        break;
      case '\t':
        out += "&#9;";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20)
          out += kReplacement;
        else
          out += c;
    }
  }
}

void append_attribute(std::string& out, std::string_view type, std::string_view key,
                      std::string_view value) {
  if (value.empty()) return;
  out += '<';
  out += type;
  out += " key=\"";
  append_xml(out, key);
  out += "\" value=\"";
  append_xml(out, value);
  out += "\"/>\n";
}

}  // namespace

void append_xes_header(std::string& out) {
  out +=
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<log xes.version=\"1849-2016\" xmlns=\"http://www.xes-standard.org/\">\n"
      "<extension name=\"Concept\" prefix=\"concept\" "
      "uri=\"http://www.xes-standard.org/concept.xesext\"/>\n"
      "<extension name=\"Time\" prefix=\"time\" uri=\"http://www.xes-standard.org/time.xesext\"/>\n"
      "<extension name=\"Organizational\" prefix=\"org\" "
      "uri=\"http://www.xes-standard.org/org.xesext\"/>\n"
      "<classifier name=\"kind\" keys=\"concept:name\"/>\n";
}

void append_xes_trace_start(const ExportView& view, Row first, std::string& out) {
  out += "<trace>\n";
  append_attribute(out, "string", "concept:name",
                   view.events.text(view.events.conversation(first)));
  append_attribute(out, "string", "customer", view.events.text(view.events.customer(first)));
}

void append_xes_event(const ExportView& view, Row row, std::string& out) {
  const GatedTimeline& events = view.events;
  std::string local;
  append_local_time(view, row, local);
  out += "<event>\n";
  append_attribute(out, "string", "concept:name", events.text(events.kind(row)));
  append_attribute(out, "date", "time:timestamp", local);
  append_attribute(out, "string", "org:resource", shown_actor(view, row));
  append_attribute(out, "string", "org:group", events.text(view.conversations.team(row)));
  append_attribute(out, "string", "org:role", actor_kind_name(events.actor_kind(row)));
  append_attribute(out, "string", "channel", events.text(view.conversations.channel(row)));
  append_attribute(out, "string", "direction", direction_name(events.direction(row)));
  append_attribute(out, "string", "outcome", events.text(events.outcome(row)));
  append_attribute(out, "string", "status", events.text(view.conversations.state(row).status));
  append_attribute(out, "string", "tags", shown_tags(view, row));
  append_attribute(out, "string", "text", shown_member(view, row, Member::text));
  append_attribute(out, "string", "source",
                   events.timeline().source_name(events.timeline().row_source(row)));
  append_attribute(out, "string", "id", shown_member(view, row, Member::id));
  out += "</event>\n";
}

}  // namespace throughline
