#include "subjects.h"

#include <algorithm>

namespace throughline {

void SubjectIndex::clear() {
  phase_ = Phase::count;
  block_ = in_block_ = 0;
  groups_.clear();
  slot_by_id_.clear();
  slot_of_row_.clear();
  waste_ = 0;
}

Slot SubjectIndex::slot_for(StringId subject) {
  if (subject >= slot_by_id_.size())
    slot_by_id_.resize(std::max<std::size_t>(subject + std::size_t{1}, slot_by_id_.size() * 2),
                       kNoSlot);
  Slot& slot = slot_by_id_[subject];
  if (slot == kNoSlot) {
    slot = static_cast<Slot>(groups_.size());
    Group group;
    group.subject = subject;
    groups_.push_back(group);
  }
  return slot;
}

Slot SubjectIndex::slot_of(StringId subject) const {
  return subject < slot_by_id_.size() ? slot_by_id_[subject] : kNoSlot;
}

void SubjectIndex::grow(std::uint32_t size) {
  rows_.resize(size);
  at_ms_.resize(size);
  kind_codes_.resize(size);
}

void SubjectIndex::lay_out() {
  std::uint32_t begin = 0;
  for (Group& group : groups_) {
    group.begin = begin;
    group.capacity = group.count;
    begin += group.count;
    group.count = 0;
  }
  grow(begin);
}

void SubjectIndex::put(std::uint32_t at, Row row, Slot slot) {
  rows_[at] = row;
  at_ms_[at] = events_->at_ms(row);
  kind_codes_[at] = kinds_->code(events_->kind(row));
  if (subject_ != SubjectKind::customer) return;
  if (slot_of_row_.size() <= row) slot_of_row_.resize(row + 1, kNoSlot);
  slot_of_row_[row] = slot;
}

void SubjectIndex::visit(Row row) {
  if (!events_->visible(row)) return;
  const StringId subject = current_subject(row);
  if (subject == kAbsent) return;
  const Slot slot = slot_for(subject);
  Group& group = groups_[slot];
  if (phase_ == Phase::place) put(group.begin + group.count, row, slot);
  ++group.count;
}

bool SubjectIndex::build(std::uint32_t& units) {
  constexpr std::size_t kRowsPerUnit = 64;
  const Timeline& timeline = events_->timeline();
  while (phase_ != Phase::ready) {
    if (block_ == timeline.block_count()) {
      if (phase_ == Phase::count) lay_out();
      phase_ = phase_ == Phase::count ? Phase::place : Phase::ready;
      block_ = in_block_ = 0;
      continue;
    }
    if (units == 0) return true;
    --units;
    const std::vector<Row>& block = timeline.block(block_);
    const std::size_t end = std::min(block.size(), in_block_ + kRowsPerUnit);
    for (; in_block_ < end; ++in_block_) visit(block[in_block_]);
    if (in_block_ < block.size()) continue;
    ++block_;
    in_block_ = 0;
  }
  return false;
}

void SubjectIndex::refresh(StringId subject) {
  const Slot slot = slot_for(subject);
  std::vector<Row> visible;
  for (Row row : current_rows(subject))
    if (events_->visible(row)) visible.push_back(row);
  const auto count = static_cast<std::uint32_t>(visible.size());
  Group& group = groups_[slot];
  if (count > group.capacity) {
    waste_ += group.capacity;
    group.begin = static_cast<std::uint32_t>(rows_.size());
    group.capacity = count + count / 2 + 2;
    grow(group.begin + group.capacity);
  }
  group.count = count;
  for (std::uint32_t i = 0; i < count; ++i) put(group.begin + i, visible[i], slot);
  if (waste_ > rows_.size() / 2 + 65536) reclaim();
}

void SubjectIndex::reclaim() {
  std::vector<Row> rows;
  std::vector<std::int64_t> at_ms;
  std::vector<KindCode> kind_codes;
  const auto take = [](const auto& from, auto& to, const Group& group) {
    const auto begin = from.begin() + static_cast<std::ptrdiff_t>(group.begin);
    to.insert(to.end(), begin, begin + static_cast<std::ptrdiff_t>(group.count));
  };
  for (Group& group : groups_) {
    const auto begin = static_cast<std::uint32_t>(rows.size());
    take(rows_, rows, group);
    take(at_ms_, at_ms, group);
    take(kind_codes_, kind_codes, group);
    group.begin = begin;
    group.capacity = group.count;
  }
  rows_ = std::move(rows);
  at_ms_ = std::move(at_ms);
  kind_codes_ = std::move(kind_codes);
  waste_ = 0;
}

SubjectRows SubjectIndex::rows(Slot slot) const {
  const Group& group = groups_[slot];
  return {rows_.data() + group.begin, at_ms_.data() + group.begin,
          kind_codes_.data() + group.begin, group.count};
}

SubjectRows SubjectIndex::rows(Slot slot, std::int64_t as_of_ms) const {
  SubjectRows all = rows(slot);
  if (all.count == 0 || all.at_ms[all.count - 1] <= as_of_ms) return all;
  all.count = static_cast<std::uint32_t>(
      std::upper_bound(all.at_ms, all.at_ms + all.count, as_of_ms) - all.at_ms);
  return all;
}

StringId SubjectIndex::subject_of(Row row) const {
  if (subject_ == SubjectKind::conversation) return events_->conversation(row);
  const Slot slot = row < slot_of_row_.size() ? slot_of_row_[row] : kNoSlot;
  return slot == kNoSlot ? kAbsent : groups_[slot].subject;
}

const std::vector<Row>& SubjectIndex::loose_rows() const {
  return subject_ == SubjectKind::conversation ? events_->timeline().loose_rows()
                                               : events_->customer_rows(kAbsent);
}

}  // namespace throughline
