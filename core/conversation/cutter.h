// Cutting: which interaction each event belongs to (section 1, and the rulings in conversation.h).
//
// Events come in timeline order. For each conversation the cutter keeps its runs: the open interaction on each of its
// channels. A conversation mostly has one or two, so they are a short chain.
#pragma once

#include <vector>

#include "conversation/fold.h"
#include "conversation/interactions.h"

namespace throughline::conversation {

class Cutter {
 public:
  Cutter(const GatedTimeline& events, const Fold& fold, Interactions& interactions)
      : events_(events), fold_(fold), interactions_(interactions) {}

  void set_gap_hours(std::int32_t hours) { gap_ms_ = std::int64_t{hours} * 3600000; }
  std::int32_t gap_hours() const { return static_cast<std::int32_t>(gap_ms_ / 3600000); }

  // Forgets all conversations.
  void clear();
  // The first visible row of a conversation that names a channel, at or before as-of or not; kNoRow.
  void set_first_channel_row(StringId conversation, Row row) {
    thread_of(conversation).first_channel_row = row;
  }
  Row first_channel_row(StringId conversation) { return thread_of(conversation).first_channel_row; }
  // Begins to cut all conversations, or these, anew.
  void begin_all();
  void begin(const std::vector<StringId>& conversations);
  // Precondition: the row is in view, and those before it in its conversation have been placed since `begin`.
  void place(Row row);

 private:
  static constexpr std::uint32_t kNoRun = 0xFFFFFFFF;
  struct Run {
    StringId channel = kAbsent;  // kAbsent: of a conversation without any channel
    InteractionId interaction = kNoInteraction;
    std::int64_t last_ms = kBefore;
    bool fresh = true;    // no event that names the channel has come yet
    bool called = false;  // an event of group `call` has come
    bool wrapped_up = false;
    std::uint32_t next = kNoRun;
  };
  struct Thread {
    Row first_channel_row = kNoRow;
    InteractionId latest = kNoInteraction;  // that of the event before
    InteractionId open =
        kNoInteraction;  // of those not closed, the one that came last; the others by Record::before
    std::uint32_t runs = kNoRun;

    void restart() {
      latest = open = kNoInteraction;
      runs = kNoRun;
    }
  };

  Thread& thread_of(StringId conversation);
  InteractionId choose(Row row, Thread* thread, bool runs);
  InteractionId before_any_channel(Row row, Thread& thread);
  InteractionId named(StringId name, Row row);
  Run& run_of(Thread& thread, StringId channel);
  bool cuts(const Run& run, Row row) const;
  void note_run(Thread& thread, InteractionId id, Row row);
  void note_call(Record& record, Row row) const;
  void note_status(Row row, InteractionId id, Thread* thread);
  void push_open(Thread& thread, InteractionId id);

  const GatedTimeline& events_;
  const Fold& fold_;
  Interactions& interactions_;
  std::int64_t gap_ms_ = std::int64_t{kInteractionGapHours} * 3600000;
  DenseIndex index_;  // conversation → place in threads_
  std::vector<Thread> threads_;
  std::vector<Run> runs_;
};

}  // namespace throughline::conversation
