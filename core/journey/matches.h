// Which events the triggers of templates match, by the events' positions in a subject index: one bit each.
//
// While a designer edits one trigger of a template, all others match what they matched before; and while as-of or a
// timeout moves, every one does. The evaluator reads these bits and nothing else of an event but its instant. Kept
// until events or positions change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "positions.h"

namespace throughline {

class Matches {
 public:
  // Of all triggers with the same key: positions below `matched.size()` have been looked at.
  struct Column {
    std::string key;
    Positions matched;
    std::uint64_t asked = 0;  // in which call of `of`
  };

  // The column for a key, empty where the key is new. Where many are kept, the one asked for longest ago goes; who
  // holds it keeps it. Valid until `version` changes.
  std::shared_ptr<Column> of(const std::string& key);
  // To be called when what an event says has changed, or what a position means.
  void forget() {
    columns_.clear();
    ++version_;
  }
  std::uint64_t version() const { return version_; }

 private:
  static constexpr std::size_t kMostColumns = 64;

  std::vector<std::shared_ptr<Column>> columns_;
  std::uint64_t version_ = 0, asked_ = 0;
};

}  // namespace throughline
