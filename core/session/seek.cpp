// From one shown event to another: the first, the last, the next, the one at a date. What find and
// jump are made of.
#include <algorithm>

#include "state.h"
#include "throughline/document.h"

namespace throughline {
namespace {

// Rows that pass the filter, in order; of interactions that pass, their first rows.
std::vector<Row> shown_rows(const SessionState& session, bool by_interaction) {
  std::vector<Row> rows;
  if (by_interaction) {
    for (InteractionId id : session.conversations.interactions_in_order())
      if (session.filter.passes_interaction(id))
        rows.push_back(session.conversations.interaction_rows(id).front());
    return rows;
  }
  for (std::size_t i = 0; i < session.timeline.block_count(); ++i)
    for (Row row : session.timeline.block(i))
      if (session.filter.passes(row)) rows.push_back(row);
  return rows;
}

struct Sought {
  bool by_interaction = false;
  std::string to;    // first, last
  std::string from;  // a reference; with `step`
  std::int64_t step = 1;
  std::optional<std::int64_t> at_ms;  // the first at or after it, else the last
};

Error refuse(const char* what) { return Error{Code::invalid_query, what}; }

Result<Sought> parse(const Json& request, ZoneId zone) {
  Sought sought;
  const auto text = [&request](const char* name) {
    return request.contains(name) && request[name].is_string() ? request[name].get<std::string>()
                                                               : std::string();
  };
  sought.by_interaction = text("by") == "interaction";
  sought.to = text("to");
  sought.from = text("from");
  if (request.contains("step")) {
    if (!request["step"].is_number_integer()) return refuse("/step: 1 or -1 is wanted");
    sought.step = request["step"].get<std::int64_t>();
    if (sought.step != 1 && sought.step != -1) return refuse("/step: 1 or -1 is wanted");
  }
  if (request.contains("at")) {
    if (!request["at"].is_number_integer()) return refuse("/at: milliseconds are wanted");
    sought.at_ms = request["at"].get<std::int64_t>();
  }
  if (const std::string date = text("date"); !date.empty()) {
    const ParsedTime parsed = parse_time(date.size() == 10 ? date + "T00:00" : date,
                                         TimeFormat{TimeUnit::milliseconds, DayFirst::unstated});
    if (parsed.what != ParsedTime::What::local)
      return refuse("/date: a date is wanted, as in 2026-05-01");
    sought.at_ms = Zones::builtin().resolve(zone, Civil{parsed.civil_ms}).instant.ms;
  }
  const int named = !sought.to.empty() + !sought.from.empty() + sought.at_ms.has_value();
  if (named != 1 || (!sought.to.empty() && sought.to != "first" && sought.to != "last"))
    return refuse("one of \"to\":\"first\"|\"last\", \"from\", \"at\", \"date\" is wanted");
  return sought;
}

// The row that a reference in view stands for among the rows walked.
Row row_of(const SessionState& session, const Sought& sought) {
  Row row = session.timeline.find(sought.from);
  if (row != kNoRow && session.timeline.state(row) == RowState::duplicate)
    row = session.timeline.folded_into(row);
  if (row == kNoRow || session.timeline.state(row) != RowState::kept ||
      !session.events.in_view(row))
    return kNoRow;
  if (!sought.by_interaction) return row;
  return session.conversations.interaction_rows(session.conversations.interaction_of(row)).front();
}

// Its index in `rows`; rows.size() where there is none.
std::size_t index_of(const SessionState& session, const Sought& sought,
                     const std::vector<Row>& rows) {
  if (rows.empty()) return 0;
  if (sought.to == "first") return 0;
  if (sought.to == "last") return rows.size() - 1;
  if (sought.at_ms) {
    const auto found = std::partition_point(rows.begin(), rows.end(), [&](Row row) {
      return session.timeline.at_ms(row) < *sought.at_ms;
    });
    return found == rows.end() ? rows.size() - 1 : static_cast<std::size_t>(found - rows.begin());
  }
  const Row from = row_of(session, sought);
  if (from == kNoRow) return sought.step > 0 ? 0 : rows.size() - 1;
  const auto found = std::partition_point(
      rows.begin(), rows.end(), [&](Row row) { return session.timeline.before(row, from); });
  const auto at = static_cast<std::size_t>(found - rows.begin());
  const bool listed = found != rows.end() && *found == from;
  if (sought.step > 0) return std::min(rows.size(), listed ? at + 1 : at);
  return at > 0 ? at - 1 : rows.size();
}

}  // namespace

Status SessionState::append_seek_json(std::string_view json, std::string& out) const {
  const Result<Sought> sought = parse(parse_document(json), display_zone());
  if (!sought) return sought.error();
  const std::vector<Row> rows = shown_rows(*this, sought->by_interaction);
  const std::size_t index = index_of(*this, *sought, rows);
  const bool found = index < rows.size();
  JsonWriter writer(out);
  writer.begin_object().key("event");
  if (found)
    writer.string(events.reference(rows[index]))
        .key("index")
        .integer(static_cast<std::int64_t>(index) + 1);
  else
    writer.null().key("index").null();
  writer.key("total").integer(static_cast<std::int64_t>(rows.size()));
  writer.key("at_ms").integer_or_null(found ? std::optional<std::int64_t>(events.at_ms(rows[index]))
                                            : std::nullopt);
  writer.end_object();
  return Done{};
}

}  // namespace throughline
