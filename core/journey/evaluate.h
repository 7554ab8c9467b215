// The evaluator: one subject's rows by one compiled template (section 8, step by step).
//
// It asks of each trigger which events match, a bit an event (matches.h), and finds the start, the closing event and
// the milestones by looking for bits: what closes a journey never depends on its milestones. A deadline is turned into
// a position once, when a journey opens.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "compile.h"
#include "subjects.h"
#include "track.h"

namespace throughline {

class Evaluator {
 public:
  // Whenever it evaluates, the template has learnt all kinds of the index's rows.
  Evaluator(CompiledTemplate& compiled, const GatedTimeline& events,
            const Conversations& conversations, SubjectIndex& subjects);

  // To be called before each run of evaluations, and whenever the index has changed between two. Looks at the events
  // that are new to a trigger; one unit = 64 of them, or one for which conditions are tried. True while work is left.
  bool prepare(std::uint32_t& units);
  // The first position from `from` on at which a journey may start; the index's position_count() where there is none.
  std::uint32_t next_start(std::uint32_t from) const {
    return looks_again_at_starts() ? from : matched_[0]->next(from, matched_[0]->size());
  }
  // Puts the subject's journeys into `tracks`, in place of those it had. `rows` are the subject's in
  // the index, and end at as-of.
  void evaluate(Slot slot, const SubjectRows& rows, std::int64_t as_of_ms, Tracks& tracks);

 private:
  // Triggers by number.
  struct Range {
    std::uint32_t from = 0, to = 0;
  };
  // The first event of a range that one of several triggers matches, and the first such trigger.
  struct Match {
    std::uint32_t position = 0, trigger = 0;
  };

  void take_columns();
  bool looks_again_at_starts() const {
    return !looked_at_again_.empty() && looked_at_again_.front() == 0;
  }
  // Looks whether a trigger matches at [from, to), which lie in one word of positions; returns for how many conditions
  // were tried.
  std::uint32_t look(std::uint32_t trigger, std::uint32_t from, std::uint32_t to);
  void look_at_subject(std::uint32_t trigger);
  Match first_match(Range triggers, std::uint32_t from, std::uint32_t to) const;

  // Tracks the journey that starts here; returns the position from which the next start may come.
  std::uint32_t follow(std::uint32_t start);
  // The position behind the subject's last event that is not past the deadline of a journey that starts there.
  std::uint32_t limit_of(std::uint32_t start, std::int64_t deadline_ms) const;
  // Milestones among the events [from, to): each by itself, or as they come, where one depends on others.
  void reach_freely(std::uint32_t from, std::uint32_t to);
  void reach_in_turn(std::uint32_t from, std::uint32_t to);
  void link_to_previous();
  // Of an event that a milestone matches.
  void try_milestone(std::uint32_t milestone, std::uint32_t at);
  bool in_window(std::uint32_t milestone, std::uint32_t at) const;

  CompiledTemplate* compiled_;
  const TemplateModel* model_;
  MatchContext context_;
  SubjectIndex* subjects_;
  Range excludes_, milestones_, ends_;
  bool is_free_;  // each milestone can be looked for by itself
  // By trigger: which events match. Those in whose conditions as-of has a part are looked at again for each subject.
  std::vector<Positions*> matched_;
  std::vector<std::uint32_t> looked_at_again_;
  std::vector<std::shared_ptr<Matches::Column>> columns_;  // who owns them
  std::optional<std::uint64_t> version_;                   // of the index's matches

  // The subject in hand; `first_` and `end_` are positions of the index, as are all below that are named `at`, `from`,
  // `to` or `start`. What tracks hold counts from `first_`.
  SubjectRows rows_;
  std::uint32_t first_ = 0, end_ = 0;
  std::int64_t as_of_ms_ = 0;
  Tracks* tracks_ = nullptr;
  // The journey in hand.
  Run* run_ = nullptr;
  Hit* hits_ = nullptr;
  std::uint32_t latest_ = 0;  // the latest reach, else the start
  bool stopped_ = false;      // strict: no further milestones
  // The event in hand: `latest_` before it; whether it reached a milestone or hit one again; whether it came too early.
  std::uint32_t before_ = 0;
  bool in_turn_ = false, out_of_turn_ = false;
};

}  // namespace throughline
