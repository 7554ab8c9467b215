#include "columns.h"
#include "throughline/text.h"

namespace throughline {
namespace {

bool is_plain_signed_number(std::string_view value) {
  std::size_t i = value.front() == '-' || value.front() == '+' ? 1 : 0;
  std::size_t digits = 0;
  bool point = false;
  for (; i < value.size(); ++i) {
    if (value[i] >= '0' && value[i] <= '9')
      ++digits;
    else if (value[i] == '.' && !point)
      point = true;
    else
      return false;
  }
  return digits > 0;
}

// Writes the cells of one line, commas between and CRLF at the end.
class CsvLine {
 public:
  explicit CsvLine(std::string& out) : out_(out) {}
  ~CsvLine() { out_ += "\r\n"; }
  CsvLine(const CsvLine&) = delete;
  CsvLine& operator=(const CsvLine&) = delete;
  void cell(std::string_view value) {
    if (!first_) out_ += ',';
    first_ = false;
    append_csv_cell(out_, value);
  }
  void cell(std::int64_t value) {
    std::string digits;
    append_int(digits, value);
    cell(digits);
  }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace

void append_csv_cell(std::string& out, std::string_view value) {
  if (value.empty()) return;
  const bool defused = looks_like_formula(value) && !is_plain_signed_number(value);
  const bool quoted = value.find_first_of(",\"\r\n") != std::string_view::npos;
  if (!quoted) {
    if (defused) out += '\'';
    out += value;
    return;
  }
  out += '"';
  if (defused) out += '\'';
  for (char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_local_time(const ExportView& view, Row row, std::string& out) {
  const Instant at{view.events.at_ms(row)};
  append_local(out, at, Zones::builtin().offset_at(view.display_zone, at).offset_s);
}

std::string shown_member(const ExportView& view, Row row, Member member) {
  std::string scratch;
  const auto value = view.events.shown(row, member, scratch);
  return value ? std::string(*value) : std::string();
}

std::string shown_actor(const ExportView& view, Row row) {
  std::string name = shown_member(view, row, Member::actor_name);
  return name.empty() ? shown_member(view, row, Member::actor_id) : name;
}

std::string shown_customer(const ExportView& view, Row row) {
  const StringId customer = view.events.customer(row);
  if (customer == kAbsent) return {};
  std::string name = view.events.customer_name(customer);
  return name.empty() ? std::string(view.events.text(customer)) : name;
}

std::string shown_tags(const ExportView& view, Row row) {
  std::string joined;
  for (StringId tag : view.conversations.tag_set(view.conversations.tags(row))) {
    if (!joined.empty()) joined += "; ";
    joined += view.events.text(tag);
  }
  return joined;
}

void append_csv_header(std::string& out) {
  CsvLine line(out);
  for (std::string_view column : kExportColumns) line.cell(column);
}

void append_csv_row(const ExportView& view, Row row, std::string& out) {
  const GatedTimeline& events = view.events;
  const Conversations& state = view.conversations;
  std::string local;
  append_local_time(view, row, local);
  const InteractionId interaction = state.interaction_of(row);
  CsvLine line(out);
  line.cell(local);
  line.cell(events.at_ms(row));
  line.cell(events.text(events.customer(row)));
  line.cell(events.text(events.conversation(row)));
  line.cell(interaction == kNoInteraction ? std::string() : state.interaction_name(interaction));
  line.cell(events.text(events.kind(row)));
  line.cell(events.text(state.channel(row)));
  line.cell(direction_name(events.direction(row)));
  line.cell(actor_kind_name(events.actor_kind(row)));
  line.cell(shown_actor(view, row));
  line.cell(events.text(state.team(row)));
  line.cell(events.text(events.queue(row)));
  line.cell(events.text(state.campaign(row)));
  line.cell(events.text(state.mode_shown(row)));
  line.cell(events.text(events.outcome(row)));
  line.cell(events.failed(row) ? "true" : "");
  line.cell(shown_member(view, row, Member::phone));
  line.cell(delivery_name(events.delivery(row)));
  line.cell(shown_member(view, row, Member::text));
  line.cell(shown_member(view, row, Member::comments));
  line.cell(shown_tags(view, row));
  line.cell(events.text(state.state(row).status));
  line.cell(events.timeline().source_name(events.timeline().row_source(row)));
  line.cell(shown_member(view, row, Member::id));
}

void append_conversation_csv_header(std::string& out) {
  CsvLine line(out);
  for (std::string_view column : {"conversation", "customer", "channels", "started", "ended",
                                  "started_ms", "ended_ms", "events", "messages", "status", "agent",
                                  "team", "queue", "campaign", "outcome", "failed", "tags"})
    line.cell(column);
}

void append_conversation_csv_row(const ExportView& view, const std::vector<Row>& rows,
                                 std::string& out) {
  const GatedTimeline& events = view.events;
  const Conversations& state = view.conversations;
  const Row first = rows.front();
  const Row last = rows.back();
  std::vector<std::string_view> channels;
  std::int64_t messages = 0;
  bool failed = false;
  StringId queue = kAbsent, outcome = kAbsent;
  for (Row row : rows) {
    const std::string_view channel = events.text(state.channel(row));
    bool known = channel.empty();
    for (std::string_view seen : channels) known = known || seen == channel;
    if (!known) channels.push_back(channel);
    const std::string_view kind = events.text(events.kind(row));
    if (kind_info(events.kind(row)).touchpoint && kind.substr(0, 8) == "message.") ++messages;
    failed = failed || events.failed(row);
    if (events.queue(row) != kAbsent) queue = events.queue(row);
    if (events.outcome(row) != kAbsent) outcome = events.outcome(row);
  }
  std::string joined, started, ended;
  for (std::string_view channel : channels) {
    if (!joined.empty()) joined += "; ";
    joined += channel;
  }
  append_local_time(view, first, started);
  append_local_time(view, last, ended);
  const Person& agent = events.timeline().person(state.state(last).assignee);
  CsvLine line(out);
  line.cell(events.text(events.conversation(first)));
  line.cell(events.text(events.customer(first)));
  line.cell(joined);
  line.cell(started);
  line.cell(ended);
  line.cell(events.at_ms(first));
  line.cell(events.at_ms(last));
  line.cell(static_cast<std::int64_t>(rows.size()));
  line.cell(messages);
  line.cell(events.text(state.state(last).status));
  line.cell(events.text(agent.name != kAbsent ? agent.name : agent.id));
  line.cell(events.text(agent.team));
  line.cell(events.text(queue));
  line.cell(events.text(state.state(last).campaign));
  line.cell(events.text(outcome));
  line.cell(failed ? "true" : "");
  line.cell(shown_tags(view, last));
}

}  // namespace throughline
