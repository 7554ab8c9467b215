// One template as one query.
//
// Every event that may start a journey is a candidate, closed on its own: by the first exclusion or
// end within its deadline, by the deadline, or not at all. The journeys are then the chain of
// candidates, each the first after the close of the one before; only that chain is recursive.
// Milestones follow in template order, each a join over the journey's rows, for a milestone's
// window and order depend on those before it.
#include "sql.h"
#include "throughline/time.h"

namespace throughline::sql {
namespace {

std::string column(const char* prefix, std::size_t i) { return prefix + std::to_string(i); }

// Whether the template takes starts at at_ms.
std::string takes_starts(const TemplateModel& model) {
  if (model.changes.empty()) return model.enabled ? "true" : "false";
  std::string expression = "CASE";
  for (auto change = model.changes.rbegin(); change != model.changes.rend(); ++change)
    expression += " WHEN at_ms >= " + std::to_string(change->at_ms) + " THEN " +
                  (change->enabled ? "true" : "false");
  return expression + " ELSE " + (model.changes.front().enabled ? "false" : "true") + " END";
}

class QueryWriter {
 public:
  QueryWriter(const TemplateModel& model, const Dialect& dialect)
      : model_(model), dialect_(dialect) {}

  std::string write(const std::string& file, std::optional<std::int64_t> as_of_ms) {
    std::string query =
        "WITH RECURSIVE\n" + folded_events(dialect_, file, model_.subject, as_of_ms) + ",\n";
    query += matched() + candidates() + chain();
    for (std::size_t m = 0; m < model_.milestones.size(); ++m) query += milestone(m);
    return query + result();
  }

 private:
  std::string condition(const Trigger& trigger) {
    return "(" + trigger_condition(trigger, dialect_, refusals_) + ")";
  }
  std::string any_of(const std::vector<Trigger>& triggers) {
    std::string any;
    for (const Trigger& one : triggers) any += (any.empty() ? "" : " OR ") + condition(one);
    return any.empty() ? "false" : any;
  }
  // Rows of a subject with what each matches.
  std::string matched() {
    std::string sql = "matched AS (SELECT n, ref, at_ms, subject, " + condition(model_.start) +
                      " AND " + takes_starts(model_) + " AS starts, " + any_of(model_.excludes) +
                      " AS excludes";
    for (std::size_t e = 0; e < model_.ends.size(); ++e)
      sql += ", " + condition(model_.ends[e]) + " AS " + column("ends_", e);
    for (std::size_t m = 0; m < model_.milestones.size(); ++m)
      sql += ", " + condition(model_.milestones[m]) + " AS " + column("reaches_", m);
    return sql + "\n  FROM folded WHERE subject IS NOT NULL),\n";
  }

  std::string deadline() const {
    if (!model_.timeout_ms) return "NULL";
    const std::string sum = "at_ms + " + std::to_string(std::min(*model_.timeout_ms, kMaxMs));
    return dialect_.least(sum, std::to_string(kMaxMs));
  }

  std::string candidates() const {
    std::string closes = "m.excludes";
    for (std::size_t e = 0; e < model_.ends.size(); ++e) closes += " OR m." + column("ends_", e);
    const std::string later = model_.count_start_event ? "m.n >= s.n" : "m.n > s.n";
    return "starts AS (SELECT n, ref, at_ms, subject, " + dialect_.bigint(deadline()) +
           " AS deadline_ms FROM matched WHERE starts),\n"
           "closed AS (SELECT s.n AS n, min(m.n) AS close_n FROM starts s JOIN matched m ON "
           "m.subject = s.subject\n  WHERE " +
           later + " AND (s.deadline_ms IS NULL OR m.at_ms <= s.deadline_ms) AND (" + closes +
           ") GROUP BY s.n),\n" +
           "candidates AS (SELECT s.n AS n, s.ref AS ref, s.at_ms AS at_ms, s.subject AS subject, "
           "s.deadline_ms AS deadline_ms, "
           "c.close_n AS close_n, CASE WHEN c.close_n IS NULL AND s.deadline_ms < as_of_ms THEN "
           "true ELSE false END AS timed_out\n"
           "  FROM starts s CROSS JOIN bounds LEFT JOIN closed c ON c.n = s.n),\n";
  }

