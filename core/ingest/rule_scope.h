// Where rules look: the record tree, the scopes that patterns opened, and which nodes have been
// used.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/record_tree.h"
#include "ingest/rules.h"

namespace throughline::ingest {

// Scopes from the record (first) to the item (last); each `*` of a pattern adds one.
using Scopes = std::vector<RecordTree::Index>;

class RuleScope {
 public:
  using Index = RecordTree::Index;

  void begin(RecordTree& tree, Index record);
  RecordTree& tree() const { return *tree_; }
  Index record() const { return record_; }

  // The node that the pointer names, seen from the last scope; kNone where there is none or it is
  // null.
  Index find(const Pointer& pointer, const Scopes& scopes) const;
  // Calls `visit` with the scopes down to every node that the pattern matches, in order; until it
  // returns false.
  using Visit = std::function<bool(Scopes&)>;
  void walk(const Pointer& pattern, const Scopes& scopes, const Visit& visit) const;

  void mark_used(Index i) {
    if (!looking_) marks_[i] |= kUsed;
  }
  // While it only looks, nothing is marked as used; returns what it did before.
  bool look(bool only_looks) {
    const bool before = looking_;
    looking_ = only_looks;
    return before;
  }
  void unmark_used(Index i) { marks_[i] = static_cast<std::uint8_t>(marks_[i] & ~kUsed); }
  void mark_item(Index i) { marks_[i] |= kItem; }
  void mark_kept(Index i) { marks_[i] |= kKept; }
  // An event has been made of the item; false where one had been before.
  bool mark_event_of(Index i) {
    const bool first = (marks_[i] & kHasEvent) == 0;
    marks_[i] |= kHasEvent;
    return first;
  }
  bool is_item(Index i) const { return (marks_[i] & kItem) != 0; }
  bool is_used(Index i) const { return (marks_[i] & kUsed) != 0; }
  bool is_kept(Index i) const { return (marks_[i] & kKept) != 0; }
  // No node of the subtree carries a mark of use (or is an item).
  bool untouched(Index i) const;

 private:
  enum : std::uint8_t { kUsed = 1, kItem = 2, kKept = 4, kHasEvent = 8 };
  Index origin(const Pointer& pointer, const Scopes& scopes) const;
  Index step(Index node, const std::string& name) const;
  bool walk_from(const Pointer& pattern, std::size_t step, Index node, Scopes& scopes,
                 const Visit& visit) const;

  RecordTree* tree_ = nullptr;
  Index record_ = 0;
  std::vector<std::uint8_t> marks_;
  bool looking_ = false;
};

}  // namespace throughline::ingest
