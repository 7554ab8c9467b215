// All channels as one thread, oldest at the top: bubbles, quiet lines, dates. Only what is near the
// viewport is listed.
#include <algorithm>

#include "layout.h"
#include "measure.h"
#include "throughline/document.h"
#include "tokens.h"

namespace throughline {
namespace {

namespace messages = tokens::messages;

constexpr std::size_t kQuietCharacters = 120;

class MessagesLayout {
 public:
  MessagesLayout(const LayoutInput& input, const Thread& thread)
      : input_(input),
        thread_(thread),
        builder_(input, px(input.request.width), thread.height),
        width_(px(input.request.width)) {}

  Scene lay_out();

 private:
  Px64 scroll() const;
  void add_day(const ThreadEntry& entry);
  void add_bubble(const ThreadEntry& entry);
  void add_quiet(const ThreadEntry& entry);
  void describe(std::int32_t node, Row row);
  void describe_quiet(std::int32_t node, Row row);
  std::string shown(Row row, Member member) const;
  std::string media_names(Row row) const;
  Px64 bubble_width(std::int32_t node) const;

  const LayoutInput& input_;
  const Thread& thread_;
  SceneBuilder builder_;
  Px64 width_;
};

// The position asked for, or so far that the revealed event is in the viewport; never past the end.
Px64 MessagesLayout::scroll() const {
  const Px64 viewport = px(input_.request.height);
  Px64 scroll = input_.request.scroll;
  if (input_.marked.reveal != kNoRow) {
    const auto found = std::find_if(
        thread_.entries.begin(), thread_.entries.end(),
        [this](const ThreadEntry& entry) { return entry.row == input_.marked.reveal; });
    if (found != thread_.entries.end())
      scroll = found->top - std::max<Px64>(0, viewport - found->height) / 2;
  }
  return std::clamp<Px64>(scroll, 0, std::max<Px64>(0, thread_.height - viewport));
}

Scene MessagesLayout::lay_out() {
  const Px64 viewport = px(input_.request.height);
  const Px64 at = scroll();
  builder_.scene().scroll = at;
  builder_.number(0, SceneField::count, thread_.listed);
  builder_.number(0, SceneField::total, thread_.total);
  builder_.text(0, SceneField::zone, input_.zones().name(input_.display_zone));
  for (std::size_t i = thread_.at(at - viewport); i < thread_.entries.size(); ++i) {
    const ThreadEntry& entry = thread_.entries[i];
    if (entry.top >= at + 2 * viewport) break;
    if (entry.day_start) add_day(entry);
    if (entry.part == ThreadPart::bubble)
      add_bubble(entry);
    else
      add_quiet(entry);
  }
  return std::move(builder_.scene());
}

void MessagesLayout::add_day(const ThreadEntry& entry) {
  const std::int64_t day_ms = civil_midnight(input_.civil(input_.events.at_ms(entry.row))).ms;
  std::string id = "day:";
  append_int(id, day_ms);
  const SceneRect rect{0, entry.top - px(messages::day_h), width_, px(messages::day_h)};
  const std::int32_t node = builder_.add(SceneRole::day, 0, rect, std::move(id));
  builder_.number(node, SceneField::local_ms, day_ms);
  const std::optional<Instant> now = input_.events.as_of();
  const std::int64_t now_ms = now ? input_.civil(now->ms).ms : kMinMs;
  builder_.state(node, SceneState::today, now_ms >= day_ms && now_ms < day_ms + kDayMs);
}

std::string MessagesLayout::shown(Row row, Member member) const {
  std::string scratch;
  const auto value = input_.events.shown(row, member, scratch);
  return value ? std::string(*value) : std::string();
}

std::string MessagesLayout::media_names(Row row) const {
  const Json media = parse_document(shown(row, Member::media));
  std::string names;
  if (!media.is_array()) return names;
  for (const Json& item : media) {
    if (!item.is_object()) continue;
    const auto text = [&item](const char* name) {
      return item.contains(name) && item[name].is_string() ? item[name].get<std::string>()
                                                           : std::string();
    };
    const std::string name = text("name").empty() ? text("type") : text("name");
    if (name.empty()) continue;
    if (!names.empty()) names += "; ";
    names += name;
  }
  return names;
}

// What bubbles and quiet lines have in common.
void MessagesLayout::describe(std::int32_t node, Row row) {
  const GatedTimeline& events = input_.events;
  const std::string name = shown(row, Member::actor_name);
  builder_.node(node).kind = std::string(events.text(events.kind(row)));
  builder_.number(node, SceneField::at_ms, events.at_ms(row));
  builder_.number(node, SceneField::local_ms, input_.civil(events.at_ms(row)).ms);
  builder_.text(node, SceneField::channel, events.text(input_.conversations.channel(row)));
  builder_.text(node, SceneField::actor, name.empty() ? shown(row, Member::actor_id) : name);
  builder_.text(node, SceneField::actor_kind, actor_kind_name(events.actor_kind(row)));
  builder_.text(node, SceneField::direction, direction_name(events.direction(row)));
  builder_.text(node, SceneField::ref, events.reference(row));
  builder_.state(node, SceneState::selected, row == input_.marked.selected);
  const std::vector<Row>& pinned = input_.marked.pinned;
  builder_.state(node, SceneState::pinned, std::binary_search(pinned.begin(), pinned.end(), row));
  builder_.state(
      node, SceneState::fresh,
      input_.request.fresh_since_ms && events.at_ms(row) > *input_.request.fresh_since_ms);
  builder_.state(node, SceneState::failed, events.failed(row));
}

void MessagesLayout::add_bubble(const ThreadEntry& entry) {
  const GatedTimeline& events = input_.events;
  const Row row = entry.row;
  const ActorKind actor = events.actor_kind(row);
  // A kind that says no direction (a booking confirmed) went the way of who acted.
  const bool outbound = events.direction(row) == Direction::outbound ||
                        (events.direction(row) == Direction::none && actor != ActorKind::customer);
  const std::int32_t node =
      builder_.add(SceneRole::message, 0, {column_start(input_), entry.top, 0, entry.height},
                   "m:" + events.reference(row));
  describe(node, row);
  builder_.node(node).rows.push_back(row);
  for (const auto& [field, member] :
       {std::pair(SceneField::title, Member::title), std::pair(SceneField::text, Member::text),
        std::pair(SceneField::comments, Member::comments)})
    builder_.text(node, field, shown(row, member));
  builder_.text(node, SceneField::media, media_names(row));
  const Absence absence = events.absence(row, Member::text);
  if (absence == Absence::not_permitted)
    builder_.text(node, SceneField::absence, absence_name(absence));
  builder_.text(node, SceneField::delivery, delivery_name(events.delivery(row)));
  builder_.text(node, SceneField::campaign, events.text(input_.conversations.campaign(row)));
  const bool note =
      events.timeline().internal(row) || events.kind(row) == id_of(KnownKind::note_created);
  builder_.state(node, SceneState::inbound, !outbound);
  builder_.state(node, SceneState::outbound, outbound);
  builder_.state(node, SceneState::run_start, entry.run_start);
  builder_.state(node, SceneState::internal, note);
  builder_.state(node, SceneState::deleted, events.timeline().deleted(row));
  builder_.state(node, SceneState::edited, !events.timeline().revisions(row).empty());
  builder_.state(node, SceneState::automated,
                 actor == ActorKind::bot || actor == ActorKind::system);
  builder_.state(node, SceneState::suspect, events.timeline().suspect_past(row));
  builder_.state(node, SceneState::hit, !input_.filter.filter().text.empty());
  SceneRect& rect = builder_.node(node).rect;
  rect.w = bubble_width(node);
  // What the business says stands at the inline end, as in every messenger; notes are neither
  // side's.
  if (outbound || note) rect.x += column_width(input_) - rect.w;
}

// As wide as its longest text, between the narrowest and the widest.
Px64 MessagesLayout::bubble_width(std::int32_t index) const {
  Px64 widest = 0;
  for (const SceneText& text : builder_.at(index).texts)
    if (text.field == SceneField::text || text.field == SceneField::title ||
        text.field == SceneField::media)
      widest = std::max(widest, text_advance(text.value, tokens::text_body::size));
  return std::clamp(widest + px(2 * messages::bubble_pad), px(messages::bubble_min_w),
                    widest_bubble(input_));
}

// One event; or a run, told by its first with what the others add.
void MessagesLayout::add_quiet(const ThreadEntry& entry) {
  const GatedTimeline& events = input_.events;
  const SceneRect rect{column_start(input_), entry.top, column_width(input_), entry.height};
  const bool folded = entry.part == ThreadPart::folded;
  const std::int32_t node = builder_.add(SceneRole::system_event, 0, rect,
                                         (folded ? "f:" : "s:") + events.reference(entry.row));
  describe(node, entry.row);
  builder_.number(node, SceneField::count, entry.events);
  if (!folded) builder_.node(node).rows.push_back(entry.row);
  const InteractionId call = input_.conversations.interaction_of(entry.last);
  if (folded && call == input_.conversations.interaction_of(entry.row)) {
    const Interaction& interaction = input_.conversations.interaction(call);
    builder_.text(node, SceneField::queue, events.text(interaction.queue));
    builder_.text(node, SceneField::outcome, events.text(interaction.outcome));
    builder_.text(node, SceneField::assignee, shown_person(input_, interaction.agent));
    builder_.state(node, SceneState::failed, interaction.failed);
    return;
  }
  if (folded) return;
  describe_quiet(node, entry.row);
}

// What an event changed, as far as it says so.
void MessagesLayout::describe_quiet(std::int32_t node, Row row) {
  const GatedTimeline& events = input_.events;
  builder_.text(node, SceneField::assignee, shown_person(input_, events.assignee(row)));
  builder_.text(node, SceneField::status, shown(row, Member::status_to));
  builder_.text(node, SceneField::queue, events.text(events.queue(row)));
  builder_.text(node, SceneField::outcome, events.text(events.outcome(row)));
  const Json tags = parse_document(shown(row, Member::tags));
  std::string joined;
  if (tags.is_array())
    for (const Json& tag : tags)
      if (tag.is_string()) joined += (joined.empty() ? "" : "; ") + tag.get<std::string>();
  builder_.text(node, SceneField::tags, joined);
  for (Member member : {Member::text, Member::title, Member::comments})
    if (const std::string text = shown(row, member); !text.empty()) {
      builder_.text(node, SceneField::text, one_line(text, kQuietCharacters));
      break;
    }
}

}  // namespace

Scene lay_out_messages(const LayoutInput& input, const Thread& thread) {
  return MessagesLayout(input, thread).lay_out();
}

}  // namespace throughline
