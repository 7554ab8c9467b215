#include "conversation/interactions.h"

#include <algorithm>

namespace throughline::conversation {

void Interactions::clear(std::size_t rows) {
  const std::size_t known = std::min(rows, of_row_.size());
  for (std::size_t i = 0; i < known; ++i) of_row_[i] = armed_by_row_[i] = kNoInteraction;
  resize(rows);
  records_.clear();
  rows_.clear();
  wasted_ = 0;
  order_.clear();
  appending_ = true;
  names_.clear();
  by_name_.clear();
  freed_.clear();
  begun_.clear();
  spare_.clear();
}

void Interactions::free(InteractionId id) {
  Record& record = records_[id];
  for (Row row : rows(id)) of_row_[row] = kNoInteraction;
  if (record.name != kAbsent) by_name_[names_.slot(record.name)] = kNoInteraction;
  freed_.emplace(record.first, id);
}

InteractionId Interactions::begin(Row row) {
  InteractionId id = static_cast<InteractionId>(records_.size());
  const auto freed = freed_.find(row);
  Record record;
  record.first = row;
  if (freed != freed_.end()) {  // the same one again: id, place and order stand
    id = freed->second;
    record.place = records_[id].place;
    record.room = records_[id].room;
    freed_.erase(freed);
  } else if (!spare_.empty()) {
    id = spare_.back();
    spare_.pop_back();
    begun_.push_back(id);
  } else {
    records_.emplace_back();
    if (appending_)
      order_.push_back(id);
    else
      begun_.push_back(id);
  }
  records_[id] = record;
  return id;
}

void Interactions::add(InteractionId id, Row row) {
  Record& record = records_[id];
  ++record.count;
  of_row_[row] = id;
  if (record.customer == kAbsent) record.customer = events_.customer(row);
  if (record.channel == kAbsent) record.channel = events_.channel(row);
  if (record.conversation == kAbsent) record.conversation = events_.conversation(row);
}

InteractionId Interactions::named(StringId name) const {
  const std::uint32_t slot = names_.find(name);
  return slot == DenseIndex::kNone ? kNoInteraction : by_name_[slot];
}

void Interactions::set_name(InteractionId id, StringId name) {
  const std::uint32_t slot = names_.slot(name);
  if (slot == by_name_.size()) by_name_.push_back(id);
  by_name_[slot] = id;
  records_[id].name = name;
}

void Interactions::place_rows(Record& record, std::uint32_t room) {
  record.place = rows_.size();
  record.room = room;
  rows_.resize(rows_.size() + room, kNoRow);
}

void Interactions::make_all_room() {
  std::size_t total = 0;
  for (const Record& record : records_) total += record.count;
  rows_.reserve(total + total / 4);
  for (Record& record : records_) {
    place_rows(record, record.count);
    record.count = 0;
  }
  appending_ = false;
}

void Interactions::make_room(const std::vector<InteractionId>& ids) {
  for (InteractionId id : ids) {
    Record& record = records_[id];
    if (record.count > record.room) {
      wasted_ += record.room;
      place_rows(record, record.count + record.count / 2 + 2);  // one that grew will grow again
    }
    record.count = 0;
  }
}

void Interactions::fill(Row row) {
  Record& record = records_[of_row_[row]];
  rows_[record.place + record.count++] = row;
}

bool Interactions::stands_before(InteractionId a, InteractionId b) const {
  return events_.timeline().before(records_[a].first, records_[b].first);
}

void Interactions::mend_order() {
  for (const auto& [row, id] : freed_) {
    // By value from the back: an erased first row has no place in the order, and what changes is mostly new.
    const auto found = std::find(order_.rbegin(), order_.rend(), id);
    if (found != order_.rend()) order_.erase(std::next(found).base());
    wasted_ += records_[id].room;
    records_[id] = Record{};
    spare_.push_back(id);
  }
  freed_.clear();
  for (InteractionId id : begun_) {
    const auto at =
        std::upper_bound(order_.begin(), order_.end(), id,
                         [this](InteractionId a, InteractionId b) { return stands_before(a, b); });
    order_.insert(at, id);
  }
  begun_.clear();
}

}  // namespace throughline::conversation
