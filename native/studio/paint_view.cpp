#include "paint.h"

namespace throughline::studio {

bool paint_view(std::string_view view, Canvas& canvas, const Scene& scene, const Around& around) {
  struct View {
    std::string_view name;
    void (*paint)(Canvas&, const Scene&, const Around&);
  };
  constexpr View kViews[] = {{"strip", paint_strip},
                             {"cards", paint_cards},
                             {"grid", paint_grid},
                             {"details", paint_details}};
  for (const View& known : kViews)
    if (known.name == view) {
      known.paint(canvas, scene, around);
      return true;
    }
  return false;
}

}  // namespace throughline::studio
