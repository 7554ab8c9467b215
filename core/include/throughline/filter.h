// Throughline / filter: which events, facets with what each choice would give, period, text search.
//
// The filter never changes an outcome: it selects which results are listed. Values of one field are
// OR, fields are AND; period and text count as fields. Units are events in view: let through by the
// gate, of the customer, at or before as-of.
//
//   Result<Filter> filter = Filter::parse(R"({"channel":["sms"],"period":{"months":3}})");
//   index.set_filter(*filter);
//   while (!index.ready()) index.step(units);
//   for (Row row : rows) if (index.passes(row)) …
//
// What the fields mean
//   customer      the event's, else its conversation's
//   conversation, kind, delivery   as given
//   direction, actor_kind   as given or as they follow from the kind
//   interaction   its name in documents; group: the kind's
//   channel, campaign, tag, team   the state as of the event (its own where it has no conversation);
//                 team is the assignee's, else the actor's
//   agent         the actor where an agent acted, else the assignee; the value is the id, else the
//                 name; an actor without either is nobody, so the assignee stands for him
//   queue, outcome   as far as the gate leaves them
//   mode          as shown: its own, else sms and email by channel
//   failed        true or false, never missing
//   source        any of the event's sources
// Values compare byte for byte. A value that nothing has is no error: it selects nothing.
//
// Text. Words are AND; each is a substring of at least one of the event's texts, after folding. The
// texts are what may be shown of `text`, `title` and `comments` (handles inside them masked where a
// mask says so) and the event's own `customer.name`, `actor.name`, `assignee.name`; a name under a
// mask is not searched at all.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "throughline/conversation.h"
#include "throughline/gate.h"
#include "throughline/text.h"
#include "throughline/time.h"

namespace throughline {

// Fields with a list of values, in the order of documents.
enum class FilterField : std::uint8_t {
#define FIELD(id) id,
#include "../../data/filter_fields.def"
#undef FIELD
  kCount
};
inline constexpr std::size_t kFilterFieldCount = static_cast<std::size_t>(FilterField::kCount);
std::string_view filter_field_name(FilterField field);
std::optional<FilterField> filter_field_from_name(std::string_view name);

// As JSON (core/data/schema/filter.schema.json):
//   {"channel":["sms",null],…,"period":{"months":3}|{"from":"2026-05-01","to":"2026-05-31"},"text":"…"}
// null = the value is missing. `failed` takes true and false. Either of `from` and `to` may stand
// alone; `to` before `from`, a day that does not exist and months outside 1 … 1200 are refused. An
// empty list or text is as good as none.
struct Filter {
  struct Values {
    std::vector<std::string> values;  // distinct, in the order given
    bool missing = false;             // null was given
    bool any() const { return values.empty() && !missing; }
    friend bool operator==(const Values& a, const Values& b) {
      return a.missing == b.missing && a.values == b.values;
    }
  };
  std::array<Values, kFilterFieldCount> fields;
  std::optional<std::int32_t> months;  // 1 … 1200, before as-of
  std::optional<Civil> from, to;       // dates at 00:00; `to` is included
  std::string text;                    // as typed

  const Values& values(FilterField field) const { return fields[static_cast<std::size_t>(field)]; }
  Values& values(FilterField field) { return fields[static_cast<std::size_t>(field)]; }

  // Refuses unknown members and wrong types: invalid_filter with a JSON pointer, invalid_json with
  // the byte.
  static Result<Filter> parse(std::string_view json);
  // Canonical form: field order, values in the order given and null last, no empty members.
  void append_json(std::string& out) const;
  bool empty() const;
  // A period in months means nothing without as-of: callers refuse such a filter with needs_as_of.
  bool needs_as_of() const { return months.has_value(); }
};

// What the period means in instants: [from, until]; both ends in.
//   months   from the same civil time n calendar months before as-of in the display zone, clamped at
//            the month's end and resolved (a skipped time moves forward, a repeated one is the
//            earlier), until as-of. Without as-of it bounds nothing.
//   dates    from 00:00 of `from` until just before 00:00 of the day after `to`, resolved likewise.
// kNoZone = UTC.
struct PeriodBounds {
  std::int64_t from_ms = kMinMs;
  std::int64_t until_ms = kMaxMs;
  friend bool operator==(const PeriodBounds& a, const PeriodBounds& b) {
    return a.from_ms == b.from_ms && a.until_ms == b.until_ms;
  }
};
PeriodBounds period_bounds(const Filter& filter, std::optional<Instant> as_of, ZoneId display_zone);

// Which fields a facet document lists.
using FacetFields = std::bitset<kFilterFieldCount>;

// Keeps, per row, a code for each field's value and the folded text's bigrams; keeps the last
// filter's result. Costs: a row indexed is O(its fields and texts), once and again when its
// conversation changes; a new filter tests 64 rows at a time against the fields that changed and
// indexes nothing; facets count the rows that pass or fail by one field only, and are kept up to
// date by later rows. About 35 bytes a row, 60 more where it has text.
class FilterIndex {
 public:
  FilterIndex(const GatedTimeline& events, const Conversations& conversations);
  void set_filter(const Filter& filter);
  void set_display_zone(ZoneId zone);
  const Filter& filter() const;
  // Everything, or what changed. By the next step the conversations must be up to date; no step may
  // come between a change of the timeline and this call: texts are read where the timeline keeps them.
  void invalidate(const GatedTimeline::Refreshed& refreshed);
  // From now on the steps read what append_facets_json lists: before it is asked for a list.
  void want_options();
  // One unit = one row indexed or its values read, 64 rows tested against one field, or 4 rows tested for text. True
  // while work is left.
  bool step(std::uint32_t& units);
  // Whether everything below may be asked.
  bool ready() const;
  // For idle time: reads values and texts for filters to come, one unit a row; true while some are
  // unread. A filter set before that is done reads what it needs first. Precondition: ready.
  bool prepare(std::uint32_t& units);

  // Rows in view (gate, customer, as-of) that pass.
  const Bitset& passing() const;
  bool passes(Row row) const;
  std::uint32_t shown() const;
  std::uint32_t hidden() const;
  // The fields that hide this row: names of FilterField, "period", "text"; empty = passes, or is
  // not in view.
  std::vector<std::string_view> hiding_fields(Row row) const;
  // An interaction passes with any of its events.
  bool passes_interaction(InteractionId id) const;

  // {"shown","hidden","hidden_by":{field:n,"several":n},"fields":{field:[{"value","count","selected"}]}}:
  // the command `facets`. hidden_by names each field that the filter sets, then "several", zeros
  // too. A field lists every value that occurs in view, and every chosen one; channels are cut to
  // those that occur in the chosen campaigns. Sorted by count, greatest first, then bytes, null
  // last. `only` leaves out the lists nobody looks at; the others take want_options.
  void append_facets_json(std::string& out, FacetFields only = FacetFields().set()) const;
  // Hit ranges of the text query in a row's shown text; empty without a query.
  std::vector<TextRange> hits(std::string_view text) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace throughline
