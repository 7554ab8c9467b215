// Which rows stand in a division that the viewer does not have.
//
// A row without `division` has its conversation's: the latest before it, else the first after it. Where no event of
// the conversation has one, or there is no conversation, all may see it.
#pragma once

#include <vector>

#include "gate/policy.h"

namespace throughline::gate {

class Divisions {
 public:
  void clear() { denied_.clear(); }
  bool denies(Row row) const { return denied_.test(row); }
  // `rows`: all kept rows of one conversation in order.
  void settle(const Timeline& timeline, const Policy& policy, const std::vector<Row>& rows);
  void settle_loose(const Timeline& timeline, const Policy& policy, Row row);

 private:
  Bitset denied_;
};

}  // namespace throughline::gate
