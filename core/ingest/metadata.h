// The metadata of one event: the explicit object, as received, and what had no member of its own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ingest/record_tree.h"

namespace throughline::ingest {

// A name that is taken already becomes `name#2` (then `#3`, …); the explicit object's names are taken first.
class Metadata {
 public:
  // `tree` must outlive the use of `json`.
  void begin(RecordTree& tree);
  // The explicit object, first.
  void set_object(RecordTree::Index object) { object_ = object; }
  void add(std::string_view name, RecordTree::Index value);
  // `json`: one compact JSON value.
  void add(std::string_view name, std::string_view json);
  bool empty() const { return object_ == RecordTree::kNone && fields_.empty(); }
  // The whole as compact JSON; valid until `begin`.
  std::string_view json();
  // How many names had to be changed since `begin`.
  std::uint64_t clashes() const { return clashes_; }
  void wipe();

 private:
  void take_explicit_names();
  void add_name(std::string_view name);

  RecordTree* tree_ = nullptr;
  RecordTree::Index object_ = RecordTree::kNone;
  std::string fields_;  // `"name":value` joined by commas
  std::string whole_;
  std::unordered_map<std::string, std::uint32_t> taken_;  // name → times seen; looked up, never walked
  bool explicit_taken_ = false;
  std::uint64_t clashes_ = 0;
};

}  // namespace throughline::ingest
