// From arrived rows to decided ones: place and fold. What follows is in ordering.cpp.
#include <algorithm>

#include "timeline/state.h"

namespace throughline {

using store::FoldedEvent;

bool Timeline::State::step(std::uint32_t& units) {
  const auto paid = static_cast<std::uint32_t>(std::min<std::uint64_t>(units, debt));
  debt -= paid;
  units -= paid;
  while (units > 0 && !settled()) advance(units);
  return !settled();
}

void Timeline::State::settle() {
  std::uint32_t units = 0;
  do units = 0xFFFFFFFF;
  while (step(units));
}

void Timeline::State::advance(std::uint32_t& units) {
  const Row end = rows.columns.size();
  switch (phase) {
    case Phase::place:
      if (placed == folded) links.reserve(end);
      for (; placed < end && units > 0; --units) {
        if (placed % kExpected == 0) expect_rows(placed, std::min(placed + kExpected, end));
        place_row(placed++);
      }
      if (placed == end) phase = Phase::fold;
      return;
    case Phase::fold:
      while (folded < placed && units > 0) fold_row(folded++, units);
      if (folded == placed) phase = Phase::learn;
      return;
    case Phase::learn:
      if (identity.learn(units)) phase = few_rows() ? Phase::insert : Phase::gather;
      return;
    case Phase::insert:
      for (; units > 0 && phase == Phase::insert; --units) insert_next();
      return;
    case Phase::gather:
      gather(units);
      return;
    case Phase::merge: {
      const std::uint32_t before = units;
      const bool done = order.merge(units);
      stats.rows_sorted += before - units;
      if (done) begin_walk(Phase::count);
      return;
    }
    case Phase::count:
      if (walk_order(units, true)) begin_walk(Phase::fill);
      return;
    case Phase::fill:
      if (walk_order(units, false)) phase = Phase::resolve;
      return;
    case Phase::resolve:
      if (identity.resolve(units)) end_round();
      return;
  }
}

void Timeline::State::restart() {
  phase = Phase::place;
  placed = folded = ordered = 0;
  moved.clear();
  next_moved = 0;
  order.clear();
  groups.clear();
  identity.clear();
  changes.everything = true;
  changes.rows.clear();
  for (store::Source& source : rows.sources) {
    const std::uint64_t events = source.counts.events;
    source.counts = SourceCounts{};
    source.counts.events = events;
  }
}

bool Timeline::State::uses_business_zone() const {
  const store::Columns& columns = rows.columns;
  // A local end that was merged into another row's event stands there as the instant it came to.
  if (rows.has_local_ends && placed > 0) return true;
  for (Row row = 0; row < placed; ++row) {
    if (columns.get(row, store::kWrittenField) != static_cast<std::uint32_t>(store::Written::local))
      continue;
    const auto from = static_cast<ZoneFrom>(columns.get(row, store::kZoneFromField));
    if (!columns.has(row, store::kDated) || from == ZoneFrom::business) return true;
  }
  return false;
}

// What placing them reads lies anywhere in memory; all of it is on its way before the first is waited for.
void Timeline::State::expect_rows(Row from, Row end) const {
  for (Row row = from; row < end; ++row) {
    links.expect(row);
    rows.expect(row);
  }
}

// Makes the row what it says itself, undecided, and dates it.
void Timeline::State::place_row(Row row) {
  store::Columns& columns = rows.columns;
  if (row == linked) {
    rows.apply_prefix(row);  // the setting may have changed since the row arrived
    links.add(row);
    ++linked;
  } else if (columns.state(row) == RowState::erased) {
    count(row, static_cast<RowState>(columns.get(row, store::kFormerField)), 1);
    return;
  } else {
    wipe_blob(rows.arena, rows.restore(row));
    rows.apply_prefix(row);
    columns.set(row, store::kStateField, static_cast<std::uint32_t>(RowState::pending));
    columns.unmark(row, store::kFolded);
    columns.unmark(row, store::kInOrder);
    columns.unmark(row, store::kReusedId);
    fold_into(row, kNoRow, FoldReason::none);
    columns.unmark(row, store::kHasFolded);
  }
  date_row(row);
  ++stats.rows_placed;
}

void Timeline::State::date_row(Row row) {
  store::Columns& columns = rows.columns;
  SourceCounts& counts = rows.sources[columns.source[row]].counts;
  const store::Placement placement = placer.place(row);
  columns.at_ms[row] = placement.at_ms;
  columns.set(row, store::kZoneFromField, static_cast<std::uint32_t>(placement.from));
  columns.set(row, store::kLocalKindField, static_cast<std::uint32_t>(placement.kind));
  if (placement.dated) {
    columns.mark(row, store::kDated);
    columns.offset_s[row] = placement.offset_s;
    if (placement.kind == LocalKind::skipped) ++counts.skipped_local;
    if (placement.kind == LocalKind::repeated) ++counts.repeated_local;
  } else {
    columns.unmark(row, store::kDated);
    columns.offset_s[row] = static_cast<std::int32_t>(placement.reason);
  }
}

void Timeline::State::count(Row row, RowState state, int by) {
  SourceCounts& counts = rows.sources[rows.columns.source[row]].counts;
  const auto add = static_cast<std::uint64_t>(static_cast<std::int64_t>(by));
  if (state == RowState::kept) counts.kept += add;
  if (state == RowState::duplicate) counts.duplicate += add;
  if (state == RowState::undated) counts.undated += add;
}

void Timeline::State::set_state(Row row, RowState state) {
  count(row, rows.columns.state(row), -1);
  rows.columns.set(row, store::kStateField, static_cast<std::uint32_t>(state));
  count(row, state, 1);
}

void Timeline::State::fold_into(Row row, Row kept, FoldReason reason) {
  rows.columns.folded_into[row] = kept;
  rows.columns.set(row, store::kReasonField, static_cast<std::uint32_t>(reason));
}

void Timeline::State::set_reused(Row row, bool reused) {
  store::Columns& columns = rows.columns;
  if (columns.has(row, store::kReusedId) == reused) return;
  SourceCounts& counts = rows.sources[columns.source[row]].counts;
  if (reused) {
    columns.mark(row, store::kReusedId);
    ++counts.id_reused;
  } else {
    columns.unmark(row, store::kReusedId);
    --counts.id_reused;
  }
}

void Timeline::State::fold_row(Row row, std::uint32_t& units) {
  store::Columns& columns = rows.columns;
  const bool decided = columns.has(row, store::kFolded) || columns.state(row) == RowState::erased;
  columns.unmark(row, store::kFolded);
  if (!decided && columns.has(row, store::kLinked)) {
    fold_cluster(row, units);
    return;
  }
  --units;
  if (decided) return;
  ++stats.rows_folded;
  const bool dated = columns.has(row, store::kDated);
  set_state(row, dated ? RowState::kept : RowState::undated);
  if (dated && rows.is_revocation(row)) rows.wipe_content(row);
}

void Timeline::State::fold_cluster(Row row, std::uint32_t& units) {
  links.cluster(row, cluster_);
  stats.rows_folded += cluster_.size();
  const std::uint64_t cost = cluster_.size();
  debt += cost > units ? cost - units : 0;
  units -= static_cast<std::uint32_t>(std::min<std::uint64_t>(units, cost));

  remember(cluster_);
  const std::vector<FoldedEvent>& events = folder.fold(cluster_);
  overwrite_revoked(events);
  for (Row member : cluster_) {
    set_state(member, RowState::undated);  // what no event has taken below
    fold_into(member, kNoRow, FoldReason::none);
    rows.columns.unmark(member, store::kHasFolded);
    set_reused(member, false);
    if (member > row && member < placed) rows.columns.mark(member, store::kFolded);
  }
  for (const FoldedEvent& event : events) apply(event);
  for (Row reused : folder.reused()) set_reused(reused, true);
  for (const auto& [owner, blob] : merged_) wipe_blob(rows.arena, blob);
}

// What the rows of the cluster were in the order, before they show their own values again.
void Timeline::State::remember(const std::vector<Row>& cluster) {
  merged_.clear();
  for (Row row : cluster) {
    const store::Columns& columns = rows.columns;
    if (row < ordered)
      moved.push_back(
          {row, columns.has(row, store::kInOrder), rows.conversation(row), columns.party[row]});
    const store::Arena::Ref blob = rows.restore(row);
    if (blob != 0) merged_.push_back({row, blob});
  }
}

void Timeline::State::overwrite_revoked(const std::vector<FoldedEvent>& events) {
  for (const FoldedEvent& event : events) {
    if (!event.revoked) continue;
    for (Row row : event.same) rows.wipe_content(row);
    for (const store::Reviser& reviser : event.revisers) rows.wipe_content(reviser.row);
  }
  for (Row row : folder.revoked_undated()) rows.wipe_content(row);
}

void Timeline::State::apply(const FoldedEvent& event) {
  set_state(event.kept, RowState::kept);
  for (const store::Folded& other : event.folded) {
    set_state(other.row, RowState::duplicate);
    fold_into(other.row, event.kept, other.reason);
  }
  if (!event.folded.empty()) rows.columns.mark(event.kept, store::kHasFolded);
  if (event.folded.empty() && !event.revoked) return;
  // The merged blob that the row had before is overwritten or used again.
  store::Arena::Ref reuse = 0;
  for (auto& [row, blob] : merged_)
    if (row == event.kept) std::swap(reuse, blob);
  composer.compose(event, reuse);
}

}  // namespace throughline
