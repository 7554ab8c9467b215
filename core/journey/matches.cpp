#include "matches.h"

#include <algorithm>

namespace throughline {

std::shared_ptr<Matches::Column> Matches::of(const std::string& key) {
  auto found = std::find_if(columns_.begin(), columns_.end(),
                            [&key](const auto& column) { return column->key == key; });
  if (found == columns_.end()) {
    if (columns_.size() == kMostColumns)
      columns_.erase(
          std::min_element(columns_.begin(), columns_.end(),
                           [](const auto& a, const auto& b) { return a->asked < b->asked; }));
    found = columns_.insert(columns_.end(), std::make_shared<Column>());
    (*found)->key = key;
  }
  (*found)->asked = ++asked_;
  return *found;
}

}  // namespace throughline
