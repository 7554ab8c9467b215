#include "breakdown.h"

#include <algorithm>
#include <array>

#include "summary.h"
#include "throughline/sort.h"

namespace throughline {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(JourneyField::kCount)> kFieldNames =
    {"channel", "team", "tag", "agent", "campaign", "lead_source"};

using Groups = std::map<GroupValue, FunnelSummary>;

// Most journeys first; of equal ones by value, as the map has them.
std::vector<Groups::value_type*> by_size(Groups& groups) {
  std::vector<Groups::value_type*> sorted;
  for (auto& group : groups) sorted.push_back(&group);
  sort_stably(sorted, [](const auto* a, const auto* b) {
    return a->second.started() > b->second.started();
  });
  return sorted;
}

}  // namespace

std::string_view journey_field_name(JourneyField field) {
  return kFieldNames[static_cast<std::size_t>(field)];
}

std::optional<JourneyField> journey_field_from_name(std::string_view name) {
  const auto found = std::find(kFieldNames.begin(), kFieldNames.end(), name);
  if (found == kFieldNames.end()) return std::nullopt;
  return static_cast<JourneyField>(found - kFieldNames.begin());
}

GroupValue JourneyGroups::of_text(StringId id) const {
  if (id == kAbsent) return {true, {}};
  return {false, {std::string(events_->text(id))}};
}

GroupValue JourneyGroups::of_state(FieldBase base, Row row) const {
  GroupValue value{true, {}};
  fields_.any_of_state(base, fields_.state_id(base, row), [&value](Scalar first) {
    value = {false, {std::string(first.text)}};
    return true;
  });
  return value;
}

GroupValue JourneyGroups::lead_source(const TrackReader& reader) const {
  for (std::uint32_t at = reader.run().start + 1; at-- > 0;)
    if (const auto source = events_->member(reader.row_at(at), Member::lead_source))
      return {false, {std::string(*source)}};
  return {true, {}};
}

GroupValue JourneyGroups::value(const TrackReader& reader) {
  const Row row = reader.start_row();
  switch (field_) {
    case JourneyField::channel:
      return of_state(FieldBase::channel, row);
    case JourneyField::team:
      return of_state(FieldBase::team, row);
    case JourneyField::agent:
      return of_state(FieldBase::agent, row);
    case JourneyField::campaign:
      return of_text(conversations_->state(row).campaign);
    case JourneyField::lead_source:
      return lead_source(reader);
    case JourneyField::tag:
    case JourneyField::kCount:
      break;
  }
  GroupValue tags;
  for (StringId tag : conversations_->tag_set(conversations_->state(row).tags))
    tags.texts.emplace_back(events_->text(tag));
  return tags;
}

void JourneyGroups::append_value(JsonWriter& out, const GroupValue& value) const {
  if (field_ == JourneyField::tag) {
    out.begin_array();
    for (const std::string& tag : value.texts) out.string(tag);
    out.end_array();
  } else if (value.missing) {
    out.null();
  } else {
    out.string(value.texts.front());
  }
}

void Journeys::append_breakdown_json(JourneyField field, const FilterIndex* filter,
                                     std::string& text) const {
  State& state = *state_;
  JsonWriter out(text);
  out.begin_object().key("as_of_ms").integer(state.as_of_ms());
  out.key("field").string(journey_field_name(field)).key("templates").begin_array();
  for (std::size_t t = 0; t < state.evaluation.size(); ++t) {
    Tracking& tracking = state.evaluation.tracking(t);
    JourneyGroups reader_of_groups(state, field);
    Groups groups;
    for_each_listed(tracking, *state.events, filter, [&](const TrackReader& reader) {
      groups.try_emplace(reader_of_groups.value(reader), tracking.model())
          .first->second.add(reader);
    });
    out.begin_object().key("id").string(tracking.model().id).key("groups").begin_array();
    for (Groups::value_type* group : by_size(groups)) {
      group->second.finish();
      out.begin_object().key("value");
      reader_of_groups.append_value(out, group->first);
      group->second.append_members(out, std::nullopt);
      out.end_object();
    }
    out.end_array().end_object();
  }
  out.end_array().end_object();
}

}  // namespace throughline
