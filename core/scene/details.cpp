// One interaction: the fields of its source's profile (s4's nine or eight), then what every profile adds, then its
// events.
#include <algorithm>

#include "layout.h"
#include "measure.h"
#include "tokens.h"

namespace throughline {
namespace {

namespace details = tokens::details;

using Names = std::vector<std::string_view>;

// Which fields, in which order. Campaign Manager's nine and Data Cloud's eight are the documented ones; agent and
// queue follow them where the profile does not name them, wrap-up and tags where there are any.
Names field_names(std::string_view profile) {
  if (profile == "campaign_manager")
    return {"date_time",      "campaign",      "mode",       "outcome",       "phone_number",
            "previous_score", "current_score", "agent_name", "agent_comments"};
  if (profile == "data_cloud")
    return {"phone_number", "start_time",     "end_time",     "outcome",
            "agent_name",   "agent_comments", "channel_type", "channel_direction"};
  return {"start_time", "end_time", "channel", "direction", "agent",
          "queue",      "campaign", "outcome", "phone"};
}
Names extra_names(std::string_view profile) {
  Names names = {"wrap_up", "status", "tags", "source"};
  if (!profile.empty()) names.insert(names.begin(), "queue");
  return names;
}

class DetailsLayout {
 public:
  explicit DetailsLayout(const LayoutInput& input)
      : input_(input),
        builder_(input, px(input.request.width), 0),
        width_(px(input.request.width) - 2 * px(details::pad)),
        stacked_(input.request.width < details::stacked_below) {}

  Scene lay_out();

 private:
  void add_neighbours();
  void add_field(std::int32_t parent, std::string_view name, bool only_if_given);
  void add_events(std::int32_t parent);
  void add_event(std::int32_t parent, Row row);

