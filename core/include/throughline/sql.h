// Throughline / sql: journeys past one machine. Belongs to the room `session`.
//
// A template compiled to one SQL query over the canonical event table: the NDJSON that `timeline`
// writes, which DuckDB (read_ndjson_objects) and ClickHouse (file(…, 'JSONAsString')) read as it
// is, one line a row. The query folds the conversation's state, finds the starts, closes each,
// chains them (re-entry), and gives one row a journey:
//
//   template, subject, state, started_ms, deadline_ms, ended_ms, end_id, start_event,
//   reached_ms, hits, reached_by        lists, one element a milestone in template order; NULL =
//   not reached
//
// by (started_ms, subject): the journeys of the command `journeys`, but for `stalled` (a percentile
// over them all).
//
//   throughline timeline crm=log.ndjson > timeline.ndjson
//   throughline sql --dialect duckdb --as-of 2026-05-04T09:00:00Z templates.json | duckdb
//
// Rows count in the order in which they stand in the table: do not sort it. Numbers are compared as
// doubles. Events without an id have no reference (start_event, reached_by are NULL).
//
// Refused (invalid_template) with the JSON pointer and the reason, rather than answered
// differently:
//   order strict; a metadata name with a dot (it may be a path through arrays); a path into media
//   or metadata arrays; letters beyond ASCII without case_sensitive (engines fold them
//   differently); numbers of more than 15 digits; `contains`, `starts_with`, `ends_with` on a
//   member that is a number (engines rewrite its digits).
//
// Only the command line links this: it is no part of the page's module.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "throughline/base.h"

namespace throughline {

enum class SqlDialect : std::uint8_t { duckdb, clickhouse };
std::optional<SqlDialect> sql_dialect_from_name(std::string_view name);

struct SqlRequest {
  SqlDialect dialect = SqlDialect::duckdb;
  std::string_view templates;             // the document
  std::string_view only;                  // a template's id; "" = all, one query each
  std::string table = "timeline.ndjson";  // the file that the query reads
  std::string_view as_of,
      zone;  // as the command line takes them; as_of "": the last event's instant
};
// {"queries":[{"template","sql"}]}
Status append_sql_json(const SqlRequest& request, std::string& out);

}  // namespace throughline
