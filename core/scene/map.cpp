// The journey map: five stages side by side with their lanes aligned, or, where it is narrow, one
// under the other.
#include <algorithm>

#include "layout.h"
#include "map_lanes.h"
#include "tokens.h"

namespace throughline {
namespace {

namespace map = tokens::map;

constexpr MapLane kLanes[kMapLanes] = {MapLane::touchpoints, MapLane::channels, MapLane::feeling,
                                       MapLane::waiting, MapLane::questions};

// log2 in 64ths by repeated squaring of the mantissa; 0 for 0 and 1.
std::int64_t log2_64ths(std::uint64_t value) {
  if (value < 2) return 0;
  std::int64_t whole = 0;
  while (value >> (whole + 1) != 0) ++whole;
  // The mantissa as 1.30 fixed point, in [1, 2).
  std::uint64_t mantissa = whole > 30 ? value >> (whole - 30) : value << (30 - whole);
  std::int64_t result = whole;
  for (int bit = 0; bit < 6; ++bit) {
    mantissa = mantissa * mantissa >> 30;
    result <<= 1;
    if (mantissa < std::uint64_t{2} << 30) continue;
    mantissa >>= 1;
    ++result;
  }
  return result;
}

struct Columns {
  std::array<Px64, kStageCount> x{}, w{};
};

// A stage in which nothing happened has its name to say, and no more.
Px64 least_width(const MapStage& stage) {
  return px(stage.touchpoints.empty() ? map::stage_empty_w : map::stage_min_w);
}

// All stages side by side, as narrow as can be.
Px64 least_width(const CustomerMap& customer) {
  Px64 least = static_cast<Px64>(kStageCount - 1) * px(map::gap);
  for (const MapStage& stage : customer.stages) least += least_width(stage);
  return least;
}

// Each stage its least width, what is left over by the log of the minutes spent in those in which
// something happened.
Columns columns_of(const CustomerMap& customer, Px64 from, Px64 width) {
  std::array<std::int64_t, kStageCount> weights{};
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < kStageCount; ++i) {
    const MapStage& stage = customer.stages[i];
    if (!stage.touchpoints.empty())
      weights[i] = 64 + log2_64ths(1 + static_cast<std::uint64_t>(stage.time_spent_ms / 60000));
    sum += weights[i];
  }
  const std::int64_t left = std::max<std::int64_t>(0, width - least_width(customer));
  Columns columns;
  Px64 least = from;
  std::int64_t before = 0;
  const auto shared = [&] { return sum == 0 ? 0 : static_cast<Px64>(left * before / sum); };
  for (std::size_t i = 0; i < kStageCount; ++i) {
    columns.x[i] = least + shared();
    least += least_width(customer.stages[i]);
    before += weights[i];
    columns.w[i] = least + shared() - columns.x[i];
    least += px(map::gap);
  }
  return columns;
}

std::int32_t add_stage(SceneBuilder& builder, const MapStage& stage, std::size_t i,
                       const SceneRect& rect) {
  const std::string_view name = stage5_name(static_cast<Stage5>(i));
  const std::int32_t node = builder.add(SceneRole::stage, 0, rect, "stage:" + std::string(name));
  builder.text(node, SceneField::name, name);
  builder.number(node, SceneField::count, static_cast<std::int64_t>(stage.touchpoints.size()));
  if (stage.first_ms) builder.instant(node, *stage.first_ms);
  if (stage.last_ms) builder.end_instant(node, *stage.last_ms);
  builder.number(node, SceneField::duration_ms, stage.time_spent_ms);
  builder.number(node, SceneField::index, static_cast<std::int64_t>(i) + 1);
  builder.number(node, SceneField::total, static_cast<std::int64_t>(kStageCount));
  return node;
}

void describe_root(const LayoutInput& input, SceneBuilder& builder, const CustomerMap& customer) {
  std::int64_t touchpoints = 0;
  for (const MapStage& stage : customer.stages)
    touchpoints += static_cast<std::int64_t>(stage.touchpoints.size());
  builder.number(0, SceneField::count, touchpoints);
  builder.text(0, SceneField::customer, input.events.text(customer.customer));
  builder.text(0, SceneField::zone, input.zones().name(input.display_zone));
  builder.text(0, SceneField::scale, "log2_minutes");
  builder.text(0, SceneField::lead_source, customer.lead_source);
  builder.text(0, SceneField::campaign, input.events.text(customer.campaign));
  builder.text(0, SceneField::channel, input.events.text(customer.first_channel));
}

void add_lane_name(SceneBuilder& builder, std::int32_t parent, MapLane lane,
                   const SceneRect& rect) {
  const std::string name(map_lane_name(lane));
  const std::string prefix = parent == 0 ? "lane:" : builder.node(parent).id + "/name:";
  const std::int32_t node = builder.add(SceneRole::lane_header, parent, rect, prefix + name);
  builder.text(node, SceneField::name, name);
}

Scene side_by_side(const LayoutInput& input, const CustomerMap& customer) {
  const Px64 pad = px(map::side_pad), first = pad + px(map::lane_label_w);
  const Px64 width = std::max(px(input.request.width), first + least_width(customer) + pad);
  const Columns columns = columns_of(customer, first, width - first - pad);
  std::array<Px64, kMapLanes> heights{};
  Px64 bottom = px(map::header_h);
  for (std::size_t lane = 0; lane < kMapLanes; ++lane) {
    for (std::size_t i = 0; i < kStageCount; ++i)
      heights[lane] =
          std::max(heights[lane], map_lane_height(kLanes[lane], customer.stages[i], columns.w[i]));
    bottom += heights[lane];
  }
  const Px64 content_h = bottom + px(map::bottom_pad);
  SceneBuilder builder(input, width, content_h);
  scroll_to(input, builder, content_h);
  describe_root(input, builder, customer);
  Px64 y = px(map::header_h);
  for (std::size_t lane = 0; lane < kMapLanes; y += heights[lane++])
    if (heights[lane] > 0)
      add_lane_name(builder, 0, kLanes[lane], {pad, y, px(map::lane_label_w), heights[lane]});
  for (std::size_t i = 0; i < kStageCount; ++i) {
    const std::int32_t stage =
        add_stage(builder, customer.stages[i], i, {columns.x[i], 0, columns.w[i], bottom});
    y = px(map::header_h);
    for (std::size_t lane = 0; lane < kMapLanes; y += heights[lane++])
      if (heights[lane] > 0)
        add_map_lane(input, builder, stage, kLanes[lane], customer.stages[i],
                     {columns.x[i], y, columns.w[i], heights[lane]});
  }
  return std::move(builder.scene());
}

Scene stacked(const LayoutInput& input, const CustomerMap& customer) {
  const Px64 x = px(map::side_pad),
             w = std::max<Px64>(px(1), px(input.request.width - 2 * map::side_pad));
  const auto lane_h = [&](MapLane lane, const MapStage& stage) {
    const Px64 h = map_lane_height(lane, stage, w);
    return h == 0 ? 0 : h + px(map::lane_label_h);
  };
  std::array<Px64, kStageCount + 1> tops{};
  for (std::size_t i = 0; i < kStageCount; ++i) {
    tops[i + 1] = tops[i] + px(map::header_h + map::stage_gap);
    for (MapLane lane : kLanes) tops[i + 1] += lane_h(lane, customer.stages[i]);
  }
  const Px64 content_h = tops[kStageCount] - px(map::stage_gap) + px(map::bottom_pad);
  SceneBuilder builder(input, px(input.request.width), content_h);
  scroll_to(input, builder, content_h);
  describe_root(input, builder, customer);
  for (std::size_t i = 0; i < kStageCount; ++i) {
    const MapStage& stage = customer.stages[i];
    const std::int32_t node =
        add_stage(builder, stage, i, {x, tops[i], w, tops[i + 1] - tops[i] - px(map::stage_gap)});
    Px64 y = tops[i] + px(map::header_h);
    for (MapLane lane : kLanes) {
      const Px64 h = lane_h(lane, stage);
      if (h == 0) continue;
      add_lane_name(builder, node, lane, {x, y, w, px(map::lane_label_h)});
      add_map_lane(input, builder, node, lane, stage,
                   {x, y + px(map::lane_label_h), w, h - px(map::lane_label_h)});
      y += h;
    }
  }
  return std::move(builder.scene());
}

}  // namespace

Scene lay_out_map(const LayoutInput& input, const CustomerMap& customer) {
  return input.request.width < map::stacked_below ? stacked(input, customer)
                                                  : side_by_side(input, customer);
}

}  // namespace throughline
