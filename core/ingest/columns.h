// Columns of a table → members, guessed from their headers by a list that an adapter brings as
// data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/mapper.h"
#include "ingest/metadata.h"
#include "throughline/time.h"

namespace throughline::ingest {

// What a column is to become.
struct ColumnTarget {
  enum class What : std::uint8_t { unmapped, member, at_ms, ignored };
  What what = What::unmapped;
  Member member = Member::id;
  std::uint32_t rank =
      0;  // its place in the list of names: of two columns for one member the smaller wins
};

// An adapter's `columns`. Names are compared by their letters and digits alone, without regard to
// case: `Event ID`, `event_id` and `eventId` are one (`_id` is not `id`). Every member's own path
// is a name of it as well, after the listed.
struct ColumnRules {
  struct Entry {
    std::string name;  // normalised
    ColumnTarget target;
  };
  std::vector<Entry> entries;  // sorted by name
  std::string list_separator = ";";
  TimeFormat time_format;

  ColumnTarget find(std::string_view column) const;
};

std::string normalised_column(std::string_view name);

class ColumnMapper final : public Mapper {
 public:
  explicit ColumnMapper(const ColumnRules& rules) : rules_(&rules) {}
  void map(RecordTree& tree, RecordTree::Index record, Output& output, EventSink& sink) override;
  void wipe() override { metadata_.wipe(); }

 private:
  void learn(const RecordTree& tree, RecordTree::Index record);
  bool knows(const RecordTree& tree, RecordTree::Index record) const;
  bool take(RecordTree& tree, RecordTree::Index i, const ColumnTarget& target, EventRecord& event);

  const ColumnRules* rules_;
  std::vector<std::string> columns_;   // of the record that was learned from
  std::vector<ColumnTarget> targets_;  // by column
  Metadata metadata_;
};

}  // namespace throughline::ingest