  std::string chain() const {
    const std::string first = "SELECT min(n) AS n FROM candidates GROUP BY subject";
    std::string sql;
    if (model_.reenters) {
      sql =
          "followed AS (SELECT a.n AS n, min(b.n) AS next_n FROM candidates a JOIN candidates b ON "
          "b.subject = a.subject\n"
          "  WHERE b.n > a.n AND ((a.close_n IS NOT NULL AND b.n > a.close_n) OR (a.timed_out AND "
          "b.at_ms > a.deadline_ms)) "
          "GROUP BY a.n),\n"
          "chain AS (" +
          first + " UNION ALL SELECT f.next_n AS n FROM chain c JOIN followed f ON f.n = c.n),\n";
    } else {
      sql = "chain AS (" + first + "),\n";
    }
    return sql +
           "j0 AS (SELECT c.n AS n, c.ref AS ref, c.at_ms AS at_ms, c.subject AS subject, "
           "c.deadline_ms AS deadline_ms, c.close_n AS "
           "close_n, c.timed_out AS timed_out, k.at_ms AS close_ms, coalesce(k.excludes, false) AS "
           "excluded, " +
           end_id() +
           " AS end_id\n  FROM candidates c JOIN chain USING (n) LEFT JOIN matched k ON k.n = "
           "c.close_n),\n";
  }

  std::string end_id() const {
    if (model_.ends.empty()) return "NULL";
    std::string expression = "CASE WHEN c.close_n IS NULL OR k.excludes THEN NULL";
    for (std::size_t e = 0; e < model_.ends.size(); ++e)
      expression += " WHEN k." + column("ends_", e) + " THEN " + quoted(model_.ends[e].id);
    return expression + " END";
  }

  // The instant that milestone m's window runs from, at an event of m: the nearest milestone before
  // it that is reached.
  std::string window_start(std::size_t m) const {
    if (m == 0) return "j.at_ms";
    std::string expression = "CASE";
    for (std::size_t before = m; before-- > 0;)
      expression += " WHEN j." + column("n_", before) + " <= v.n THEN j." + column("ms_", before);
    return expression + " ELSE j.at_ms END";
  }

  std::string milestone(std::size_t m) const {
    const std::string number = std::to_string(m), next = std::to_string(m + 1);
    std::string counts = "v." + column("reaches_", m);
    if (const auto& within = model_.milestones[m].within_ms)
      counts += " AND v.at_ms - " + window_start(m) + " <= " + std::to_string(*within);
    for (std::size_t before = 0; model_.order == Order::ordered && before < m; ++before)
      counts += " AND j." + column("n_", before) + " <= v.n";
    const std::string from = model_.count_start_event ? "v.n >= j.n" : "v.n > j.n";
    return "hits" + number + " AS (SELECT j.n AS n, min(v.n) AS hit_n, count(*) AS hits FROM j" +
           number + " j JOIN matched v ON v.subject = j.subject\n  WHERE " + from +
           " AND (j.close_n IS NULL OR v.n < j.close_n OR (v.n = j.close_n AND NOT j.excluded)) "
           "AND (j.deadline_ms IS NULL OR v.at_ms "
           "<= j.deadline_ms) AND " +
           counts + " GROUP BY j.n),\n" + "j" + next + " AS (SELECT j.*, h.hit_n AS n_" + number +
           ", r.at_ms AS ms_" + number + ", r.ref AS ref_" + number +
           ", coalesce(h.hits, 0) AS hits_" + number + "\n  FROM j" + number + " j LEFT JOIN hits" +
           number + " h ON h.n = j.n LEFT JOIN matched r ON r.n = h.hit_n),\n";
  }

  std::string result() const {
    std::vector<std::string> reached, hits, refs;
    for (std::size_t m = 0; m < model_.milestones.size(); ++m) {
      reached.push_back(column("ms_", m));
      hits.push_back(column("hits_", m));
      refs.push_back(column("ref_", m));
    }
    return "journeys AS (SELECT *, CASE WHEN close_n IS NOT NULL THEN CASE WHEN excluded THEN "
           "'excluded' ELSE 'completed' END WHEN "
           "timed_out THEN 'timed_out' ELSE 'open' END AS state FROM j" +
           std::to_string(model_.milestones.size()) +
           ")\n"
           "SELECT " +
           quoted(model_.id) +
           " AS template, subject, state, at_ms AS started_ms, deadline_ms, CASE WHEN state = "
           "'timed_out' THEN deadline_ms ELSE close_ms END AS ended_ms, end_id, ref AS "
           "start_event, " +
           dialect_.list(reached) + " AS reached_ms, " + dialect_.list(hits) + " AS hits, " +
           dialect_.list(refs) + " AS reached_by\nFROM journeys ORDER BY started_ms, subject, n" +
           dialect_.settings() + ";\n";
  }

  const TemplateModel& model_;
  const Dialect& dialect_;
  std::vector<Refusal> refusals_;  // none: they were looked for before
};

}  // namespace

std::string journey_query(const TemplateModel& model, const Dialect& dialect,
                          const std::string& file, std::optional<std::int64_t> as_of_ms) {
  return QueryWriter(model, dialect).write(file, as_of_ms);
}

}  // namespace throughline::sql
