// One record as a flat array of nodes, whatever it was read from.
//
// A node's subtree follows it directly, so a walk is a walk through memory. Texts point into the
// source where they stand there unchanged, else into the tree's scratch; both hold until the next
// record is read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/scratch.h"

namespace throughline::ingest {

enum class NodeType : std::uint8_t { null, flag, number, string, object, array };

struct Node {
  const char* key_at = nullptr;   // decoded name; null for elements and the root
  const char* text_at = nullptr;  // strings: decoded; else the token; containers: nothing
  const char* raw_at =
      nullptr;  // the value's bytes as received; null where the source was not JSON
  const char* key_raw_at = nullptr;  // the name's bytes as received, quotes included; null as above
  std::uint32_t key_size = 0;
  std::uint32_t text_size = 0;
  std::uint32_t raw_size = 0;
  std::uint32_t key_raw_size = 0;
  std::uint32_t next = 0;  // the node after this one's subtree
  NodeType type = NodeType::null;
  bool blanks = false;  // containers: blanks stand between tokens of `raw`

  std::string_view key() const { return {key_at, key_size}; }
  std::string_view text() const { return {text_at, text_size}; }
  std::string_view raw() const { return {raw_at, raw_size}; }
  bool is_container() const { return type == NodeType::object || type == NodeType::array; }
  bool is_scalar() const { return type != NodeType::null && !is_container(); }
};

// Indices: 0 is the root. Children of i: `for (c = i + 1; c < tree[i].next; c = tree[c].next)`.
class RecordTree {
 public:
  using Index = std::uint32_t;
  static constexpr Index kNone = 0xFFFFFFFF;
  static constexpr std::uint32_t kMaxDepth = 512;

  void clear() {
    nodes_.clear();
    open_.clear();
    scratch_.reset();
  }
  void wipe();

  bool empty() const { return nodes_.empty(); }
  Index size() const { return static_cast<Index>(nodes_.size()); }
  const Node& operator[](Index i) const { return nodes_[i]; }
  Scratch& scratch() { return scratch_; }

  // The member of that name of an object (the first of several); kNone where there is none or
  // `object` is none.
  Index member(Index object, std::string_view name) const;

  // The value as compact JSON: its bytes as received minus blanks between tokens. A view into the
  // source where nothing had to be taken out, else into the scratch.
  std::string_view json(Index i);
  // The same, appended.
  void append_json(Index i, std::string& out) const;
  void append_key(Index i, std::string& out) const;

  // Building: nodes in document order; `open` starts a container and `close` ends the innermost
  // one.
  Index add(NodeType type) {
    const Index i = size();
    nodes_.emplace_back();
    nodes_.back().type = type;
    nodes_.back().next = i + 1;
    return i;
  }
  Index open(NodeType type) {
    const Index i = add(type);
    open_.push_back(i);
    return i;
  }
  void close() {
    nodes_[open_.back()].next = size();
    open_.pop_back();
  }
  std::uint32_t depth() const { return static_cast<std::uint32_t>(open_.size()); }
  Index innermost() const { return open_.back(); }
  Node& node(Index i) { return nodes_[i]; }
  // Names and texts for readers whose sources are not JSON; copied into the scratch.
  void set_key(Index i, std::string_view key);
  void set_text(Index i, std::string_view text);

 private:
  std::vector<Node> nodes_;
  std::vector<Index> open_;
  Scratch scratch_;
};

// Appends compact JSON: `json` without the blanks that stand outside strings.
void append_compact(std::string_view json, std::string& out);
// A JSON number token, all of it.
bool is_json_number(std::string_view text);
// False for a number that rounds to infinity as a double.
bool fits_double(std::string_view number);

}  // namespace throughline::ingest
