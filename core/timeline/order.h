// Kept rows in one order: blocks of at most kMost rows, so that an insertion moves at most one block.
//
// Many rows at once are sorted in runs as they come and then merged, with the order that is there, into new
// blocks; every step stays within its units (one unit = one row sorted or written). Feeds that arrive in order
// give few runs. Cost of a bulk load of n rows in r runs: O(n log r).
#pragma once

#include <utility>
#include <vector>

#include "timeline/keys.h"

namespace throughline::store {

class Order {
 public:
  static constexpr std::size_t kFill = 1024;  // rows in a block after a merge
  static constexpr std::size_t kMost = 2048;
  static constexpr std::uint32_t kLongestRun = 16384;

  Order(Rows& rows, const Keys& keys) : rows_(&rows), keys_(&keys) {}

  std::uint32_t count() const { return count_; }
  const std::vector<std::vector<Row>>& blocks() const { return blocks_; }
  // The first place whose row is not before `row`.
  std::pair<std::size_t, std::size_t> place_of(Row row) const;
  std::pair<std::size_t, std::size_t> place_of(Instant instant) const;
  // Both keep the mark kInOrder. A removed row must be there, its key unchanged since.
  void insert(Row row);
  void remove(Row row);
  void clear();

  // Bulk: runs of rows that are not there yet, then `merge` until it returns true. Until then blocks() is the old
  // order. Old rows that are no longer kept are left out.
  void add_run(std::vector<Row>& rows);
  bool merge(std::uint32_t& units);
  std::size_t bytes() const;

 private:
  struct Run {
    std::vector<Row> rows;
    std::size_t next = 0;
  };
  template <class Before>
  std::pair<std::size_t, std::size_t> first_not(const Before& before) const;
  void start_merge();
  void finish_merge();
  Row head(std::size_t run) const { return runs_[run].rows[runs_[run].next]; }
  void sift_down(std::size_t at);
  Row take_from_runs();
  Row old_head();
  void sort_run(std::vector<Row>& rows);
  void sort_by_time(std::vector<Row>& rows);

  Rows* rows_;
  const Keys* keys_;
  std::vector<std::vector<Row>> blocks_;
  std::uint32_t count_ = 0;

  bool merging_ = false;
  std::vector<Run> runs_;
  std::vector<std::size_t> heap_;  // runs with rows left, least head first
  std::size_t old_block_ = 0, old_at_ = 0;
  std::vector<std::vector<Row>> merged_;
  std::uint32_t merged_count_ = 0;
  struct Keyed {
    std::uint64_t time;
    Row row;
  };
  std::vector<Keyed> keyed_, spare_;  // of sort_by_time
};

}  // namespace throughline::store
