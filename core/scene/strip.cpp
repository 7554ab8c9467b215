// The horizontal timeline: newest at the inline end, one lane a channel, clusters where marks would
// meet.
//
// Clusters. Time is cut into absolute buckets of 2^k ms, the smallest that is wide enough for any
// pill in the window; so panning never regroups. A bucket with one interaction shows its mark,
// moved inside its bucket by less than half a mark where it would touch a neighbour; one with more
// shows a pill with their exact count. A bucket's count is two binary searches, so a frame costs
// width × lanes × log n, whatever n is.
#include <algorithm>
#include <array>
#include <limits>

#include "axis.h"
#include "layout.h"
#include "tokens.h"

namespace throughline {
namespace {

namespace strip = tokens::strip;

// As far as what is drawn and where x begins may lie from the window, in windows.
constexpr std::int64_t kMostWindowsBeyond = 8;

std::size_t first_at(const std::vector<std::int64_t>& starts, std::int64_t at_ms) {
  return static_cast<std::size_t>(std::lower_bound(starts.begin(), starts.end(), at_ms) -
                                  starts.begin());
}

std::string id_of(std::string_view prefix, std::int64_t number) {
  std::string id(prefix);
  append_int(id, number);
  return id;
}

// The range that holds everything, with a margin on both sides; at least an hour. In `w` px the first mark and the last
// stand whole.
void whole_range(const LayoutInput& input, Px64 w, std::int64_t& from_ms, std::int64_t& to_ms) {
  const std::vector<std::int64_t>& starts = input.listing.all.starts;
  const std::int64_t as_of_ms = input.events.as_of() ? input.events.as_of()->ms : kMinMs;
  from_ms = starts.empty() ? std::max<std::int64_t>(as_of_ms, 0) : starts.front();
  to_ms = starts.empty() ? from_ms : starts.back();
  // "Now" belongs to the picture unless it lies so far off that it would squeeze the data.
  if (as_of_ms > to_ms && (as_of_ms - to_ms) <= std::max<std::int64_t>(to_ms - from_ms, 7 * kDayMs))
    to_ms = as_of_ms;
  const Px64 room = px(strip::mark + strip::mark_gap);
  const std::int64_t parts = std::clamp<std::int64_t>(w / room - 2, 4, 40);
  const std::int64_t margin = std::max<std::int64_t>((to_ms - from_ms) / parts, 30 * 60000);
  from_ms = std::max(kMinMs, from_ms - margin);
  to_ms = std::min(kMaxMs, to_ms + margin);
}

class StripLayout {
 public:
  explicit StripLayout(const LayoutInput& input)
      : input_(input), builder_(input, px(input.request.width), content_height(input)) {
    const Px64 width = px(input.request.width);
    header_w_ = px(is_narrow() ? strip::lane_header_narrow_w : strip::lane_header_w);
    if (!input.request.lane_per_channel) header_w_ = px(strip::end_pad);
    axis_.x = header_w_;
    axis_.w = std::max<Px64>(px(1), width - header_w_ - px(strip::end_pad));
    whole_range(input, axis_.w, all_from_ms_, all_to_ms_);
    axis_.from_ms = window_.from_ms = input.request.from_ms.value_or(all_from_ms_);
    axis_.to_ms = input.request.to_ms.value_or(all_to_ms_);
    if (axis_.to_ms <= axis_.from_ms) axis_.to_ms = axis_.from_ms + 1000;
    window_.to_ms = axis_.to_ms;
    drawn_ = window_;
    if (input.request.compress_gaps) {
      break_at_gaps();
    } else {
      draw_beyond();
    }
    drawn_x_ = axis_.x_of(drawn_.from_ms);
    drawn_end_ = axis_.x_of(drawn_.to_ms);
  }

  Scene lay_out() {
    builder_.number(0, SceneField::from_ms, window_.from_ms);
    builder_.number(0, SceneField::to_ms, window_.to_ms);
    builder_.text(0, SceneField::zone, input_.zones().name(input_.display_zone));
    builder_.number(0, SceneField::count, static_cast<std::int64_t>(input_.listing.all.ids.size()));
    builder_.number(0, SceneField::total, input_.listing.total);
    add_overview();
    add_ticks();
    add_dates();
    add_gaps();
    add_lanes();
    add_now();
    return std::move(builder_.scene());
  }

