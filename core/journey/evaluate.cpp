#include "evaluate.h"

#include <algorithm>

namespace throughline {

Evaluator::Evaluator(CompiledTemplate& compiled, const GatedTimeline& events,
                     const Conversations& conversations, SubjectIndex& subjects)
    : compiled_(&compiled),
      model_(&compiled.model()),
      context_(events, conversations),
      subjects_(&subjects),
      exclude_bits_(CompiledTemplate::bits(compiled.first_exclude(), compiled.first_milestone())),
      milestone_bits_(CompiledTemplate::bits(compiled.first_milestone(), compiled.first_end())),
      end_bits_(CompiledTemplate::bits(compiled.first_end(), compiled.trigger_count())) {}

void Evaluator::prepare() {
  if (remembered_ == subjects_->verdicts().version()) return;
  compiled_->remember_in(*subjects_);
  remembered_ = subjects_->verdicts().version();
  start_kinds_ = compiled_->kinds_of(CompiledTemplate::bit(0));
}

void Evaluator::evaluate(Slot slot, const SubjectRows& rows, std::int64_t as_of_ms,
                         Tracks& tracks) {
  tracks.begin(slot);
  if (!may_start(slot)) return;
  rows_ = rows;
  as_of_ms_ = as_of_ms;
  tracks_ = &tracks;
  const TriggerMask* masks = compiled_->masks();
  const TriggerMask start_bit = CompiledTemplate::bit(0);
  for (std::uint32_t at = 0; at < rows.count;) {
    const TriggerMask mask = masks[rows.kinds[at]];
    if ((mask & start_bit) == 0 || !model_->takes_starts(rows.at_ms[at]) || !matches(0, mask, at)) {
      ++at;
      continue;
    }
    at = follow(at);
    if (!model_->reenters) return;
  }
}

std::uint32_t Evaluator::follow(std::uint32_t start) {
  const std::uint32_t number = tracks_->add(start);
  run_ = &tracks_->run(number);
  hits_ = tracks_->hits(number);
  stopped_ = false;

  // Events up to `limit` can take part; the one at it, if any, lies past the deadline.
  std::uint32_t limit = rows_.count;
  std::int64_t deadline_ms = 0;
  if (model_->timeout_ms) {
    deadline_ms = deadline_after(rows_.at_ms[start], *model_->timeout_ms);
    if (rows_.at_ms[limit - 1] > deadline_ms)
      limit = static_cast<std::uint32_t>(
          std::upper_bound(rows_.at_ms + start, rows_.at_ms + limit, deadline_ms) - rows_.at_ms);
  }
  const TriggerMask wanted = exclude_bits_ | milestone_bits_ | end_bits_;
  const TriggerMask* masks = compiled_->masks();
  const KindCode* kinds = rows_.kinds;
  for (std::uint32_t at = start + (model_->count_start_event ? 0 : 1); at < limit; ++at) {
    const TriggerMask mask = masks[kinds[at]];
    if ((mask & wanted) != 0 && take(at, mask)) return at + 1;
  }
  if (model_->timeout_ms && (limit < rows_.count || deadline_ms < as_of_ms_))
    run_->state = JourneyState::timed_out;
  return limit;
}

bool Evaluator::take(std::uint32_t position, TriggerMask mask) {
  const std::uint32_t first_milestone = compiled_->first_milestone();
  const std::uint32_t first_end = compiled_->first_end();
  if ((mask & exclude_bits_) != 0 &&
      first_match(compiled_->first_exclude(), first_milestone, mask, position) != first_milestone) {
    close(position, JourneyState::excluded);
    return true;
  }
  if ((mask & milestone_bits_) != 0) try_milestones(position, mask);
  if ((mask & end_bits_) == 0) return false;
  const std::uint32_t end = first_match(first_end, compiled_->trigger_count(), mask, position);
  if (end == compiled_->trigger_count()) return false;
  close(position, JourneyState::completed);
  run_->end = static_cast<std::int16_t>(end - first_end);
  return true;
}

std::uint32_t Evaluator::first_match(std::uint32_t from, std::uint32_t to, TriggerMask mask,
                                     std::uint32_t position) {
  for (; from < to; ++from)
    if (matches(from, mask, position)) return from;
  return to;
}

void Evaluator::close(std::uint32_t position, JourneyState state) {
  run_->close = position;
  run_->state = state;
}

bool Evaluator::in_window(std::uint32_t milestone, std::uint32_t position) const {
  const auto& within_ms = model_->milestones[milestone].within_ms;
  if (!within_ms) return true;
  std::uint32_t since = run_->start;
  for (std::uint32_t before = milestone; before-- > 0;) {
    if (hits_[before].position == kNoPosition) continue;
    since = hits_[before].position;
    break;
  }
  return rows_.at_ms[position] - rows_.at_ms[since] <= *within_ms;
}

void Evaluator::try_milestones(std::uint32_t position, TriggerMask mask) {
  const std::uint32_t first = compiled_->first_milestone();
  const std::uint32_t count = compiled_->first_end() - first;
  const bool is_free = model_->order == Order::any;
  bool all_before = true;  // every milestone before this one is reached
  bool in_turn = false;    // something was reached, or hit again
  bool out_of_turn = false;
  for (std::uint32_t m = 0; m < count; ++m) {
    Hit& hit = hits_[m];
    const bool was_reached = hit.position != kNoPosition;
    if (matches(first + m, mask, position) && in_window(m, position)) {
      if (was_reached) {
        ++hit.count;
        in_turn = true;
      } else if (is_free || (all_before && !stopped_)) {
        hit = {position, 1};
        in_turn = true;
      } else {
        out_of_turn = true;
      }
    }
    all_before = all_before && hit.position != kNoPosition;
  }
  if (model_->order == Order::strict && out_of_turn && !in_turn) stopped_ = true;
}

}  // namespace throughline
