// The rules of an adapter: data, compiled from its document by `parse_rules`, followed by
// `RuleMapper`.
//
// The document's form, with a worked example, is core/data/adapters/README.md; its schema is
// core/data/schema/adapter.schema.json. In short: a stream walks from the record along a pattern to
// its items, an item becomes an event by the first rule whose conditions hold, and a rule's members
// are expressions over the item.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "throughline/event.h"
#include "throughline/time.h"

namespace throughline::ingest {

// Where to look: up `up` scopes from the item (`^`), or from the record (`$`), then along the
// steps. In patterns a step `*` stands for every element of an array or member of an object, and
// opens a scope.
struct Pointer {
  std::uint32_t up = 0;
  bool from_record = false;
  std::vector<std::string> steps;
};

struct Condition;
struct Expression;

// Text with {pointer} in it; `{a|b}` takes the first of several that is there.
struct Template {
  struct Piece {
    std::string literal;
    std::vector<Pointer> pointers;  // empty: the literal
  };
  std::vector<Piece> pieces;
};

// A value, and what is done to it. Exactly one source; then, in this order, strip_prefix, lower,
// html, split, minus, map.
struct Expression {
  enum class Source : std::uint8_t {
    constant,
    pointers,
    choose,
    text_template,
    find,
    list,
    object,
    render,
    key,
    skew,
    lasts
  };
  struct Choice {
    std::vector<Condition> when;
    std::vector<Expression> then;  // one
  };
  struct Field {
    std::string name;
    std::vector<Expression> value;  // one
  };

  Source source = Source::constant;
  std::string constant_json;  // compact JSON
  std::string constant_text;  // the same where it is a string, number or boolean
  bool constant_is_string = true;
  std::vector<Pointer>
      pointers;  // the first that is there and not null; find, list: the pattern walked
  std::vector<Choice> choices;
  Template text;
  std::vector<Condition> where;  // find: over the candidate
  bool last = false;             // find: the last candidate instead of the first
  // list: the elements, or with a pattern the one made of each; find: the result; render, skew,
  // lasts: the operands
  std::vector<Expression> elements;
  std::int64_t unit_ms = 1000;  // lasts: of how long
  std::vector<Field> fields;    // object; an absent value leaves its name out

  std::string strip_prefix;
  bool lower = false;
  bool html = false;
  std::string split;           // "" = no list
  std::vector<Pointer> minus;  // at most one: a list whose elements are taken out of this one
  std::vector<std::pair<std::string, std::string>> map;  // sorted by the first
  bool has_map = false;
  std::vector<Expression>
      otherwise;  // at most one: what the map does not know; none = the value itself
};

struct Condition {
  enum class Op : std::uint8_t { equals, in, exists, starts_with, contains, equals_at, any };
  Op op = Op::exists;
  bool negated = false;
  std::vector<Expression> value;  // one, but for any
  std::vector<std::string> operands;
  std::vector<Pointer> other;                  // equals_at: one
  std::vector<std::vector<Condition>> groups;  // any: one of them holds
};

struct Assignment {
  enum class To : std::uint8_t { member, metadata };
  To to = To::member;
  Member member = Member::id;
  std::string name;               // metadata
  std::vector<Expression> value;  // one
  TimeFormat format;              // time, end_time
};

struct Rule {
  std::vector<Condition> when;
  std::vector<Assignment> set;
  bool goes_on = false;  // the rules behind it are tried too
};

struct Stream {
  std::vector<Pointer> within;  // what the items belong to; none: the record
  std::vector<Pointer> each;    // the items, seen from there; none: that itself
  std::vector<Condition> when;
  std::vector<Assignment>
      set;  // for every rule, unless it sets the member itself (be it to nothing)
  std::vector<Rule> rules;
  std::vector<Pointer> keep;  // known, and kept in metadata without being counted as unmapped
  bool member_names = false;  // a field of the item that is named like a member is that member
  bool ignore_unmatched = false;
};

struct RuleSet {
  std::vector<Stream> streams;
  std::vector<Pointer>
      parse;                  // texts that are JSON, read before anything else (JSON in a CSV cell)
  std::vector<Pointer> keep;  // of the record: known, kept, not counted as unmapped
  std::vector<Pointer>
      ignore;  // of the record: says nothing that the rules do not say, and is left out
  std::optional<Template> describe;  // what a refused record is called in the report
};

}  // namespace throughline::ingest
