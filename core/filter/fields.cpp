#include "filter/fields.h"

#include <algorithm>
#include <span>
#include <utility>

namespace throughline::filtering {
namespace {

constexpr std::uint32_t kFailedFalse = 1;
constexpr std::uint32_t kFailedTrue = 2;

template <class Enum>
constexpr std::uint32_t code_of_enum(Enum value) {
  return static_cast<std::uint32_t>(value);
}

}  // namespace

std::uint32_t SetCodes::code_of(std::vector<std::uint32_t> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  if (values.empty()) return 0;
  const auto [entry, added] = numbers_.try_emplace(values, size());
  if (added) sets_.push_back(std::move(values));
  return entry->second;
}

std::uint32_t Fields::StringValues::code_of(StringId id) {
  if (id == kAbsent) return 0;
  if (const std::uint32_t known = codes.find(id); known != 0) return known;
  const auto code = static_cast<std::uint32_t>(ids.size());
  ids.push_back(id);
  codes.set(id, code);
  return code;
}

std::uint32_t Fields::NamedValues::code_of(std::string_view name) {
  if (const auto known = codes.find(name); known != codes.end()) return known->second;
  const auto code = static_cast<std::uint32_t>(names.size());
  names.emplace_back(name);
  codes.emplace(name, code);
  return code;
}

Fields::Fields(const GatedTimeline& events, const Conversations& conversations)
    : events_(&events), conversations_(&conversations) {}

void Fields::begin_reading(bool everything) {
  interaction_codes_.clear();
  if (everything) tag_set_codes_.clear();
}

void Fields::read(Row row, RowCodes& codes) {
  const GatedTimeline& events = *events_;
  const Conversations& conversations = *conversations_;
  const auto put_string = [&](FilterField field, StringId id) {
    codes[index_of(field)] = string_code(field, id);
  };
  const auto put = [&](FilterField field, std::uint32_t code) { codes[index_of(field)] = code; };
  put_string(FilterField::customer, events.customer(row));
  put_string(FilterField::conversation, events.conversation(row));
  put(FilterField::interaction, interaction_code(row));
  put(FilterField::group, group_code(events.kind(row)));
  put_string(FilterField::kind, events.kind(row));
  put_string(FilterField::channel, conversations.channel(row));
  put_string(FilterField::campaign, conversations.campaign(row));
  put(FilterField::agent, agent_code(row));
  put_string(FilterField::team, conversations.team(row));
  put_string(FilterField::queue, events.queue(row));
  put(FilterField::tag, tag_code(row));
  put(FilterField::direction, code_of_enum(events.direction(row)));
  put_string(FilterField::outcome, events.outcome(row));
  put(FilterField::failed, events.failed(row) ? kFailedTrue : kFailedFalse);
  put(FilterField::actor_kind, code_of_enum(events.actor_kind(row)));
  put_string(FilterField::mode, conversations.mode_shown(row));
  put(FilterField::delivery, code_of_enum(events.delivery(row)));
  put(FilterField::source, source_code(row));
}

std::uint32_t Fields::group_code(StringId kind) {
  if (const std::uint32_t known = group_of_kind_.find(kind); known != 0) return known;
  const std::uint32_t code = groups_.code_of(kind_info(kind).group);
  group_of_kind_.set(kind, code);
  return code;
}

std::uint32_t Fields::agent_code(Row row) {
  const auto name_of = [this](PersonId id) {
    const Person person = events_->timeline().person(id);
    return person.id != kAbsent ? person.id : person.name;
  };
  const StringId agent = name_of(conversations_->agent(row));
  // An agent of whom only the team is known is nobody.
  return string_code(FilterField::agent,
                     agent != kAbsent ? agent : name_of(conversations_->state(row).assignee));
}

std::uint32_t Fields::tag_code(Row row) {
  const TagSetId set = conversations_->tags(row);
  if (const std::uint32_t known = tag_set_codes_.find(set); known != 0) return known - 1;
  std::vector<std::uint32_t> values;
  for (const StringId tag : conversations_->tag_set(set))
    values.push_back(string_code(FilterField::tag, tag));
  const std::uint32_t code = tag_sets_.code_of(std::move(values));
  tag_set_codes_.set(set, code + 1);
  return code;
}

std::uint32_t Fields::source_code(Row row) {
  source_list_.clear();
  events_->timeline().append_sources(row, source_list_);
  if (const auto known = source_list_codes_.find(source_list_); known != source_list_codes_.end())
    return known->second;
  std::vector<std::uint32_t> values;
  for (const std::string& name : strings_of_list(source_list_))
    values.push_back(sources_.code_of(name));
  const std::uint32_t code = source_sets_.code_of(std::move(values));
  source_list_codes_.emplace(source_list_, code);
  return code;
}

std::uint32_t Fields::named_interaction(StringId given) {
  if (const std::uint32_t known = interaction_by_name_.find(given); known != 0) return known;
  const auto code = static_cast<std::uint32_t>(interactions_.size());
  interactions_.push_back(InteractionValue{given, kNoRow});
  interaction_by_name_.set(given, code);
  return code;
}

std::uint32_t Fields::unnamed_interaction(Row first) {
  if (const std::uint32_t known = interaction_by_row_.find(first); known != 0) return known;
  const auto code = static_cast<std::uint32_t>(interactions_.size());
  interactions_.push_back(InteractionValue{kAbsent, first});
  interaction_by_row_.set(first, code);
  return code;
}

std::uint32_t Fields::interaction_code(Row row) {
  if (const StringId given = events_->interaction(row); given != kAbsent)
    return named_interaction(given);
  const InteractionId interaction = conversations_->interaction_of(row);
  if (interaction == kNoInteraction) return 0;
  if (const std::uint32_t known = interaction_codes_.find(interaction); known != 0) return known;
  // An event without a name of its own may have joined a named interaction of its conversation.
  const std::span<const Row> rows = conversations_->interaction_rows(interaction);
  const auto named = std::find_if(rows.begin(), rows.end(),
                                  [&](Row r) { return events_->interaction(r) != kAbsent; });
  const std::uint32_t code = named != rows.end() ? named_interaction(events_->interaction(*named))
                                                 : unnamed_interaction(rows.front());
  interaction_codes_.set(interaction, code);
  return code;
}

std::uint32_t Fields::value_count(FilterField field) const {
  switch (field) {
    case FilterField::interaction:
      return static_cast<std::uint32_t>(interactions_.size());
    case FilterField::group:
      return static_cast<std::uint32_t>(groups_.names.size());
    case FilterField::source:
      return static_cast<std::uint32_t>(sources_.names.size());
    case FilterField::direction:
      return code_of_enum(Direction::outbound) + 1;
    case FilterField::actor_kind:
      return code_of_enum(ActorKind::system) + 1;
    case FilterField::delivery:
      return code_of_enum(Delivery::read) + 1;
    case FilterField::failed:
      return kFailedTrue + 1;
    default:
      return static_cast<std::uint32_t>(strings_[index_of(field)].ids.size());
  }
}

std::uint32_t Fields::code_count(FilterField field) const {
  if (field == FilterField::tag) return tag_sets_.size();
  if (field == FilterField::source) return source_sets_.size();
  return value_count(field);
}

std::vector<std::uint32_t> Fields::values(FilterField field, std::uint32_t code) const {
  if (code == 0 || !has_sets(field)) return {code};
  return field == FilterField::tag ? tag_sets_.values(code) : source_sets_.values(code);
}

std::vector<std::uint32_t> Fields::find_values(FilterField field, std::string_view text,
                                               std::uint32_t from) const {
  const StringValues& strings = strings_[index_of(field)];
  std::vector<std::uint32_t> found;
  if (strings.ids.size() > 1) {
    const std::uint32_t code = strings.codes.find(named(field, text));
    if (code >= from) found.push_back(code);
    return found;
  }
  if (field == FilterField::interaction) return find_interactions(text, from);
  std::string scratch;
  for (std::uint32_t value = from; value < value_count(field); ++value)
    if (value_text(field, value, scratch) == text) found.push_back(value);
  return found;
}

StringId Fields::named(FilterField field, std::string_view text) const {
  const Timeline& timeline = events_->timeline();
  if (field == FilterField::customer) return timeline.customer_named(text);
  if (field == FilterField::conversation) return timeline.conversation_named(text);
  return timeline.strings().find(text);
}

std::vector<std::uint32_t> Fields::find_interactions(std::string_view text,
                                                     std::uint32_t from) const {
  const Timeline& timeline = events_->timeline();
  std::vector<std::uint32_t> found;
  const auto add = [&](std::uint32_t code) {
    if (code >= from) found.push_back(code);
  };
  add(interaction_by_name_.find(timeline.strings().find(text)));
  Row row = timeline.find(text);
  if (row != kNoRow && timeline.counts(timeline.row_source(row)).id_reused > 0) {
    // Several events may have this reference.
    for (std::uint32_t value = from; value < interactions_.size(); ++value) {
      const Row first = interactions_[value].first;
      if (first != kNoRow && timeline.reference(first) == text) found.push_back(value);
    }
    return found;
  }
  for (; row != kNoRow; row = timeline.folded_into(row))
    if (timeline.reference(row) == text) add(interaction_by_row_.find(row));
  return found;
}

std::string_view Fields::value_text(FilterField field, std::uint32_t value,
                                    std::string& scratch) const {
  switch (field) {
    case FilterField::interaction: {
      const InteractionValue& interaction = interactions_[value];
      if (interaction.given != kAbsent) return events_->text(interaction.given);
      scratch = events_->reference(interaction.first);
      return scratch;
    }
    case FilterField::group:
      return groups_.names[value];
    case FilterField::source:
      return sources_.names[value];
    case FilterField::direction:
      return direction_name(static_cast<Direction>(value));
    case FilterField::actor_kind:
      return actor_kind_name(static_cast<ActorKind>(value));
    case FilterField::delivery:
      return delivery_name(static_cast<Delivery>(value));
    case FilterField::failed:
      return value == kFailedTrue ? "true" : "false";
    default:
      return events_->text(strings_[index_of(field)].ids[value]);
  }
}

}  // namespace throughline::filtering
