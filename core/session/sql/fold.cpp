// The conversation's state as of each event, by windows over the rows in their order.
#include "sql.h"

namespace throughline::sql {
namespace {

std::string implied_status() {
  std::string expression = "CASE kind";
  for (StringId kind = 1; kind <= kKindCount; ++kind)
    if (const auto status = kind_info(kind).implied_status; !status.empty())
      expression += " WHEN " + quoted(kind_info(kind).name) + " THEN " + quoted(status);
  return expression + " END";
}

}  // namespace

std::string folded_events(const Dialect& dialect, const std::string& file, SubjectKind subject,
                          std::optional<std::int64_t> as_of_ms) {
  const std::string cut = as_of_ms ? std::to_string(*as_of_ms) : "(SELECT max(at_ms) FROM dated)";
  const std::string conversation = dialect.text_at("conversation");
  const std::string whole = "(PARTITION BY place)";
  // An assignee given, the empty one where it was taken away.
  const std::string assignee = "CASE WHEN kind = 'conversation.unassigned' THEN '{}' ELSE " +
                               dialect.json_at("assignee") + " END";
  const auto of_assignee = [&dialect](const char* member) {
    return dialect.is_duckdb() ? "json_extract_string(assignee, '$." + std::string(member) + "')"
                               : "JSONExtract(assumeNotNull(assignee), '" + std::string(member) +
                                     "', 'Nullable(String)')";
  };
  const std::string set_place =
      "CASE WHEN kind = 'conversation.created' AND own_tags IS NOT NULL THEN n END";
  return "lines AS (" + dialect.source(file) + "),\n" + "dated AS (SELECT n, event, " +
         dialect.bigint(dialect.text_at("at_ms")) + " AS at_ms FROM lines),\n" +
         "bounds AS (SELECT " + dialect.bigint(cut) + " AS as_of_ms),\n" +
         "events AS (SELECT n, event, at_ms, " + dialect.text_at("source") + " || '/' || " +
         dialect.text_at("id") + " AS ref, " + dialect.text_at("type") + " AS kind, " +
         conversation + " AS conversation, " + "coalesce('c' || " + conversation +
         ", 'e' || CAST(n AS " + (dialect.is_duckdb() ? "VARCHAR" : "String") + ")) AS place, " +
         dialect.text_at("channel") + " AS own_channel, " + dialect.text_at("campaign") +
         " AS own_campaign, " + dialect.text_at("customer.id") + " AS own_customer, " +
         dialect.text_at("status.to") + " AS given_status, " +
         (dialect.is_duckdb()
              ? dialect.strings_at("tags")
              : "if(JSONHas(event, 'tags'), " + dialect.strings_at("tags") + ", NULL)") +
         " AS own_tags\n  FROM dated, bounds WHERE at_ms <= as_of_ms),\n" +
         "windows AS (SELECT *, " + dialect.last_known("own_channel", "so_far") + " AS channel, " +
         dialect.last_known("own_campaign", "so_far") + " AS campaign, " +
         dialect.last_known("coalesce(given_status, " + implied_status() + ")", "so_far") +
         " AS status, " + dialect.last_known(assignee, "so_far") + " AS assignee, " +
         dialect.first_known("own_customer", "whole") + " AS first_customer, max(" + set_place +
         ") OVER so_far AS tags_set_at\n  FROM events\n  WINDOW so_far AS (PARTITION BY place "
         "ORDER BY n ROWS BETWEEN UNBOUNDED "
         "PRECEDING AND CURRENT ROW), whole AS (PARTITION BY place ORDER BY n ROWS BETWEEN "
         "UNBOUNDED PRECEDING AND UNBOUNDED "
         "FOLLOWING)),\n" +
         // A tag is there if it was added (or set) after it was last removed, and since the whole
         // set was last set.
         "tag_changes AS (SELECT n, place, kind, " + dialect.unnest("own_tags") +
         " AS tag FROM events WHERE kind IN ('conversation.created', 'tag.added', 'tag.removed') "
         "AND conversation IS NOT NULL AND "
         "own_tags IS NOT NULL),\n" +
         "tag_moves AS (SELECT e.n AS n, c.tag AS tag, e.tags_set_at AS set_at, max(CASE WHEN "
         "c.kind <> 'tag.removed' THEN c.n END) AS "
         "added_at, max(CASE WHEN c.kind = 'tag.removed' THEN c.n END) AS removed_at FROM windows "
         "e JOIN tag_changes c ON c.place = "
         "e.place WHERE c.n <= e.n GROUP BY e.n, c.tag, e.tags_set_at),\n" +
         "tag_sets AS (SELECT n, " + dialect.collect("tag") +
         " AS tags FROM tag_moves WHERE added_at >= coalesce(set_at, 0) AND added_at > "
         "coalesce(removed_at, -1) GROUP BY n),\n" +
         "folded AS (SELECT w.n AS n, w.event AS event, w.at_ms AS at_ms, w.ref AS ref, w.kind AS "
         "kind, w.channel AS channel, "
         "w.campaign AS campaign, w.status AS status, coalesce(w.own_customer, w.first_customer) "
         "AS customer, " +
         of_assignee("id") + " AS assignee_id, " + of_assignee("name") + " AS assignee_name, " +
         of_assignee("team") +
         " AS assignee_team, CASE WHEN w.conversation IS NULL THEN w.own_tags ELSE t.tags END AS "
         "tags, " +
         (subject == SubjectKind::conversation ? "w.conversation"
                                               : "coalesce(w.own_customer, w.first_customer)") +
         " AS subject\n  FROM windows w LEFT JOIN tag_sets t ON t.n = w.n)";
}

}  // namespace throughline::sql
