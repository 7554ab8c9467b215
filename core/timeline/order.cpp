#include "timeline/order.h"

#include <algorithm>
#include <array>

namespace throughline::store {

// The first place whose row is not `before` what is sought; the rows for which it holds stand in front.
template <class Before>
std::pair<std::size_t, std::size_t> Order::first_not(const Before& before) const {
  const auto block =
      std::partition_point(blocks_.begin(), blocks_.end(),
                           [&before](const std::vector<Row>& rows) { return before(rows.back()); });
  if (block == blocks_.end()) return {blocks_.size(), 0};
  const auto at = std::partition_point(block->begin(), block->end(), before);
  return {static_cast<std::size_t>(block - blocks_.begin()),
          static_cast<std::size_t>(at - block->begin())};
}

std::pair<std::size_t, std::size_t> Order::place_of(Row row) const {
  return first_not([this, row](Row other) { return keys_->before(other, row); });
}

std::pair<std::size_t, std::size_t> Order::place_of(Instant instant) const {
  return first_not([this, instant](Row other) { return rows_->columns.at_ms[other] < instant.ms; });
}

void Order::insert(Row row) {
  rows_->columns.mark(row, kInOrder);
  ++count_;
  if (blocks_.empty()) blocks_.emplace_back();
  auto [block, at] =
      blocks_.back().empty() ? std::pair<std::size_t, std::size_t>(0, 0) : place_of(row);
  if (block == blocks_.size()) {
    --block;
    at = blocks_[block].size();
  }
  std::vector<Row>& rows = blocks_[block];
  rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(at), row);
  if (rows.size() <= kMost) return;
  const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
  std::vector<Row> second(middle, rows.end());
  rows.erase(middle, rows.end());
  blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(block) + 1, std::move(second));
}

void Order::remove(Row row) {
  rows_->columns.unmark(row, kInOrder);
  --count_;
  const auto [block, at] = place_of(row);
  std::vector<Row>& rows = blocks_[block];
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(at));
  if (rows.empty()) blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(block));
}

void Order::clear() {
  blocks_.clear();
  count_ = 0;
  runs_.clear();
  heap_.clear();
  merged_.clear();
  merged_count_ = 0;
  merging_ = false;
}

void Order::add_run(std::vector<Row>& rows) {
  if (rows.empty()) return;
  sort_run(rows);
  // A feed in order goes on where its last run ended.
  if (!runs_.empty() && keys_->before(runs_.back().rows.back(), rows.front())) {
    runs_.back().rows.insert(runs_.back().rows.end(), rows.begin(), rows.end());
    return;
  }
  runs_.emplace_back();
  runs_.back().rows = rows;
}

void Order::sort_run(std::vector<Row>& rows) {
  if (std::is_sorted(rows.begin(), rows.end(), *keys_)) return;
  sort_by_time(rows);
  // Rows of one instant stand side by side now; the rest of the key puts them right.
  const Column<std::int64_t>& at_ms = rows_->columns.at_ms;
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t end = i + 1;
    while (end < rows.size() && at_ms[rows[end]] == at_ms[rows[i]]) ++end;
    if (end - i > 1)
      std::sort(rows.begin() + static_cast<std::ptrdiff_t>(i),
                rows.begin() + static_cast<std::ptrdiff_t>(end), *keys_);
    i = end;
  }
}

// Radix sort, a byte at a time from the least; bytes that are the same in all rows cost nothing.
void Order::sort_by_time(std::vector<Row>& rows) {
  const Column<std::int64_t>& at_ms = rows_->columns.at_ms;
  keyed_.clear();
  std::uint64_t all = 0;
  for (Row row : rows) {
    const auto time = static_cast<std::uint64_t>(at_ms[row] - kMinMs);
    keyed_.push_back({time, row});
    all |= time ^ keyed_.front().time;
  }
  spare_.resize(keyed_.size());
  for (unsigned shift = 0; shift < 64; shift += 8) {
    if ((all >> shift & 0xFF) == 0) continue;
    std::array<std::uint32_t, 257> starts{};
    for (const Keyed& keyed : keyed_) ++starts[(keyed.time >> shift & 0xFF) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    for (const Keyed& keyed : keyed_) spare_[starts[keyed.time >> shift & 0xFF]++] = keyed;
    keyed_.swap(spare_);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = keyed_[i].row;
}

void Order::sift_down(std::size_t at) {
  for (;;) {
    std::size_t least = at;
    for (std::size_t child : {2 * at + 1, 2 * at + 2})
      if (child < heap_.size() && keys_->before(head(heap_[child]), head(heap_[least])))
        least = child;
    if (least == at) return;
    std::swap(heap_[at], heap_[least]);
    at = least;
  }
}

void Order::start_merge() {
  merging_ = true;
  heap_.clear();
  for (std::size_t i = 0; i < runs_.size(); ++i) heap_.push_back(i);
  for (std::size_t i = heap_.size(); i-- > 0;) sift_down(i);
  old_block_ = old_at_ = 0;
  merged_.clear();
  merged_count_ = 0;
}

Row Order::take_from_runs() {
  Run& run = runs_[heap_.front()];
  const Row row = run.rows[run.next++];
  if (run.next == run.rows.size()) {
    run.rows = {};
    heap_.front() = heap_.back();
    heap_.pop_back();
  }
  if (!heap_.empty()) sift_down(0);
  return row;
}

// kNoRow where the old order is through.
Row Order::old_head() {
  if (old_block_ == blocks_.size()) return kNoRow;
  return blocks_[old_block_][old_at_];
}

bool Order::merge(std::uint32_t& units) {
  if (!merging_) start_merge();
  for (; units > 0; --units) {
    const Row old = old_head();
    if (old == kNoRow && heap_.empty()) {
      finish_merge();
      return true;
    }
    Row row = old;
    if (old == kNoRow || (!heap_.empty() && keys_->before(head(heap_.front()), old))) {
      row = take_from_runs();
      rows_->columns.mark(row, kInOrder);
    } else {
      if (++old_at_ == blocks_[old_block_].size()) {
        ++old_block_;
        old_at_ = 0;
      }
      if (rows_->columns.state(row) != RowState::kept) {
        rows_->columns.unmark(row, kInOrder);
        continue;
      }
    }
    if (merged_.empty() || merged_.back().size() == kFill) {
      merged_.emplace_back();
      merged_.back().reserve(kFill);
    }
    merged_.back().push_back(row);
    ++merged_count_;
  }
  return false;
}

void Order::finish_merge() {
  blocks_ = std::move(merged_);
  merged_ = {};
  count_ = merged_count_;
  runs_.clear();
  heap_.clear();
  merging_ = false;
}

std::size_t Order::bytes() const {
  std::size_t bytes = 0;
  for (const auto& rows : blocks_) bytes += rows.capacity() * sizeof(Row);
  return bytes;
}

}  // namespace throughline::store
