#include "timeline/groups.h"

#include <algorithm>

#include "throughline/sort.h"

namespace throughline::store {

const std::vector<Row>& Groups::of(StringId conversation) const {
  const bool known = conversation < group_by_string_.size();
  return groups_[known ? group_by_string_[conversation] : 0];
}

const std::vector<StringId>& Groups::conversations() const {
  if (!sorted_is_stale_) return sorted_;
  sorted_.clear();
  for (std::size_t i = 1; i < groups_.size(); ++i)
    if (names_[i] != kAbsent && !groups_[i].empty()) sorted_.push_back(names_[i]);
  sort_stably(sorted_, [this](StringId a, StringId b) {
    return rows_->strings.text(a) < rows_->strings.text(b);
  });
  sorted_is_stale_ = false;
  return sorted_;
}

std::uint32_t Groups::group_of(StringId conversation) {
  if (conversation >= group_by_string_.size())
    group_by_string_.resize(
        std::max<std::size_t>(rows_->strings.size(), std::size_t{conversation} + 1));
  std::uint32_t& group = group_by_string_[conversation];
  if (group == 0) {
    group = static_cast<std::uint32_t>(groups_.size());
    groups_.emplace_back();
    names_.push_back(conversation);
    counts_.push_back(0);
  }
  return group;
}

void Groups::insert(StringId conversation, Row row) {
  std::vector<Row>& rows = groups_[group_of(conversation)];
  if (rows.empty()) sorted_is_stale_ = true;
  const bool at_end = rows.empty() || keys_->before(rows.back(), row);
  rows.insert(at_end ? rows.end() : std::lower_bound(rows.begin(), rows.end(), row, *keys_), row);
}

void Groups::remove(StringId conversation, Row row) {
  std::vector<Row>& rows = groups_[group_of(conversation)];
  rows.erase(std::lower_bound(rows.begin(), rows.end(), row, *keys_));
  if (rows.empty()) sorted_is_stale_ = true;
}

void Groups::clear() {
  group_by_string_.clear();
  groups_.assign(1, {});
  names_.assign(1, kAbsent);
  counts_.assign(1, 0);
  sorted_is_stale_ = true;
}

void Groups::push(Row row) {
  const std::uint32_t group = group_of(rows_->conversation(row));
  std::vector<Row>& rows = groups_[group];
  if (rows.empty()) {
    rows.reserve(counts_[group]);
    counts_[group] = 0;
  }
  rows.push_back(row);
}

std::size_t Groups::bytes() const {
  std::size_t bytes =
      (group_by_string_.size() + names_.size() + counts_.size()) * sizeof(std::uint32_t);
  for (const auto& rows : groups_) bytes += sizeof rows + rows.capacity() * sizeof(Row);
  return bytes;
}

}  // namespace throughline::store
