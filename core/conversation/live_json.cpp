// The document of the command `live`.
#include "conversation/state.h"

namespace throughline {
namespace {

constexpr std::string_view kLiveStateNames[] = {"live", "idle", "inactive", "past"};

std::optional<std::string_view> text_or_none(const GatedTimeline& events, StringId id) {
  return id == kAbsent ? std::nullopt : std::optional<std::string_view>(events.text(id));
}

void append_interaction(JsonWriter& writer, const GatedTimeline& events,
                        const Interaction& interaction, const std::string& name,
                        const conversation::LiveFacts& facts) {
  const Person& agent = events.timeline().person(interaction.agent);
  writer.begin_object();
  writer.key("interaction").string(name);
  writer.key("conversation").string_or_null(text_or_none(events, interaction.conversation));
  writer.key("customer").string_or_null(text_or_none(events, interaction.customer));
  writer.key("channel").string_or_null(text_or_none(events, interaction.channel));
  writer.key("state").string(live_state_name(facts.state));
  writer.key("since_ms").integer(facts.since_ms);
  writer.key("next_change_ms").integer_or_null(facts.next_change_ms);
  writer.key("agent").string_or_null(
      text_or_none(events, agent.name != kAbsent ? agent.name : agent.id));
  writer.key("queue").string_or_null(text_or_none(events, interaction.queue));
  writer.key("last_event_ms").integer(events.at_ms(interaction.rows.back()));
  writer.end_object();
}

}  // namespace

std::string_view live_state_name(LiveState state) {
  return kLiveStateNames[static_cast<std::size_t>(state)];
}

void Conversations::append_live_json(std::string& out) const {
  const std::vector<InteractionId>& ids = interactions_in_order();
  JsonWriter writer(out);
  writer.begin_object();
  writer.key("as_of_ms")
      .integer_or_null(state_->as_of ? std::optional<std::int64_t>(state_->as_of->ms)
                                     : std::nullopt);
  writer.key("next_change_ms").integer_or_null(next_change_ms());
  writer.key("next_event_ms").integer_or_null(next_event_ms());
  writer.key("interactions").begin_array();
  for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
    if (live(*id) == LiveState::past) continue;
    const auto facts = conversation::live_facts(state_->events, state_->interactions, *id);
    append_interaction(writer, state_->events, interaction(*id), interaction_name(*id), facts);
  }
  writer.end_array().end_object();
}

}  // namespace throughline
