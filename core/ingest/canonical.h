// The canonical adapter: members of section 2 of the specification, straight from the record tree.
//
// This is the path of the million: a member's place is found by one hash, values are views, and nothing is
// allocated for an event whose unknown members are few.
#pragma once

#include "ingest/mapper.h"
#include "ingest/metadata.h"

namespace throughline::ingest {

// Rulings: null is absent; where a value is of the wrong type for its member, and for every unknown member, the value goes to
// `metadata` under its name (inside an object: `customer.loyalty`) and is counted as unmapped; so does the second of two members of one name. `local` is ignored, it follows from the instant.
// `customer` and `status` may be strings: the id, and `to`. `at_ms` outside the range of instants, or no whole
// number, is unmapped like any other wrong value.
class CanonicalMapper final : public Mapper {
 public:
  void map(RecordTree& tree, RecordTree::Index record, Output& output, EventSink& sink) override;
  void wipe() override { metadata_.wipe(); }

 private:
  void take(RecordTree& tree, RecordTree::Index i, EventRecord& event, Output& output);
  void take_object(RecordTree& tree, RecordTree::Index i, std::size_t place, EventRecord& event, Output& output);
  void keep_unmapped(RecordTree::Index i, std::string_view name, Output& output);

  Metadata metadata_;
};

}  // namespace throughline::ingest
