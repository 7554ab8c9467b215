#include <algorithm>

#include "layout.h"

namespace throughline {
namespace {

// The last row, of those in view, for which the member has a value.
template <class Rows>
Row last_with(const LayoutInput& input, const Rows& rows, Member member) {
  Row found = kNoRow;
  for (Row row : rows)
    if (input.events.member(row, member)) found = row;
  return found;
}

ShownValue member_value(const LayoutInput& input, InteractionId id, Member member, bool first) {
  const Interaction& interaction = input.conversations.interaction(id);
  const Row last = first ? interaction.rows.front() : last_with(input, interaction.rows, member);
  const Row row = last == kNoRow ? interaction.rows[interaction.rows.size() - 1] : last;
  std::string scratch;
  const auto value = input.events.shown(row, member, scratch);
  if (value) return {std::string(*value), "", Absence::present};
  const Absence absence = input.events.absence(row, member);
  return {"", "", absence == Absence::present ? Absence::empty : absence};
}

// A phone may be masked: shown, though no condition or search has it.
ShownValue phone_value(const LayoutInput& input, InteractionId id) {
  std::string scratch;
  for (Member member : {Member::phone, Member::customer_phone}) {
    const Interaction& interaction = input.conversations.interaction(id);
    for (std::size_t i = interaction.rows.size(); i-- > 0;)
      if (const auto value = input.events.shown(interaction.rows[i], member, scratch))
        return {std::string(*value), "", Absence::present};
  }
  return member_value(input, id, Member::phone, false);
}

ShownValue interned(const LayoutInput& input, StringId value, Absence absence) {
  if (value == kAbsent) return {"", "", absence};
  return {std::string(input.events.text(value)), "", Absence::present};
}

ShownValue local_time(const LayoutInput& input, std::int64_t at_ms) {
  std::string digits;
  append_int(digits, input.civil(at_ms).ms);
  return {digits, "local_ms", Absence::present};
}

StringId last_mode(const LayoutInput& input, const Interaction& interaction) {
  if (interaction.mode != kAbsent) return interaction.mode;
  return input.conversations.mode_shown(interaction.rows.front());
}

}  // namespace

std::string one_line(std::string_view text, std::size_t characters) {
  std::string line(text.substr(0, characters * 4));
  for (char& c : line)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  return excerpt(line, characters);
}

std::string shown_person(const LayoutInput& input, PersonId id) {
  const Person& person = input.events.timeline().person(id);
  const bool may_name = input.events.gives(Member::actor_name);
  const StringId shown = person.name != kAbsent && may_name ? person.name : person.id;
  return std::string(input.events.text(shown));
}

std::string interaction_node_id(const LayoutInput& input, InteractionId id) {
  return "i:" + input.conversations.interaction_name(id);
}

namespace {

// Of the rows that pass, if it says `found_alone`.
std::string gist_of_rows(const LayoutInput& input, std::span<const Row> rows, bool found_alone) {
  std::string scratch;
  std::string best;
  bool from_customer = false;
  for (Row row : rows) {
    const bool inbound = input.events.direction(row) == Direction::inbound;
    if ((from_customer && !inbound) || (found_alone && !input.filter.passes(row))) continue;
    for (Member member : {Member::text, Member::title, Member::comments}) {
      const auto text = input.events.shown(row, member, scratch);
      if (!text || text->empty()) continue;
      best = one_line(*text, kGistCharacters);
      from_customer = inbound;
      break;
    }
  }
  return best;
}

}  // namespace

std::string gist_of(const LayoutInput& input, InteractionId id) {
  const std::span<const Row> rows = input.conversations.interaction_rows(id);
  std::string found;
  if (!input.filter.filter().text.empty()) found = gist_of_rows(input, rows, true);
  return found.empty() ? gist_of_rows(input, rows, false) : found;
}

ShownValue shown_value(const LayoutInput& input, InteractionId id, std::string_view name) {
  const Interaction& interaction = input.conversations.interaction(id);
  const Row last = interaction.rows[interaction.rows.size() - 1];
  const auto absence = [&](Member member) {
    const Absence why = input.events.absence(last, member);
    return why == Absence::present ? Absence::empty : why;
  };
  if (name == "local_ms" || name == "date_time" || name == "start_time")
    return local_time(input, interaction.start_ms);
  if (name == "end_time") return local_time(input, interaction.end_ms);
  if (name == "duration_ms") {
    std::string digits;
    append_int(digits, saturating_sub(interaction.end_ms, interaction.start_ms));
    return {digits, "duration_ms", Absence::present};
  }
  if (name == "channel" || name == "channel_type") {
    ShownValue value = interned(input, interaction.channel, Absence::empty);
    value.form = "enum";
    return value;
  }
  if (name == "direction" || name == "channel_direction")
    return {std::string(direction_name(interaction.direction)), "enum",
            interaction.direction == Direction::none ? Absence::empty : Absence::present};
  if (name == "mode") {
    ShownValue value = interned(input, last_mode(input, interaction), absence(Member::mode));
    value.form = "enum";
    return value;
  }
  if (name == "campaign") return interned(input, interaction.campaign, absence(Member::campaign));
  if (name == "outcome") return interned(input, interaction.outcome, absence(Member::outcome));
  if (name == "queue") return interned(input, interaction.queue, absence(Member::queue));
  if (name == "agent" || name == "agent_name") {
    const std::string agent = shown_person(input, interaction.agent);
    return {agent, "", agent.empty() ? Absence::empty : Absence::present};
  }
  if (name == "phone" || name == "phone_number") return phone_value(input, id);
  if (name == "gist") return {gist_of(input, id), "", Absence::present};
  if (name == "count")
    return {std::to_string(interaction.rows.size()), "integer", Absence::present};
  if (name == "previous_score") return member_value(input, id, Member::score_previous, false);
  if (name == "current_score") return member_value(input, id, Member::score_current, false);
  if (name == "agent_comments" || name == "comments")
    return member_value(input, id, Member::comments, false);
  if (name == "wrap_up") return member_value(input, id, Member::wrap_up, false);
  if (name == "service") return member_value(input, id, Member::service, false);
  if (name == "status") {
    ShownValue value = interned(input, input.conversations.state(last).status, Absence::empty);
    value.form = "enum";
    return value;
  }
  if (name == "tags") {
    std::string joined;
    for (StringId tag : input.conversations.tag_set(input.conversations.tags(last))) {
      if (!joined.empty()) joined += "; ";
      joined += input.events.text(tag);
    }
    return {joined, "list", joined.empty() ? absence(Member::tags) : Absence::present};
  }
  if (name == "source") {
    const Timeline& timeline = input.events.timeline();
    return {std::string(timeline.source_name(timeline.row_source(interaction.rows.front()))), "",
            Absence::present};
  }
  return {"", "", Absence::empty};
}

void describe_contact(const LayoutInput& input, SceneBuilder& builder, std::int32_t node,
                      InteractionId id) {
  const Interaction& interaction = input.conversations.interaction(id);
  builder.text(node, SceneField::channel, input.events.text(interaction.channel));
  builder.text(node, SceneField::mode, input.events.text(last_mode(input, interaction)));
  builder.text(node, SceneField::direction, direction_name(interaction.direction));
  builder.text(node, SceneField::gist, gist_of(input, id));
}

void describe_interaction(const LayoutInput& input, SceneBuilder& builder, std::int32_t node,
                          InteractionId id) {
  const Interaction& interaction = input.conversations.interaction(id);
  const Row first = interaction.rows.front();
  builder.node(node).kind = std::string(input.events.text(input.events.kind(first)));
  for (Row row : interaction.rows) builder.node(node).rows.push_back(row);
  builder.number(node, SceneField::at_ms, interaction.start_ms);
  builder.number(node, SceneField::end_ms, interaction.end_ms);
  builder.number(node, SceneField::local_ms, input.civil(interaction.start_ms).ms);
  builder.number(node, SceneField::local_end_ms, input.civil(interaction.end_ms).ms);
  describe_contact(input, builder, node, id);
  builder.text(node, SceneField::agent, shown_person(input, interaction.agent));
  builder.text(node, SceneField::actor_kind, actor_kind_name(input.events.actor_kind(first)));
  builder.text(node, SceneField::queue, input.events.text(interaction.queue));
  builder.text(node, SceneField::campaign, input.events.text(interaction.campaign));
  builder.text(node, SceneField::outcome, input.events.text(interaction.outcome));
  builder.number(node, SceneField::count, static_cast<std::int64_t>(interaction.rows.size()));
  builder.text(node, SceneField::state, live_state_name(interaction.live));
  builder.text(node, SceneField::ref, input.events.reference(first));
  const std::size_t position = input.listing.position(id, input.conversations);
  if (position < input.listing.all.ids.size()) {
    const ListedDay& day = input.listing.day_of(position);
    builder.number(node, SceneField::index, static_cast<std::int64_t>(position - day.first + 1));
    builder.number(node, SceneField::total, day.count);
  }
  const ActorKind actor = input.events.actor_kind(first);
  builder.state(node, SceneState::selected, id == input.selected);
  builder.state(node, SceneState::live, interaction.live == LiveState::live);
  builder.state(node, SceneState::idle, interaction.live == LiveState::idle);
  builder.state(node, SceneState::inactive, interaction.live == LiveState::inactive);
  builder.state(node, SceneState::failed, interaction.failed);
  builder.state(node, SceneState::inbound, interaction.direction == Direction::inbound);
  builder.state(node, SceneState::outbound, interaction.direction == Direction::outbound);
  builder.state(node, SceneState::internal, input.events.timeline().internal(first));
  builder.state(node, SceneState::deleted,
                interaction.rows.size() == 1 && input.events.timeline().deleted(first));
  builder.state(node, SceneState::automated, actor == ActorKind::bot || actor == ActorKind::system);
  builder.state(node, SceneState::suspect, input.events.timeline().suspect_past(first));
  const std::vector<InteractionId>& pinned = input.marked.pinned_interactions;
  builder.state(node, SceneState::pinned, std::binary_search(pinned.begin(), pinned.end(), id));
  builder.state(
      node, SceneState::fresh,
      input.request.fresh_since_ms && interaction.start_ms > *input.request.fresh_since_ms);
  builder.state(node, SceneState::hit, !input.filter.filter().text.empty());
}

}  // namespace throughline
