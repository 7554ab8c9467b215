// Throughline / session: one loaded journey. The C++ API that faces use; core/abi wraps it for C
// and JavaScript.
//
//   Session session;
//   session.set(R"({"configuration":{"business_zone":"America/Sao_Paulo"},"as_of":"2026-05-12T12:00:00Z"})");
//   Result<std::uint32_t> crm = session.open(R"({"name":"crm"})");
//   session.feed(*crm, bytes);  session.close(*crm);
//   while (session.step(4096)) {}
//   std::string facets;  session.query(R"({"command":"facets"})", facets);
//
// What depends on what, and is redone when something above it changed (one table, in
// session/stages.cpp):
//   records → placing, folding, order → gate → state, interactions → filter index → filter →
//   facets, scenes
//                                                                  → journeys
//   configuration: sources and business zone → placing; interaction_gap_hours → state; engagement →
//   metrics as-of → gate's window → interactions, filter, journeys      display zone → period of
//   the filter, scenes, exports
//
// Configuration: {"business_zone":"IANA","display_zone":"IANA","country":"BR","interaction_gap_hours":24,
// "relations":{"customers":[[id,…]],"conversations":[[id,…]],"splits":[{"customer","handles":[…]}]},
// "engagement":{…},"stages":{…as core/data/stages.json},
// "sources":{NAME:{"adapter","priority","zone","zone_override","ids":"own|global","channels":[…],
// "connected_at":{channel:instant},"profile":"campaign_manager|data_cloud","modes":bool,"inbound":bool}}}
// (core/data/schema/configuration.schema.json). Unknown members are refused: a misspelt zone must
// not pass.
//
// Commands of `query` (documents as the specification's section 16 states, unless said here):
//   inspect {conformance?:bool}  as stated; with `conformance` each source also says what its feed fills (insight.h)
//   campaigns {number}         in which campaigns a phone number is listed (insight.h)
//   facets {filter?,fields?}   of the set filter, or of a draft that is not set; `fields` names the lists wanted (all:
//                              those of conversations and interactions are as long as the data)
//   journeys {by?,list?,form?} needs as-of and templates; the filter selects the journeys listed. `by` (channel, team,
//                              tag, agent, campaign, lead_source) gives a breakdown instead (journey.h);
//                              list:false the templates' summaries alone
//   variants {form?}           which milestone sequences occur, and how often; needs what journeys needs, as do
//   near_misses                events that all but one condition let through
//   behind {template,number,field?,value?,variant?}   the journeys and events behind one number
//   backtest {templates}       edited templates (JSON or its text) beside the stored ones: what would change
//   map                        one customer's stages (map.h); needs as-of, and one customer (needs_customer)
//   patterns {form?}           what many customers have in common (patterns.h); needs as-of
//   metrics {evidence?,form?}  needs as-of
//                              "form":"csv" answers with a table instead of the document (export.h); it takes the
//                              permission `export`
//   live                       needs as-of
//   customers                  {"customers":[{"customer","name","handles":[]}]}
//   explain {event}            one event
//   lint {document}            what is wrong or doubtful in templates, or in an adapter (it has `streams` or `columns`);
//                              a JSON text or value; the old name `templates` is taken too
//   adapters                   {"adapters":[names]}: built in and loaded
//   zones {action:"list"|"version"|"convert", lines?}
//   scene {…SceneRequest}      the machine form
//   seek {to|from+step|at|date, by?}  {"event","index","total","at_ms"}: from one shown event to
//   another. "to": first or
//                              last; "from" a reference with "step" 1 (default) or -1; "at" ms or
//                              "date" (display zone): the first from there on, else the last.
//                              "by":"interaction" goes by interactions, each by its first event.
//                              index is 1-based in order of time; null, with event, where none is.
//   state {"events","shown","as_of_ms","display_zone","business_zone","filter","view","from_ms",
//                              "to_ms","selected","state","undo","redo","hidden_by_division","loading"}:
//                              "state" is the canonical text of what is looked at (below), undo and
//                              redo how many steps there are
//
// What is looked at: filter, view, window, selection, as one canonical text (session/look.h) and a
// log of the viewer's steps. tl_set takes it as {"look":{"view","from","to","selected"},"filter"?}
// (a step), {"state":"text"|null} (a step, the whole of it) and {"history":"undo"|"redo"}. A filter
// set without a look is the host's: no step. A selection that the viewer may not see is not in the
// text; erasing empties the log.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "throughline/base.h"

namespace throughline {

struct SessionState;  // session/state.h

class Session {
 public:
  Session();
  Session(Session&&) noexcept;
  ~Session();

  // {"name","adapter"?,"input"?}; gives the number that feed and close take. A known name goes on
  // where it ended.
  Result<std::uint32_t> open(std::string_view source_json);
  Status feed(std::uint32_t source, std::string_view bytes);
  // Appends {"records","readable","rejected"}: what this source's feeds delivered so far; a
  // readable record gave an event, so a feed with none holds nothing that could be read.
  Status close(std::uint32_t source, std::string& out);
  // At most `units` units of due work; true while work is left.
  bool step(std::uint32_t units);
  // Due work, then what no query waits for, at most `units` units; true while work is left.
  bool idle(std::uint32_t units);

  // All or nothing; see tl_set.
  Status set(std::string_view json);
  // Appends the answer document. Finishes due work first.
  Status query(std::string_view json, std::string& out);
  // Appends the array layout of a scene (scene.h).
  Status scene(std::string_view json, std::string& out);
  Status begin_export(std::string_view json);
  // Appends the next part; true while there may be more. false also where none was begun.
  bool next_export(std::string& out);
  // {"events":n} erased; {"customer"} or {"conversation"}.
  Status forget(std::string_view json, std::string& out);
  Status split(std::string_view json, std::string& out);
  void append_stats_json(std::string& out) const;

 private:
  std::unique_ptr<SessionState> state_;
};

// Enums, codes, layouts as JSON: what tl_schema returns.
void append_schema_json(std::string& out);

}  // namespace throughline
