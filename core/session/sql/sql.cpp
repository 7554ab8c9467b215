#include "throughline/sql.h"

#include "session/configuration.h"
#include "sql.h"

namespace throughline {
namespace {

// What a template asks for that SQL would answer differently.
std::vector<sql::Refusal> refusals_of(const TemplateModel& model, const sql::Dialect& dialect) {
  std::vector<sql::Refusal> refusals;
  if (model.order == Order::strict)
    refusals.push_back({model.pointer + "/order",
                        "strict depends on each event's whole history; a query sees sets of rows"});
  (void)sql::trigger_condition(model.start, dialect, refusals);
  for (const auto* triggers : {&model.excludes, &model.milestones, &model.ends})
    for (const Trigger& trigger : *triggers)
      (void)sql::trigger_condition(trigger, dialect, refusals);
  return refusals;
}

}  // namespace

std::optional<SqlDialect> sql_dialect_from_name(std::string_view name) {
  if (name == "duckdb") return SqlDialect::duckdb;
  if (name == "clickhouse") return SqlDialect::clickhouse;
  return std::nullopt;
}

Status append_sql_json(const SqlRequest& request, std::string& out) {
  const Result<Templates> templates = Templates::parse(request.templates);
  if (!templates) return templates.error();
  std::optional<std::int64_t> as_of_ms;
  if (!request.as_of.empty()) {
    const ZoneId zone = request.zone.empty() ? kNoZone : Zones::builtin().find(request.zone);
    const Result<Instant> as_of = instant_from_text(request.as_of, zone);
    if (!as_of) return as_of.error();
    as_of_ms = as_of->ms;
  }
  const sql::Dialect dialect(request.dialect);
  bool found = request.only.empty();
  std::string document;
  JsonWriter writer(document);
  writer.begin_object().key("queries").begin_array();
  for (const TemplateModel& model : templates->model().templates) {
    if (!request.only.empty() && model.id != request.only) continue;
    found = true;
    const std::vector<sql::Refusal> refusals = refusals_of(model, dialect);
    if (!refusals.empty())
      return Error{Code::invalid_template, refusals.front().at + ": " + refusals.front().reason};
    writer.begin_object().key("template").string(model.id);
    writer.key("sql")
        .string(sql::journey_query(model, dialect, request.table, as_of_ms))
        .end_object();
  }
  writer.end_array().end_object();
  if (!found)
    return Error{Code::invalid_query, "there is no template \"" + std::string(request.only) + "\""};
  out += document;
  return Done{};
}

}  // namespace throughline
