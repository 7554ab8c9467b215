// Which rows, in which grouping, cut into parts.
#include <algorithm>

#include "columns.h"
#include "throughline/sort.h"

namespace throughline {
namespace {

constexpr std::size_t kPart = 64 * 1024;
constexpr std::string_view kBom = "\xEF\xBB\xBF";

// Formats that read as one conversation after the other; the others follow the one order of all
// events.
bool is_grouped(const ExportRequest& request) {
  return request.format == ExportFormat::txt || request.format == ExportFormat::xes ||
         request.format == ExportFormat::print || request.one_row_per_conversation;
}

}  // namespace

struct Exporter::State {
  ExportView view;
  const FilterIndex& filter;
  ExportRequest request;
  std::vector<Row> rows;  // what is written, in order (grouped: conversation by conversation)
  std::size_t at = 0;
  bool started = false, finished = true, any_written = false;

  void collect();
  bool wanted(Row row) const;
  void write_head(std::string& out);
  void write_row(std::string& out);
  void write_conversation(std::string& out);
  void write_tail(std::string& out);
  bool starts_group() const {
    return at == 0 || view.events.conversation(rows[at]) != view.events.conversation(rows[at - 1]);
  }
  bool ends_group() const {
    return at + 1 == rows.size() ||
           view.events.conversation(rows[at]) != view.events.conversation(rows[at + 1]);
  }
};

Exporter::Exporter(const GatedTimeline& events, const Conversations& conversations,
                   const FilterIndex& filter, ZoneId display_zone)
    : state_(std::make_shared<State>(
          State{{events, conversations, display_zone}, filter, {}, {}, 0, false, true, false})) {}

Status Exporter::start(const ExportRequest& request) {
  const Gate& gate = state_->view.events.gate();
  if (request.format != ExportFormat::timeline && !gate.may(Gate::export_data))
    return Error{Code::not_permitted,
                 "the viewer lacks the permission \"export\"; only administrators export data: "
                 "contact the account owner"};
  state_->request = request;
  state_->at = 0;
  state_->started = false;
  state_->finished = false;
  state_->any_written = false;
  state_->collect();
  return Done{};
}

bool Exporter::State::wanted(Row row) const {
  if (!filter.passes(row)) return false;
  if (!request.conversation.empty() &&
      view.events.text(view.events.conversation(row)) != request.conversation)
    return false;
  if (request.interaction.empty()) return true;
  const InteractionId interaction = view.conversations.interaction_of(row);
  return interaction != kNoInteraction &&
         view.conversations.interaction_name(interaction) == request.interaction;
}

void Exporter::State::collect() {
  rows.clear();
  const Timeline& timeline = view.events.timeline();
  for (std::size_t i = 0; i < timeline.block_count(); ++i)
    for (Row row : timeline.block(i))
      if (wanted(row)) rows.push_back(row);
  if (!is_grouped(request)) return;
  // Conversations in order of their first event; events without one come last. Stable: order within
  // is kept.
  std::vector<std::uint32_t> rank(timeline.strings().size(), 0xFFFFFFFF);
  std::uint32_t next = 0;
  for (Row row : rows) {
    const StringId conversation = view.events.conversation(row);
    if (conversation != kAbsent && rank[conversation] == 0xFFFFFFFF) rank[conversation] = next++;
  }
  const GatedTimeline& events = view.events;
  sort_stably(rows, [&](Row a, Row b) {
    return rank[events.conversation(a)] < rank[events.conversation(b)];
  });
}

bool Exporter::next(std::string& out) {
  State& state = *state_;
  if (state.finished) return false;
  if (!state.started) {
    state.started = true;
    state.write_head(out);
  }
  const std::size_t limit = out.size() + kPart;
  while (state.at < state.rows.size() && out.size() < limit) {
    if (state.request.one_row_per_conversation)
      state.write_conversation(out);
    else
      state.write_row(out);
  }
  if (state.at < state.rows.size()) return true;
  state.write_tail(out);
  state.finished = true;
  return false;
}

void Exporter::State::write_head(std::string& out) {
  const bool text = request.format == ExportFormat::csv || request.format == ExportFormat::txt;
  if (request.bom && text) out += kBom;
  if (request.format == ExportFormat::json) out += "{\"events\":[";
  if (request.format == ExportFormat::xes) append_xes_header(out);
  if (request.format != ExportFormat::csv) return;
  if (request.one_row_per_conversation)
    append_conversation_csv_header(out);
  else
    append_csv_header(out);
}

void Exporter::State::write_row(std::string& out) {
  const Row row = rows[at];
  switch (request.format) {
    case ExportFormat::timeline:
      append_event_json(view.events, row, view.display_zone, out);
      out += '\n';
      break;
    case ExportFormat::json:
      if (any_written) out += ',';
      append_event_json(view.events, row, view.display_zone, out);
      break;
    case ExportFormat::csv:
      append_csv_row(view, row, out);
      break;
    case ExportFormat::txt:
      if (starts_group()) {
        if (any_written) out += '\n';
        append_txt_heading(view, row, out);
      }
      append_txt_line(view, row, out);
      break;
    case ExportFormat::xes:
      if (starts_group()) append_xes_trace_start(view, row, out);
      append_xes_event(view, row, out);
      if (ends_group()) out += kXesTraceEnd;
      break;
    case ExportFormat::print:
      if (starts_group()) append_print_heading(view, row, out);
      append_print_line(view, row, out);
      break;
  }
  any_written = true;
  ++at;
}

void Exporter::State::write_conversation(std::string& out) {
  if (view.events.conversation(rows[at]) ==
      kAbsent) {  // no conversation: no row in a table of conversations
    ++at;
    return;
  }
  std::vector<Row> group;
  do {
    group.push_back(rows[at++]);
  } while (at < rows.size() && !starts_group());
  append_conversation_csv_row(view, group, out);
}

void Exporter::State::write_tail(std::string& out) {
  if (request.format == ExportFormat::json) out += "]}\n";
  if (request.format == ExportFormat::xes) out += kXesEnd;
}

}  // namespace throughline
