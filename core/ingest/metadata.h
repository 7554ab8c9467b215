// The metadata of one event: the explicit object, as received, and what had no member of its own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/record_tree.h"

namespace throughline::ingest {

// A name that is taken already becomes `name#2` (then `#3`, …); the explicit object's names are
// taken first, whenever it is named.
class Metadata {
 public:
  // `tree` must outlive the use of `json`.
  void begin(RecordTree& tree);
  void set_object(RecordTree::Index object) { object_ = object; }
  bool has_object() const { return object_ != RecordTree::kNone; }
  void add(std::string_view name, RecordTree::Index value);
  // `json`: one compact JSON value; copied.
  void add(std::string_view name, std::string_view json);
  bool empty() const { return !has_object() && fields_.empty(); }
  // The whole as compact JSON; valid until `begin`.
  std::string_view json();
  // How many names `json` had to change.
  std::uint64_t clashes() const { return clashes_; }
  void wipe();

 private:
  struct Field {
    std::string name;
    std::string_view json;  // empty: the node's
    RecordTree::Index node = RecordTree::kNone;
  };
  using Taken = std::unordered_map<std::string, std::uint32_t>;  // name → highest number; looked
                                                                 // up, never walked

  void append_name(const std::string& name, Taken& taken);

  RecordTree* tree_ = nullptr;
  RecordTree::Index object_ = RecordTree::kNone;
  std::vector<Field> fields_;
  std::string whole_;
  std::uint64_t clashes_ = 0;
};

}  // namespace throughline::ingest
