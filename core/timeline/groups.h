// Kept rows by conversation, each group in order; and those without one.
#pragma once

#include <vector>

#include "timeline/keys.h"

namespace throughline::store {

class Groups {
 public:
  Groups(const Rows& rows, const Keys& keys) : rows_(&rows), keys_(&keys) {}

  const std::vector<Row>& of(StringId conversation) const;
  // Conversations that have rows, by the bytes of their ids.
  const std::vector<StringId>& conversations() const;

  // One row into or out of a group (kAbsent = loose). Its key must be what it was when it entered.
  void insert(StringId conversation, Row row);
  void remove(StringId conversation, Row row);

  // Bulk: clear, then `count` every row, then `push` every row in order.
  void clear();
  void count(Row row) { ++counts_[group_of(rows_->conversation(row))]; }
  void push(Row row);
  std::size_t bytes() const;

 private:
  std::uint32_t group_of(StringId conversation);

  const Rows* rows_;
  const Keys* keys_;
  std::vector<std::uint32_t> group_by_string_;  // 0 = none yet
  std::vector<std::vector<Row>> groups_ =
      std::vector<std::vector<Row>>(1);  // [0] is empty for ever
  std::vector<StringId> names_ = std::vector<StringId>(1);
  std::vector<std::uint32_t> counts_ = std::vector<std::uint32_t>(1);
  mutable std::vector<StringId> sorted_;
  mutable bool sorted_is_stale_ = true;
};

}  // namespace throughline::store
