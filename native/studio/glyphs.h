// The small shapes that several views share: the mark of an interaction with its corners, the word
// Live.
#pragma once

#include "canvas.h"
#include "texts.h"

namespace throughline::studio {

// The round mark of an interaction in a box of its size: channel or mode icon, direction arrow,
// failure dot, live ring.
void paint_medal(Canvas& canvas, const Rect& box, const Node& node, const Theme& theme,
                 bool hovered = false);
// At the box's inline start, in the middle of its height; gives its width.
float paint_live_pill(Canvas& canvas, const Rect& box, const Node& node, const Theme& theme,
                      const Texts& texts);
// The dot of a failure, at the upper inline end of a box.
void paint_failure(Canvas& canvas, const Rect& box, const Theme& theme);

}  // namespace throughline::studio
