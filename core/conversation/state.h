// What a Conversations keeps, and how it is brought up to date.
#pragma once

#include <vector>

#include "conversation/cutter.h"
#include "conversation/fold.h"
#include "conversation/interactions.h"
#include "conversation/live.h"
#include "gate/order_walk.h"

namespace throughline {

struct Conversations::State {
  explicit State(const GatedTimeline& gated)
      : events(gated), fold(gated), interactions(gated), cutter(gated, fold, interactions) {}

  // Whether something was asked for that is not yet being worked on.
  bool has_wishes() const;
  void begin();
  // Works in units; true while some work is left.
  bool work(std::uint32_t& units);
  bool at_rest() const { return stage_ == Stage::idle; }
  // A pass over the order is under way: it cannot go on once order, view or values have changed.
  bool in_pass() const { return stage_ != Stage::idle && stage_ != Stage::touched; }
  void restart();
  // Makes room for the timeline's new rows.
  void grow();

  const GatedTimeline& events;
  conversation::Fold fold;
  conversation::Interactions interactions;
  conversation::Cutter cutter;
  std::int32_t wanted_gap_hours = kInteractionGapHours;
  std::optional<Instant> as_of;  // that of the interactions
  std::optional<std::int64_t> next_change_ms;

  bool wants_fold = true;            // of everything
  GatedTimeline::Refreshed pending;  // noted by invalidate, not begun

 private:
  enum class Stage : std::uint8_t { idle, fold, cut, fill, rearm, settle, touched };

  void advance(std::uint32_t& units);
  // Calls look(row) for visible rows in order, as far as as-of; true when the pass is over.
  template <class F>
  bool pass_view(std::uint32_t& units, const F& look);

  // Everything: fold, cut, fill, rearm, settle.
  void begin_fold();
  void begin_cut();
  void begin_fill();
  void begin_rearm();
  void begin_settle();
  void fold_row(Row row);
  bool rearm_all(std::uint32_t& units);
  bool settle_all(std::uint32_t& units);
  void settle(InteractionId id);
  void finish();

  // What was touched: touched.cpp.
  void begin_touched(std::optional<Instant> was_as_of);
  void advance_touched(std::uint32_t& units);
  void note_crossed(std::optional<Instant> was, std::optional<Instant> is);
  std::size_t fold_conversation(StringId conversation);
  std::size_t recut();
  std::size_t settle_touched(std::vector<InteractionId> ids);

  Stage stage_ = Stage::idle;
  UnitDebt debt_;
  gate::OrderWalk walk_;                 // where a pass over the order stands
  DenseIndex fold_index_;                // conversation → place in folding_
  std::vector<EventState> folding_;      // state so far, while everything is folded
  std::vector<StringId> to_fold_;        // conversations
  std::vector<StringId> to_cut_;         // conversations
  std::vector<Row> to_place_;            // rows that appeared, changed, vanished, or crossed as-of
  bool cuts_all_ = false;                // the gap has changed
  bool settles_all_ = false;             // as-of has moved backwards
  std::vector<StringId> to_rearm_;       // customers with live chats, or with chats that may be
  std::size_t settled_ = 0;              // interactions in order, of a full pass
  std::vector<InteractionId> changing_;  // interactions whose live state will change by itself
};

}  // namespace throughline
