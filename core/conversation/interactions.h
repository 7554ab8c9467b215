// Interactions as they are stored: which rows each has, and what cutting and live states need of it.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <vector>

#include "throughline/conversation.h"

namespace throughline::conversation {

inline constexpr std::int64_t kBefore =
    std::numeric_limits<std::int64_t>::min();  // it never happened
inline constexpr std::int64_t kNever =
    std::numeric_limits<std::int64_t>::max();  // it will not happen

struct Record {
  Row first = kNoRow;  // its first row; kNoRow = the id is free
  std::uint32_t count = 0;
  StringId name = kAbsent, channel = kAbsent, conversation = kAbsent, customer = kAbsent;
  InteractionId before =
      kNoInteraction;      // of the open ones of its conversation, the one that came before it
  std::uint32_t room = 0;  // rows that its place holds
  std::size_t place = 0;   // of its rows
  std::int64_t over_ms = kNever;            // a call: wrapped up, missed
  std::int64_t closed_ms = kNever;          // its conversation is closed
  std::int64_t last_customer_ms = kBefore;  // the last event of the customer in it
  std::int64_t armed_ms = kBefore;  // the last event of the customer elsewhere that re-armed it
  bool is_open = false;             // stands in its conversation's chain of open ones
  bool begun = false;               // a call: something says that it began
  bool listed = false;              // of rearm()
  LiveState live = LiveState::past;
  std::int64_t next_change_ms = kNever;

  std::int64_t ended_ms() const { return over_ms < closed_ms ? over_ms : closed_ms; }
};

class Interactions {
 public:
  explicit Interactions(const GatedTimeline& events) : events_(events) {}

  // -- making ---------------------------------------------------------------------------------------
  void clear(std::size_t rows);
  void resize(std::size_t rows) {
    of_row_.resize(rows, kNoInteraction);
    armed_by_row_.resize(rows, kNoInteraction);
  }
  // Takes the interaction away; its rows have none until they are added again. Its id stays with its first row.
  void free(InteractionId id);
  // A new one, beginning with this row. Rows must come in order.
  InteractionId begin(Row row);
  void add(InteractionId id, Row row);
  InteractionId named(StringId name) const;  // kNoInteraction where there is none
  void set_name(InteractionId id, StringId name);
  // Between adding and filling: gives each of `ids` its place, then takes the rows one by one, in order.
  void make_room(const std::vector<InteractionId>& ids);
  void make_all_room();
  void fill(Row row);
  // Which interaction the row re-armed (rearm() in live.h).
  void set_armed_by(Row row, InteractionId id) { armed_by_row_[row] = id; }
  // Puts the order right after `begin` and `free`. `ids`: all that began since.
  void mend_order();

  // -- reading --------------------------------------------------------------------------------------
  Record& operator[](InteractionId id) { return records_[id]; }
  const Record& operator[](InteractionId id) const { return records_[id]; }
  std::span<const Row> rows(InteractionId id) const {
    return {rows_.data() + records_[id].place, records_[id].count};
  }
  InteractionId of(Row row) const { return row < of_row_.size() ? of_row_[row] : kNoInteraction; }
  InteractionId armed_by(Row row) const { return armed_by_row_[row]; }
  const std::vector<InteractionId>& in_order() const { return order_; }
  bool has(InteractionId id) const { return id < records_.size() && records_[id].first != kNoRow; }
  // Rows written to places that were left again, and rows in all.
  std::size_t wasted() const { return wasted_; }
  std::size_t stored() const { return rows_.size(); }

 private:
  void place_rows(Record& record, std::uint32_t room);
  bool stands_before(InteractionId a, InteractionId b) const;

  const GatedTimeline& events_;
  std::vector<Record> records_;
  std::vector<Row> rows_;
  std::size_t wasted_ = 0;
  Column<InteractionId> of_row_, armed_by_row_;
  std::vector<InteractionId> order_;
  bool appending_ = true;  // begin() comes in order: the whole is made anew
  DenseIndex names_;
  std::vector<InteractionId> by_name_;
  std::map<Row, InteractionId> freed_;  // by first row, until mend_order
  std::vector<InteractionId> begun_;    // since the last mend_order, ids that were not freed
  std::vector<InteractionId> spare_;
};

}  // namespace throughline::conversation
