// What an adapter's document compiles to.
#pragma once

#include <string>

#include "ingest/columns.h"
#include "ingest/mapper.h"
#include "ingest/rules.h"
#include "throughline/ingest.h"

namespace throughline {

struct Adapter::Compiled {
  enum class Form : std::uint8_t { canonical, columns, rules };
  std::string name;
  Form form = Form::canonical;
  bool envelope = true;  // {"events":[…]} holds records
  ingest::ColumnRules columns;
  ingest::RuleSet rules;
};

namespace ingest {
// A mapper for one feed; `adapter` must outlive it.
std::unique_ptr<Mapper> make_mapper(const Adapter::Compiled& adapter);
}  // namespace ingest
}  // namespace throughline
