// Mappers: a record tree → events. The canonical one is written by hand, the others follow an
// adapter's data.
#pragma once

#include <memory>

#include "ingest/output.h"
#include "ingest/record_tree.h"

namespace throughline::ingest {

class Mapper {
 public:
  virtual ~Mapper() = default;
  // `record` is an object in the tree. Emits its events or rejects it; views hold until the next
  // call.
  virtual void map(RecordTree& tree, RecordTree::Index record, Output& output, EventSink& sink) = 0;
  // Overwrites every buffer that has held a record.
  virtual void wipe() = 0;
};

}  // namespace throughline::ingest
