// The tracker: each template's heading, its journeys on one scale of elapsed time, its funnel.
#include <algorithm>

#include "funnel.h"
#include "layout.h"
#include "throughline/sort.h"
#include "tokens.h"

namespace throughline {
namespace {

namespace tracker = tokens::tracker;

constexpr std::int64_t kMinuteMs = 60000, kHourMs = 3600000;
constexpr std::int64_t kTickSteps[] = {
    kMinuteMs,    5 * kMinuteMs, 15 * kMinuteMs,   kHourMs,          3 * kHourMs, 6 * kHourMs,
    12 * kHourMs, kDayMs,        2 * kDayMs,       7 * kDayMs,       14 * kDayMs, 30 * kDayMs,
    90 * kDayMs,  365 * kDayMs,  5 * 365 * kDayMs, 50 * 365 * kDayMs};

SceneState state_of(JourneyState state) {
  switch (state) {
    case JourneyState::completed:
      return SceneState::completed;
    case JourneyState::timed_out:
      return SceneState::timed_out;
    case JourneyState::excluded:
      return SceneState::excluded;
    default:
      return SceneState::open;
  }
}

// Where things stand across the view; the same for every template.
struct Across {
  explicit Across(const LayoutInput& input, bool with_rows) {
    const Px64 w = px(input.request.width - 2 * tracker::side_pad);
    stacked = input.request.width < tracker::stacked_below;
    beside = with_rows && input.request.width >= tracker::funnel_from_w;
    inner_w = std::max<Px64>(px(1), w);
    funnel_w = beside ? px(tracker::funnel_w) : inner_w;
    funnel_x = beside ? x + inner_w - funnel_w : x;
    rows_w = beside ? inner_w - funnel_w - px(tracker::section_gap) : inner_w;
    label_h = stacked ? px(tracker::stacked_label_h) : px(tracker::row_h - 2 * tracker::row_pad);
    const Px64 quarter = std::clamp(rows_w / 4, px(tracker::label_w), px(tracker::label_max_w));
    label_w = stacked ? rows_w : std::min(rows_w / 2, quarter);
    row_h = px(tracker::row_h) + (stacked ? label_h : 0);
    const Px64 line_x = stacked ? x : x + label_w;
    const Px64 line_w = x + rows_w - line_x;
    axis_x = line_x + px(tracker::stop) / 2;
    axis_w = std::max<Px64>(px(1), line_w - px(tracker::stop + tracker::deadline_w));
  }
  TimeAxis axis(std::int64_t span_ms) const { return {0, span_ms, axis_x, axis_w}; }
  Px64 tallies_a_line() const {
    const auto all = static_cast<Px64>(kJourneyStates);
    return inner_w / all < px(tracker::tally_min_w) ? all / 2 : all;
  }
  Px64 heading_h() const {
    const Px64 lines = static_cast<Px64>(kJourneyStates) / tallies_a_line();
    return px(tracker::heading_h) + (lines - 1) * px(tracker::tally_h);
  }

  Px64 x = px(tracker::side_pad);
  bool stacked = false, beside = false;
  Px64 inner_w, rows_w, funnel_x, funnel_w, label_w, label_h, row_h, axis_x, axis_w;
};

// A template's place from the top.
struct Block {
  Px64 top = 0, rows_top = 0, funnel_top = 0, bottom = 0;
};

Block block_of(const TrackedTemplate& tracked, bool with_rows, const Across& across, Px64 top) {
  const Px64 funnel_h = funnel_height(tracked.funnel);
  Block block;
  block.top = top;
  block.rows_top = block.funnel_top = top + across.heading_h() + px(tracker::gap);
  Px64 rows_bottom = block.rows_top;
  if (with_rows) {
    block.rows_top += px(tracker::axis_h);
    rows_bottom = block.rows_top +
                  static_cast<Px64>(tracked.journeys.size()) * (across.row_h + px(tracker::gap));
    if (!across.beside) block.funnel_top = rows_bottom + px(tracker::gap);
  }
  block.bottom = std::max(rows_bottom, block.funnel_top + funnel_h) + px(tracker::section_gap);
  return block;
}

// One journey's row with everything on its line.
class RowPainter {
 public:
  RowPainter(const LayoutInput& input, SceneBuilder& builder, const Across& across,
             const TrackedTemplate& tracked)
      : input_(input),
        builder_(builder),
        across_(across),
        funnel_(tracked.funnel),
        axis_(across.axis(tracked.span_ms)) {}

