// An adapter's document → rules. Refuses with a JSON pointer to the bad rule and what is wrong with
// it.
#pragma once

#include <string>
#include <vector>
#include "throughline/document.h"

#include "ingest/columns.h"
#include "ingest/rules.h"

namespace throughline::ingest {

class RuleParser {
 public:
  using Json = throughline::Json;

  RuleSet rules(const Json& document);
  ColumnRules columns(const Json& document);

  bool failed() const { return !error_.empty(); }
  // "/streams/0/set/typ: not a member"
  const std::string& error() const { return error_; }
  void fail(const std::string& at, std::string_view what);
  // Refuses every member of the object that is not in the list.
  void only(const Json& object, const std::string& at,
            std::initializer_list<std::string_view> names);
  bool expect(bool holds, const std::string& at, std::string_view what);

 private:
  Stream stream(const Json& json, const std::string& at);
  Rule rule(const Json& json, const std::string& at);
  std::vector<Assignment> assignments(const Json& json, const std::string& at);
  TimeFormat time_format(const Json& json, const std::string& at);
  Expression expression(const Json& json, const std::string& at);
  void source(const Json& json, const std::string& at, Expression& e);
  void find_source(const Json& json, const std::string& at, Expression& e);
  void lasts_source(const Json& json, const std::string& at, Expression& e);
  void list_source(const Json& json, const std::string& at, Expression& e);
  void changes(const Json& json, const std::string& at, Expression& e);
  Expression constant(const Json& json, const std::string& at);
  std::vector<Condition> conditions(const Json& json, const std::string& at);
  Condition condition(const Json& json, const std::string& at);
  std::vector<Pointer> pointers(const Json& json, const std::string& at, bool pattern);
  Pointer pointer(const std::string& text, const std::string& at, bool pattern);
  Template text_template(const Json& json, const std::string& at);
  std::string string(const Json& json, const std::string& at);
  bool boolean(const Json& object, const char* name, const std::string& at);
  ColumnTarget column_target(const std::string& member, const std::string& at);

  std::string error_;
};

}  // namespace throughline::ingest
