// A template as it was read: what it says, before any dictionary is known. Immutable, shared by all
// who track by it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "throughline/base.h"
#include "throughline/event.h"
#include "throughline/journey.h"

namespace throughline {

// What a condition looks at. The first five are the conversation's state as of the event, the event
// included.
enum class FieldBase : std::uint8_t { channel, status, tags, agent, team, event, metadata };

struct FieldRef {
  FieldBase base = FieldBase::event;
  // FieldBase::event: the members read, one, or the set {id, name} where a person is named alone.
  std::array<Member, 2> members{};
  std::uint8_t member_count = 0;
  // FieldBase::metadata: the one literal name tried first. "" for other fields.
  std::string literal;
  // The dotted path into a JSON value (metadata, or a member that is one).
  std::vector<std::string> path;
  std::string name;  // as written

  // Whether an event can have at most one value here.
  bool single_valued() const;
};

// Positive operators; a negated one is its positive one with `negated`.
enum class Operator : std::uint8_t {
  equals,
  contains,
  starts_with,
  ends_with,
  greater_than,
  less_than,
  exists
};

// One value as an event or a template gives it: a string, a number by its token, or, as text, the
// bytes of a boolean, an object or a nested array.
enum class ScalarType : std::uint8_t { text, number };

struct Operand {
  ScalarType type = ScalarType::text;
  std::string text;  // as written
  std::string
      folded;  // what strings are compared with: folded unless the condition is case sensitive
};

struct Condition {
  FieldRef field;
  Operator op = Operator::equals;
  bool negated = false;
  bool case_sensitive = false;
  std::string op_name;            // as written: equals, not_in, …
  std::string pointer;            // where it stands in its document, as a JSON pointer
  std::vector<Operand> operands;  // any of them; none for exists
};

struct Trigger {
  std::string id, name;             // "" for a start
  std::vector<std::string> kinds;   // empty = any
  std::vector<std::string> groups;  // empty = any
  std::vector<Condition> conditions;
  std::optional<std::int64_t> within_ms;  // milestones only
  std::string pointer;
};

enum class SubjectKind : std::uint8_t { conversation, customer };
enum class Order : std::uint8_t { any, ordered, strict };

struct EnabledChange {
  std::int64_t at_ms = 0;
  bool enabled = false;
};

struct TemplateModel {
  std::string id, name;
  bool enabled = true;
  std::vector<EnabledChange> changes;  // by at_ms; of equal instants the last holds
  SubjectKind subject = SubjectKind::conversation;
  Trigger start;
  std::vector<Trigger> excludes, milestones, ends;
  std::optional<std::int64_t> timeout_ms;
  bool reenters = true;
  bool count_start_event = false;
  Order order = Order::any;
  std::string pointer;

  // Whether it takes starts at an instant.
  bool takes_starts(std::int64_t at_ms) const {
    return changes.empty() ? enabled : enabled_at(at_ms);
  }

 private:
  bool enabled_at(std::int64_t at_ms) const;  // by the changes
};

struct Templates::Model {
  std::vector<TemplateModel> templates;
};

}  // namespace throughline
