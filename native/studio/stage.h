// The view in its frame: drawn, hovered, scrolled, zoomed, selected in; the details beside it or
// below.
#pragma once

#include "chrome.h"
#include "desk.h"

namespace throughline::studio {

// Draws the desk's view into a rectangle of the window (CSS px).
void show_stage(Chrome& chrome, Brushes& brushes, Desk& desk, const Rect& rect);

// How a frame of this width parts itself between view and details, as the widget does: beside from
// 720 px on.
struct Parted {
  Rect view, details;  // details.w = 0: none
};
Parted parted(const Rect& frame, bool with_details);

}  // namespace throughline::studio
