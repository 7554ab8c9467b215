// A template's funnel as bars. Internal to the room.
#pragma once

#include "layout.h"

namespace throughline {

Px64 funnel_height(const Funnel& funnel);
void add_funnel(SceneBuilder& builder, std::int32_t parent, const Funnel& funnel, Px64 x, Px64 y,
                Px64 w);

}  // namespace throughline
