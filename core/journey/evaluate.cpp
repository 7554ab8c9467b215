#include "evaluate.h"

#include <algorithm>
#include <bit>

namespace throughline {

Evaluator::Evaluator(CompiledTemplate& compiled, const GatedTimeline& events,
                     const Conversations& conversations, SubjectIndex& subjects)
    : compiled_(&compiled),
      model_(&compiled.model()),
      context_(events, conversations),
      subjects_(&subjects),
      excludes_{compiled.first_exclude(), compiled.first_milestone()},
      milestones_{compiled.first_milestone(), compiled.first_end()},
      ends_{compiled.first_end(), compiled.trigger_count()},
      is_free_(model_->order == Order::any &&
               std::none_of(model_->milestones.begin(), model_->milestones.end(),
                            [](const Trigger& one) { return one.within_ms.has_value(); })) {}

// ---------------------------------------------------------------------------------------------
// What matches

void Evaluator::take_columns() {
  Matches& matches = subjects_->matches();
  version_ = matches.version();
  columns_.clear();
  matched_.clear();
  looked_at_again_.clear();
  for (std::uint32_t trigger = 0; trigger < compiled_->trigger_count(); ++trigger) {
    const std::string& key = compiled_->key(trigger);
    if (key.empty()) looked_at_again_.push_back(trigger);
    columns_.push_back(key.empty() ? std::make_shared<Matches::Column>() : matches.of(key));
    matched_.push_back(&columns_.back()->matched);
  }
}

bool Evaluator::prepare(std::uint32_t& units) {
  if (version_ != subjects_->matches().version()) take_columns();
  const std::uint32_t end = subjects_->position_count();
  for (std::uint32_t trigger : looked_at_again_) matched_[trigger]->resize(end);
  for (std::uint32_t trigger = 0; trigger < matched_.size(); ++trigger) {
    Positions& matched = *matched_[trigger];
    while (matched.size() < end) {
      if (units == 0) return true;
      const std::uint32_t from = matched.size();
      const std::uint32_t to = std::min(end, (from | 63) + 1);
      matched.resize(to);
      units -= std::min(units, 1 + look(trigger, from, to));
    }
  }
  return false;
}

std::uint32_t Evaluator::look(std::uint32_t trigger, std::uint32_t from, std::uint32_t to) {
  const std::uint8_t* taken = compiled_->kinds(trigger);
  const KindCode* kinds = subjects_->kind_codes();
  std::uint64_t bits = 0;
  for (std::uint32_t at = from; at < to; ++at)
    bits |= std::uint64_t{taken[kinds[at]]} << (at - from);
  std::uint32_t tried = 0;
  if (compiled_->has_conditions(trigger) || compiled_->knows_many_kinds()) {
    for (std::uint64_t left = bits; left != 0; left &= left - 1, ++tried) {
      const auto i = static_cast<std::uint32_t>(std::countr_zero(left));
      if (!compiled_->matches(trigger, kinds[from + i], subjects_->row(from + i), context_))
        bits &= ~(std::uint64_t{1} << i);
    }
  }
  matched_[trigger]->write(from, to, bits);
  return tried;
}

void Evaluator::look_at_subject(std::uint32_t trigger) {
  for (std::uint32_t from = first_; from < end_;) {
    const std::uint32_t to = std::min(end_, (from | 63) + 1);
    look(trigger, from, to);
    from = to;
  }
}

Evaluator::Match Evaluator::first_match(Range triggers, std::uint32_t from,
                                        std::uint32_t to) const {
  Match first{to, triggers.to};
  for (std::uint32_t trigger = triggers.from; trigger < triggers.to; ++trigger) {
    const std::uint32_t at = matched_[trigger]->next(from, first.position);
    if (at < first.position) first = {at, trigger};
  }
  return first;
}

// ---------------------------------------------------------------------------------------------
// Journeys

void Evaluator::evaluate(Slot slot, const SubjectRows& rows, std::int64_t as_of_ms,
                         Tracks& tracks) {
  rows_ = rows;
  first_ = rows.first;
  end_ = rows.first + rows.count;
  for (std::uint32_t trigger : looked_at_again_) look_at_subject(trigger);
  const Positions& starts = *matched_[0];
  tracks.begin(slot);
  as_of_ms_ = as_of_ms;
  tracks_ = &tracks;
  for (std::uint32_t at = starts.next(first_, end_); at < end_;) {
    const bool is_taken = model_->takes_starts(rows.at_ms[at - first_]);
    at = starts.next(is_taken ? follow(at) : at + 1, end_);
    if (is_taken && !model_->reenters) return;
  }
}

std::uint32_t Evaluator::limit_of(std::uint32_t start, std::int64_t deadline_ms) const {
  if (rows_.at_ms[rows_.count - 1] <= deadline_ms) return end_;
  return first_ +
         static_cast<std::uint32_t>(std::upper_bound(rows_.at_ms + (start - first_),
                                                     rows_.at_ms + rows_.count, deadline_ms) -
                                    rows_.at_ms);
}

std::uint32_t Evaluator::follow(std::uint32_t start) {
  const std::uint32_t number = tracks_->add(start - first_);
  run_ = &tracks_->run(number);
  hits_ = tracks_->hits(number);

  // Events below `limit` can take part; the one at it, if any, lies past the deadline.
  std::uint32_t limit = end_;
  std::int64_t deadline_ms = kMaxMs;
  if (model_->timeout_ms) {
    deadline_ms = deadline_after(rows_.at_ms[start - first_], *model_->timeout_ms);
    limit = limit_of(start, deadline_ms);
  }
  const std::uint32_t from = start + (model_->count_start_event ? 0 : 1);
  const Match excluded = first_match(excludes_, from, limit);
  const Match ended = first_match(ends_, from, excluded.position);
  std::uint32_t to = excluded.position;  // milestones are reached before it
  std::uint32_t next = limit;
  if (ended.position < excluded.position) {
    run_->state = JourneyState::completed;
    run_->end = static_cast<std::int16_t>(ended.trigger - ends_.from);
    run_->close = ended.position - first_;
    next = to = ended.position + 1;
  } else if (excluded.position < limit) {
    run_->state = JourneyState::excluded;
    run_->close = excluded.position - first_;
    next = excluded.position + 1;
  } else if (model_->timeout_ms && (limit < end_ || deadline_ms < as_of_ms_)) {
    run_->state = JourneyState::timed_out;
  }
  if (is_free_) {
    reach_freely(from, to);
  } else {
    reach_in_turn(from, to);
  }
  return next;
}

// ---------------------------------------------------------------------------------------------
// Milestones

void Evaluator::reach_freely(std::uint32_t from, std::uint32_t to) {
  std::uint32_t latest = run_->start;
  bool in_order = true;  // each one later than those before it in the template
  for (std::uint32_t m = 0; m < milestones_.to - milestones_.from; ++m) {
    const Positions::Found found = matched_[milestones_.from + m]->find(from, to);
    if (found.count == 0) continue;
    const std::uint32_t position = found.first - first_;
    in_order = in_order && position > latest;
    hits_[m] = {position, latest, found.count};
    latest = position;
    run_->to_furthest = static_cast<std::uint16_t>(m + 1);
  }
  if (!in_order) link_to_previous();
}

void Evaluator::link_to_previous() {
  const Hit* end = hits_ + run_->to_furthest;
  for (Hit* hit = hits_; hit < end; ++hit) {
    hit->previous = run_->start;
    for (const Hit* other = hits_; other < end; ++other)
      if (other->position < hit->position) hit->previous = std::max(hit->previous, other->position);
  }
}

void Evaluator::reach_in_turn(std::uint32_t from, std::uint32_t to) {
  latest_ = run_->start;
  stopped_ = false;
  for (std::uint32_t at = first_match(milestones_, from, to).position; at < to;
       at = first_match(milestones_, at + 1, to).position) {
    before_ = latest_;
    in_turn_ = out_of_turn_ = false;
    for (std::uint32_t m = 0; m < milestones_.to - milestones_.from; ++m)
      if (matched_[milestones_.from + m]->test(at) && in_window(m, at)) try_milestone(m, at);
    if (model_->order == Order::strict && out_of_turn_ && !in_turn_) stopped_ = true;
  }
}

bool Evaluator::in_window(std::uint32_t milestone, std::uint32_t at) const {
  const auto& within_ms = model_->milestones[milestone].within_ms;
  if (!within_ms) return true;
  std::uint32_t since = run_->start;
  for (std::uint32_t before = milestone; before-- > 0;) {
    if (hits_[before].count == 0) continue;
    since = hits_[before].position;
    break;
  }
  return rows_.at_ms[at - first_] - rows_.at_ms[since] <= *within_ms;
}

void Evaluator::try_milestone(std::uint32_t milestone, std::uint32_t at) {
  Hit& hit = hits_[milestone];
  if (hit.count == 0) {
    // Where they are taken in their order, those that were reached are the first ones.
    if (model_->order != Order::any && (stopped_ || milestone != run_->to_furthest)) {
      out_of_turn_ = true;
      return;
    }
    latest_ = at - first_;
    hit.position = latest_;
    hit.previous = before_;
    run_->to_furthest = std::max(run_->to_furthest, static_cast<std::uint16_t>(milestone + 1));
  }
  ++hit.count;
  in_turn_ = true;
}

}  // namespace throughline
