// Throughline / conversation: a conversation's state as of each event, interactions, live states.
//
// State. Channel, status, tags, assignee, team and campaign of a conversation are folded over its visible events in
// timeline order; the state "as of an event" includes that event. An event without channel or campaign has its
// conversation's last known one. Status: `status.to`, else what the kind implies. Tags: conversation.created sets
// them, tag.added / tag.removed change them, elsewhere `tags` are the event's own labels and change nothing.
// Assignee: `assignee` where given (conversation.unassigned clears it). A row without conversation has its own values.
//
// Interactions (section 1): same `interaction` member = one; else same conversation and channel, cut after
// interaction_gap_hours (24) for messages, start to wrap-up for calls, 30 minutes for web; events without a channel
// join the latest interaction of their conversation, those before the first join the first; an event without
// conversation (and without `interaction`) is one by itself.
//
// Rulings where the specification is silent:
// - A gap of exactly the hours (minutes) given does not cut, a longer one does. It is measured between events that
//   name the channel: a note between two messages bridges nothing.
// - The latest interaction of a conversation is that of the event before. An interaction that `interaction` names may
//   span conversations; it goes by the first one. An event without `interaction` continues the run of its
//   conversation and channel even where that run has a name.
// - On voice, what comes before the first event of group `call` belongs to that call. A call also ends where
//   call.started begins the next. After its wrap-up, only another event of group `call` begins the next
//   (call.outcome_set and a second wrap-up do not); whatever else names the channel still belongs to it.
// - A conversation is without any channel if none of its events in view names one; then all its events are cut as
//   messages are.
// - An interaction has ended when its conversation is closed (a status of resolved, done or closed, given or implied,
//   by an event in or after it), until an event in that same interaction gives another status. What begins in a
//   closed conversation has not ended.
// - The last agent: whom an assignment or transfer names, or an agent who acted (joining and being assigned count,
//   leaving and presence do not), whichever comes last; where there is neither, the assignee as of the last event.
// - A call has ended with call.wrapped_up, or with call.missed unless it is answered after that; call.ended alone does
//   not end it (the agent is still to wrap up), unless nothing before it in the interaction says that it began.
// - Live chats: without any event of the customer, inactive. Re-arming: an event of the customer on these channels
//   counts for its own interaction, and for the latest one of that customer that had not ended by then, where
//   web_messaging and web_chat go before web (a page view re-arms the chat, not the visit that it opens itself).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "throughline/gate.h"

namespace throughline {

using TagSetId = std::uint32_t;  // 0 = no tags
using InteractionId = std::uint32_t;
inline constexpr InteractionId kNoInteraction = 0xFFFFFFFF;
inline constexpr std::int32_t kInteractionGapHours = 24;

// As of an event, that event included.
struct EventState {
  StringId channel = kAbsent;
  StringId status = kAbsent;
  StringId campaign = kAbsent;
  PersonId assignee = 0;
  TagSetId tags = 0;
};

enum class LiveState : std::uint8_t { live, idle, inactive, past };
std::string_view live_state_name(LiveState state);

// One interaction, of the events at or before as-of.
struct Interaction {
  std::span<const Row> rows;              // in order, at least one; valid until the next step
  StringId channel = kAbsent;             // of its first event that has one
  StringId conversation = kAbsent;        // of its first event that has one
  StringId customer = kAbsent;            // likewise
  StringId campaign = kAbsent;            // last known
  StringId queue = kAbsent;               // the last
  PersonId agent = 0;                     // the last
  StringId outcome = kAbsent;             // the last
  StringId mode = kAbsent;                // the last given
  Direction direction = Direction::none;  // of its first event that has one
  std::int64_t start_ms = 0;              // first event
  std::int64_t end_ms = 0;                // last event, or end_time where later
  bool failed = false;                    // any of its events
  bool ended =
      false;  // closed or over (see above), or a given end_time of a call at or before as-of
  LiveState live = LiveState::past;
};

// Cost: a full fold looks at each visible row three times. After an append only the touched conversations, those that
// share an interaction with them, and live chats of the same customers are looked at again; after a move of as-of only
// the conversations of the rows in between.
class Conversations {
 public:
  explicit Conversations(const GatedTimeline& events);
  void set_interaction_gap_hours(
      std::int32_t hours);  // 1 … 8760; takes effect with the next refresh

  // Folds again what changed; `units` as Timeline::step (one unit = one row folded). True while work is left. The gate
  // must be up to date. A move of as-of is noticed by itself.
  void invalidate(const GatedTimeline::Refreshed& refreshed);
  bool step(std::uint32_t& units);

  // -- state (rows the gate lets through; others have none) ------------------------------------------
  EventState state(Row row) const;
  // Channel for filters, lanes and conditions: the event's own, else its conversation's last known.
  StringId channel(Row row) const;
  StringId campaign(Row row) const;
  // As a filter sees it: the conversation's state (an event without conversation: its own labels).
  TagSetId tags(Row row) const;
  StringId team(Row row) const;   // the assignee's, else the actor's
  PersonId agent(Row row) const;  // the actor where an agent acted, else the assignee
  // Interned tags of a set, sorted by bytes, distinct.
  const std::vector<StringId>& tag_set(TagSetId set) const;
  std::uint32_t tag_set_count() const;
  // home, work, … as shown: `mode`, else the channel for sms and email, else kAbsent.
  StringId mode_shown(Row row) const;

  // -- interactions at as-of -----------------------------------------------------------------------
  // How many there are. Their ids are stable while their first event is the same, and not always 0 … count - 1.
  std::uint32_t interaction_count() const;
  // Summed up when asked for: costs a look at each of its rows. Precondition, as for all below: a present id.
  Interaction interaction(InteractionId id) const;
  // Its rows alone, at no cost; valid until the next step.
  std::span<const Row> interaction_rows(InteractionId id) const;
  // Ids in order of (start_ms, order of the first event).
  const std::vector<InteractionId>& interactions_in_order() const;
  InteractionId interaction_of(Row row) const;  // kNoInteraction for rows not in view
  // Its name in documents: `interaction`, else its first event's reference.
  std::string interaction_name(InteractionId id) const;

  // -- live states (section 7; need as-of, without it everything is past) ----------------------------
  LiveState live(InteractionId id) const;
  // The next instant after as-of at which any state changes without a new event; nullopt = never.
  std::optional<std::int64_t> next_change_ms() const;
  // The instant of the first visible event after as-of, which is not in view yet: a feed's clock may be ahead of the
  // host's, and bookings lie in the future. nullopt = none. A host that follows the clock asks again at the earlier of
  // the two.
  std::optional<std::int64_t> next_event_ms() const;
  // {"as_of_ms","next_change_ms","next_event_ms","interactions":[{"interaction","conversation","customer","channel",
  //  "state","since_ms","next_change_ms","agent","queue","last_event_ms"}]}: those not past, newest first; the command
  //  `live`.
  // `agent` is a name, else an id; `since_ms` is when the state began (for a live chat: the event that armed it).
  void append_live_json(std::string& out) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace throughline