 private:
  static std::size_t lane_count(const LayoutInput& input) {
    return input.request.lane_per_channel ? std::max<std::size_t>(1, input.listing.lanes.size())
                                          : 1;
  }
  static Px64 lanes_top() {
    return px(strip::overview_h + strip::overview_gap + strip::axis_h + strip::day_h);
  }
  static Px64 content_height(const LayoutInput& input) {
    return lanes_top() + static_cast<Px64>(lane_count(input)) * px(strip::lane_h) +
           px(strip::bottom_pad);
  }
  bool is_narrow() const { return input_.request.width < strip::narrow_below; }
  Px64 lanes_bottom() const { return builder_height_ - px(strip::bottom_pad); }
  // Whether what reaches from `low` to `high` shows in the drawn stretch.
  bool shows(Px64 low, Px64 high) const { return high >= drawn_x_ && low <= drawn_end_; }
  // Ticks of the drawn stretch, with one before and one after it.
  std::vector<AxisTick> ticks(const CalendarUnit& unit) const {
    return ticks_of(TimeAxis{drawn_.from_ms, drawn_.to_ms}, unit, input_.display_zone);
  }

  void draw_beyond();

  void add_overview();
  void add_ticks();
  void add_dates();
  void add_gaps();
  template <class F>
  void for_each_gap(std::int64_t least_ms, F f) const;
  void break_at_gaps();
  std::int32_t add_gap(std::int64_t from_ms, std::int64_t to_ms, Px64 x, Px64 end);
  void add_lanes();
  void add_lane(const Lane& lane, std::size_t index);
  void add_bucket(const Lane& lane, std::int32_t parent, std::int64_t bucket, Px64 top);
  void add_mark(const Lane& lane, std::size_t i, std::int32_t parent, std::int64_t bucket,
                Px64 top);
  void add_history_starts(const Lane& lane, std::int32_t parent, Px64 top);
  void add_now();
  int bucket_shift() const;
  void note_past(std::int64_t bucket, const SceneRect& rect);

