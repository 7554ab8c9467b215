// The evaluator: one pass over one subject's rows by one compiled template (section 8, step by
// step).
//
// The inner loop looks at one kind code an event and goes on where no trigger takes that kind. A
// deadline costs nothing per event either: it is turned into a position once, when a journey opens. A subject with no
// event of a kind that starts a journey is passed over, and a condition is worked out once for each event, whichever
// templates ask for it.
#pragma once

#include <cstdint>
#include <optional>

#include "compile.h"
#include "track.h"

namespace throughline {

class Evaluator {
 public:
  // Whenever it evaluates, the template has learnt all kinds of the index's rows.
  Evaluator(CompiledTemplate& compiled, const GatedTimeline& events,
            const Conversations& conversations, SubjectIndex& subjects);

  // To be called before each run of evaluations, and whenever the index has changed between two.
  void prepare();
  // Whether the subject may have a journey at all.
  bool may_start(Slot slot) const { return (subjects_->kinds_among(slot) & start_kinds_) != 0; }
  // Puts the subject's journeys into `tracks`, in place of those it had. `rows` are the subject's in
  // the index, and end at as-of.
  void evaluate(Slot slot, const SubjectRows& rows, std::int64_t as_of_ms, Tracks& tracks);

 private:
  // Tracks the journey that starts here; returns the position from which the next start may come.
  std::uint32_t follow(std::uint32_t start);
  // Whether the event closes the journey in hand.
  bool take(std::uint32_t position, TriggerMask mask);

  void try_milestones(std::uint32_t position, TriggerMask mask);
  bool in_window(std::uint32_t milestone, std::uint32_t position) const;
  bool matches(std::uint32_t trigger, TriggerMask mask, std::uint32_t position) {
    return (mask & CompiledTemplate::bit(trigger)) != 0 &&
           compiled_->matches(trigger, mask, rows_.rows[position],
                              std::size_t{rows_.first} + position, context_);
  }
  // The first trigger of [from, to) that matches; `to` where none does.
  std::uint32_t first_match(std::uint32_t from, std::uint32_t to, TriggerMask mask,
                            std::uint32_t position);
  void close(std::uint32_t position, JourneyState state);

  CompiledTemplate* compiled_;
  const TemplateModel* model_;
  MatchContext context_;
  SubjectIndex* subjects_;
  std::optional<std::uint64_t> remembered_;  // the version of the index's verdicts
  TriggerMask exclude_bits_, milestone_bits_, end_bits_;
  KindSet start_kinds_ = 0;

  // The subject and the journey in hand.
  SubjectRows rows_;
  std::int64_t as_of_ms_ = 0;
  Run* run_ = nullptr;
  Hit* hits_ = nullptr;
  Tracks* tracks_ = nullptr;
  bool stopped_ = false;  // strict: no further milestones
};

}  // namespace throughline
