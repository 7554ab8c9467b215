// Templates compiled to SQL (throughline/sql.h says what for). Internal to the room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journey/model.h"
#include "throughline/sql.h"

namespace throughline::sql {

// What differs between the engines. Expressions in, expressions out.
class Dialect {
 public:
  explicit Dialect(SqlDialect which) : duckdb_(which == SqlDialect::duckdb) {}
  bool is_duckdb() const { return duckdb_; }

  std::string source(const std::string& file) const;  // a table with columns n, event
  std::string text_at(std::string_view path) const;   // a member of `event` as text; NULL = absent
  std::string json_at(std::string_view path) const;   // as JSON text; NULL = absent
  std::string strings_at(std::string_view path) const;  // a list of strings; NULL = absent
  // A member's value, or its elements, as a list of (t: text, num: whether a number).
  std::string scalars_at(const std::vector<std::string>& steps) const;
  std::string one_scalar(const std::string& text,
                         bool number) const;  // the same of one expression; empty for NULL
  std::string scalars_of(
      const std::string& strings) const;  // the same of a list of strings; empty for NULL
  std::string joined(const std::string& a, const std::string& b) const;
  std::string any(const std::string& list, const std::string& predicate) const;  // of v.t and v.num
  std::string length(const std::string& list) const;
  std::string list(const std::vector<std::string>& elements) const;
  std::string number(const std::string& text) const;  // as a double; NULL where it is none
  std::string folded(const std::string& text) const;  // ASCII letters and what folds to one
  std::string least(const std::string& a, const std::string& b) const {
    return "least(" + a + ", " + b + ")";
  }
  std::string bigint(const std::string& expression) const;
  std::string collect(const std::string& expression) const;  // an aggregate
  std::string unnest(const std::string& list) const;
  std::string last_known(const std::string& expression, const std::string& window) const;
  std::string first_known(const std::string& expression, const std::string& window) const;
  std::string settings() const;  // after the query

 private:
  bool duckdb_;
};

std::string quoted(std::string_view text);  // a string literal

struct Refusal {
  std::string at, reason;
};

// A trigger as a condition over a row of `folded`; refusals are added.
std::string trigger_condition(const Trigger& trigger, const Dialect& dialect,
                              std::vector<Refusal>& refusals);
// SELECT … of one template.
std::string journey_query(const TemplateModel& model, const Dialect& dialect,
                          const std::string& file, std::optional<std::int64_t> as_of_ms);

// The fold: CTEs `events` and `folded`, whose rows carry n, ref, kind, at_ms, subject, channel,
// status, campaign, customer, assignee, tags, event.
std::string folded_events(const Dialect& dialect, const std::string& file, SubjectKind subject,
                          std::optional<std::int64_t> as_of_ms);

}  // namespace throughline::sql
