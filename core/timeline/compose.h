// The values that an event shows: its first record's, completed by its duplicates, changed by its revisions.
//
// For each member one row wins: of edits the last by order key, else of the event's own records the first, else
// the first reviser that fills the gap. Only `delivery` (the greatest) and `deleted` are decided otherwise.
#pragma once

#include <array>

#include "timeline/fold.h"
#include "timeline/place.h"
#include "timeline/rows.h"

namespace throughline::store {

class Composer {
 public:
  Composer(Rows& rows, Placer& placer) : rows_(&rows), placer_(&placer) {}
  // Sets the columns of the kept row and, where other rows' members show in it, a merged blob. All rows of the
  // event must show their own values. `reuse`: see write_blob.
  void compose(const FoldedEvent& event, Arena::Ref reuse);

 private:
  void choose(const FoldedEvent& event);
  void offer(Row row, MemberSet members);
  MemberSet without_other_person(Row row, MemberSet members) const;
  bool other_person(Row row, Member id, Member name) const;
  Row winner(Member member) const { return winners_[static_cast<std::size_t>(member)]; }
  RowValues columns_of_winners(Row kept);
  template <std::size_t N>
  std::uint32_t merged(Dictionary<N>& dictionary, const Column<std::uint32_t>& column, Member first,
                       Row kept);
  std::uint32_t flags_of_winners(const FoldedEvent& event) const;
  std::uint32_t greatest_delivery(const FoldedEvent& event) const;
  bool merges_blobs(Row kept) const;
  Arena::Ref blob_of_winners(Row kept, Arena::Ref reuse);

  Rows* rows_;
  Placer* placer_;
  MemberSet won_ = 0;
  std::array<Row, kMemberCount> winners_{};  // of the members in won_
};

}  // namespace throughline::store
