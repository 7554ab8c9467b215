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
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "throughline/gate.h"

namespace throughline {

using TagSetId = std::uint32_t;  // 0 = no tags
using InteractionId = std::uint32_t;
inline constexpr InteractionId kNoInteraction = 0xFFFFFFFF;

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
  std::vector<Row> rows;            // in order, at least one
  StringId channel = kAbsent;       // of its first event that has one
  StringId conversation = kAbsent;
  StringId customer = kAbsent;
  StringId campaign = kAbsent;      // last known
  StringId queue = kAbsent;         // the last
  PersonId agent = 0;               // the last agent who acted, else the last assignee
  StringId outcome = kAbsent;       // the last
  StringId mode = kAbsent;          // the last given
  Direction direction = Direction::none;  // of its first event that has one
  std::int64_t start_ms = 0;        // first event
  std::int64_t end_ms = 0;          // last event, or end_time where later
  bool failed = false;              // any of its events
  bool ended = false;               // an ending kind, or a given end_time of a call at or before as-of
  LiveState live = LiveState::past;
};

class Conversations {
 public:
  explicit Conversations(const GatedTimeline& events);
  void set_interaction_gap_hours(std::int32_t hours);  // 1 … 8760; takes effect with the next refresh

  // Folds again what changed; `units` as Timeline::step (one unit = one row folded). True while work is left.
  void invalidate(const GatedTimeline::Refreshed& refreshed);
  bool step(std::uint32_t& units);

  // -- state (rows the gate lets through) ---------------------------------------------------------
  EventState state(Row row) const;
  // Channel for filters, lanes and conditions: the event's own, else its conversation's last known.
  StringId channel(Row row) const;
  StringId campaign(Row row) const;
  // As a filter sees it: the conversation's state (an event without conversation: its own labels).
  TagSetId tags(Row row) const;
  StringId team(Row row) const;     // the assignee's, else the actor's
  PersonId agent(Row row) const;    // the actor where an agent acted, else the assignee
  // Interned tags of a set, sorted by bytes, distinct.
  const std::vector<StringId>& tag_set(TagSetId set) const;
  std::uint32_t tag_set_count() const;
  // home, work, … as shown: `mode`, else the channel for sms and email, else kAbsent.
  StringId mode_shown(Row row) const;

  // -- interactions at as-of -----------------------------------------------------------------------
  std::uint32_t interaction_count() const;
  const Interaction& interaction(InteractionId id) const;
  // Ids in order of (start_ms, order of the first event).
  const std::vector<InteractionId>& interactions_in_order() const;
  InteractionId interaction_of(Row row) const;         // kNoInteraction after as-of
  // Its name in documents: `interaction`, else its first event's reference.
  std::string interaction_name(InteractionId id) const;

  // -- live states (section 7; need as-of) ----------------------------------------------------------
  LiveState live(InteractionId id) const;
  // The next instant after as-of at which any state changes without a new event; nullopt = never.
  std::optional<std::int64_t> next_change_ms() const;
  // {"as_of_ms","next_change_ms","interactions":[{"interaction","conversation","customer","channel","state",
  //  "since_ms","next_change_ms","agent","queue","last_event_ms"}]}: those not past, newest first; the command `live`.
  void append_live_json(std::string& out) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace throughline
