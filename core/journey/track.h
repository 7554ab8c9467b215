// Journeys of one template in their compact form: positions in their subject's rows, twelve bytes a
// milestone.
//
// A million events give some two hundred thousand journeys, so everything that follows from a
// position (instants, rows, deadlines, skips, order) is worked out when it is asked for, by
// TrackReader.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "model.h"
#include "subjects.h"

namespace throughline {

inline constexpr std::uint32_t kNoPosition = 0xFFFFFFFF;

struct Run {
  Slot slot = kNoSlot;
  std::uint32_t start = 0;            // position of the start event
  std::uint32_t close = kNoPosition;  // of the closing event; none for time-outs and open ones
  std::int16_t end = -1;              // the template's end that closed it
  std::uint16_t to_furthest = 0;      // milestones up to the furthest reached, this one included
  JourneyState state = JourneyState::open;
};
struct Hit {
  std::uint32_t position = 0;  // of the first hit; the start's where there is none
  std::uint32_t previous = 0;  // of the latest reach strictly before that event, else of the start
  std::uint32_t count = 0;     // 0 = not reached
};

// All runs of one template. Runs of a subject stand together, in the order in which they started.
class Tracks {
 public:
  explicit Tracks(std::uint32_t milestones = 0) : milestones_(milestones) {}

  std::uint32_t milestone_count() const { return milestones_; }
  // Live runs are those that `is_live` names; a subject evaluated again leaves its old ones behind.
  std::uint32_t run_count() const { return static_cast<std::uint32_t>(runs_.size()); }
  const Run& run(std::uint32_t i) const { return runs_[i]; }
  Run& run(std::uint32_t i) { return runs_[i]; }
  const Hit* hits(std::uint32_t i) const { return hits_.data() + std::size_t{i} * milestones_; }
  Hit* hits(std::uint32_t i) { return hits_.data() + std::size_t{i} * milestones_; }
  bool is_live(std::uint32_t i) const {
    const Span& span = spans_[runs_[i].slot];
    return i - span.first < span.count;
  }
  // [first, first + count) of a subject.
  std::pair<std::uint32_t, std::uint32_t> of(Slot slot) const {
    if (slot >= spans_.size()) return {0, 0};
    return {spans_[slot].first, spans_[slot].count};
  }

  void clear() {
    runs_.clear();
    hits_.clear();
    spans_.clear();
    dead_ = 0;
  }
  // Room for that many subjects with a journey each.
  void reserve(std::size_t subjects) {
    runs_.reserve(subjects);
    hits_.reserve(subjects * milestones_);
    if (spans_.size() < subjects) spans_.resize(subjects);
  }
  // Runs added until the next begin are this subject's; its earlier ones are dead.
  void begin(Slot slot) {
    if (slot >= spans_.size()) spans_.resize(slot + std::size_t{1});
    dead_ += spans_[slot].count;
    spans_[slot] = {run_count(), 0};
    slot_ = slot;
  }
  // The new run's number.
  std::uint32_t add(std::uint32_t start) {
    const std::uint32_t number = run_count();
    Run run;
    run.slot = slot_;
    run.start = start;
    runs_.push_back(run);
    hits_.resize(hits_.size() + milestones_, Hit{start, start, 0});
    ++spans_[slot_].count;
    return number;
  }
  std::uint32_t dead_count() const { return dead_; }
  std::uint32_t live_count() const { return run_count() - dead_; }
  // Drops dead runs; numbers change. Worth it where they outweigh the live ones.
  void reclaim();

 private:
  struct Span {
    std::uint32_t first = 0, count = 0;
  };
  std::uint32_t milestones_;
  std::vector<Run> runs_;
  std::vector<Hit> hits_;    // milestones_ of each run
  std::vector<Span> spans_;  // by slot
  Slot slot_ = kNoSlot;
  std::uint32_t dead_ = 0;
};

// What follows from the positions of one run.
class TrackReader {
 public:
  TrackReader(const TemplateModel& model, const SubjectIndex& subjects, const Tracks& tracks)
      : model_(&model), subjects_(&subjects), tracks_(&tracks) {}
  // Every question below is about this run.
  void look_at(std::uint32_t run) {
    run_ = &tracks_->run(run);
    hits_ = tracks_->hits(run);
    rows_ = subjects_->rows(run_->slot);
  }

  const Run& run() const { return *run_; }
  StringId subject() const { return subjects_->subject(run_->slot); }
  std::uint32_t milestone_count() const { return tracks_->milestone_count(); }
  std::int64_t started_ms() const { return rows_.at_ms[run_->start]; }
  std::optional<std::int64_t> deadline_ms() const;
  std::optional<std::int64_t> ended_ms() const;
  Row start_row() const { return rows_.rows[run_->start]; }
  Row end_row() const { return run_->close == kNoPosition ? kNoRow : rows_.rows[run_->close]; }

  bool reached(std::uint32_t m) const { return hits_[m].count != 0; }
  std::uint32_t hit_count(std::uint32_t m) const { return hits_[m].count; }
  // Of the event that reached m; of the start where none did.
  std::uint32_t position(std::uint32_t m) const { return hits_[m].position; }
  std::int64_t at_ms(std::uint32_t position) const { return rows_.at_ms[position]; }
  // Likewise.
  std::int64_t reached_ms(std::uint32_t m) const { return rows_.at_ms[hits_[m].position]; }
  Row reached_row(std::uint32_t m) const { return rows_.rows[hits_[m].position]; }
  // Without branches, these two: what the next journey reached cannot be foreseen from this one.
  bool skipped(std::uint32_t m) const {
    return static_cast<unsigned>(!reached(m)) & static_cast<unsigned>(m < run_->to_furthest);
  }
  bool out_of_order(std::uint32_t m) const {
    const std::uint32_t before = m == 0 ? 0 : m - 1;
    return static_cast<unsigned>(reached(m)) &
           static_cast<unsigned>(reached_ms(m) < reached_ms(before));
  }
  // The latest reach strictly before the event that reached m, else the start.
  std::uint32_t previous_position(std::uint32_t m) const { return hits_[m].previous; }
  Row row_at(std::uint32_t position) const { return rows_.rows[position]; }
  std::int64_t from_start_ms(std::uint32_t m) const { return reached_ms(m) - started_ms(); }
  std::int64_t from_previous_ms(std::uint32_t m) const {
    return reached_ms(m) - at_ms(previous_position(m));
  }
  // The furthest milestone in template order; nullopt where none was reached.
  std::optional<std::uint32_t> furthest() const {
    return run_->to_furthest == 0 ? std::nullopt : std::optional(run_->to_furthest - 1u);
  }
  // The latest reach, else the start.
  std::uint32_t latest_position() const;
  std::int64_t latest_progress_ms() const { return rows_.at_ms[latest_position()]; }
  // Reached milestones in the order of their events, within one event in template order.
  std::vector<std::uint32_t> sequence() const;

 private:
  const TemplateModel* model_;
  const SubjectIndex* subjects_;
  const Tracks* tracks_;
  const Run* run_ = nullptr;
  const Hit* hits_ = nullptr;
  SubjectRows rows_;
};

// start + timeout, at most the last instant there is.
std::int64_t deadline_after(std::int64_t started_ms, std::int64_t timeout_ms);

}  // namespace throughline
