// tl_query: one question, one document. One table of commands.
#include "throughline/document.h"

#include "state.h"
#include "throughline/patterns.h"

namespace throughline {
namespace {

struct Question {
  SessionState& state;
  const Json& request;
};
using Answer = Status (*)(const Question& question, std::string& out);

bool flag(const Json& request, const char* name, bool otherwise = false) {
  const auto found = request.find(name);
  return found != request.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

std::optional<std::string> text(const Json& request, const char* name) {
  const auto found = request.find(name);
  if (found == request.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

Status inspect(const Question& question, std::string& out) {
  question.state.append_inspect_json(flag(question.request, "conformance"), out);
  return Done{};
}

// The lists asked for by {"fields":[names]}; all where none are named.
Result<FacetFields> facet_fields(const Json& request) {
  const auto named = request.find("fields");
  if (named == request.end() || named->is_null()) return FacetFields().set();
  FacetFields fields;
  if (!named->is_array())
    return Error{Code::invalid_query, "/fields: a list of filter fields is wanted"};
  for (const Json& name : *named) {
    const auto field =
        name.is_string() ? filter_field_from_name(name.get<std::string>()) : std::nullopt;
    if (!field)
      return Error{Code::invalid_query, "/fields: " + document_text(name) + " is no filter field"};
    fields.set(static_cast<std::size_t>(*field));
  }
  return fields;
}

Status facets(const Question& question, std::string& out) {
  const Result<FacetFields> fields = facet_fields(question.request);
  if (!fields) return fields.error();
  SessionState& session = question.state;
  if (fields->any()) session.filter.want_options();
  session.finish();
  const auto draft = question.request.find("filter");
  if (draft == question.request.end()) {
    session.filter.append_facets_json(out, *fields);
    return Done{};
  }
  const Result<Filter> wanted = Filter::parse(document_text(*draft));
  if (!wanted) return wanted.error();
  const Filter set = session.filter.filter();
  session.filter.set_filter(*wanted);
  session.finish();
  session.filter.append_facets_json(out, *fields);
  session.filter.set_filter(set);
  session.finish();
  return Done{};
}

// An answer in the form asked for: its document, or with {"form":"csv"} a table. A table leaves the
// house, so it takes the permission to export.
template <class Append>
Status in_form(const Question& question, std::string_view table, std::string& out,
               Append&& append) {
  const std::string form = text(question.request, "form").value_or("json");
  if (form == "json") {
    append(out);
    return Done{};
  }
  if (form != "csv") return Error{Code::invalid_query, "/form: json or csv is wanted"};
  if (!question.state.events.gate().may(Gate::export_data))
    return Error{Code::not_permitted, "tables need the permission \"export\""};
  std::string document;
  append(document);
  return append_table_csv(table, document, out);
}

Status journeys(const Question& question, std::string& out) {
  const Journeys& journeys = question.state.journeys;
  const FilterIndex* filter = &question.state.filter;
  const auto by = text(question.request, "by");
  if (!by) {
    const auto list =
        flag(question.request, "list", true) ? Journeys::List::all : Journeys::List::none;
    return in_form(question, "journeys", out,
                   [&](std::string& to) { journeys.append_json(filter, to, list); });
  }
  const auto field = journey_field_from_name(*by);
  if (!field)
    return Error{Code::invalid_query,
                 "/by: one of channel, team, tag, agent, campaign, lead_source is wanted"};
  return in_form(question, "breakdown", out,
                 [&](std::string& to) { journeys.append_breakdown_json(*field, filter, to); });
}

Status variants(const Question& question, std::string& out) {
  return in_form(question, "variants", out, [&question](std::string& to) {
    question.state.journeys.append_variants_json(&question.state.filter, to);
  });
}

Status near_misses(const Question& question, std::string& out) {
  question.state.journeys.append_near_misses_json(&question.state.filter, out);
  return Done{};
}

Status behind(const Question& question, std::string& out) {
  return question.state.journeys.append_behind_json(document_text(question.request),
                                                    &question.state.filter, out);
}

// A JSON text, or the document itself.
std::optional<std::string> document_of(const Json& request, const char* name) {
  const auto found = request.find(name);
  if (found == request.end() || found->is_null()) return std::nullopt;
  return found->is_string() ? found->get<std::string>() : document_text(*found);
}

Status backtest(const Question& question, std::string& out) {
  const auto edited = document_of(question.request, "templates");
  if (!edited) return Error{Code::invalid_query, "/templates: missing"};
  const Result<Templates> templates = Templates::parse(*edited);
  if (!templates) return templates.error();
  question.state.journeys.append_backtest_json(*templates, &question.state.filter, out);
  return Done{};
}

Status map(const Question& question, std::string& out) {
  const SessionState& session = question.state;
  const Result<StringId> customer = only_customer(session.events);
  if (!customer) return customer.error();
  append_map_json(
      session.events,
      map_of(session.events, session.conversations, *customer, session.configuration.stage_rules()),
      out);
  return Done{};
}

Status patterns(const Question& question, std::string& out) {
  const SessionState& session = question.state;
  return in_form(question, "patterns", out, [&session](std::string& to) {
    append_patterns_json(
        session.events,
        find_patterns(session.events, session.conversations, session.configuration.stage_rules()),
        to);
  });
}

Status metrics(const Question& question, std::string& out) {
  const SessionState& session = question.state;
  const bool evidence = flag(question.request, "evidence");
  return in_form(question, "metrics", out, [&session, evidence](std::string& to) {
    session.metrics.append_json(session.configuration.engagement, evidence, to);
  });
}

Status live(const Question& question, std::string& out) {
  question.state.conversations.append_live_json(out);
  return Done{};
}

Status customers(const Question& question, std::string& out) {
  append_customers_json(question.state.events, out);
  return Done{};
}

Status explain(const Question& question, std::string& out) {
  const auto event = text(question.request, "event");
  if (!event)
    return Error{Code::invalid_query, "/event: the reference of an event is wanted, \"source/id\""};
  return append_explain_json(question.state.events, question.state.filter, *event, out);
}

Status campaigns(const Question& question, std::string& out) {
  const auto number = text(question.request, "number");
  if (!number) return Error{Code::invalid_query, "/number: a phone number is wanted"};
  append_campaigns_of_number_json(question.state.events, question.state.conversations, *number,
                                  out);
  return Done{};
}

// Templates are in a list, or under that name; an adapter has a name itself and says where events are to be found.
bool is_adapter(std::string_view text) {
  const Json document = parse_document(text);
  if (!document.is_object() || document.contains("templates")) return false;
  return document.contains("streams") || document.contains("columns") || document.contains("name");
}

// In the form of append_lint_json. `parse` says "/pointer: what"; a document that is no JSON has no pointer.
void lint_adapter(std::string_view text, std::string& out) {
  const Result<Adapter> adapter = Adapter::parse(text);
  JsonWriter writer(out);
  writer.begin_object().key("findings").begin_array();
  if (!adapter) {
    const std::string_view what = adapter.error().detail;
    const std::size_t colon = what.front() == '/' ? what.find(": ") : std::string_view::npos;
    const bool placed = colon != std::string_view::npos;
    writer.begin_object()
        .key("code")
        .string(code_name(Code::invalid_adapter))
        .key("severity")
        .string("error");
    writer.key("at").string(placed ? what.substr(0, colon) : "");
    writer.key("message").string(placed ? what.substr(colon + 2) : what).end_object();
  }
  writer.end_array().end_object();
}

Status lint(const Question& question, std::string& out) {
  auto found = question.request.find("document");
  if (found == question.request.end()) found = question.request.find("templates");
  if (found == question.request.end()) return Error{Code::invalid_query, "/document: missing"};
  const std::string document =
      found->is_string() ? found->get<std::string>() : document_text(*found);
  const bool has_events = question.state.timeline.kept_count() > 0;
  if (is_adapter(document))
    lint_adapter(document, out);
  else
    append_lint_json(document, has_events ? &question.state.events : nullptr, out);
  return Done{};
}

Status adapters(const Question& question, std::string& out) {
  JsonWriter writer(out);
  writer.begin_object().key("adapters").begin_array();
  for (std::string_view name : question.state.adapters.names()) writer.string(name);
  writer.end_array().end_object();
  return Done{};
}

// The lines of `zones convert`, each answered by one line; {"lines","bad"}.
void convert_zones(std::string_view lines, std::string& out) {
  std::string converted;
  std::int64_t bad = 0;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (!zones_convert_line(line, converted)) ++bad;
    converted += '\n';
  }
  JsonWriter(out)
      .begin_object()
      .key("lines")
      .string(converted)
      .key("bad")
      .integer(bad)
      .end_object();
}

Status zones(const Question& question, std::string& out) {
  const Zones& table = Zones::builtin();
  const std::string action = text(question.request, "action").value_or("version");
  JsonWriter writer(out);
  if (action == "version") {
    writer.begin_object().key("tzdata").string(table.version()).key("zones");
    writer.integer(static_cast<std::int64_t>(table.names().size())).end_object();
  } else if (action == "list") {
    writer.begin_object().key("tzdata").string(table.version()).key("zones").begin_array();
    for (const std::string& name : table.names()) writer.string(name);
    writer.end_array().end_object();
  } else if (action == "convert") {
    convert_zones(text(question.request, "lines").value_or(""), out);
  } else {
    return Error{Code::invalid_query, "/action: one of list, version, convert is wanted"};
  }
  return Done{};
}

Status scene(const Question& question, std::string& out) {
  const std::string request = document_text(question.request);
  const Result<SceneRequest> parsed = question.state.scene_request(request);
  if (!parsed) return parsed.error();
  const Result<Scene> laid_out = question.state.scenes.lay_out(*parsed);
  if (!laid_out) return laid_out.error();
  append_scene_json(*laid_out, question.state.events, out);
  return Done{};
}

std::optional<std::string_view> text_or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

Status seek(const Question& question, std::string& out) {
  return question.state.append_seek_json(document_text(question.request), out);
}

Status state(const Question& question, std::string& out) {
  const SessionState& session = question.state;
  const auto zone_name = [](ZoneId zone) {
    return zone == kNoZone ? std::nullopt
                           : std::optional<std::string_view>(Zones::builtin().name(zone));
  };
  bool loading = false;
  for (const FeedSlot& slot : session.feeds) loading = loading || slot.feed.has_value();
  JsonWriter writer(out);
  writer.begin_object();
  writer.key("events").integer(session.events.visible_count());
  writer.key("shown").integer(session.filter.shown());
  writer.key("as_of_ms")
      .integer_or_null(session.as_of ? std::optional<std::int64_t>(session.as_of->ms)
                                     : std::nullopt);
  writer.key("display_zone").string_or_null(zone_name(session.display_zone()));
  writer.key("business_zone").string_or_null(zone_name(session.configuration.business_zone));
  std::string filter;
  session.filter.filter().append_json(filter);
  writer.key("filter").raw(filter);
  writer.key("view").string_or_null(text_or_null(session.look.view));
  writer.key("from_ms").integer_or_null(session.look.from_ms);
  writer.key("to_ms").integer_or_null(session.look.to_ms);
  writer.key("selected").string_or_null(text_or_null(session.look.selected));
  writer.key("state").string(session.look_text());
  writer.key("undo").integer(static_cast<std::int64_t>(session.looks.undoable()));
  writer.key("redo").integer(static_cast<std::int64_t>(session.looks.redoable()));
  writer.key("hidden_by_division");
  if (session.events.gate().show_division_count)
    writer.integer(session.events.hidden_by_division());
  else
    writer.null();
  writer.key("loading").boolean(loading).end_object();
  return Done{};
}

struct Command {
  std::string_view name;
  bool needs_as_of;
  Answer answer;
};
constexpr Command kCommands[] = {
    {"inspect", false, inspect},   {"facets", false, facets},
    {"journeys", true, journeys},  {"variants", true, variants},
    {"behind", true, behind},      {"near_misses", true, near_misses},
    {"backtest", true, backtest},  {"map", true, map},
    {"patterns", true, patterns},  {"metrics", true, metrics},
    {"live", true, live},          {"customers", false, customers},
    {"explain", false, explain},   {"lint", false, lint},
    {"zones", false, zones},       {"scene", false, scene},
    {"state", false, state},       {"seek", false, seek},
    {"adapters", false, adapters}, {"campaigns", false, campaigns},
};

}  // namespace

Status SessionState::query(std::string_view json, std::string& out) {
  const Json request = parse_document(json);
  if (!request.is_object())
    return Error{Code::invalid_query, "a query is a JSON object with a member \"command\""};
  const std::string wanted = text(request, "command").value_or("");
  for (const Command& command : kCommands) {
    if (command.name != wanted) continue;
    if (command.needs_as_of && !as_of)
      return Error{Code::needs_as_of, "\"" + wanted + "\" computes for an instant: give as-of"};
    finish();
    return command.answer({*this, request}, out);
  }
  return Error{Code::invalid_query, "/command: \"" + wanted + "\" is not a command"};
}

}  // namespace throughline
