#include "verdicts.h"

#include <algorithm>

namespace throughline {

Verdicts::Column* Verdicts::find(const std::string& key) {
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [&key](const Column& column) { return column.key == key; });
  return found == columns_.end() ? nullptr : &*found;
}

Verdicts::Column* Verdicts::make_room() {
  columns_.reserve(kMostColumns);  // so that none ever moves
  if (columns_.size() < kMostColumns) return &columns_.emplace_back();
  const auto oldest =
      std::min_element(columns_.begin(), columns_.end(),
                       [](const Column& a, const Column& b) { return a.asked < b.asked; });
  if (oldest->asked == asked_) return nullptr;
  ++version_;
  oldest->verdicts.clear();
  return &*oldest;
}

std::vector<Verdicts::Verdict*> Verdicts::of(const std::vector<const std::string*>& keys,
                                             std::size_t positions) {
  ++asked_;
  std::vector<Verdict*> found;
  for (const std::string* key : keys) {
    Column* column = find(*key);
    if (column == nullptr) column = make_room();
    if (column != nullptr) {
      column->key = *key;
      column->asked = asked_;
      column->verdicts.resize(positions, unknown);
    }
    found.push_back(column == nullptr ? nullptr : column->verdicts.data());
  }
  return found;
}

}  // namespace throughline
