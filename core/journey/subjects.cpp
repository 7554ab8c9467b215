#include "subjects.h"

namespace throughline {
namespace {

constexpr std::size_t kRowsPerUnit = 64;

}  // namespace

void SubjectIndex::clear() {
  phase_ = Phase::find;
  block_ = in_block_ = 0;
  next_slot_ = 0;
  groups_.clear();
  slot_by_id_.clear();
  slot_of_row_.clear();
  rows_.clear();
  at_ms_.clear();
  kind_codes_.clear();
  slots_.clear();
  waste_ = 0;
  matches_.forget();
  latest_ms_ = kMinMs;
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

void SubjectIndex::find(Row row) {
  if (!events_->visible(row)) return;
  const StringId subject = current_subject(row);
  if (subject != kAbsent) slot_for(subject);
}

bool SubjectIndex::find_subjects(std::uint32_t& units) {
  const Timeline& timeline = events_->timeline();
  while (block_ < timeline.block_count()) {
    if (units == 0) return false;
    --units;
    const std::vector<Row>& block = timeline.block(block_);
    const std::size_t end = std::min(block.size(), in_block_ + kRowsPerUnit);
    for (; in_block_ < end; ++in_block_) find(block[in_block_]);
    if (in_block_ < block.size()) continue;
    ++block_;
    in_block_ = 0;
  }
  return true;
}

bool SubjectIndex::gather_rows(std::uint32_t& units) {
  std::size_t rows = rows_.size();  // those below have been paid for
  for (; next_slot_ < slot_count(); ++next_slot_) {
    if (units == 0) return false;
    gather(next_slot_);
    for (; units > 0 && rows + kRowsPerUnit <= rows_.size(); rows += kRowsPerUnit) --units;
  }
  return true;
}

bool SubjectIndex::build(std::uint32_t& units) {
  if (phase_ == Phase::find) {
    if (!find_subjects(units)) return true;
    phase_ = Phase::gather;
    const std::size_t size = events_->visible_count();
    rows_.reserve(size);
    at_ms_.reserve(size);
    kind_codes_.reserve(size);
    slots_.reserve(size);
  }
  if (phase_ == Phase::gather) {
    if (!gather_rows(units)) return true;
    phase_ = Phase::ready;
  }
  return false;
}

// Puts the subject's visible rows at the end.
void SubjectIndex::gather(Slot slot) {
  Group& group = groups_[slot];
  group.begin = static_cast<std::uint32_t>(rows_.size());
  for (Row row : current_rows(group.subject)) {
    if (!events_->visible(row)) continue;
    rows_.push_back(row);
    at_ms_.push_back(events_->at_ms(row));
    kind_codes_.push_back(kinds_->code(events_->kind(row)));
    slots_.push_back(slot);
  }
  group.count = static_cast<std::uint32_t>(rows_.size()) - group.begin;
  if (group.count != 0) latest_ms_ = std::max(latest_ms_, at_ms_.back());
  if (subject_ != SubjectKind::customer) return;
  for (std::uint32_t at = group.begin; at < group.begin + group.count; ++at) {
    const Row row = rows_[at];
    if (slot_of_row_.size() <= row) slot_of_row_.resize(row + std::size_t{1}, kNoSlot);
    slot_of_row_[row] = slot;
  }
}

void SubjectIndex::refresh(StringId subject) {
  const Slot slot = slot_for(subject);
  waste_ += groups_[slot].count;
  gather(slot);
  if (waste_ > rows_.size() / 2 + 65536) reclaim();
}

void SubjectIndex::reclaim() {
  std::vector<Row> rows;
  std::vector<std::int64_t> at_ms;
  std::vector<KindCode> kind_codes;
  std::vector<Slot> slots;
  const auto take = [](const auto& from, auto& to, const Group& group) {
    const auto begin = from.begin() + static_cast<std::ptrdiff_t>(group.begin);
    to.insert(to.end(), begin, begin + static_cast<std::ptrdiff_t>(group.count));
  };
  for (Group& group : groups_) {
    const auto begin = static_cast<std::uint32_t>(rows.size());
    take(rows_, rows, group);
    take(at_ms_, at_ms, group);
    take(kind_codes_, kind_codes, group);
    take(slots_, slots, group);
    group.begin = begin;
  }
  rows_ = std::move(rows);
  at_ms_ = std::move(at_ms);
  kind_codes_ = std::move(kind_codes);
  slots_ = std::move(slots);
  waste_ = 0;
  matches_.forget();
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
