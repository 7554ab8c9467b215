// The timeline's parts and the pipeline that takes arrived rows into the order.
//
//   place    every new row: its instant, its links               one unit a row
//   fold     every new row: its cluster is decided               one unit a row of the cluster
//   learn    people seen for the first time                      one unit a party
//   few rows:   insert   into order, groups, identity            one unit a row
//   many rows:  gather, merge, count, fill, resolve              one unit a row (or party) each
//
// A change of settings starts again from `place` with the rows that are stored.
#pragma once

#include <vector>

#include "throughline/timeline.h"
#include "timeline/compose.h"
#include "timeline/fold.h"
#include "timeline/groups.h"
#include "timeline/identity.h"
#include "timeline/links.h"
#include "timeline/order.h"
#include "timeline/place.h"

namespace throughline {

struct Timeline::State {
  bool step(std::uint32_t& units);
  bool settled() const {
    return phase == Phase::place && placed == rows.columns.size() && debt == 0;
  }
  // Everything again, from the stored rows.
  void restart();
  // Whether a row that was placed is dated by the business zone, or would be if there were one.
  bool uses_business_zone() const;
  void settle();
  // Overwrites the rows and what is folded into them; returns how many rows that were. Restarts.
  std::uint32_t erase(const Bitset& chosen);

  store::Rows rows;
  store::Keys keys{rows};
  store::Placer placer{rows};
  store::Links links{rows};
  store::Folder folder{rows, keys};
  store::Composer composer{rows, placer};
  store::Order order{rows, keys};
  store::Groups groups{rows, keys};
  store::Identity identity{rows, keys};
  TimelineStats stats;
  TimelineChanges changes;

 private:
  enum class Phase : std::uint8_t {
    place,
    fold,
    learn,
    insert,
    gather,
    merge,
    count,
    fill,
    resolve
  };
  // A row that was in the order before this round and may stand elsewhere, or nowhere, after it.
  struct Moved {
    Row row = kNoRow;
    bool was_kept = false;
    StringId conversation = kAbsent;
    store::PartyId party = 0;
  };

  static constexpr Row kExpected = 16;  // rows that are asked for together

  void advance(std::uint32_t& units);
  void expect_rows(Row from, Row end) const;
  void place_row(Row row);
  void date_row(Row row);
  void count(Row row, RowState state, int by);
  void fold_row(Row row, std::uint32_t& units);
  void fold_cluster(Row row, std::uint32_t& units);
  void remember(const std::vector<Row>& cluster);
  void overwrite_revoked(const std::vector<store::FoldedEvent>& events);
  void apply(const store::FoldedEvent& event);
  void set_state(Row row, RowState state);
  void fold_into(Row row, Row kept, FoldReason reason);
  void set_reused(Row row, bool reused);
  void erase_row(Row row);

  bool few_rows() const;
  void insert_next();
  void insert_row(Row row);
  void move_row(const Moved& moved);
  void gather(std::uint32_t& units);
  bool walk_order(std::uint32_t& units, bool counting);
  void begin_walk(Phase next);
  void end_round();

  Phase phase = Phase::place;
  Row linked = 0;            // rows below are known to `links`; a restart does not change that
  Row placed = 0;            // rows below have an instant, or a reason to have none
  Row folded = 0;            // rows below have a state
  Row ordered = 0;           // kept rows below stand in the order
  std::vector<Moved> moved;  // rows below `ordered` touched in this round
  std::size_t next_moved = 0;
  bool regroup = false;  // the walk fills groups, too; else it only observes identities
  std::size_t walk_block = 0, walk_at = 0;
  std::uint64_t debt = 0;  // units used beyond what was given, paid by the steps that follow
  std::vector<Row> cluster_, run_;
  std::vector<std::pair<Row, store::Arena::Ref>> merged_;  // merged blobs of the rows of a cluster
};

}  // namespace throughline
