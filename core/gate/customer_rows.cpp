#include "gate/customer_rows.h"

#include <algorithm>

#include "throughline/sort.h"

namespace throughline::gate {

void CustomerRows::clear() {
  index_.clear();
  lists_.clear();
  owners_.clear();
  sorted_.clear();
  sorted_is_stale_ = false;
}

std::vector<Row>& CustomerRows::list(StringId customer) {
  const std::uint32_t slot = index_.slot(customer);
  if (slot == lists_.size()) {
    lists_.emplace_back();
    owners_.push_back(customer);
  }
  return lists_[slot];
}

void CustomerRows::append(StringId customer, Row row) {
  std::vector<Row>& rows = list(customer);
  if (rows.empty()) sorted_is_stale_ = true;
  rows.push_back(row);
}

void CustomerRows::insert(StringId customer, Row row) {
  std::vector<Row>& rows = list(customer);
  if (rows.empty()) sorted_is_stale_ = true;
  const auto before = [this](Row a, Row b) { return timeline_.before(a, b); };
  rows.insert(std::upper_bound(rows.begin(), rows.end(), row, before), row);
}

void CustomerRows::remove(StringId customer, Row row) {
  std::vector<Row>& rows = list(customer);
  // By value: a row that was erased has no place in the order any more.
  const auto found = std::find(rows.rbegin(), rows.rend(), row);
  if (found == rows.rend()) return;
  rows.erase(std::next(found).base());
  if (rows.empty()) sorted_is_stale_ = true;
}

const std::vector<Row>& CustomerRows::rows(StringId customer) const {
  static const std::vector<Row> kNone;
  const std::uint32_t slot = index_.find(customer);
  return slot == DenseIndex::kNone ? kNone : lists_[slot];
}

const std::vector<StringId>& CustomerRows::customers() const {
  if (!sorted_is_stale_) return sorted_;
  sorted_.clear();
  for (std::size_t i = 0; i < lists_.size(); ++i)
    if (owners_[i] != kAbsent && !lists_[i].empty()) sorted_.push_back(owners_[i]);
  sort_stably(sorted_,
              [this](StringId a, StringId b) { return timeline_.text(a) < timeline_.text(b); });
  sorted_is_stale_ = false;
  return sorted_;
}

}  // namespace throughline::gate
