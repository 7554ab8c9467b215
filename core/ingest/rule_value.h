// Expressions and conditions of rules, evaluated over a record.
#pragma once

#include <optional>
#include <string_view>

#include "ingest/rule_scope.h"

namespace throughline::ingest {

// What an expression came to: a node of the record, a text, or compact JSON (of a list or an
// object).
struct RuleValue {
  enum class What : std::uint8_t { none, node, text, json };
  What what = What::none;
  RecordTree::Index node = RecordTree::kNone;
  std::string_view bytes;  // in the tree's scratch or in the adapter
};

// Every node that an expression takes is marked as used: what is not, is unmapped.
RuleValue evaluate(const Expression& expression, RuleScope& scope, const Scopes& scopes);
// A string, number or boolean as text; nothing for none, lists and objects.
std::optional<std::string_view> text_of(const RuleValue& value, const RuleScope& scope);
// An `equals` that holds marks what it compared: its text is known from the rule. So does an
// `equals_at`: its text stands at the other place too.
bool holds(const std::vector<Condition>& conditions, RuleScope& scope, const Scopes& scopes);
// Nothing where none of its pointers finds anything.
std::optional<std::string> fill(const Template& text, RuleScope& scope, const Scopes& scopes);
// The value in the member's form.
std::optional<std::string_view> as_member(const RuleValue& value, MemberForm form,
                                          RuleScope& scope);
// The value as compact JSON.
std::string_view as_json(const RuleValue& value, RuleScope& scope);

}  // namespace throughline::ingest
