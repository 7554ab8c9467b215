// Readers: a framed record → RecordTree. One a format.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "ingest/json_reader.h"
#include "ingest/record_tree.h"

namespace throughline::ingest {

class Reader {
 public:
  enum class Outcome : std::uint8_t {
    record,  // the tree holds it
    none,    // no record: a header
    fault,
  };
  virtual ~Reader() = default;
  virtual Outcome read(std::string_view text, RecordTree& tree, ReadFault& fault) = 0;
  // Invalid sequences replaced by U+FFFD so far.
  virtual std::uint64_t replaced() const = 0;
  // Overwrites every buffer that has held a record.
  virtual void wipe() = 0;
};

}  // namespace throughline::ingest
