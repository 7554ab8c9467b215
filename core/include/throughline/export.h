// Throughline / export: events out of the house, byte for byte the same from browser and command
// line.
//
// Formats: timeline (NDJSON of section 16), json ({"events":[…]} of the same objects), csv (RFC
// 4180, CRLF, the 24 columns of section 13), txt (for reading), xes (one trace a conversation),
// print (what a page prints, as data: NDJSON, for each conversation
// {"conversation"?,"customer"?,"zone"} and then its events {"local_ms","channel"?,"kind",
// "direction"?,"actor"?,"outcome"?,"failed"?,"delivery"?,"title"?,"text"?,"comments"?}; the command
// line makes PDF of it, the widget a print root). All
// events that the gate lets through and the filter passes, not the rows on a screen. Masked members
// are written masked, withheld ones not at all. Refused (not_permitted) without the permission
// `export`, except `timeline` of the command line, which is not an export of the viewer's but the
// core's own form and follows the gate alone.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "throughline/base.h"
#include "throughline/conversation.h"
#include "throughline/filter.h"
#include "throughline/gate.h"

namespace throughline {

enum class ExportFormat : std::uint8_t { timeline, json, csv, txt, xes, print };

// {"format","conversation"?,"interaction"?,"rows":"events|conversations","bom":bool}
struct ExportRequest {
  ExportFormat format = ExportFormat::timeline;
  std::string conversation;               // only this one; "" = all
  std::string interaction;                // only this one, by its name; "" = all
  bool one_row_per_conversation = false;  // csv: one row per conversation
  bool bom = false;                       // csv, txt: UTF-8 byte order mark first
  static Result<ExportRequest> parse(std::string_view json);
};

// Appends one event as `timeline` writes it, without a line break: members in the order of section
// 2, absent ones left out; id, type, metadata as received; `time` = UTC with milliseconds and Z;
// then time_text, at_ms, local (display zone), sources.
void append_event_json(const GatedTimeline& events, Row row, ZoneId display_zone, std::string& out);

// Writes an export in parts, so that a caller may yield between them.
class Exporter {
 public:
  Exporter(const GatedTimeline& events, const Conversations& conversations,
           const FilterIndex& filter, ZoneId display_zone);
  // Fixes which events are written; refuses as said above. Events that come between two parts are none of them; one
  // that changes by then is written as it is when its part is.
  Status start(const ExportRequest& request);
  // Appends the next part, about 64 KiB; true while there may be more.
  bool next(std::string& out);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// CSV cells: quoted where needed; what looks like a formula (text.h) gets an apostrophe first,
// except plain signed numbers. Reading our CSV takes it off again (ingest).
void append_csv_cell(std::string& out, std::string_view value);

// An answer of the session (the document of `journeys`, its breakdown, its variants, `metrics`,
// `patterns`) as CSV: `table` is journeys, breakdown, variants, metrics or patterns. Columns are
// the documents' members, durations in milliseconds; missing values are empty cells, sets joined by
// "; ". Refuses (invalid_query) any other table.
Status append_table_csv(std::string_view table, std::string_view document, std::string& out);

}  // namespace throughline
