#include "journey/parse_field.h"
#include "sql.h"

namespace throughline::sql {
namespace {

// '$."a"."b"' for DuckDB.
std::string json_path(const std::vector<std::string>& steps) {
  std::string path = "$";
  for (const std::string& step : steps) path += ".\"" + step + "\"";
  return quoted(path);
}

// 'a', 'b' for ClickHouse.
std::string arguments(const std::vector<std::string>& steps) {
  std::string list;
  for (const std::string& step : steps) list += ", " + quoted(step);
  return list;
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string literal = "'";
  for (char c : text) {
    if (c == '\'') literal += '\'';
    literal += c;
  }
  return literal + "'";
}

std::string Dialect::source(const std::string& file) const {
  if (duckdb_)
    return "SELECT row_number() OVER () AS n, json AS event FROM read_ndjson_objects(" +
           quoted(file) + ")";
  return "SELECT rowNumberInAllBlocks() AS n, json AS event FROM file(" + quoted(file) +
         ", 'JSONAsString', 'json String')";
}

std::string Dialect::text_at(std::string_view path) const {
  const auto steps = path_steps(path);
  if (duckdb_) return "json_extract_string(event, " + json_path(steps) + ")";
  return "if(JSONHas(event" + arguments(steps) + "), JSONExtract(event" + arguments(steps) +
         ", 'Nullable(String)'), NULL)";
}

std::string Dialect::json_at(std::string_view path) const {
  const auto steps = path_steps(path);
  if (duckdb_) return "CAST(json_extract(event, " + json_path(steps) + ") AS VARCHAR)";
  return "nullIf(JSONExtractRaw(event" + arguments(steps) + "), '')";
}

std::string Dialect::strings_at(std::string_view path) const {
  const auto steps = path_steps(path);
  if (duckdb_) return "CAST(json_extract(event, " + json_path(steps) + ") AS VARCHAR[])";
  return "JSONExtract(event" + arguments(steps) + ", 'Array(String)')";
}

std::string Dialect::scalars_at(const std::vector<std::string>& steps) const {
  if (duckdb_) {
    const std::string value = "json_extract(event, " + json_path(steps) + ")";
    const std::string elements = "CASE json_type(" + value + ") WHEN 'ARRAY' THEN json_extract(" +
                                 value + ", '$[*]') ELSE [" + value + "] END";
    return "list_transform(list_filter(" + elements +
           ", lambda x: x IS NOT NULL AND json_type(x) <> 'NULL'), lambda x: {'t': "
           "json_extract_string(x, '$'), 'num': "
           "json_type(x) IN ('UBIGINT', 'BIGINT', 'HUGEINT', 'DOUBLE')})";
  }
  const std::string raw = "JSONExtractRaw(event" + arguments(steps) + ")";
  return "arrayMap(x -> (if(startsWith(x, '\"'), JSONExtractString(x), x) AS t, match(x, "
         "'^[-0-9]') AS num), arrayFilter(x -> "
         "x NOT IN ('', 'null'), if(startsWith(" +
         raw + ", '['), JSONExtractArrayRaw(" + raw + "), [" + raw + "])))";
}

std::string Dialect::one_scalar(const std::string& text, bool number) const {
  if (duckdb_)
    return "CASE WHEN " + text + " IS NULL THEN [] ELSE [{'t': " + text +
           ", 'num': " + (number ? "true" : "false") + "}] END";
  return "if(isNull(" + text + "), [], [(assumeNotNull(" + text + "), " + (number ? "1" : "0") +
         ")])";
}

std::string Dialect::scalars_of(const std::string& strings) const {
  if (duckdb_)
    return "list_transform(coalesce(" + strings + ", []), lambda x: {'t': x, 'num': false})";
  return "arrayMap(x -> (x, 0), " + strings + ")";
}

std::string Dialect::joined(const std::string& a, const std::string& b) const {
  return (duckdb_ ? "list_concat(" : "arrayConcat(") + a + ", " + b + ")";
}

std::string Dialect::any(const std::string& list, const std::string& predicate) const {
  if (duckdb_) return "len(list_filter(" + list + ", lambda v: " + predicate + ")) > 0";
  return "arrayExists(v -> " + predicate + ", " + list + ")";
}

std::string Dialect::length(const std::string& list) const {
  return (duckdb_ ? "len(" : "length(") + list + ")";
}

std::string Dialect::list(const std::vector<std::string>& elements) const {
  std::string list = "[";
  for (const std::string& element : elements) list += (list.size() > 1 ? ", " : "") + element;
  return list + "]";
}

std::string Dialect::number(const std::string& text) const {
  constexpr const char* kNumber = "'[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?'";
  if (duckdb_)
    return "CASE WHEN regexp_full_match(" + text + ", " + kNumber + ") THEN TRY_CAST(" + text +
           " AS DOUBLE) END";
  return "if(match(" + text +
         ", '^([+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?)$'), toFloat64OrNull(" + text +
         "), NULL)";
}

// Two letters beyond ASCII fold to one of ASCII: the long s and the Kelvin sign.
std::string Dialect::folded(const std::string& text) const {
  if (duckdb_) return "lower(translate(" + text + ", 'ſK', 'sk'))";
  return "lowerUTF8(translateUTF8(" + text + ", 'ſK', 'sk'))";
}

std::string Dialect::bigint(const std::string& expression) const {
  return "CAST(" + expression + (duckdb_ ? " AS BIGINT)" : " AS Nullable(Int64))");
}

std::string Dialect::collect(const std::string& expression) const {
  return (duckdb_ ? "list(" : "groupArray(") + expression + ")";
}

std::string Dialect::unnest(const std::string& list) const {
  return (duckdb_ ? "unnest(" : "arrayJoin(") + list + ")";
}

std::string Dialect::last_known(const std::string& expression, const std::string& window) const {
  return (duckdb_ ? "last_value(" + expression + " IGNORE NULLS) OVER "
                  : "anyLast(" + expression + ") OVER ") +
         window;
}

std::string Dialect::first_known(const std::string& expression, const std::string& window) const {
  return (duckdb_ ? "first_value(" + expression + " IGNORE NULLS) OVER "
                  : "any(" + expression + ") OVER ") +
         window;
}

std::string Dialect::settings() const {
  return duckdb_ ? "" : "\nSETTINGS join_use_nulls = 1, max_threads = 1";
}

}  // namespace throughline::sql
