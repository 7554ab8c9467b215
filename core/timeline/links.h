// Which rows may belong together: same bare id (in any source), or one revises the other's id.
//
// A cluster is what can be reached over these links. Its rows are decided together (fold.h), so whatever arrives
// first, the outcome is the same. Rows without id and `revises` are clusters by themselves.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "timeline/rows.h"

namespace throughline::store {

// The ids that a `revises` may mean: an id of the own source; else, behind the first slash, one of another source.
struct RevisedId {
  std::string_view own;         // "" = revises nothing
  std::string_view source, id;  // "" = there is no slash, or nothing behind it
};
RevisedId revised_id(std::string_view revises);

class Links {
 public:
  explicit Links(Rows& rows) : rows_(&rows) {}
  // Makes room, so that a bulk load does not grow the table many times.
  void reserve(std::size_t rows);
  // Says that the row is added soon.
  void expect(Row row) const;
  // Marks the row kLinked where it meets another.
  void add(Row row);
  // Before its bytes are wiped.
  void remove(Row row);
  // The row's cluster, itself included, in no particular order. Costs its size.
  void cluster(Row row, std::vector<Row>& out);
  // The first row of the chain of rows with this id, in any source; kNoRow.
  Row first_with(std::string_view id) const;
  std::size_t bytes() const;

 private:
  struct Slot {
    std::uint32_t hash = 0;
    Row head = kNoRow;  // kNoRow = free; kRemoved = was taken
  };
  static constexpr Row kRemoved = kNoRow - 1;

  // The slot of the id, or the free one where it belongs.
  std::size_t slot_of(std::string_view id, std::uint32_t hash) const;
  void grow(std::size_t slots);
  void add_reviser(Row row, std::string_view id);
  void remove_reviser(Row row, std::string_view id);
  bool is_revised(std::string_view id) const;
  void visit(Row row, std::vector<Row>& out);
  void walk_id(std::string_view id, std::vector<Row>& out);

  Rows* rows_;
  std::vector<Slot> slots_;  // open addressing
  std::size_t used_ = 0;     // slots not free
  std::unordered_multimap<std::uint64_t, Row>
      revisers_;  // by the hash of the id that they may mean
};

}  // namespace throughline::store
