// What each option would give.
//
// The count of an option of field F is the number of rows that have it and pass every constraint
// but F's. So a row counts for F when it fails nothing, or F alone. Counted in one pass a field
// over the rows that qualify, or over those that do not, whichever are fewer; kept, and brought up
// to date row by row until the filter changes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "filter/rows.h"
#include "filter/selection.h"

namespace throughline::filtering {

class FacetCounts {
 public:
  FacetCounts(const RowIndex& rows, const Selection& selection);

  void forget();  // the filter changed
  // A row in view with these codes, failing these constraints, comes or goes.
  void add(const RowCodes& codes, std::uint32_t failing);
  void remove(const RowCodes& codes, std::uint32_t failing);
  // By code of the field.
  const std::vector<std::uint32_t>& of(FilterField field);
  // By code of `channel`: rows in view that the chosen campaigns let through.
  std::vector<std::uint32_t> channels_of_campaigns() const;

  // Rows in view that fail this constraint and no other; those that fail several.
  std::uint64_t hidden_by(std::size_t constraint) const;
  std::uint64_t hidden_by_several() const;
  // Brings what depends on all constraints up to date; before the questions above.
  void refresh();

 private:
  struct Counts {
    bool known = false;
    std::vector<std::uint32_t> by_code;
  };
  std::vector<std::uint32_t> count(FilterField field) const;

  const RowIndex* rows_;
  const Selection* selection_;
  std::array<Counts, kFilterFieldCount> counts_;
  std::vector<std::uint64_t> once_,
      several_;  // by word: rows that fail one constraint, more than one
};

// The document of FilterIndex::append_facets_json.
class FacetWriter {
 public:
  FacetWriter(const Fields& fields, const RowIndex& rows, const Selection& selection,
              FacetCounts& counts);
  void write(FacetFields only, std::string& out);

 private:
  struct Option {
    std::string value;
    std::uint32_t count = 0;
    bool missing = false;
    bool selected = false;
  };

  void write_hidden_by(JsonWriter& writer) const;
  void write_field(FilterField field, JsonWriter& writer);
  std::vector<Option> options(FilterField field);
  std::vector<std::uint32_t> by_value(FilterField field,
                                      const std::vector<std::uint32_t>& by_code) const;

  const Fields* fields_;
  const RowIndex* rows_;
  const Selection* selection_;
  FacetCounts* counts_;
};

}  // namespace throughline::filtering
