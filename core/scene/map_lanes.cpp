#include "map_lanes.h"

#include <algorithm>

#include "axis.h"
#include "measure.h"
#include "tokens.h"

namespace throughline {
namespace {

namespace map = tokens::map;
constexpr Px64 kPad = px(map::pad);
constexpr Px64 kMarkStep = px(map::mark + map::gap);

std::size_t marks_per_line(Px64 w) {
  return static_cast<std::size_t>(std::max<Px64>(1, (w - 2 * kPad + px(map::gap)) / kMarkStep));
}

// In quotes, with "×8" behind them where it was asked more than once.
Px64 question_h(const DistinctQuestion& question, Px64 w) {
  std::string text = "“" + question.text + "”";
  if (question.rows.size() > 1) text.append(" ×").append(std::to_string(question.rows.size()));
  const std::int32_t lines =
      std::min(map::question_lines, wrapped_lines(text, tokens::text_small::size, w - 2 * kPad));
  return px(lines * tokens::text_small::line + map::pad);
}

std::size_t shown_of(const std::vector<DistinctQuestion>& questions) {
  return std::min<std::size_t>(questions.size(), static_cast<std::size_t>(map::question_max));
}

// One stage's lane being filled.
class LaneFiller {
 public:
  LaneFiller(const LayoutInput& input, SceneBuilder& builder, std::int32_t lane,
             const MapStage& stage, const SceneRect& rect)
      : input_(input),
        builder_(builder),
        lane_(lane),
        stage_(stage),
        rect_(rect),
        prefix_(builder.node(lane).id + "/") {}

  void touchpoints() {
    const std::size_t per_line = marks_per_line(rect_.w);
    const std::size_t room = per_line * static_cast<std::size_t>(map::touch_rows);
    const std::size_t all = stage_.touchpoints.size();
    const std::size_t shown = all > room ? room - 1 : all;
    const auto place = [&](std::size_t i) {
      return SceneRect{rect_.x + kPad + static_cast<Px64>(i % per_line) * kMarkStep,
                       rect_.y + kPad + static_cast<Px64>(i / per_line) * kMarkStep, px(map::mark),
                       px(map::mark)};
    };
    for (std::size_t i = 0; i < shown; ++i) touchpoint(i, place(i));
    if (shown == all) return;
    const std::int32_t rest =
        builder_.add(SceneRole::cluster, lane_, place(shown), prefix_ + "rest");
    builder_.number(rest, SceneField::count, static_cast<std::int64_t>(all - shown));
  }

  void channels() {
    std::int64_t total = 0, before = 0;
    for (const auto& [channel, count] : stage_.channels) total += count;
    const Px64 w = rect_.w - 2 * kPad;
    for (const auto& [channel, count] : stage_.channels) {
      const Px64 from =
          part_of(w, static_cast<std::uint64_t>(before), static_cast<std::uint64_t>(total));
      before += count;
      const Px64 to =
          part_of(w, static_cast<std::uint64_t>(before), static_cast<std::uint64_t>(total));
      const std::string_view name = input_.events.text(channel);
      const std::int32_t node =
          builder_.add(SceneRole::channel_share, lane_,
                       {rect_.x + kPad + from, rect_.y + kPad, to - from, px(map::bar_h)},
                       prefix_ + std::string(name));
      builder_.text(node, SceneField::channel, name);
      builder_.number(node, SceneField::count, count);
      builder_.number(
          node, SceneField::width_share,
          share_of(static_cast<std::uint64_t>(count), static_cast<std::uint64_t>(total)));
    }
  }

  // x by time within the stage, y by sentiment: content above, frustration below.
  void feelings() {
    const Px64 dot = px(map::feeling_dot);
    const std::int64_t from = *stage_.first_ms, to = std::max(*stage_.last_ms, from + 1);
    const TimeAxis axis{from, to, rect_.x + kPad, std::max<Px64>(1, rect_.w - 2 * kPad - dot)};
    const bool at_once = *stage_.last_ms == from;
    for (const auto& [row, thousandths] : stage_.feelings) {
      const Px64 x = at_once ? rect_.x + (rect_.w - dot) / 2 : axis.x_of(input_.events.at_ms(row));
      const Px64 room = px(map::feeling_h) - dot;
      const Px64 y =
          rect_.y + kPad + static_cast<Px64>(std::int64_t{room} * (1000 - thousandths) / 2000);
      const std::string reference = input_.events.reference(row);
      const std::int32_t node =
          builder_.add(SceneRole::feeling, lane_, {x, y, dot, dot}, prefix_ + reference);
      builder_.number(node, SceneField::value, thousandths);
      builder_.instant(node, input_.events.at_ms(row));
      builder_.text(node, SceneField::ref, reference);
    }
  }

  void waiting() {
    const auto waited = static_cast<std::uint64_t>(std::max<std::int64_t>(0, stage_.waiting_ms));
    const auto spent = static_cast<std::uint64_t>(std::max<std::int64_t>(0, stage_.time_spent_ms));
    const std::uint64_t whole = std::max<std::uint64_t>(1, std::max(waited, spent));
    // In minutes, so that the product with a width cannot overflow.
    const Px64 w =
        part_of(rect_.w - 2 * kPad, waited / 60000, std::max<std::uint64_t>(1, whole / 60000));
    const std::int32_t node = builder_.add(
        SceneRole::waiting, lane_,
        {rect_.x + kPad, rect_.y + kPad, std::max(w, px(1)), px(map::bar_h)}, prefix_ + "waited");
    builder_.number(node, SceneField::duration_ms,
                    stage_.waiting_ms / std::max<std::int64_t>(1, stage_.waits));
    builder_.number(node, SceneField::count, stage_.waits);
    builder_.number(node, SceneField::total, stage_.unanswered);
    builder_.number(node, SceneField::width_share, share_of(waited, whole));
  }

