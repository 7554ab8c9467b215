// The lanes of one stage of the map. Internal to the room.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "layout.h"

namespace throughline {

enum class MapLane : std::uint8_t { touchpoints, channels, feeling, waiting, questions };
inline constexpr std::size_t kMapLanes = 5;
std::string_view map_lane_name(MapLane lane);

// How high a lane is for one stage in a column of width w; 0 where there is nothing to show.
Px64 map_lane_height(MapLane lane, const MapStage& stage, Px64 w);
// Adds what the lane shows as children of `parent`.
void add_map_lane(const LayoutInput& input, SceneBuilder& builder, std::int32_t parent,
                  MapLane lane, const MapStage& stage, const SceneRect& rect);

}  // namespace throughline
