// Throughline / patterns: what many customers have in common (section 11).
// Belongs to the room `insight`.
//
// Rulings where the specification is silent.
// - A conversion is an event that a `conversion` trigger of the stage rules matches (map.h). A
// customer has converted
//   with the first one, and came back with a second.
// - Time to convert runs from the customer's first touchpoint (else the conversion itself) to the
// conversion.
// - `lead_source` is the first one given among the customer's events in view; the first channel
// that of the first
//   touchpoint that has one.
// - Touchpoints before are those strictly before the conversion in timeline order.
// - Questions are those asked up to the conversion, by those who never converted too. The same
// question is the one whose
//   folded letters and digits are the same; it is shown as it was first asked.
// - `service` and `tag` are those of the first conversion: the service it names, the conversation's
// tags as of it.
// - Rows stand by customers, most first, then (questions) by how often they were asked, then by value,
// missing ones last; touchpoints by their number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/map.h"

namespace throughline {

// One row of a table and what it opens.
struct PatternRow {
  std::optional<std::string> value;  // nullopt = missing; of `touchpoints` the number
  std::int64_t customers = 0;
  std::int64_t converted = 0;     // of them; of `repeat_…`: came back
  std::int64_t asked = 0;         // questions: how often, over all customers
  DurationStatistics convert_ms;  // `conversion_by_…`: time to convert
  std::vector<StringId> opens;    // the customers, by their ids' bytes
  std::vector<Row> events;        // questions: the messages that asked
};
enum class PatternKind : std::uint8_t {
  conversion_by_lead_source,
  conversion_by_first_channel,
  touchpoints_before,
  questions_before,
  repeat_by_service,
  repeat_by_tag,
  kCount
};
std::string_view pattern_name(PatternKind kind);

struct PatternTable {
  PatternKind kind = PatternKind::conversion_by_lead_source;
  std::vector<PatternRow> rows;
  std::optional<DurationStatistics>
      touchpoints;  // of touchpoints_before: over the customers, in touchpoints
};
struct Patterns {
  std::int64_t customers = 0, converted = 0, repeated = 0;
  std::vector<PatternTable> tables;  // one of each kind, in their order
};

// Over all customers in view at as-of; ignores the filter. Cost: one pass over their rows.
Patterns find_patterns(const GatedTimeline& events, const Conversations& conversations,
                       const StageRules& rules);

// The command `patterns`:
// {"as_of_ms","customers","converted","repeated","tables":[{"table","rows":[{"value","customers",
// "converted","opens":[…],…}],…}]}; `conversion_by_…` rows add "convert_ms":{n,median,p90,mean},
// `questions_before` "asked" and "events", `repeat_…` have "repeated" in place of "converted";
// `touchpoints_before` adds "touchpoints":{…} itself.
void append_patterns_json(const GatedTimeline& events, const Patterns& patterns, std::string& out);

}  // namespace throughline
