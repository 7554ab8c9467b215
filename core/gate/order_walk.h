// A pass over the timeline's order that can stop after any row and go on later. The order must not change in between.
#pragma once

#include <cstdint>
#include <vector>

#include "throughline/timeline.h"

namespace throughline::gate {

class OrderWalk {
 public:
  void restart() { block_ = index_ = 0; }
  // Calls look(row), one unit each, until it returns false or the order ends: then true. False: units ran out.
  template <class F>
  bool go(const Timeline& timeline, std::uint32_t& units, const F& look) {
    for (; block_ < timeline.block_count(); ++block_, index_ = 0) {
      const std::vector<Row>& rows = timeline.block(block_);
      for (; index_ < rows.size(); ++index_) {
        if (units == 0) return false;
        --units;
        if (!look(rows[index_])) return true;
      }
    }
    return true;
  }

 private:
  std::size_t block_ = 0, index_ = 0;
};

// Calls look(row) for the rows with from_ms ≤ at_ms < to_ms, in order, until it returns false.
template <class F>
void walk_between(const Timeline& timeline, std::int64_t from_ms, std::int64_t to_ms,
                  const F& look) {
  auto [block, index] = timeline.lower_bound(Instant{from_ms});
  for (; block < timeline.block_count(); ++block, index = 0) {
    const std::vector<Row>& rows = timeline.block(block);
    for (; index < rows.size(); ++index)
      if (timeline.at_ms(rows[index]) >= to_ms || !look(rows[index])) return;
  }
}

}  // namespace throughline::gate
