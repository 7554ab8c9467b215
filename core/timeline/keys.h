// The order key of spec 4: (at_ms; source priority; source name; sequence, absent last, within a source; record
// index; part index). Total over rows: no two are equal.
#pragma once

#include "timeline/rows.h"

namespace throughline::store {

class Keys {
 public:
  explicit Keys(const Rows& rows) : rows_(&rows) {}
  // Both dated.
  bool before(Row a, Row b) const {
    const std::int64_t at_a = rows_->columns.at_ms[a];
    const std::int64_t at_b = rows_->columns.at_ms[b];
    return at_a != at_b ? at_a < at_b : before_at_same_instant(a, b);
  }
  bool operator()(Row a, Row b) const { return before(a, b); }

 private:
  bool before_at_same_instant(Row a, Row b) const;
  const Rows* rows_;
};

// Gives every source its place in the order of (priority, name bytewise).
void rank_sources(std::vector<Source>& sources);

}  // namespace throughline::store
