// Live states of interactions at as-of (section 7, and the rulings in conversation.h).
#pragma once

#include <optional>
#include <vector>

#include "conversation/fold.h"
#include "conversation/interactions.h"
#include "throughline/conversation.h"

namespace throughline::conversation {

struct LiveFacts {
  LiveState state = LiveState::past;
  std::int64_t since_ms = 0;
  std::optional<std::int64_t> next_change_ms;
};

// web_messaging, web_chat and web: the channels whose interactions go idle, and whose customer events re-arm.
bool is_web(StringId channel);
bool is_voice(StringId channel);

LiveFacts live_facts(const GatedTimeline& events, const Interactions& interactions,
                     InteractionId id);
// The latest end_time that an event of the interaction gives; kBefore where none does.
std::int64_t end_time_ms(const GatedTimeline& events, std::span<const Row> rows);

// Goes through a customer's events in view and notes with each interaction when it was last re-armed.
void rearm(const GatedTimeline& events, const StateColumns& states, Interactions& interactions,
           StringId customer);

}  // namespace throughline::conversation