  void paint(std::int32_t parent, const Journey& journey, Px64 y, std::size_t nth,
             std::size_t total) {
    journey_ = &journey;
    id_ = "j:" + funnel_.id + ":" + input_.events.reference(journey.start_row);
    row_ = builder_.add(SceneRole::journey, parent, {across_.x, y, across_.rows_w, across_.row_h},
                        id_);
    describe(nth, total);
    const Px64 pad = px(tracker::row_pad);
    add(SceneRole::label,
        {across_.x, y + (across_.stacked ? 0 : pad), across_.label_w, across_.label_h}, "label");
    text_y_ = y + (across_.stacked ? across_.label_h : 0) + pad;
    stop_y_ = text_y_ + px(tracker::text_h);
    line_ = place_stops(journey, axis_, as_of_ms(), px(tracker::stop_gap));
    const Px64 start_x = line_.stops.front().x;
    add(SceneRole::line,
        {start_x, stop_y_ + px(tracker::stop - tracker::line) / 2, line_.end_x - start_x,
         px(tracker::line)},
        "line");
    paint_deadline();
    for (std::size_t i = 0; i < line_.stops.size(); ++i) paint_stop(i);
    paint_head();
    paint_steps();
  }

 private:
  std::int64_t as_of_ms() const { return input_.events.as_of()->ms; }
  std::int32_t add(SceneRole role, const SceneRect& rect, const std::string& name) {
    return builder_.add(role, row_, rect, id_ + "/" + name);
  }
  SceneRect stop_rect(Px64 x, std::int32_t size) const {
    return {x - px(size) / 2, stop_y_ + px(tracker::stop - size) / 2, px(size), px(size)};
  }

  void describe(std::size_t nth, std::size_t total) {
    const Journey& journey = *journey_;
    builder_.text(row_, SceneField::template_id, funnel_.id);
    builder_.text(row_, SceneField::name, funnel_.name);
    builder_.text(row_, SceneField::subject, input_.events.text(journey.subject));
    builder_.node(row_).kind = input_.events.text(input_.events.kind(journey.start_row));
    const InteractionId began = input_.conversations.interaction_of(journey.start_row);
    if (began != kNoInteraction) describe_contact(input_, builder_, row_, began);
    builder_.text(row_, SceneField::state, journey_state_name(journey.state));
    builder_.instant(row_, journey.started_ms);
    if (journey.ended_ms) builder_.end_instant(row_, *journey.ended_ms);
    builder_.number(row_, SceneField::duration_ms, elapsed_ms(journey, as_of_ms()));
    if (journey.end >= 0)
      builder_.text(row_, SceneField::outcome,
                    funnel_.ends[static_cast<std::size_t>(journey.end)].name);
    builder_.number(row_, SceneField::index, static_cast<std::int64_t>(nth) + 1);
    builder_.number(row_, SceneField::total, static_cast<std::int64_t>(total));
    builder_.text(row_, SceneField::ref, input_.events.reference(journey.start_row));
    builder_.state(row_, state_of(journey.state));
    builder_.state(row_, SceneState::stalled, journey.stalled);
    builder_.state(row_, SceneState::selected, is_selected());
    std::vector<std::uint32_t>& rows = builder_.node(row_).rows;
    rows.push_back(journey.start_row);
    for (const MilestoneHit& hit : journey.milestones)
      if (hit.row != kNoRow) rows.push_back(hit.row);
    if (journey.end_row != kNoRow) rows.push_back(journey.end_row);
    sort_stably(rows, [this](Row a, Row b) { return input_.events.timeline().before(a, b); });
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  }

  bool is_selected() const {
    if (input_.selected == kNoInteraction) return false;
    return input_.conversations.interaction(input_.selected).conversation == journey_->subject;
  }

  void paint_deadline() {
    const bool shown =
        journey_->state == JourneyState::open || journey_->state == JourneyState::timed_out;
    if (!journey_->deadline_ms || !shown) return;
    const Px64 x = std::clamp(axis_.x_of(*journey_->deadline_ms - journey_->started_ms), axis_.x,
                              axis_.x + axis_.w);
    const std::int32_t node = add(
        SceneRole::deadline, {x, stop_y_, px(tracker::deadline_w), px(tracker::stop)}, "deadline");
    builder_.instant(node, *journey_->deadline_ms);
    builder_.number(node, SceneField::duration_ms,
                    std::max<std::int64_t>(0, saturating_sub(*journey_->deadline_ms, as_of_ms())));
  }

  void paint_head() {
    if (journey_->state != JourneyState::open) return;
    const std::int32_t node = add(SceneRole::head, stop_rect(line_.head_x, tracker::head), "head");
    builder_.number(node, SceneField::duration_ms, elapsed_ms(*journey_, as_of_ms()));
  }

