// One complete JSON value → RecordTree.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "ingest/record_tree.h"
#include "throughline/base.h"

namespace throughline::ingest {

// Why a record could not be read, and where in it.
struct ReadFault {
  Code code = Code::syntax;
  std::size_t offset = 0;  // into the record as received
  std::string detail;
};

class JsonReader {
 public:
  JsonReader();
  JsonReader(JsonReader&&) noexcept;
  JsonReader& operator=(JsonReader&&) noexcept;
  ~JsonReader();

  // Fills `tree`; false and `fault` where the text is no JSON value. `text` must outlive the tree's
  // use. Invalid UTF-8 and lone surrogate escapes are replaced by U+FFFD in a copy, and each
  // replacement is counted.
  bool read(std::string_view text, RecordTree& tree, ReadFault& fault);
  std::uint64_t replaced() const;
  // Overwrites every buffer.
  void wipe();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// `text` with every invalid UTF-8 sequence and every lone surrogate escape replaced by U+FFFD,
// appended to `out`; returns how many were.
std::uint64_t repair_json(std::string_view text, std::string& out);

}  // namespace throughline::ingest
