// What the fields of a row are, as codes: reads the rooms above, numbers the values, names them
// again.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "filter/code_column.h"
#include "throughline/filter.h"

namespace throughline::filtering {

constexpr std::size_t index_of(FilterField field) { return static_cast<std::size_t>(field); }

// By field. Of fields with one value: the value's number, 0 = missing. Of `tag` and `source`: the
// number of a set of values, 0 = the empty set.
using RowCodes = std::array<std::uint32_t, kFilterFieldCount>;

// Numbers distinct sets of value codes.
class SetCodes {
 public:
  std::uint32_t code_of(std::vector<std::uint32_t> values);  // any order, repeats allowed
  const std::vector<std::uint32_t>& values(std::uint32_t code) const { return sets_[code]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(sets_.size()); }

 private:
  std::map<std::vector<std::uint32_t>, std::uint32_t> numbers_;
  std::vector<std::vector<std::uint32_t>> sets_{{}};
};

// Codes are given in order of first sight, stay for good and order nothing that a user sees.
class Fields {
 public:
  Fields(const GatedTimeline& events, const Conversations& conversations);

  // Numbers of the rooms above (interactions, tag sets) may have changed since the last `read`.
  // `everything`: all of them; else those of the conversations that changed.
  void begin_reading(bool everything);
  // Precondition: the row is in view.
  void read(Row row, RowCodes& codes);

  static bool has_sets(FilterField field) {
    return field == FilterField::tag || field == FilterField::source;
  }
  std::uint32_t code_count(FilterField field) const;   // what RowCodes may hold, 0 included
  std::uint32_t value_count(FilterField field) const;  // values and 0, the missing one
  // The values behind a code of RowCodes; {0} where it has none.
  std::vector<std::uint32_t> values(FilterField field, std::uint32_t code) const;
  // Values ≥ `from` (at least 1) with these bytes.
  std::vector<std::uint32_t> find_values(FilterField field, std::string_view text,
                                         std::uint32_t from) const;
  // The bytes of a value ≥ 1. `scratch` owns composed ones. Two values may have the same bytes.
  std::string_view value_text(FilterField field, std::uint32_t value, std::string& scratch) const;

 private:
  // Values that are interned strings.
  struct StringValues {
    CodeMap codes;
    std::vector<StringId> ids{kAbsent};
    std::uint32_t code_of(StringId id);
  };
  // Values whose bytes stand here.
  struct NamedValues {
    std::map<std::string, std::uint32_t, std::less<>> codes;
    std::vector<std::string> names{std::string()};
    std::uint32_t code_of(std::string_view name);
  };

  std::uint32_t string_code(FilterField field, StringId id) {
    return strings_[index_of(field)].code_of(id);
  }
  std::uint32_t group_code(StringId kind);
  std::uint32_t agent_code(Row row);
  std::uint32_t tag_code(Row row);
  std::uint32_t source_code(Row row);
  std::uint32_t interaction_code(Row row);
  std::uint32_t named_interaction(StringId given);
  std::uint32_t unnamed_interaction(Row first);
  // The number of a text among a field's values; a customer or conversation may be told by any related id.
  StringId named(FilterField field, std::string_view text) const;
  std::vector<std::uint32_t> find_interactions(std::string_view text, std::uint32_t from) const;

  const GatedTimeline* events_;
  const Conversations* conversations_;
  std::array<StringValues, kFilterFieldCount> strings_;

  NamedValues groups_;
  CodeMap group_of_kind_;

  SetCodes tag_sets_;
  CodeMap tag_set_codes_;  // by TagSetId, code + 1

  NamedValues sources_;
  SetCodes source_sets_;
  std::map<std::string, std::uint32_t, std::less<>>
      source_list_codes_;  // by the list as the timeline writes it
  std::string source_list_;

  // An interaction's value is the interned `interaction`, else its first event; never its number,
  // which may change.
  struct InteractionValue {
    StringId given = kAbsent;
    Row first = kNoRow;
  };
  std::vector<InteractionValue> interactions_{InteractionValue{}};
  CodeMap interaction_by_name_;
  CodeMap interaction_by_row_;
  CodeMap interaction_codes_;  // by InteractionId, since begin_reading
};

}  // namespace throughline::filtering
