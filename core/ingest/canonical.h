// The canonical adapter: members of section 2 of the specification, straight from the record tree.
//
// This is the path of the million: a member's place is found by one hash, values are views, and
// nothing is allocated for an event whose unknown members are few.
#pragma once

#include "ingest/mapper.h"
#include "ingest/metadata.h"

namespace throughline::ingest {

// Rulings: null is absent. A value of the wrong type for its member, an unknown member, and the
// second of two members of one name go to `metadata` under their name (inside an object:
// `customer.loyalty`) and are counted as unmapped. `local` is ignored: it follows from the instant.
// `customer` and `status` may be strings: the id, and `to`. An `at_ms` that is no whole number, or
// outside the range of instants, is a wrong value like any other.
class CanonicalMapper final : public Mapper {
 public:
  void map(RecordTree& tree, RecordTree::Index record, Output& output, EventSink& sink) override;
  void wipe() override { metadata_.wipe(); }

 private:
  void take(RecordTree& tree, RecordTree::Index i, EventRecord& event, Output& output);
  void take_object(RecordTree& tree, RecordTree::Index i, std::size_t place, EventRecord& event,
                   Output& output);
  void take_metadata(RecordTree::Index i, const Node& node, Output& output);
  void keep_unmapped(RecordTree::Index i, std::string_view name, Output& output);

  Metadata metadata_;
};

}  // namespace throughline::ingest
