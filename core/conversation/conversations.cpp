#include "throughline/conversation.h"

#include <algorithm>

#include "conversation/state.h"

namespace throughline {

using conversation::kBefore;
using conversation::Record;

namespace {

// Whom an event makes the last agent of its interaction; 0 = it says nothing of it.
PersonId agent_by(const GatedTimeline& events, Row row) {
  switch (static_cast<KnownKind>(events.kind(row))) {
    case KnownKind::conversation_assigned:
    case KnownKind::conversation_auto_assigned:
    case KnownKind::conversation_reassigned:
    case KnownKind::call_transferred:
    case KnownKind::ai_handoff:
      if (const PersonId assignee = events.assignee(row); assignee != 0) return assignee;
      break;
    case KnownKind::conversation_unassigned:
    case KnownKind::agent_left:
    case KnownKind::agent_presence_changed:
      return 0;
    case KnownKind::agent_joined:
      return events.actor(row);
    default:
      break;
  }
  return events.actor_kind(row) == ActorKind::agent ? events.actor(row) : 0;
}

template <class Id>
void take_last(Id& last, Id given) {
  if (given != 0) last = given;
}

}  // namespace

Conversations::Conversations(const GatedTimeline& events)
    : state_(std::make_shared<State>(events)) {}

void Conversations::set_interaction_gap_hours(std::int32_t hours) {
  if (state_->in_pass()) state_->restart();
  state_->wanted_gap_hours = hours;
}

void Conversations::invalidate(const GatedTimeline::Refreshed& refreshed) {
  State& state = *state_;
  if (refreshed.everything || state.in_pass()) return state.restart();
  state.grow();
  const auto append = [](auto& to, const auto& more) {
    to.insert(to.end(), more.begin(), more.end());
  };
  append(state.pending.conversations, refreshed.conversations);
  append(state.pending.loose_rows, refreshed.loose_rows);
  append(state.pending.rows, refreshed.rows);
}

bool Conversations::step(std::uint32_t& units) {
  State& state = *state_;
  if (state.in_pass() && !(state.as_of == state.events.as_of())) state.restart();
  while (units > 0) {
    if (state.at_rest()) {
      if (!state.has_wishes()) return false;
      state.begin();
    }
    if (state.work(units)) return true;
  }
  return !state.at_rest() || state.has_wishes();
}

// -- state ---------------------------------------------------------------------------------------

EventState Conversations::state(Row row) const {
  return state_->events.visible(row) ? state_->fold.columns().at(row) : EventState{};
}

StringId Conversations::channel(Row row) const {
  return state_->events.visible(row) ? state_->fold.columns().channel[row] : kAbsent;
}

StringId Conversations::campaign(Row row) const {
  return state_->events.visible(row) ? state_->fold.columns().campaign[row] : kAbsent;
}

TagSetId Conversations::tags(Row row) const {
  return state_->events.visible(row) ? state_->fold.columns().tags[row] : 0;
}

StringId Conversations::team(Row row) const {
  const Timeline& timeline = state_->events.timeline();
  const StringId team = timeline.person(state(row).assignee).team;
  return team != kAbsent ? team : timeline.person(state_->events.actor(row)).team;
}

PersonId Conversations::agent(Row row) const {
  const PersonId actor = state_->events.actor(row);
  return actor != 0 && state_->events.actor_kind(row) == ActorKind::agent ? actor
                                                                          : state(row).assignee;
}

const std::vector<StringId>& Conversations::tag_set(TagSetId set) const {
  return state_->fold.tag_sets().tags(set);
}

std::uint32_t Conversations::tag_set_count() const { return state_->fold.tag_sets().size(); }

StringId Conversations::mode_shown(Row row) const {
  if (const StringId mode = state_->events.mode(row); mode != kAbsent) return mode;
  const StringId own = channel(row);
  return own == id_of(KnownChannel::sms) || own == id_of(KnownChannel::email) ? own : kAbsent;
}

// -- interactions --------------------------------------------------------------------------------

std::uint32_t Conversations::interaction_count() const {
  return static_cast<std::uint32_t>(state_->interactions.in_order().size());
}

Interaction Conversations::interaction(InteractionId id) const {
  const GatedTimeline& events = state_->events;
  const Record& record = state_->interactions[id];
  Interaction sum;
  sum.rows = interaction_rows(id);
  sum.channel = record.channel;
  sum.conversation = record.conversation;
  sum.customer = record.customer;
  sum.start_ms = events.at_ms(sum.rows.front());
  for (Row row : sum.rows) {
    take_last(sum.queue, events.queue(row));
    take_last(sum.outcome, events.outcome(row));
    take_last(sum.mode, events.mode(row));
    take_last(sum.agent, agent_by(events, row));
    if (sum.direction == Direction::none) sum.direction = events.direction(row);
    sum.failed = sum.failed || events.failed(row);
  }
  const EventState last = state(sum.rows.back());
  sum.campaign = last.campaign;
  if (sum.agent == 0) sum.agent = last.assignee;
  const std::int64_t given_end_ms = conversation::end_time_ms(events, sum.rows);
  sum.end_ms = std::max(events.at_ms(sum.rows.back()), given_end_ms);
  const bool hung_up = conversation::is_voice(sum.channel) && given_end_ms != kBefore &&
                       state_->as_of && given_end_ms <= state_->as_of->ms;
  sum.ended = record.ended_ms() != conversation::kNever || hung_up;
  sum.live = record.live;
  return sum;
}

std::span<const Row> Conversations::interaction_rows(InteractionId id) const {
  return state_->interactions.rows(id);
}

const std::vector<InteractionId>& Conversations::interactions_in_order() const {
  return state_->interactions.in_order();
}

InteractionId Conversations::interaction_of(Row row) const { return state_->interactions.of(row); }

std::string Conversations::interaction_name(InteractionId id) const {
  const Record& record = state_->interactions[id];
  return record.name != kAbsent ? std::string(state_->events.text(record.name))
                                : state_->events.reference(record.first);
}

// -- live ----------------------------------------------------------------------------------------

LiveState Conversations::live(InteractionId id) const { return state_->interactions[id].live; }

std::optional<std::int64_t> Conversations::next_change_ms() const { return state_->next_change_ms; }

std::optional<std::int64_t> Conversations::next_event_ms() const {
  if (!state_->as_of) return std::nullopt;
  const GatedTimeline& events = state_->events;
  const Timeline& timeline = events.timeline();
  auto [block, from] = timeline.lower_bound(Instant{state_->as_of->ms + 1});
  for (; block < timeline.block_count(); ++block, from = 0) {
    const std::vector<Row>& rows = timeline.block(block);
    const auto next = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.end(),
                                   [&events](Row row) { return events.visible(row); });
    if (next != rows.end()) return events.at_ms(*next);
  }
  return std::nullopt;
}

}  // namespace throughline