  void paint_stop(std::size_t i) {
    const Stop& stop = line_.stops[i];
    const SceneRect rect = stop_rect(stop.x, tracker::stop);
    if (stop.what == Stop::What::start) {
      const std::int32_t node = add(SceneRole::start, rect, "start");
      builder_.instant(node, journey_->started_ms);
      builder_.text(node, SceneField::ref, input_.events.reference(journey_->start_row));
      builder_.node(node).kind = input_.events.text(input_.events.kind(journey_->start_row));
      return;
    }
    if (stop.what == Stop::What::end) {
      const FunnelEnd& end = funnel_.ends[static_cast<std::size_t>(journey_->end)];
      const std::int32_t node = add(SceneRole::end, rect, "end");
      name_stop(node, i, end.name, end.id);
      builder_.instant(node, *journey_->ended_ms);
      builder_.number(node, SceneField::duration_ms, elapsed_ms(*journey_, as_of_ms()));
      builder_.text(node, SceneField::ref, input_.events.reference(journey_->end_row));
      return;
    }
    paint_milestone(i, rect);
  }

  void paint_milestone(std::size_t i, const SceneRect& rect) {
    const std::uint32_t m = line_.stops[i].milestone;
    const MilestoneHit& hit = journey_->milestones[m];
    const FunnelStep& step = funnel_.steps[m];
    const std::int32_t node = add(SceneRole::milestone, rect, "m:" + step.id);
    name_stop(node, i, step.name, step.id);
    builder_.number(node, SceneField::index, std::int64_t{m} + 1);
    builder_.number(node, SceneField::total, static_cast<std::int64_t>(funnel_.steps.size()));
    builder_.state(node, SceneState::reached, hit.reached_ms.has_value());
    builder_.state(node, SceneState::skipped, hit.skipped);
    builder_.state(node, SceneState::out_of_order, hit.out_of_order);
    if (!hit.reached_ms) return;
    builder_.number(node, SceneField::count, hit.hits);
    builder_.instant(node, *hit.reached_ms);
    builder_.number(node, SceneField::duration_ms, *hit.reached_ms - journey_->started_ms);
    builder_.text(node, SceneField::ref, input_.events.reference(hit.row));
    builder_.node(node).rows.push_back(hit.row);
  }

  // The name, and a box for it between the middles to the neighbours; the start has no name.
  void name_stop(std::int32_t node, std::size_t i, const std::string& name,
                 const std::string& value) {
    builder_.text(node, SceneField::name, name);
    builder_.text(node, SceneField::value, value);
    const auto& stops = line_.stops;
    const Px64 x = stops[i].x;
    const Px64 after = i + 1 < stops.size() ? stops[i + 1].x : across_.x + across_.rows_w;
    const Px64 most = px(tracker::stop_label_max_w) / 2;
    const Px64 free_from = i == 1 ? stops[0].x : (stops[i - 1].x + x) / 2;
    const Px64 from = std::max(x - most, free_from);
    const Px64 to = std::min(x + most, i + 1 < stops.size() ? (x + after) / 2 : after);
    if (to - from < px(tracker::stop_label_min_w)) return;
    const std::int32_t label =
        builder_.add(SceneRole::stop_label, node,
                     {from, stop_y_ + px(tracker::stop), to - from, px(tracker::text_h)},
                     builder_.node(node).id + "/label");
    builder_.text(label, SceneField::name, name);
  }

  struct TimedStop {
    std::int64_t at_ms;
    Px64 x;
  };
  // The time between stops that follow each other, where there is room to write it.
  void paint_steps() {
    std::vector<TimedStop> timed;
    for (const Stop& stop : line_.stops) {
      if (stop.what == Stop::What::start) timed.push_back({journey_->started_ms, stop.x});
      if (stop.what == Stop::What::end) timed.push_back({*journey_->ended_ms, stop.x});
      if (stop.what == Stop::What::milestone && journey_->milestones[stop.milestone].reached_ms)
        timed.push_back({*journey_->milestones[stop.milestone].reached_ms, stop.x});
    }
    if (journey_->state == JourneyState::open)
      timed.push_back({as_of_ms(), std::max(line_.head_x, timed.back().x)});
    for (std::size_t i = 1; i < timed.size(); ++i) {
      const Px64 w = timed[i].x - timed[i - 1].x;
      if (w < px(tracker::step_min_w)) continue;
      std::string name = "step:";
      append_int(name, static_cast<std::int64_t>(i));
      const std::int32_t node =
          add(SceneRole::step, {timed[i - 1].x, text_y_, w, px(tracker::text_h)}, name);
      builder_.number(node, SceneField::duration_ms,
                      saturating_sub(timed[i].at_ms, timed[i - 1].at_ms));
      builder_.state(node, SceneState::stalled, journey_->stalled && i + 1 == timed.size());
    }
  }

