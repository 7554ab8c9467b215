#include "timeline/links.h"

namespace throughline::store {

RevisedId revised_id(std::string_view revises) {
  RevisedId out;
  out.own = revises;
  const std::size_t slash = revises.find('/');
  if (slash == std::string_view::npos || slash + 1 == revises.size()) return out;
  out.source = revises.substr(0, slash);
  out.id = revises.substr(slash + 1);
  return out;
}

void Links::reserve(std::size_t rows) {
  std::size_t slots = 64;
  while (slots < rows * 2) slots *= 2;
  if (slots > slots_.size()) grow(slots);
}

void Links::grow(std::size_t slots) {
  std::vector<Slot> old(slots);
  old.swap(slots_);
  used_ = 0;
  for (const Slot& slot : old) {
    if (slot.head >= kRemoved) continue;
    std::size_t i = slot.hash & (slots - 1);
    while (slots_[i].head != kNoRow) i = (i + 1) & (slots - 1);
    slots_[i] = slot;
    ++used_;
  }
}

void Links::expect(Row row) const {
  if (!slots_.empty())
    throughline::expect(&slots_[rows_->columns.id_hash[row] & (slots_.size() - 1)]);
}

std::size_t Links::slot_of(std::string_view id, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = hash & mask;
  for (; slots_[i].head != kNoRow; i = (i + 1) & mask) {
    const Slot& slot = slots_[i];
    if (slot.hash == hash && slot.head != kRemoved && same_bytes(rows_->id(slot.head), id)) break;
  }
  return i;
}

Row Links::first_with(std::string_view id) const {
  return slots_.empty() ? kNoRow : slots_[slot_of(id, hash_of_id(id))].head;
}

void Links::add(Row row) {
  Columns& columns = rows_->columns;
  if (columns.has(row, kHasId)) {
    if ((used_ + 1) * 2 > slots_.size()) grow(slots_.empty() ? 64 : slots_.size() * 2);
    const std::string_view id = rows_->id(row);
    const std::uint32_t hash = columns.id_hash[row];
    Slot& slot = slots_[slot_of(id, hash)];
    if (slot.head == kNoRow) {
      ++used_;
      if (is_revised(id)) columns.mark(row, kLinked);
    } else {
      columns.mark(row, kLinked);
    }
    columns.next_of_id[row] = slot.head;
    slot = {hash, row};
  }
  if (columns.has(row, kHasRevises)) {
    columns.mark(row, kLinked);
    const RevisedId revised = revised_id(rows_->revises(row));
    add_reviser(row, revised.own);
    add_reviser(row, revised.id);
  }
}

void Links::add_reviser(Row row, std::string_view id) {
  if (!id.empty()) revisers_.emplace(hash_bytes(id), row);
}

bool Links::is_revised(std::string_view id) const {
  return !revisers_.empty() && revisers_.find(hash_bytes(id)) != revisers_.end();
}

void Links::remove_reviser(Row row, std::string_view id) {
  if (id.empty()) return;
  auto [at, end] = revisers_.equal_range(hash_bytes(id));
  while (at != end) at = at->second == row ? revisers_.erase(at) : std::next(at);
}

void Links::remove(Row row) {
  Columns& columns = rows_->columns;
  if (columns.has(row, kHasRevises)) {
    const RevisedId revised = revised_id(rows_->revises(row));
    remove_reviser(row, revised.own);
    remove_reviser(row, revised.id);
  }
  if (!columns.has(row, kHasId)) return;
  Slot& slot = slots_[slot_of(rows_->id(row), columns.id_hash[row])];
  if (slot.head == row) {
    const Row next = columns.next_of_id[row];
    slot.head = next == kNoRow ? kRemoved : next;
    return;
  }
  Row at = slot.head;
  while (columns.next_of_id[at] != row) at = columns.next_of_id[at];
  columns.next_of_id[at] = columns.next_of_id[row];
}

void Links::visit(Row row, std::vector<Row>& out) {
  if (rows_->columns.has(row, kVisited)) return;
  rows_->columns.mark(row, kVisited);
  out.push_back(row);
}

// Once per id: the rows of the chain are marked, so the next of them does not walk it again.
void Links::walk_id(std::string_view id, std::vector<Row>& out) {
  Columns& columns = rows_->columns;
  const Row head = first_with(id);
  if (head != kNoRow && columns.has(head, kWalked)) return;
  for (Row at = head; at != kNoRow; at = columns.next_of_id[at]) {
    columns.mark(at, kWalked);
    visit(at, out);
  }
  // Equal hashes of other ids only make the cluster larger, never the outcome another.
  const auto [first, last] = revisers_.equal_range(hash_bytes(id));
  for (auto at = first; at != last; ++at) visit(at->second, out);
}

void Links::cluster(Row row, std::vector<Row>& out) {
  out.clear();
  visit(row, out);
  Columns& columns = rows_->columns;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Row at = out[i];
    if (columns.has(at, kHasId) && !columns.has(at, kWalked)) walk_id(rows_->id(at), out);
    if (!columns.has(at, kHasRevises)) continue;
    const RevisedId revised = revised_id(rows_->revises(at));
    if (first_with(revised.own) != kNoRow) walk_id(revised.own, out);
    if (!revised.id.empty() && first_with(revised.id) != kNoRow) walk_id(revised.id, out);
  }
  for (Row visited : out) {
    columns.unmark(visited, kVisited);
    columns.unmark(visited, kWalked);
  }
}

std::size_t Links::bytes() const {
  return slots_.size() * sizeof(Slot) + revisers_.size() * 4 * sizeof(void*);
}

}  // namespace throughline::store
