// From decided rows to the order, the groups and the customers.
#include <algorithm>

#include "timeline/state.h"

namespace throughline {

// A few rows are put where they belong; more than that, and merging all is cheaper.
bool Timeline::State::few_rows() const {
  const std::size_t rows_in_hand = (placed - ordered) + moved.size();
  return order.count() > 0 && rows_in_hand <= std::max<std::size_t>(64, order.count() / 64);
}

void Timeline::State::insert_next() {
  if (next_moved < moved.size()) {
    move_row(moved[next_moved++]);
  } else if (ordered < placed) {
    const Row row = ordered++;
    if (rows.columns.state(row) == RowState::kept) insert_row(row);
  } else if (identity.needs_rebuild()) {
    identity.clear();
    regroup = false;
    begin_walk(Phase::fill);
  } else {
    end_round();
  }
}

void Timeline::State::insert_row(Row row) {
  order.insert(row);
  groups.insert(rows.conversation(row), row);
  identity.observe(rows.columns.party[row], row);
  ++stats.rows_sorted;
  if (!changes.everything) changes.rows.push_back(row);
}

void Timeline::State::move_row(const Moved& before) {
  const store::Columns& columns = rows.columns;
  const Row row = before.row;
  const bool kept = columns.state(row) == RowState::kept;
  if (!before.was_kept) {
    if (kept) insert_row(row);
    return;
  }
  if (!changes.everything) changes.rows.push_back(row);
  if (!kept) {
    order.remove(row);
    ++stats.rows_sorted;
  }
  if (!kept || rows.conversation(row) != before.conversation) {
    groups.remove(before.conversation, row);
    if (kept) groups.insert(rows.conversation(row), row);
  }
  if (!kept || columns.party[row] != before.party) {
    if (kept) identity.observe(columns.party[row], row);
    identity.forget(before.party, row);
  }
}

// One run of new rows, sorted as it comes.
void Timeline::State::gather(std::uint32_t& units) {
  run_.clear();
  const auto take = [this](Row row) {
    const bool wanted =
        rows.columns.state(row) == RowState::kept && !rows.columns.has(row, store::kInOrder);
    if (wanted) run_.push_back(row);
  };
  while (units > 0 && run_.size() < store::Order::kLongestRun && next_moved < moved.size()) {
    take(moved[next_moved++].row);
    --units;
  }
  while (units > 0 && run_.size() < store::Order::kLongestRun && ordered < placed) {
    take(ordered++);
    --units;
  }
  stats.rows_sorted += run_.size();
  order.add_run(run_);
  if (next_moved == moved.size() && ordered == placed) phase = Phase::merge;
}

void Timeline::State::begin_walk(Phase next) {
  if (next == Phase::count) {
    groups.clear();
    identity.clear();
    regroup = true;
    changes.everything = true;
  }
  walk_block = walk_at = 0;
  phase = next;
}

// Over the order, a unit a row; true when it is through.
bool Timeline::State::walk_order(std::uint32_t& units, bool counting) {
  const auto& blocks = order.blocks();
  for (; units > 0 && walk_block < blocks.size(); --units) {
    const Row row = blocks[walk_block][walk_at];
    if (counting) {
      groups.count(row);
    } else {
      if (regroup) groups.push(row);
      identity.observe_in_order(rows.columns.party[row], row);
    }
    if (++walk_at == blocks[walk_block].size()) {
      ++walk_block;
      walk_at = 0;
    }
  }
  return walk_block == blocks.size();
}

void Timeline::State::end_round() {
  moved.clear();
  next_moved = 0;
  if (identity.take_changed()) changes.everything = true;
  if (changes.everything) changes.rows.clear();
  phase = Phase::place;
}

}  // namespace throughline