  const LayoutInput& input_;
  SceneBuilder& builder_;
  const Across& across_;
  const Funnel& funnel_;
  TimeAxis axis_;
  const Journey* journey_ = nullptr;
  std::string id_;
  std::int32_t row_ = 0;
  Px64 text_y_ = 0, stop_y_ = 0;
  StopLine line_;
};

std::int32_t add_heading(SceneBuilder& builder, const Funnel& funnel, const Across& across,
                         Px64 top) {
  const std::int32_t heading =
      builder.add(SceneRole::journey_template, 0,
                  {across.x, top, across.inner_w, across.heading_h()}, "t:" + funnel.id);
  builder.text(heading, SceneField::template_id, funnel.id);
  builder.text(heading, SceneField::name, funnel.name);
  builder.number(heading, SceneField::count, static_cast<std::int64_t>(funnel.started));
  if (funnel.duration_ms.median)
    builder.number(heading, SceneField::duration_ms, *funnel.duration_ms.median);
  const Px64 a_line = across.tallies_a_line();
  const Px64 w = std::min(px(tracker::tally_w), across.inner_w / a_line);
  Px64 at = 0;
  for (JourneyState state : {JourneyState::open, JourneyState::completed, JourneyState::timed_out,
                             JourneyState::excluded}) {
    const std::string name(journey_state_name(state));
    const std::int32_t tally = builder.add(
        SceneRole::tally, heading,
        {across.x + at % a_line * w,
         top + px(tracker::heading_pad + tracker::title_h) + at / a_line * px(tracker::tally_h), w,
         px(tracker::tally_h)},
        "t:" + funnel.id + "/" + name);
    builder.text(tally, SceneField::state, name);
    builder.number(tally, SceneField::count, static_cast<std::int64_t>(funnel.states.of(state)));
    builder.number(tally, SceneField::share, share_of(funnel.states.of(state), funnel.started));
    builder.state(tally, state_of(state));
    ++at;
  }
  return heading;
}

void add_ticks(SceneBuilder& builder, std::int32_t heading, const TimeAxis& axis, Px64 y) {
  std::int64_t step = kTickSteps[0];
  for (std::int64_t wanted : kTickSteps) {
    step = wanted;
    if (axis.width_of(wanted) >= px(tracker::tick_min_w)) break;
  }
  const std::string prefix = builder.node(heading).id + "/tick:";
  for (std::int64_t at = 0; at <= axis.to_ms; at += step) {
    std::string id = prefix;
    append_int(id, at);
    const Px64 w = std::min(px(tracker::tick_min_w),
                            axis.x + axis.w + px(tracker::deadline_w) - axis.x_of(at));
    const std::int32_t tick =
        builder.add(SceneRole::tick, heading, {axis.x_of(at), y, w, px(tracker::axis_h)}, id);
    builder.number(tick, SceneField::duration_ms, at);
  }
}

void add_rows(const LayoutInput& input, SceneBuilder& builder, const Across& across,
              const TrackedTemplate& tracked, std::int32_t heading, Px64 top,
              const ListedRange& range) {
  if (tracked.journeys.empty()) return;
  add_ticks(builder, heading, across.axis(tracked.span_ms), top - px(tracker::axis_h));
  RowPainter painter(input, builder, across, tracked);
  const std::size_t total = tracked.journeys.size();
  const Px64 step = across.row_h + px(tracker::gap);
  const auto first = static_cast<std::size_t>(std::max<Px64>(0, range.from - top) / step);
  for (std::size_t nth = first; nth < total; ++nth) {
    const Px64 y = top + static_cast<Px64>(nth) * step;
    if (y >= range.to) break;
    const std::uint32_t position =
        tracked.journeys[input.request.newest_first ? total - 1 - nth : nth];
    painter.paint(heading, input.journeys.journey(position), y, nth, total);
  }
}

}  // namespace

Scene lay_out_tracker(const LayoutInput& input, const TrackerList& list) {
  const Across across(input, list.with_rows);
  std::vector<Block> blocks;
  Px64 bottom = 0;
  for (const TrackedTemplate& tracked : list.templates) {
    blocks.push_back(block_of(tracked, list.with_rows, across, bottom));
    bottom = blocks.back().bottom;
  }
  const Px64 content_h = bottom + px(tracker::bottom_pad);
  SceneBuilder builder(input, px(input.request.width), content_h);
  const ListedRange range = scroll_to(input, builder, content_h);
  if (list.with_rows)
    builder.number(0, SceneField::count, static_cast<std::int64_t>(list.journey_count()));
  builder.text(0, SceneField::zone, input.zones().name(input.display_zone));
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    if (!range.touches(block.top, block.bottom - block.top)) continue;
    const std::int32_t heading = add_heading(builder, list.templates[i].funnel, across, block.top);
    add_rows(input, builder, across, list.templates[i], heading, block.rows_top, range);
    add_funnel(builder, heading, list.templates[i].funnel, across.funnel_x, block.funnel_top,
               across.funnel_w);
  }
  return std::move(builder.scene());
}

}  // namespace throughline
