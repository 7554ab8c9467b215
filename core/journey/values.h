// What a condition's field gives for one event: no value (missing), one, or the members of a set.
#pragma once

#include <string>
#include <string_view>

#include "json_walk.h"
#include "model.h"
#include "throughline/conversation.h"
#include "throughline/gate.h"

namespace throughline {

struct Scalar {
  ScalarType type = ScalarType::text;
  std::string_view text;
};

// Calls f(Scalar) for each value until it returns true; whether it did. Views live until the next
// call.
class FieldReader {
 public:
  FieldReader(const GatedTimeline& events, const Conversations& conversations)
      : events_(&events), conversations_(&conversations) {}
  // Events alone: nothing is inherited, and there is no state to ask for.
  explicit FieldReader(const GatedTimeline& events) : events_(&events) {}

  // The dictionary id behind a field that is folded state; truth tables are kept by it. Not for
  // event, metadata.
  std::uint32_t state_id(FieldBase base, Row row) const {
    switch (base) {
      case FieldBase::channel:
        return conversations_->channel(row);
      case FieldBase::tags:
        return conversations_->tags(row);
      case FieldBase::status:
        return conversations_->state(row).status;
      default:
        return conversations_->state(row).assignee;
    }
  }

  // The values of a dictionary id.
  template <class F>
  bool any_of_state(FieldBase base, std::uint32_t id, F&& f) const {
    switch (base) {
      case FieldBase::tags:
        for (StringId tag : conversations_->tag_set(id))
          if (any_of_string(tag, f)) return true;
        return false;
      case FieldBase::agent: {
        const Person& person = events_->timeline().person(id);
        return (events_->gives(Member::assignee_id) && any_of_string(person.id, f)) ||
               (events_->gives(Member::assignee_name) && any_of_string(person.name, f));
      }
      case FieldBase::team:
        return events_->gives(Member::assignee_team) &&
               any_of_string(events_->timeline().person(id).team, f);
      default:
        return any_of_string(id, f);
    }
  }

  // The values of an event's own field (event.…, metadata.…).
  template <class F>
  bool any_of_event(const FieldRef& field, Row row, F&& f) {
    if (field.base == FieldBase::metadata) return any_of_metadata(field, row, f);
    for (std::uint8_t i = 0; i < field.member_count; ++i)
      if (any_of_member(field.members[i], field, row, f)) return true;
    return false;
  }

  // Any field.
  template <class F>
  bool any(const FieldRef& field, Row row, F&& f) {
    if (field.base == FieldBase::event || field.base == FieldBase::metadata)
      return any_of_event(field, row, f);
    return any_of_state(field.base, state_id(field.base, row), f);
  }

 private:
  template <class F>
  bool any_of_string(StringId id, F&& f) const {
    return id != kAbsent && f(Scalar{ScalarType::text, events_->text(id)});
  }

  // What holds for an event whether or not it says so itself (section 1); "" = nothing.
  std::string_view inherited(Member member, Row row) const;

  template <class F>
  bool any_of_member(Member member, const FieldRef& field, Row row, F&& f) {
    const auto bytes = events_->member(row, member);
    if (!bytes) {
      const std::string_view text = inherited(member, row);
      return !text.empty() && f(Scalar{ScalarType::text, text});
    }
    switch (member_form(member)) {
      case MemberForm::number:
        return f(Scalar{ScalarType::number, *bytes});
      case MemberForm::list:
        return any_of_json(*bytes, f);
      case MemberForm::json:
        return any_json_at(*bytes, field.path, 0,
                           [&](std::string_view value) { return any_of_json(value, f); });
      default:
        return f(Scalar{ScalarType::text, *bytes});
    }
  }

  template <class F>
  bool any_of_metadata(const FieldRef& field, Row row, F&& f) {
    const auto bytes = events_->member(row, Member::metadata);
    if (!bytes) return false;
    const std::string_view value = json_member(*bytes, field.literal);
    if (!value.empty()) return any_of_json(value, f);
    return any_json_at(*bytes, field.path, 0,
                       [&](std::string_view found) { return any_of_json(found, f); });
  }

  // An array is the set of its members, anything else one value.
  template <class F>
  bool any_of_json(std::string_view value, F&& f) {
    if (value.front() == '[')
      return any_json_element(
          value, [&](std::string_view element) { return any_of_json_scalar(element, f); });
    return any_of_json_scalar(value, f);
  }

  // null is missing; booleans, objects and arrays inside arrays are their text.
  template <class F>
  bool any_of_json_scalar(std::string_view value, F&& f) {
    switch (value.front()) {
      case 'n':
        return false;
      case '"':
        return f(Scalar{ScalarType::text, json_text(value, scratch_)});
      case 't':
      case 'f':
      case '{':
      case '[':
        return f(Scalar{ScalarType::text, value});
      default:
        return f(Scalar{ScalarType::number, value});
    }
  }

  const GatedTimeline* events_;
  const Conversations* conversations_ = nullptr;
  std::string scratch_;
};

}  // namespace throughline
