// Throughline / filter: which events, facets with what each choice would give, period, text search.
//
// The filter never changes an outcome: it selects which results are listed. Values of one field are OR, fields are
// AND. Fields: customer, conversation, interaction, group, kind, channel, campaign, agent, team, queue, tag,
// direction, outcome, failed, actor_kind, mode, delivery, source, period, text (meanings: section 6).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "throughline/conversation.h"
#include "throughline/gate.h"
#include "throughline/text.h"

namespace throughline {

// Fields with a list of values, in the order of documents.
enum class FilterField : std::uint8_t {
  customer, conversation, interaction, group, kind, channel, campaign, agent, team, queue, tag, direction, outcome,
  failed, actor_kind, mode, delivery, source, kCount
};
std::string_view filter_field_name(FilterField field);

// As JSON (core/data/schema/filter.schema.json): {"channel":["whatsapp",null],…,"period":{"months":3}|
// {"from":"2026-05-01","to":"2026-05-31"},"text":"…"}. null = the value is missing. `failed` takes true/false.
struct Filter {
  struct Values {
    std::vector<std::string> values;  // distinct, in the order given
    bool missing = false;             // null was given
    bool any() const { return values.empty() && !missing; }
  };
  std::array<Values, static_cast<std::size_t>(FilterField::kCount)> fields;
  std::optional<std::int32_t> months;                       // 1 … 1200, before as-of
  std::optional<Civil> from, to;                            // dates at 00:00; `to` is included
  std::string text;                                         // as typed

  static Result<Filter> parse(std::string_view json);       // refuses unknown fields, with a JSON pointer
  void append_json(std::string& out) const;                 // canonical form: field order, no empty members
  bool empty() const;
};

// What the period means in instants: [from, until]; both ends in.
struct PeriodBounds {
  std::int64_t from_ms = kMinMs;
  std::int64_t until_ms = kMaxMs;
};
PeriodBounds period_bounds(const Filter& filter, std::optional<Instant> as_of, ZoneId display_zone);

// Keeps the last filter's result and dictionaries per field; recomputes only what a change touches.
class FilterIndex {
 public:
  FilterIndex(const GatedTimeline& events, const Conversations& conversations);
  void set_filter(const Filter& filter);
  void set_display_zone(ZoneId zone);
  const Filter& filter() const;
  // `everything`, or the rows whose state may have changed.
  void invalidate(const GatedTimeline::Refreshed& refreshed);
  bool step(std::uint32_t& units);                          // one unit = one row looked at

  // Rows in view (gate, customer, as-of) that pass. Needs step to have ended.
  const Bitset& passing() const;
  bool passes(Row row) const;
  // Visible rows that pass, also those beyond as-of: what `timeline` writes.
  const Bitset& matching() const;
  std::uint32_t shown() const;
  std::uint32_t hidden() const;
  // The fields that hide this row: names of FilterField, "period", "text"; empty = passes.
  std::vector<std::string_view> hiding_fields(Row row) const;
  // An interaction passes with any of its events.
  bool passes_interaction(InteractionId id) const;

  // The same for another filter that is not set (a draft whose choices the viewer still makes).
  void append_facets_json(const Filter& draft, std::string& out) const;
  // {"shown","hidden","hidden_by":{field:n,"several":n},"fields":{field:[{"value","count","selected"}]}}
  void append_facets_json(std::string& out) const;
  // Hit ranges of the text query in a row's shown text; empty without a query.
  std::vector<TextRange> hits(std::string_view text) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace throughline
