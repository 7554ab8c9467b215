// Adapters by name: the built-in documents, embedded by the build, and the user's own.
#include <algorithm>
#include <iterator>

#include "ingest/adapter.h"
#include "ingest/canonical.h"
#include "ingest/rule_mapper.h"
#include "ingest/rule_parser.h"
#include "ingest_adapters.h"

namespace throughline {

namespace {

using Compiled = Adapter::Compiled;
using Json = ingest::RuleParser::Json;

constexpr std::string_view kEngines = "needs exactly one of streams, columns and engine";

// Rules are compiled recursively: a document that nests without need is refused first.
bool nests_too_deep(std::string_view json) {
  constexpr int kDeepest = 64;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (quoted && c == '\\')
      ++i;
    else if (c == '"')
      quoted = !quoted;
    if (quoted) continue;
    if ((c == '{' || c == '[') && ++depth > kDeepest) return true;
    if (c == '}' || c == ']') --depth;
  }
  return false;
}

Compiled compile(const Json& document, ingest::RuleParser& parser) {
  Compiled compiled;
  parser.only(document, "",
              {"$schema", "name", "title", "notes", "engine", "envelope", "columns", "ignore",
               "separator", "unit", "day_first", "streams", "parse", "keep", "describe"});
  if (parser.failed()) return compiled;
  const bool named = document.contains("name") && document["name"].is_string() &&
                     !document["name"].get_ref<const std::string&>().empty();
  if (!parser.expect(named, "/name", "must be a string, not empty")) return compiled;
  compiled.name = document["name"].get<std::string>();
  if (document.contains("envelope")) {
    if (!parser.expect(document["envelope"].is_boolean(), "/envelope", "must be true or false"))
      return compiled;
    compiled.envelope = document["envelope"].get<bool>();
  }
  const int engines = static_cast<int>(document.contains("streams")) +
                      static_cast<int>(document.contains("columns")) +
                      static_cast<int>(document.contains("engine"));
  if (!parser.expect(engines == 1, "", kEngines)) return compiled;
  if (document.contains("engine")) {
    parser.expect(document["engine"] == "canonical", "/engine", "must be \"canonical\"");
  } else if (document.contains("columns")) {
    compiled.form = Compiled::Form::columns;
    compiled.columns = parser.columns(document);
  } else {
    compiled.form = Compiled::Form::rules;
    compiled.rules = parser.rules(document);
  }
  return compiled;
}

std::string_view builtin_document(std::string_view name) {
  const auto* const names = std::begin(ingest::kBuiltinAdaptersNames);
  const auto* const at = std::find(names, std::end(ingest::kBuiltinAdaptersNames), name);
  return ingest::kBuiltinAdapters[at - names];
}

}  // namespace

Result<Adapter> Adapter::parse(std::string_view json) {
  if (nests_too_deep(json)) return Error{Code::invalid_adapter, "nested deeper than 64 levels"};
  std::size_t error_byte = 0;
  const Json document = parse_document(json, &error_byte);
  if (document.is_discarded())
    return Error{Code::invalid_adapter,
                 "not well-formed JSON at byte " + std::to_string(error_byte)};
  ingest::RuleParser parser;
  Compiled compiled = compile(document, parser);
  if (parser.failed()) return Error{Code::invalid_adapter, parser.error()};
  Adapter adapter;
  adapter.compiled_ = std::make_shared<const Compiled>(std::move(compiled));
  return adapter;
}

Adapter Adapter::canonical() {
  Compiled compiled;
  compiled.name = "canonical";
  Adapter adapter;
  adapter.compiled_ = std::make_shared<const Compiled>(std::move(compiled));
  return adapter;
}

std::string_view Adapter::name() const { return compiled_->name; }

Adapters Adapters::builtin() {
  Adapters adapters;
  for (std::string_view name : ingest::kBuiltinAdaptersNames)
    adapters.by_name_.emplace(name, std::nullopt);
  return adapters;
}

Status Adapters::add(std::string_view json) {
  Result<Adapter> adapter = Adapter::parse(json);
  if (!adapter) return adapter.error();
  by_name_.insert_or_assign(std::string(adapter->name()), *adapter);
  return Done{};
}

const Adapter* Adapters::find(std::string_view name) const {
  const auto at = by_name_.find(name);
  if (at == by_name_.end()) return nullptr;
  if (!at->second) {
    // It is ours and tested: that it cannot be parsed is a test's to name.
    Result<Adapter> adapter =
        name == "canonical" ? Adapter::canonical() : Adapter::parse(builtin_document(name));
    if (!adapter) return nullptr;
    at->second = *adapter;
  }
  return &*at->second;
}

std::vector<std::string_view> Adapters::names() const {
  std::vector<std::string_view> names;
  for (const auto& [name, adapter] : by_name_) names.push_back(name);
  return names;
}

std::unique_ptr<ingest::Mapper> ingest::make_mapper(const Adapter::Compiled& adapter) {
  switch (adapter.form) {
    case Adapter::Compiled::Form::columns:
      return std::make_unique<ColumnMapper>(adapter.columns);
    case Adapter::Compiled::Form::rules:
      return std::make_unique<RuleMapper>(adapter.rules);
    case Adapter::Compiled::Form::canonical:
      break;
  }
  return std::make_unique<CanonicalMapper>();
}

}  // namespace throughline
