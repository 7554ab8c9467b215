// Visible rows grouped by subject, side by side in memory: what makes evaluation one sequential
// pass.
//
// Parallel arrays (row, instant, kind code, subject; 18 bytes a row) hold the rows of each subject together in timeline
// order; where in them a row stands is its position. As-of cuts a prefix of each group. A subject that changes moves to
// the end; what it leaves behind is reclaimed when it outweighs the rest. A build finds the subjects in one pass over
// the timeline's order, so that neighbours in time are neighbours here, then gathers the rows of one after the other.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "kinds.h"
#include "matches.h"
#include "model.h"
#include "throughline/gate.h"
#include "throughline/time.h"

namespace throughline {

using Slot = std::uint32_t;  // a subject's number, in order of first sight
inline constexpr Slot kNoSlot = 0xFFFFFFFF;

// A subject's rows up to as-of. Numbers in it, from 0, are what journeys are made of.
struct SubjectRows {
  const Row* rows = nullptr;
  const std::int64_t* at_ms = nullptr;
  const KindCode* kinds = nullptr;
  std::uint32_t count = 0;
  std::uint32_t first = 0;  // the position of the first one
};

class SubjectIndex {
 public:
  SubjectIndex(const GatedTimeline& events, KindCodes& kinds, SubjectKind subject)
      : events_(&events), kinds_(&kinds), subject_(subject) {}

  bool ready() const { return phase_ == Phase::ready; }
  // To be built again from nothing.
  void clear();
  // Goes on building, one unit = 64 rows; true while work is left.
  bool build(std::uint32_t& units);
  // Takes over the rows that one subject has now.
  void refresh(StringId subject);

  Slot slot_count() const { return static_cast<Slot>(groups_.size()); }
  StringId subject(Slot slot) const { return groups_[slot].subject; }
  Slot slot_of(StringId subject) const;
  // All rows, also those after as-of.
  SubjectRows rows(Slot slot) const {
    const Group& group = groups_[slot];
    return {rows_.data() + group.begin, at_ms_.data() + group.begin,
            kind_codes_.data() + group.begin, group.count, group.begin};
  }
  SubjectRows rows(Slot slot, std::int64_t as_of_ms) const {
    SubjectRows all = rows(slot);
    if (as_of_ms < latest_ms_ && all.count != 0 && all.at_ms[all.count - 1] > as_of_ms)
      all.count = static_cast<std::uint32_t>(
          std::upper_bound(all.at_ms, all.at_ms + all.count, as_of_ms) - all.at_ms);
    return all;
  }
  // The position behind the subject's last one.
  std::uint32_t end_of(Slot slot) const { return groups_[slot].begin + groups_[slot].count; }
  // Which subject a row was grouped under; kAbsent where none.
  StringId subject_of(Row row) const;
  // Rows that have no subject; some may not be in view.
  const std::vector<Row>& loose_rows() const;

  std::uint32_t position_count() const { return static_cast<std::uint32_t>(rows_.size()); }
  Row row(std::uint32_t position) const { return rows_[position]; }
  // Whose row stands there; kNoSlot where it was left behind.
  Slot slot_at(std::uint32_t position) const {
    const Slot slot = slots_[position];
    return position - groups_[slot].begin < groups_[slot].count ? slot : kNoSlot;
  }
  const KindCode* kind_codes() const { return kind_codes_.data(); }  // by position
  // What triggers match, by position; forgotten with the positions.
  Matches& matches() { return matches_; }

 private:
  enum class Phase : std::uint8_t { find, gather, ready };
  struct Group {
    StringId subject = kAbsent;
    std::uint32_t begin = 0, count = 0;
  };

  StringId current_subject(Row row) const {
    return subject_ == SubjectKind::conversation ? events_->conversation(row)
                                                 : events_->customer(row);
  }
  const std::vector<Row>& current_rows(StringId subject) const {
    return subject_ == SubjectKind::conversation ? events_->timeline().conversation_rows(subject)
                                                 : events_->customer_rows(subject);
  }
  Slot slot_for(StringId subject);
  // Both return false when they ran out of units.
  bool find_subjects(std::uint32_t& units);
  bool gather_rows(std::uint32_t& units);
  void find(Row row);
  void gather(Slot slot);
  void reclaim();

  const GatedTimeline* events_;
  KindCodes* kinds_;
  SubjectKind subject_;
  Phase phase_ = Phase::find;
  std::size_t block_ = 0, in_block_ = 0;  // how far a build has come: in the order,
  Slot next_slot_ = 0;                    // then in the subjects
  std::vector<Group> groups_;
  std::vector<Slot> slot_by_id_;  // by the subject's string id
  std::vector<Row> rows_;
  std::vector<std::int64_t> at_ms_;
  std::vector<KindCode> kind_codes_;
  std::vector<Slot> slots_;
  std::vector<Slot> slot_of_row_;  // customers only: a row's customer may change
  std::uint32_t waste_ = 0;
  Matches matches_;
  std::int64_t latest_ms_ = kMinMs;  // no row is later
};

}  // namespace throughline
