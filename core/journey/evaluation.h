// A set of templates evaluated over all subjects: what is tracked, in document order, with what
// follows for all.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "compile.h"
#include "evaluate.h"
#include "subjects.h"
#include "track.h"

namespace throughline {

// The rows of both kinds of subjects. Customers are grouped only where a template asks for them.
class Subjects {
 public:
  Subjects(const GatedTimeline& events, KindCodes& kinds)
      : conversations_(events, kinds, SubjectKind::conversation),
        customers_(events, kinds, SubjectKind::customer) {}
  SubjectIndex& of(SubjectKind kind) {
    return kind == SubjectKind::conversation ? conversations_ : customers_;
  }
  const SubjectIndex& of(SubjectKind kind) const {
    return kind == SubjectKind::conversation ? conversations_ : customers_;
  }

 private:
  SubjectIndex conversations_, customers_;
};

// One template's journeys.
class Tracking {
 public:
  Tracking(const TemplateModel& model, SubjectIndex& subjects)
      : compiled(model),
        tracks(static_cast<std::uint32_t>(model.milestones.size())),
        subjects_(&subjects) {}

  CompiledTemplate compiled;
  Tracks tracks;

  const TemplateModel& model() const { return compiled.model(); }
  SubjectIndex& subjects() const { return *subjects_; }
  TrackReader reader() const { return TrackReader(model(), *subjects_, tracks); }

  // To be called when runs were added or died; `renumbered` where numbers may mean other runs than
  // before.
  void changed() {
    is_ordered_ = false;
    p90_.clear();
  }
  void renumbered() {
    changed();
    ordered_runs_ = 0;
  }
  struct Place {
    std::int64_t started_ms = 0;
    std::uint32_t run = 0;
  };
  // Live runs by (started_ms, subject's bytes, order of start). Cost after a change: a pass and a
  // merge.
  const std::vector<Place>& order(const GatedTimeline& events);
  // Per milestone the p90 of from_previous; nullopt below five samples.
  const std::vector<std::optional<std::int64_t>>& step_p90();
  // An open journey that waits longer than the next step's p90.
  bool stalled(const TrackReader& reader, std::int64_t as_of_ms);

 private:
  bool stands_before(const Place& a, const Place& b, const GatedTimeline& events) const;

  SubjectIndex* subjects_;
  bool is_ordered_ = false;
  std::uint32_t ordered_runs_ = 0;  // runs below this number have been put in order
  std::vector<Place> order_;
  std::vector<std::optional<std::int64_t>> p90_;
};

// Works in rounds: everything, or the subjects that were touched since the last round began.
class Evaluation {
 public:
  Evaluation(const Templates& templates, const GatedTimeline& events,
             const Conversations& conversations, Subjects& subjects);

  const Templates& templates() const { return templates_; }
  std::size_t size() const { return trackings_.size(); }
  Tracking& tracking(std::size_t i) { return *trackings_[i]; }
  bool uses(SubjectKind kind) const;

  // Everything again, or this subject. Work is done by step.
  void redo_all();
  void redo(SubjectKind kind, Slot slot) { pending_of(kind).push_back(slot); }
  // One unit = one subject by one template, at least its rows / 64. True while work is left.
  bool step(std::int64_t as_of_ms, const KindCodes& kinds, std::uint32_t& units);
  std::uint64_t subjects_evaluated() const { return subjects_evaluated_; }

 private:
  enum class Round : std::uint8_t { none, everything, touched };
  using Slots = std::array<std::vector<Slot>, 2>;  // by SubjectKind

  std::vector<Slot>& pending_of(SubjectKind kind) {
    return pending_[static_cast<std::size_t>(kind)];
  }
  // False where nothing is pending.
  bool begin_touched_round();
  void begin_template();
  bool step_template(std::int64_t as_of_ms, std::uint32_t& units);
  // These return true where they ran out of units.
  bool evaluate_all(std::int64_t as_of_ms, std::uint32_t& units);
  bool evaluate_touched(std::int64_t as_of_ms, std::uint32_t& units);
  void evaluate(Slot slot, std::int64_t as_of_ms, std::uint32_t& units);

  Templates templates_;
  const GatedTimeline* events_;
  const Conversations* conversations_;
  std::vector<std::unique_ptr<Tracking>> trackings_;
  Slots pending_;  // touched since the round began
  Slots touched_;  // what a touched round is about: sorted, distinct
  Round round_ = Round::everything;
  std::size_t template_ = 0;  // how far the round has come
  // In that template: a position of its subjects, or an index into touched_; positions mean something else where the
  // version of the subjects' matches changes.
  std::uint32_t next_ = 0;
  std::uint64_t version_ = 0;
  std::unique_ptr<Evaluator> evaluator_;
  std::uint64_t subjects_evaluated_ = 0;
};

}  // namespace throughline
