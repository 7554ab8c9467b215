#include "funnel.h"

#include "tokens.h"

namespace throughline {
namespace {

namespace tracker = tokens::tracker;

constexpr Px64 kBarStep = px(tracker::funnel_bar_h + tracker::gap);

// One bar: the start, or a milestone.
struct Rung {
  std::string_view name, id;  // id "" = the start
  std::uint64_t count = 0;
  const StateCounts* stopped = nullptr;
  const DurationStatistics* from_previous = nullptr;
};

// The steps of a path as a JSON array.
std::string path_of(std::initializer_list<std::string_view> steps) {
  std::string path;
  JsonWriter writer(path);
  writer.begin_array();
  for (std::string_view step : steps) writer.string(step);
  writer.end_array();
  return path;
}

class FunnelPainter {
 public:
  FunnelPainter(SceneBuilder& builder, const Funnel& funnel, const SceneRect& rect)
      : builder_(builder), funnel_(funnel) {
    label_x_ = rect.x;
    label_w_ = std::min(px(tracker::funnel_label_w), rect.w / 3);
    bar_x_ = rect.x + label_w_ + px(tracker::gap);
    bar_w_ = std::max<Px64>(px(1),
                            rect.w - label_w_ - px(tracker::funnel_count_w) - 2 * px(tracker::gap));
    w_ = rect.w;
  }

  void paint(std::int32_t parent, std::size_t nth, const Rung& rung, Px64 y) {
    const std::string id =
        "f:" + funnel_.id + "/" + (nth == 0 ? "start" : "m:" + std::string(rung.id));
    const std::int32_t bar = builder_.add(SceneRole::funnel_bar, parent,
                                          {label_x_, y, w_, px(tracker::funnel_bar_h)}, id);
    builder_.text(bar, SceneField::name, nth == 0 ? "start" : rung.name);
    builder_.text(bar, SceneField::value, rung.id);
    builder_.number(bar, SceneField::count, static_cast<std::int64_t>(rung.count));
    builder_.number(bar, SceneField::share, share_of(rung.count, funnel_.started));
    if (rung.from_previous != nullptr && rung.from_previous->median)
      builder_.number(bar, SceneField::duration_ms, *rung.from_previous->median);
    builder_.number(bar, SceneField::index, static_cast<std::int64_t>(nth) + 1);
    builder_.number(bar, SceneField::total, static_cast<std::int64_t>(funnel_.steps.size()) + 1);
    builder_.text(bar, SceneField::number,
                  nth == 0 ? path_of({"started"}) : path_of({"milestones", rung.id, "reached"}));
    builder_.state(bar, SceneState::slowest, nth > 0 && funnel_.slowest == nth - 1);
    builder_.state(bar, SceneState::biggest_drop, funnel_.biggest_drop == nth);
    builder_.add(SceneRole::label, bar, {label_x_, y, label_w_, px(tracker::funnel_bar_h)},
                 id + "/label");
    builder_.add(
        SceneRole::bar, bar,
        {bar_x_, y, part_of(bar_w_, rung.count, funnel_.started), px(tracker::funnel_bar_h)},
        id + "/bar");
    const std::int32_t cell = builder_.add(SceneRole::cell, bar,
                                           {label_x_ + w_ - px(tracker::funnel_count_w), y,
                                            px(tracker::funnel_count_w), px(tracker::funnel_bar_h)},
                                           id + "/count");
    builder_.number(cell, SceneField::value, static_cast<std::int64_t>(rung.count));
    paint_parts(bar, rung, id, y);
  }

 private:
  // Side by side in the order of what became of them; what dropped out leaves by the lower half.
  void paint_parts(std::int32_t bar, const Rung& rung, const std::string& id, Px64 y) {
    const StateCounts& stopped = *rung.stopped;
    std::uint64_t before = 0;
    const auto part = [&](std::string_view name, std::uint64_t count, bool drops) {
      if (count == 0) return;
      const Px64 from = part_of(bar_w_, before, funnel_.started);
      const Px64 to = part_of(bar_w_, before + count, funnel_.started);
      before += count;
      const Px64 h = px(tracker::funnel_bar_h) / (drops ? 2 : 1);
      const std::int32_t node =
          builder_.add(SceneRole::funnel_part, bar,
                       {bar_x_ + from, y + px(tracker::funnel_bar_h) - h, to - from, h},
                       id + "/" + std::string(name));
      builder_.text(node, SceneField::state, name);
      builder_.number(node, SceneField::count, static_cast<std::int64_t>(count));
      builder_.number(node, SceneField::share, share_of(count, rung.count));
      if (name == "went_on") return;
      builder_.text(node, SceneField::number,
                    rung.id.empty() ? path_of({"stopped_at_start", name})
                                    : path_of({"milestones", rung.id, "stopped_here", name}));
    };
    part("went_on", rung.count - stopped.all(), false);
    for (JourneyState state : {JourneyState::completed, JourneyState::open, JourneyState::timed_out,
                               JourneyState::excluded})
      part(journey_state_name(state), stopped.of(state),
           state == JourneyState::timed_out || state == JourneyState::excluded);
  }

  SceneBuilder& builder_;
  const Funnel& funnel_;
  Px64 label_x_ = 0, label_w_ = 0, bar_x_ = 0, bar_w_ = 0, w_ = 0;
};

}  // namespace

Px64 funnel_height(const Funnel& funnel) {
  return static_cast<Px64>(funnel.steps.size() + 1) * kBarStep;
}

void add_funnel(SceneBuilder& builder, std::int32_t parent, const Funnel& funnel, Px64 x, Px64 y,
                Px64 w) {
  const SceneRect rect{x, y, w, funnel_height(funnel)};
  const std::int32_t node = builder.add(SceneRole::funnel, parent, rect, "f:" + funnel.id);
  builder.text(node, SceneField::template_id, funnel.id);
  builder.text(node, SceneField::name, funnel.name);
  builder.number(node, SceneField::count, static_cast<std::int64_t>(funnel.started));
  FunnelPainter painter(builder, funnel, rect);
  painter.paint(node, 0, {"start", "", funnel.started, &funnel.stopped_at_start, nullptr}, y);
  for (std::size_t m = 0; m < funnel.steps.size(); ++m) {
    const FunnelStep& step = funnel.steps[m];
    painter.paint(node, m + 1,
                  {step.name, step.id, step.reached, &step.stopped_here, &step.from_previous_ms},
                  y + static_cast<Px64>(m + 1) * kBarStep);
  }
}

}  // namespace throughline