  const LayoutInput& input_;
  SceneBuilder builder_;
  Px64 builder_height_ = content_height(input_);
  struct Stretch {
    std::int64_t from_ms = 0, to_ms = 1;
  };
  Stretch window_, drawn_;
  TimeAxis axis_;  // as long as the window, from the origin
  Px64 drawn_x_ = 0, drawn_end_ = 0;
  Px64 header_w_ = 0;
  std::int64_t all_from_ms_ = 0, all_to_ms_ = 1;
  int shift_ = 0;                                     // buckets are 2^shift_ ms wide
  Px64 past_end_ = std::numeric_limits<Px64>::min();  // of what lies in the bucket of "now"
};

void StripLayout::draw_beyond() {
  const SceneRequest& request = input_.request;
  const std::int64_t span_ms = axis_.span_ms();
  const std::int64_t reach_ms = kMostWindowsBeyond * span_ms;
  const std::int64_t first_ms = std::max(kMinMs, window_.from_ms - reach_ms);
  const std::int64_t last_ms = std::min(kMaxMs, window_.to_ms + reach_ms);
  const auto within = [](std::int64_t at_ms, std::int64_t low, std::int64_t high) {
    return std::max(low, std::min(at_ms, high));
  };
  drawn_.from_ms =
      within(request.drawn_from_ms.value_or(window_.from_ms), first_ms, window_.from_ms);
  drawn_.to_ms = within(request.drawn_to_ms.value_or(window_.to_ms), window_.to_ms, last_ms);
  axis_.from_ms = within(request.origin_ms.value_or(window_.from_ms), first_ms, last_ms);
  axis_.to_ms = axis_.from_ms + span_ms;
}

void StripLayout::add_overview() {
  const Px64 width = px(input_.request.width);
  const SceneRect rect{0, 0, width, px(strip::overview_h)};
  const std::int32_t overview = builder_.add(SceneRole::overview, 0, rect, "overview");
  builder_.number(overview, SceneField::from_ms, all_from_ms_);
  builder_.number(overview, SceneField::to_ms, all_to_ms_);
  const TimeAxis whole{all_from_ms_, all_to_ms_, 0, width, {}, 0};
  const std::vector<std::int64_t>& starts = input_.listing.all.starts;
  const std::int32_t bars = input_.request.width / strip::overview_bar_w;
  struct Bar {
    std::int64_t from_ms, to_ms;
    std::size_t count;
  };
  std::vector<Bar> shown;
  std::size_t highest = 0;
  std::size_t first = 0;
  for (std::int32_t i = 0; i < bars; ++i) {
    const std::int64_t from_ms = all_from_ms_ + whole.ms_of(px(i * strip::overview_bar_w));
    const std::int64_t to_ms = all_from_ms_ + whole.ms_of(px((i + 1) * strip::overview_bar_w));
    const std::size_t last = i + 1 == bars ? starts.size() : first_at(starts, to_ms);
    shown.push_back({from_ms, to_ms, last - first});
    highest = std::max(highest, last - first);
    first = last;
  }
  for (std::int32_t i = 0; i < bars; ++i) {
    const Bar& bar = shown[static_cast<std::size_t>(i)];
    if (bar.count == 0) continue;
    const auto share =
        static_cast<std::int64_t>(std::max<std::size_t>(60, bar.count * 1000 / highest));
    const Px64 height = static_cast<Px64>(px(strip::overview_h - 4) * share / 1000);
    const SceneRect place{px(i * strip::overview_bar_w), px(strip::overview_h) - height,
                          px(strip::overview_bar_w - 1), height};
    const std::int32_t node =
        builder_.add(SceneRole::overview_bar, overview, place, id_of("overview:", i));
    builder_.number(node, SceneField::from_ms, bar.from_ms);
    builder_.number(node, SceneField::to_ms, bar.to_ms);
    builder_.number(node, SceneField::count, static_cast<std::int64_t>(bar.count));
    builder_.number(node, SceneField::share, share);
  }
  const Px64 from_x = std::clamp(whole.x_of(window_.from_ms), Px64{0}, width);
  const Px64 to_x = std::clamp(whole.x_of(window_.to_ms), Px64{0}, width);
  const SceneRect place{from_x, 0, std::max(px(strip::overview_bar_w), to_x - from_x),
                        px(strip::overview_h)};
  const std::int32_t window = builder_.add(SceneRole::window, overview, place, "window");
  builder_.number(window, SceneField::from_ms, window_.from_ms);
  builder_.number(window, SceneField::to_ms, window_.to_ms);
}

void StripLayout::add_ticks() {
  const CalendarUnit unit =
      fitting_unit(axis_, px(is_narrow() ? strip::tick_narrow_min_w : strip::tick_min_w));
  const std::vector<AxisTick> ticks = this->ticks(unit);
  const Px64 top = px(strip::overview_h + strip::overview_gap);
  for (std::size_t i = 0; i + 1 < ticks.size(); ++i) {
    const AxisTick& tick = ticks[i];
    if (tick.at_ms < drawn_.from_ms || axis_.in_break(tick.at_ms)) continue;
    const Px64 x = axis_.x_of(tick.at_ms);
    const Px64 end = std::min(axis_.x_of(ticks[i + 1].at_ms), drawn_end_ + px(strip::end_pad));
    const std::int32_t node = builder_.add(SceneRole::tick, 0, {x, top, end - x, px(strip::axis_h)},
                                           id_of("tick:", tick.at_ms));
    builder_.number(node, SceneField::local_ms, tick.civil.ms);
    builder_.text(node, SceneField::unit, unit.name);
    builder_.state(node, SceneState::major, tick.major);
  }
}

// Snapshots of dates (or of weeks, months, years where dates are too narrow): each with its exact
// count.
void StripLayout::add_dates() {
  const CalendarUnit unit =
      fitting_date_unit(axis_, px(is_narrow() ? strip::day_narrow_min_w : strip::day_min_w));
  const std::vector<AxisTick> ticks = this->ticks(unit);
  const std::vector<std::int64_t>& starts = input_.listing.all.starts;
  const Px64 top = px(strip::overview_h + strip::overview_gap + strip::axis_h);
  const std::int64_t now_ms = input_.events.as_of() ? input_.events.as_of()->ms : kMinMs;
  for (std::size_t i = 0; i + 1 < ticks.size(); ++i) {
    const std::int64_t from_ms = ticks[i].at_ms, to_ms = ticks[i + 1].at_ms;
    const Px64 x = std::max(drawn_x_, axis_.x_of(from_ms));
    const Px64 end = std::min(axis_.x_of(to_ms), drawn_end_ + px(strip::end_pad));
    // Of a date whose other end lies in a break, what is too narrow for its count is left to the
    // break.
    if (end <= x || (!axis_.breaks.empty() && end - x < px(strip::mark))) continue;
    const std::int32_t node = builder_.add(SceneRole::day, 0, {x, top, end - x, px(strip::day_h)},
                                           id_of("day:", ticks[i].civil.ms));
    builder_.number(node, SceneField::local_ms, ticks[i].civil.ms);
    builder_.number(node, SceneField::from_ms, from_ms);
    builder_.number(node, SceneField::to_ms, to_ms);
    builder_.text(node, SceneField::unit, unit.name);
    builder_.number(node, SceneField::count,
                    static_cast<std::int64_t>(first_at(starts, to_ms) - first_at(starts, from_ms)));
    builder_.state(node, SceneState::today, now_ms >= from_ms && now_ms < to_ms);
    builder_.state(node, SceneState::weekend,
                   unit.name == "day" && iso_weekday(ticks[i].civil) >= 6);
  }
}

// Calls f(from, to) for stretches of what is drawn of at least `least_ms` in which nothing goes on:
// found by jumping, not by walking.
template <class F>
void StripLayout::for_each_gap(std::int64_t least_ms, F f) const {
  const std::vector<std::int64_t>& starts = input_.listing.all.starts;
  std::size_t at = first_at(starts, drawn_.from_ms);
  if (at > 0) --at;
  while (at + 1 < starts.size() && starts[at] < drawn_.to_ms) {
    const auto beyond = static_cast<std::size_t>(
        std::upper_bound(starts.begin(), starts.end(), starts[at] + least_ms) - starts.begin());
    if (beyond - 1 > at) {
      at = beyond - 1;
      continue;
    }
    const std::int64_t from_ms = input_.listing.latest_end[at];
    const std::int64_t to_ms = starts[at + 1];
    ++at;
    if (to_ms - from_ms >= least_ms) f(from_ms, to_ms);
  }
}

// A gap that takes more than a twelfth of the window becomes a break; what is left of it on both
// sides keeps the marks off. It depends on the zoom alone which gaps these are, so panning moves
// them and changes none.
void StripLayout::break_at_gaps() {
  const std::int64_t least_ms = std::max<std::int64_t>(kDayMs, axis_.span_ms() / 12);
  const std::int64_t margin_ms = axis_.span_ms() / 50;
  std::vector<AxisBreak> breaks;
  for_each_gap(least_ms, [&](std::int64_t from_ms, std::int64_t to_ms) {
    const AxisBreak each{std::max(axis_.from_ms, from_ms + margin_ms),
                         std::min(axis_.to_ms, to_ms - margin_ms)};
    if (each.to_ms - each.from_ms > 2 * margin_ms) breaks.push_back(each);
  });
  axis_.break_w = px(strip::break_w);
  axis_.breaks = std::move(breaks);
  // A narrow view has no room for all of them: the scale keeps half of the width at least.
  while (!axis_.breaks.empty() && axis_.scale_w() < axis_.w / 2) axis_.breaks.pop_back();
}

// Stretches of a day and more in which nothing goes on, where they take room; breaks always.
void StripLayout::add_gaps() {
  for (const AxisBreak& each : axis_.breaks)
    builder_.state(
        add_gap(each.from_ms, each.to_ms, axis_.x_of(each.from_ms), axis_.x_of(each.to_ms)),
        SceneState::compressed);
  const std::int64_t least_ms =
      std::max<std::int64_t>(kDayMs, axis_.ms_of(px(3 * strip::gap_min_w)));
  for_each_gap(least_ms, [&](std::int64_t from_ms, std::int64_t to_ms) {
    if (axis_.in_break(from_ms + (to_ms - from_ms) / 2)) return;
    const Px64 x = std::max(drawn_x_, axis_.x_of(from_ms) + px(strip::mark));
    const Px64 end = std::min(axis_.x_of(to_ms) - px(strip::mark), drawn_end_);
    if (end - x >= px(strip::gap_min_w)) add_gap(from_ms, to_ms, x, end);
  });
}

std::int32_t StripLayout::add_gap(std::int64_t from_ms, std::int64_t to_ms, Px64 x, Px64 end) {
  const std::int32_t node =
      builder_.add(SceneRole::gap, 0, {x, lanes_top(), end - x, lanes_bottom() - lanes_top()},
                   id_of("gap:", from_ms));
  builder_.number(node, SceneField::from_ms, from_ms);
  builder_.number(node, SceneField::to_ms, to_ms);
  builder_.number(node, SceneField::duration_ms, to_ms - from_ms);
  return node;
}

// The smallest buckets in which a mark, and every pill with its digits, has room.
int StripLayout::bucket_shift() const {
  Px64 room = px(strip::mark + strip::mark_gap);
  for (;;) {
    int shift = 0;
    const std::int64_t wanted_ms = axis_.ms_of(room);
    while ((std::int64_t{1} << shift) < wanted_ms) ++shift;
    const std::int64_t width_ms = std::int64_t{1} << shift;
    // The fullest bucket can hold no more than the fullest lane has in what is drawn.
    std::size_t most = 0;
    const auto look = [&](const Lane& lane) {
      std::size_t first = first_at(lane.starts, drawn_.from_ms);
      const std::size_t end = first_at(lane.starts, drawn_.to_ms);
      while (first < end) {
        const std::int64_t next = ((lane.starts[first] >> shift) + 1) << shift;
        const std::size_t last = first_at(lane.starts, next);
        most = std::max(most, last - first);
        first = last;
      }
    };
    if (input_.request.lane_per_channel)
      for (const Lane& lane : input_.listing.lanes) look(lane);
    else
      look(input_.listing.all);
    std::int32_t digits = 0;
    for (std::size_t n = most; n > 0; n /= 10) ++digits;
    const Px64 pill = px(std::max(strip::cluster_min_w,
                                  digits * strip::cluster_digit_w + 2 * strip::cluster_pad)) +
                      px(strip::mark_gap);
    if (axis_.width_of(width_ms) >= pill || room >= pill) return shift;
    room = pill;
  }
}

void StripLayout::add_lanes() {
  shift_ = bucket_shift();
  if (!input_.request.lane_per_channel) return add_lane(input_.listing.all, 0);
  for (std::size_t i = 0; i < input_.listing.lanes.size(); ++i)
    add_lane(input_.listing.lanes[i], i);
}

void StripLayout::add_lane(const Lane& lane, std::size_t index) {
  const Px64 top = lanes_top() + static_cast<Px64>(index) * px(strip::lane_h);
  const std::string channel(input_.events.text(lane.channel));
  const auto count = static_cast<std::int64_t>(lane.ids.size());
  const std::int32_t node = builder_.add(
      SceneRole::lane, 0, {0, top, px(input_.request.width), px(strip::lane_h)}, "lane:" + channel);
  builder_.text(node, SceneField::channel, channel);
  builder_.number(node, SceneField::count, count);
  if (input_.request.lane_per_channel) {
    const std::int32_t header =
        builder_.add(SceneRole::lane_header, node, {0, top, header_w_, px(strip::lane_h)},
                     "lane_header:" + channel);
    builder_.text(header, SceneField::channel, channel);
    builder_.number(header, SceneField::count, count);
  }
  add_history_starts(lane, node, top);
  std::int64_t bucket = drawn_.from_ms >> shift_;
  const std::int64_t last_bucket = drawn_.to_ms >> shift_;
  while (bucket <= last_bucket) {
    const std::size_t next = first_at(lane.starts, bucket << shift_);
    if (next == lane.starts.size()) return;
    bucket = lane.starts[next] >> shift_;  // jumps over empty ones
    if (bucket > last_bucket) return;
    add_bucket(lane, node, bucket, top);
    ++bucket;
  }
}

void StripLayout::add_bucket(const Lane& lane, std::int32_t parent, std::int64_t bucket, Px64 top) {
  const std::int64_t from_ms = bucket << shift_, to_ms = (bucket + 1) << shift_;
  const std::size_t first = first_at(lane.starts, from_ms), last = first_at(lane.starts, to_ms);
  if (last - first == 1) return add_mark(lane, first, parent, bucket, top);
  const std::int64_t first_ms = lane.starts[first], last_ms = lane.starts[last - 1];
  const std::string digits = std::to_string(last - first);
  const Px64 width = px(std::max(
      strip::cluster_min_w,
      static_cast<std::int32_t>(digits.size()) * strip::cluster_digit_w + 2 * strip::cluster_pad));
  // In the middle of what it stands for, moved inside its bucket where the pill would reach into
  // the next.
  const Px64 half = (width + px(strip::mark_gap)) / 2;
  const Px64 low = axis_.x_of(from_ms) + half, high = axis_.x_of(to_ms) - half;
  const Px64 centre = axis_.x_of(first_ms + (last_ms - first_ms) / 2);
  const Px64 middle =
      low < high ? std::clamp(centre, low, high) : axis_.x_of(from_ms + (to_ms - from_ms) / 2);
  if (!shows(middle - width / 2, middle + width / 2)) return;
  const SceneRect rect{middle - width / 2, top + (px(strip::lane_h) - px(strip::cluster_h)) / 2,
                       width, px(strip::cluster_h)};
  note_past(bucket, rect);
  const std::int32_t node =
      builder_.add(SceneRole::cluster, parent, rect,
                   "cluster:" + std::string(input_.events.text(lane.channel)) + ":" +
                       std::to_string(shift_) + ":" + std::to_string(bucket));
  builder_.number(node, SceneField::from_ms, first_ms);
  builder_.number(node, SceneField::to_ms, last_ms + 1);
  builder_.number(node, SceneField::local_ms, input_.civil(first_ms).ms);
  builder_.number(node, SceneField::local_end_ms, input_.civil(last_ms).ms);
  builder_.number(node, SceneField::count, static_cast<std::int64_t>(last - first));
  builder_.text(node, SceneField::channel, input_.events.text(lane.channel));
  builder_.state(node, SceneState::failed, lane.failed_between(first, last) > 0);
  bool selected = false;
  for (std::size_t i = first; i < last && input_.selected != kNoInteraction && !selected; ++i)
    selected = lane.ids[i] == input_.selected;
  builder_.state(node, SceneState::selected, selected);
}

void StripLayout::add_mark(const Lane& lane, std::size_t i, std::int32_t parent,
                           std::int64_t bucket, Px64 top) {
  const Px64 half = px(strip::mark + strip::mark_gap) / 2;
  const Px64 low = axis_.x_of(bucket << shift_) + half,
             high = axis_.x_of((bucket + 1) << shift_) - half;
  const Px64 middle =
      low < high ? std::clamp(axis_.x_of(lane.starts[i]), low, high) : axis_.x_of(lane.starts[i]);
  if (!shows(middle - half, middle + half)) return;
  const SceneRect rect{middle - px(strip::mark) / 2,
                       top + (px(strip::lane_h) - px(strip::mark)) / 2, px(strip::mark),
                       px(strip::mark)};
  note_past(bucket, rect);
  const std::int32_t node =
      builder_.add(SceneRole::mark, parent, rect, interaction_node_id(input_, lane.ids[i]));
  describe_interaction(input_, builder_, node, lane.ids[i]);
}

// Where a channel was connected: before it there is no history, and that is why the lane is empty
// there.
void StripLayout::add_history_starts(const Lane& lane, std::int32_t parent, Px64 top) {
  const std::string_view channel = input_.events.text(lane.channel);
  std::optional<std::int64_t> earliest;
  for (const SourceSettings& source : input_.sources)
    for (const auto& [name, instant] : source.connected_at)
      if (name == channel && (!earliest || instant.ms < *earliest)) earliest = instant.ms;
  if (!earliest || *earliest < drawn_.from_ms || *earliest > drawn_.to_ms) return;
  const SceneRect rect{axis_.x_of(*earliest), top, px(strip::history_start_w), px(strip::lane_h)};
  const std::int32_t node =
      builder_.add(SceneRole::history_start, parent, rect, "history:" + std::string(channel));
  builder_.text(node, SceneField::channel, channel);
  builder_.number(node, SceneField::local_ms, input_.civil(*earliest).ms);
}

void StripLayout::note_past(std::int64_t bucket, const SceneRect& rect) {
  const std::optional<Instant> now = input_.events.as_of();
  if (now && now->ms >> shift_ == bucket)
    past_end_ = std::max(past_end_, rect.x + rect.w + px(strip::mark_gap) / 2);
}

// A mark that was moved inside its bucket may reach beyond the instant: "now" stands behind what has happened.
void StripLayout::add_now() {
  if (!input_.events.as_of()) return;
  const std::int64_t at_ms = input_.events.as_of()->ms;
  if (at_ms < drawn_.from_ms || at_ms > drawn_.to_ms) return;
  const Px64 top = px(strip::overview_h + strip::overview_gap);
  const Px64 x = std::max(axis_.x_of(at_ms), past_end_);
  const SceneRect rect{x - px(strip::now_w) / 2, top, px(strip::now_w), lanes_bottom() - top};
  const std::int32_t node = builder_.add(SceneRole::now, 0, rect, "now");
  builder_.number(node, SceneField::at_ms, at_ms);
  builder_.number(node, SceneField::local_ms, input_.civil(at_ms).ms);
}

}  // namespace

Scene lay_out_strip(const LayoutInput& input) { return StripLayout(input).lay_out(); }

}  // namespace throughline
