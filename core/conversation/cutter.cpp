#include "conversation/cutter.h"

namespace throughline::conversation {
namespace {

constexpr std::int64_t kWebGapMs = 30 * 60000;

bool is(StringId kind, KnownKind known) { return kind == id_of(known); }

bool is_of_call(StringId kind) { return kind_info(kind).group == "call"; }

// After its wrap-up, what begins the next call rather than describing the last one.
bool begins_next_call(StringId kind) {
  return is_of_call(kind) && !is(kind, KnownKind::call_outcome_set) &&
         !is(kind, KnownKind::call_wrapped_up);
}

}  // namespace

void Cutter::clear() {
  index_.clear();
  threads_.clear();
  runs_.clear();
}

void Cutter::begin_all() {
  runs_.clear();
  for (Thread& thread : threads_) thread.restart();
}

void Cutter::begin(const std::vector<StringId>& conversations) {
  runs_.clear();
  for (StringId conversation : conversations) thread_of(conversation).restart();
}

Cutter::Thread& Cutter::thread_of(StringId conversation) {
  const std::uint32_t slot = index_.slot(conversation);
  if (slot == threads_.size()) threads_.emplace_back();
  return threads_[slot];
}

Cutter::Run& Cutter::run_of(Thread& thread, StringId channel) {
  for (std::uint32_t at = thread.runs; at != kNoRun; at = runs_[at].next)
    if (runs_[at].channel == channel) return runs_[at];
  Run run;
  run.channel = channel;
  run.next = thread.runs;
  thread.runs = static_cast<std::uint32_t>(runs_.size());
  runs_.push_back(run);
  return runs_.back();
}

bool Cutter::cuts(const Run& run, Row row) const {
  if (run.interaction == kNoInteraction) return true;
  if (run.fresh) return false;
  switch (channel_info(run.channel).cut) {
    case InteractionCut::call: {
      const StringId kind = events_.kind(row);
      return (run.called && is(kind, KnownKind::call_started)) ||
             (run.wrapped_up && begins_next_call(kind));
    }
    case InteractionCut::web:
      return events_.at_ms(row) - run.last_ms > kWebGapMs;
    case InteractionCut::messages:
      break;
  }
  return events_.at_ms(row) - run.last_ms > gap_ms_;
}

void Cutter::note_run(Thread& thread, InteractionId id, Row row) {
  Run& run = run_of(thread, events_.channel(row));
  const StringId kind = events_.kind(row);
  const bool goes_on = run.interaction == id;
  run.called = (goes_on && run.called) || is_of_call(kind);
  run.wrapped_up = (goes_on && run.wrapped_up) || is(kind, KnownKind::call_wrapped_up);
  run.interaction = id;
  run.last_ms = events_.at_ms(row);
  run.fresh = false;
}

InteractionId Cutter::named(StringId name, Row row) {
  InteractionId id = interactions_.named(name);
  if (id == kNoInteraction) {
    id = interactions_.begin(row);
    interactions_.set_name(id, name);
  }
  return id;
}

InteractionId Cutter::before_any_channel(Row row, Thread& thread) {
  const Row first = thread.first_channel_row;
  if (const StringId name = events_.interaction(first); name != kAbsent) return named(name, row);
  const InteractionId id = interactions_.begin(row);
  run_of(thread, events_.channel(first)).interaction = id;
  return id;
}

InteractionId Cutter::choose(Row row, Thread* thread, bool runs) {
  if (const StringId name = events_.interaction(row); name != kAbsent) return named(name, row);
  if (thread == nullptr) return interactions_.begin(row);
  if (runs) {
    const Run& run = run_of(*thread, events_.channel(row));
    return cuts(run, row) ? interactions_.begin(row) : run.interaction;
  }
  return thread->latest != kNoInteraction ? thread->latest : before_any_channel(row, *thread);
}

void Cutter::note_call(Record& record, Row row) const {
  const StringId kind = events_.kind(row);
  const std::int64_t at_ms = events_.at_ms(row);
  if (is(kind, KnownKind::call_wrapped_up) || is(kind, KnownKind::call_missed)) {
    if (record.over_ms == kNever) record.over_ms = at_ms;
  } else if (is(kind, KnownKind::call_ended) || is(kind, KnownKind::call_outcome_set)) {
    if (!record.begun && record.over_ms == kNever) record.over_ms = at_ms;
  } else {
    record.begun = true;
  }
  // Missed by one, answered by the next.
  if (is(kind, KnownKind::call_answered)) record.over_ms = kNever;
}

// An ending of the conversation ends all that began in it so far; another status reopens what it belongs to.
void Cutter::note_status(Row row, InteractionId id, Thread* thread) {
  Record& record = interactions_[id];
  const std::int64_t at_ms = events_.at_ms(row);
  if (fold_.closes(row)) {
    if (record.closed_ms == kNever) record.closed_ms = at_ms;
    if (thread == nullptr) return;
    for (InteractionId open = thread->open; open != kNoInteraction;
         open = interactions_[open].before) {
      if (interactions_[open].closed_ms == kNever) interactions_[open].closed_ms = at_ms;
      interactions_[open].is_open = false;
    }
    thread->open = kNoInteraction;
  } else if (fold_.reopens(row) && record.closed_ms != kNever) {
    record.closed_ms = kNever;
    if (thread != nullptr && record.conversation == events_.conversation(row))
      push_open(*thread, id);
  }
}

void Cutter::push_open(Thread& thread, InteractionId id) {
  Record& record = interactions_[id];
  if (record.is_open)
    return;  // an event of another conversation closed it, so it is still in this one's chain
  record.is_open = true;
  record.before = thread.open;
  thread.open = id;
}

void Cutter::place(Row row) {
  const StringId conversation = events_.conversation(row);
  Thread* const thread = conversation == kAbsent ? nullptr : &thread_of(conversation);
  // In a conversation without any channel all events are of one run.
  const bool runs = thread != nullptr &&
                    (events_.channel(row) != kAbsent || thread->first_channel_row == kNoRow ||
                     !events_.in_view(thread->first_channel_row));
  const InteractionId id = choose(row, thread, runs);
  const bool joins_conversation = thread != nullptr && interactions_[id].conversation == kAbsent;
  interactions_.add(id, row);
  if (joins_conversation) push_open(*thread, id);
  if (thread != nullptr) thread->latest = id;
  if (runs) note_run(*thread, id, row);
  note_call(interactions_[id], row);
  if (events_.actor_kind(row) == ActorKind::customer)
    interactions_[id].last_customer_ms = events_.at_ms(row);
  note_status(row, id, thread);
}

}  // namespace throughline::conversation
