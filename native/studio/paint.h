// The views: one function each, which draws a scene where the core placed it, as the widget's style
// sheet does.
#pragma once

#include <optional>
#include <string>

#include "canvas.h"
#include "texts.h"

namespace throughline::studio {

// What a view needs to know beside its scene.
struct Around {
  const Theme& theme;
  const Texts& texts;
  std::int64_t now_local_ms = 0;  // as-of in the display zone; 0 without as-of
  std::string hovered;            // the id of the node under the pointer
};

void paint_strip(Canvas& canvas, const Scene& scene, const Around& around);
void paint_cards(Canvas& canvas, const Scene& scene, const Around& around);
void paint_grid(Canvas& canvas, const Scene& scene, const Around& around);
void paint_details(Canvas& canvas, const Scene& scene, const Around& around);
// By the view's name; false where the studio has no such view.
bool paint_view(std::string_view view, Canvas& canvas, const Scene& scene, const Around& around);

}  // namespace throughline::studio
