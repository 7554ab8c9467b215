// The visible rows of each customer, in timeline order.
//
// Cost: filling is one push a row, in order; a later row is placed by binary search in its customer's list alone.
#pragma once

#include <vector>

#include "throughline/timeline.h"

namespace throughline::gate {

class CustomerRows {
 public:
  explicit CustomerRows(const Timeline& timeline) : timeline_(timeline) {}

  void clear();
  // Precondition: `row` stands after every row of this customer so far.
  void append(StringId customer, Row row);
  void insert(StringId customer, Row row);
  void remove(StringId customer, Row row);

  const std::vector<Row>& rows(StringId customer) const;
  // Customers with rows, kAbsent not among them, by the bytes of their ids.
  const std::vector<StringId>& customers() const;

 private:
  std::vector<Row>& list(StringId customer);

  const Timeline& timeline_;
  DenseIndex index_;  // customer → place in lists_
  std::vector<std::vector<Row>> lists_;
  std::vector<StringId> owners_;  // of lists_
  mutable std::vector<StringId> sorted_;
  mutable bool sorted_is_stale_ = false;
};

}  // namespace throughline::gate
