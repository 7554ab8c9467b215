// Everything that can be asked of conversations, as text.
#pragma once

#include <string>

#include "../gate/random_log.h"
#include "throughline/conversation.h"

namespace throughline::testing {

inline void tell_state(const GatedTimeline& events, const Conversations& conversations, Row row,
                       std::string& out) {
  const EventState state = conversations.state(row);
  const Timeline& timeline = events.timeline();
  for (StringId id :
       {state.channel, state.status, state.campaign, timeline.person(state.assignee).name,
        timeline.person(conversations.agent(row)).name, conversations.team(row)}) {
    out += events.text(id);
    out += '|';
  }
  for (StringId tag : conversations.tag_set(state.tags)) {
    out += events.text(tag);
    out += ' ';
  }
  out += '\n';
}

inline void tell_interaction(const GatedTimeline& events, const Conversations& conversations,
                             InteractionId id, std::string& out) {
  const Interaction sum = conversations.interaction(id);
  out += conversations.interaction_name(id) + ":";
  for (Row row : sum.rows) out += " " + std::to_string(row);
  for (StringId text : {sum.channel, sum.conversation, sum.customer, sum.campaign, sum.queue,
                        sum.outcome, events.timeline().person(sum.agent).name}) {
    out += '|';
    out += events.text(text);
  }
  out += sum.ended ? " ended " : " open ";
  out += live_state_name(sum.live);
  out += '\n';
}

inline std::string told_by(const GatedTimeline& events, const Conversations& conversations) {
  std::string out;
  for (Row row = 0; row < events.timeline().size(); ++row) {
    tell_state(events, conversations, row, out);
    const InteractionId id = conversations.interaction_of(row);
    out += id == kNoInteraction ? "-" : conversations.interaction_name(id);
    out += '\n';
  }
  for (InteractionId id : conversations.interactions_in_order())
    tell_interaction(events, conversations, id, out);
  conversations.append_live_json(out);
  return out;
}

}  // namespace throughline::testing
