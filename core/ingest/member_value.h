// A node of a record as the value of a member, by the member's form: one set of rules for every
// mapper.
#pragma once

#include <optional>
#include <string_view>

#include "ingest/record_tree.h"
#include "throughline/event.h"

namespace throughline::ingest {

// What the member takes, or nothing where the value is of another kind:
//   text    a string; a number or a boolean by its bytes
//   number  a JSON number by its bytes
//   flag    true, false
//   list    an array whose elements are strings, numbers or booleans (nulls are left out), or one
//   of these by itself json    any value but null
std::optional<std::string_view> member_value(RecordTree& tree, RecordTree::Index i,
                                             MemberForm form);

// The same of a text that comes from a source without types (CSV) or from an adapter's rule.
std::optional<std::string_view> member_value_of_text(Scratch& scratch, std::string_view text,
                                                     MemberForm form);

// The times of an event, from its members: `time` (with the format), and `end_time` or the end of
// an interval.
void read_times(EventRecord& event, const TimeFormat& time_format, const TimeFormat& end_format);

}  // namespace throughline::ingest