  const LayoutInput& input_;
  SceneBuilder builder_;
  Px64 width_;
  bool stacked_;
  Px64 y_ = px(details::pad);
};

Scene DetailsLayout::lay_out() {
  Scene& scene = builder_.scene();
  if (input_.selected != kNoInteraction) {
    add_neighbours();
    const Interaction& interaction = input_.conversations.interaction(input_.selected);
    const std::int32_t root =
        builder_.add(SceneRole::details, 0, {0, 0, px(input_.request.width), 0},
                     interaction_node_id(input_, input_.selected));
    describe_interaction(input_, builder_, root, input_.selected);
    const Timeline& timeline = input_.events.timeline();
    const std::string& profile =
        timeline.settings(timeline.row_source(interaction.rows.front())).profile;
    for (std::string_view name : field_names(profile)) add_field(root, name, false);
    for (std::string_view name : extra_names(profile)) add_field(root, name, true);
    add_events(root);
    builder_.node(root).rect.h = y_;
  }
  scene.content_h = y_ + px(details::pad);
  scene.nodes.front().rect.h = scene.content_h;
  return std::move(scene);
}

void DetailsLayout::add_neighbours() {
  const std::size_t position = input_.listing.position(input_.selected, input_.conversations);
  if (position >= input_.listing.all.ids.size())
    return;  // a filter hides it: it is shown, but has no neighbours
  const ListedDay& day = input_.listing.day_of(position);
  const auto reference = [this](std::size_t at) {
    return input_.events.reference(
        input_.conversations.interaction(input_.listing.all.ids[at]).rows.front());
  };
  builder_.number(0, SceneField::index, static_cast<std::int64_t>(position - day.first + 1));
  builder_.number(0, SceneField::total, day.count);
  if (position > day.first) builder_.text(0, SceneField::previous_ref, reference(position - 1));
  if (position + 1 < day.first + day.count)
    builder_.text(0, SceneField::next_ref, reference(position + 1));
}

void DetailsLayout::add_field(std::int32_t parent, std::string_view name, bool only_if_given) {
  const ShownValue shown = shown_value(input_, input_.selected, name);
  const bool given = shown.absence == Absence::present && !shown.value.empty();
  // What the viewer may not see is said even where it is optional; what is merely empty is not.
  if (only_if_given && !given && shown.absence != Absence::not_permitted) return;
  const Px64 value_w = stacked_ ? width_ : width_ - px(details::label_w + details::label_gap);
  const std::int32_t lines =
      shown.form.empty() || shown.form == "list"
          ? std::min(wrapped_lines(shown.value, tokens::text_body::size, value_w),
                     details::lines_max)
          : 1;
  const Px64 height = px(lines * details::line_h + (stacked_ ? details::label_h : 0));
  const std::int32_t node =
      builder_.add(SceneRole::field, parent, {px(details::pad), y_, width_, height},
                   "field:" + std::string(name));
  builder_.text(node, SceneField::name, name);
  builder_.text(node, SceneField::value, shown.value);
  builder_.text(node, SceneField::value_form, shown.form);
  builder_.text(node, SceneField::absence,
                absence_name(given                               ? Absence::present
                             : shown.absence == Absence::present ? Absence::empty
                                                                 : shown.absence));
  y_ += height + px(details::field_gap);
}

void DetailsLayout::add_events(std::int32_t parent) {
  const Interaction& interaction = input_.conversations.interaction(input_.selected);
  y_ += px(details::section_gap + details::section_h);
  // Only what is near the viewport becomes nodes; the height counts all.
  const Px64 viewport = px(input_.request.height);
  const Px64 scroll = input_.request.scroll;
  for (Row row : interaction.rows) {
    if (y_ + px(details::event_h) > scroll - viewport && y_ < scroll + 2 * viewport)
      add_event(parent, row);
    y_ += px(details::event_h);
  }
}

void DetailsLayout::add_event(std::int32_t parent, Row row) {
  const GatedTimeline& events = input_.events;
  const std::string reference = events.reference(row);
  const std::int32_t node =
      builder_.add(SceneRole::event, parent, {px(details::pad), y_, width_, px(details::event_h)},
                   "e:" + reference);
  std::string scratch;
  const auto shown = [&](Member member) {
    const auto value = events.shown(row, member, scratch);
    return value ? std::string(*value) : std::string();
  };
  const std::string name = shown(Member::actor_name);
  builder_.node(node).kind = std::string(events.text(events.kind(row)));
  builder_.node(node).rows.push_back(row);
  builder_.number(node, SceneField::at_ms, events.at_ms(row));
  builder_.number(node, SceneField::local_ms, input_.civil(events.at_ms(row)).ms);
  builder_.text(node, SceneField::channel, events.text(input_.conversations.channel(row)));
  builder_.text(node, SceneField::actor, name.empty() ? shown(Member::actor_id) : name);
  builder_.text(node, SceneField::actor_kind, actor_kind_name(events.actor_kind(row)));
  builder_.text(node, SceneField::direction, direction_name(events.direction(row)));
  builder_.text(node, SceneField::title, shown(Member::title));
  builder_.text(node, SceneField::text, shown(Member::text));
  builder_.text(node, SceneField::comments, shown(Member::comments));
  builder_.text(node, SceneField::outcome, events.text(events.outcome(row)));
  builder_.text(node, SceneField::delivery, delivery_name(events.delivery(row)));
  builder_.text(node, SceneField::ref, reference);
  builder_.state(node, SceneState::failed, events.failed(row));
  builder_.state(node, SceneState::internal, events.timeline().internal(row));
  builder_.state(node, SceneState::deleted, events.timeline().deleted(row));
  builder_.state(node, SceneState::edited, !events.timeline().revisions(row).empty());
  const ActorKind actor = events.actor_kind(row);
  builder_.state(node, SceneState::automated,
                 actor == ActorKind::bot || actor == ActorKind::system);
  builder_.state(node, SceneState::inbound, events.direction(row) == Direction::inbound);
  builder_.state(node, SceneState::outbound, events.direction(row) == Direction::outbound);
}

}  // namespace

Scene lay_out_details(const LayoutInput& input) { return DetailsLayout(input).lay_out(); }

}  // namespace throughline