  void questions() {
    Px64 y = rect_.y + kPad;
    const std::vector<DistinctQuestion> questions = distinct_questions(stage_);
    for (std::size_t i = 0; i < shown_of(questions); ++i) {
      const DistinctQuestion& question = questions[i];
      const Row first = question.rows.front();
      std::string id = prefix_;
      append_int(id, static_cast<std::int64_t>(i));
      const Px64 h = question_h(question, rect_.w);
      const std::int32_t node =
          builder_.add(SceneRole::question, lane_,
                       {rect_.x + kPad, y, rect_.w - 2 * kPad, h - kPad}, std::move(id));
      builder_.text(node, SceneField::text, question.text);
      builder_.number(node, SceneField::count, static_cast<std::int64_t>(question.rows.size()));
      builder_.instant(node, input_.events.at_ms(first));
      builder_.text(node, SceneField::ref, input_.events.reference(first));
      builder_.node(node).rows = question.rows;
      y += h;
    }
    if (questions.size() == shown_of(questions)) return;
    const std::int32_t rest = builder_.add(
        SceneRole::cluster, lane_,
        {rect_.x + kPad, y, rect_.w - 2 * kPad, px(tokens::text_small::line)}, prefix_ + "rest");
    builder_.number(rest, SceneField::count,
                    static_cast<std::int64_t>(questions.size() - shown_of(questions)));
  }

 private:
  void touchpoint(std::size_t i, const SceneRect& rect) {
    const Row row = stage_.touchpoints[i];
    const GatedTimeline& events = input_.events;
    const std::string reference = events.reference(row);
    const std::int32_t node = builder_.add(SceneRole::touchpoint, lane_, rect, "e:" + reference);
    builder_.node(node).kind = events.text(events.kind(row));
    builder_.node(node).rows.push_back(row);
    builder_.instant(node, events.at_ms(row));
    builder_.text(node, SceneField::channel, events.text(input_.conversations.channel(row)));
    std::string scratch;
    if (const auto text = events.shown(row, Member::text, scratch))
      builder_.text(node, SceneField::gist, one_line(*text, kGistCharacters));
    if (const auto actor = events.shown(row, Member::actor_name, scratch))
      builder_.text(node, SceneField::actor, *actor);
    builder_.text(node, SceneField::ref, reference);
    builder_.number(node, SceneField::index, static_cast<std::int64_t>(i) + 1);
    builder_.number(node, SceneField::total, static_cast<std::int64_t>(stage_.touchpoints.size()));
    builder_.state(node, SceneState::inbound, events.direction(row) == Direction::inbound);
    builder_.state(node, SceneState::outbound, events.direction(row) == Direction::outbound);
    builder_.state(node, SceneState::failed, events.failed(row));
    builder_.state(node, SceneState::selected,
                   input_.selected != kNoInteraction &&
                       input_.conversations.interaction_of(row) == input_.selected);
  }

  const LayoutInput& input_;
  SceneBuilder& builder_;
  std::int32_t lane_;
  const MapStage& stage_;
  SceneRect rect_;
  std::string prefix_;
};

}  // namespace

std::string_view map_lane_name(MapLane lane) {
  constexpr std::string_view kNames[] = {"touchpoints", "channels", "feeling", "waiting",
                                         "questions"};
  return kNames[static_cast<std::size_t>(lane)];
}

Px64 map_lane_height(MapLane lane, const MapStage& stage, Px64 w) {
  switch (lane) {
    case MapLane::touchpoints: {
      if (stage.touchpoints.empty()) return 0;
      const std::size_t per_line = marks_per_line(w);
      const std::size_t lines = std::min((stage.touchpoints.size() + per_line - 1) / per_line,
                                         static_cast<std::size_t>(map::touch_rows));
      return 2 * kPad + static_cast<Px64>(lines) * kMarkStep - px(map::gap);
    }
    case MapLane::channels:
      return stage.channels.empty() ? 0 : 2 * kPad + px(map::bar_h + map::mix_label_h);
    case MapLane::feeling:
      return stage.feelings.empty() ? 0 : 2 * kPad + px(map::feeling_h);
    case MapLane::waiting:
      return stage.waits == 0 ? 0 : 2 * kPad + px(map::bar_h + map::mix_label_h);
    case MapLane::questions:
      break;
  }
  if (stage.questions.empty()) return 0;
  const std::vector<DistinctQuestion> questions = distinct_questions(stage);
  Px64 h = 2 * kPad;
  for (std::size_t i = 0; i < shown_of(questions); ++i) h += question_h(questions[i], w);
  return questions.size() > shown_of(questions) ? h + px(tokens::text_small::line) : h - kPad;
}

void add_map_lane(const LayoutInput& input, SceneBuilder& builder, std::int32_t parent,
                  MapLane lane, const MapStage& stage, const SceneRect& rect) {
  const std::int32_t node =
      builder.add(SceneRole::stage_lane, parent, rect,
                  builder.node(parent).id + "/" + std::string(map_lane_name(lane)));
  builder.text(node, SceneField::name, map_lane_name(lane));
  if (map_lane_height(lane, stage, rect.w) == 0) return;
  LaneFiller filler(input, builder, node, stage, rect);
  switch (lane) {
    case MapLane::touchpoints:
      return filler.touchpoints();
    case MapLane::channels:
      return filler.channels();
    case MapLane::feeling:
      return filler.feelings();
    case MapLane::waiting:
      return filler.waiting();
    case MapLane::questions:
      return filler.questions();
  }
}

}  // namespace throughline
