#include "capture.h"

#include <imgui.h>

#include <fstream>

#include "paint.h"
#include "screen.h"
#include "shared/settings.h"

namespace throughline::studio {
namespace {

bool write_record(const Record& record, const std::string& path) {
  if (path.empty()) return true;
  std::ofstream file(path, std::ios::binary);
  file << record_json(record);
  file.close();
  return static_cast<bool>(file);
}

native::Exit take(Screen& screen, Brushes& brushes, Journey& journey, const Texts& texts,
                  Shot shot) {
  if (shot.request.view == "details" && shot.request.selected.empty())
    shot.request.selected = journey.newest();
  const std::optional<Scene> scene = journey.scene(shot.request);
  if (!scene) return native::wrong_use(journey.problem());
  const Theme theme = Theme::named(shot.theme);
  const Around around{theme, texts, scene->nodes().front().number_or(Field::local_ms, 0), ""};
  Record record;
  screen.begin_picture(shot.request.width, shot.request.height);
  Frame frame;
  frame.width = static_cast<float>(shot.request.width);
  frame.height = static_cast<float>(shot.request.height);
  // The core has kept cards and grid within their content; the strip does not scroll.
  frame.scroll = shot.request.view == "details" ? shot.request.scroll : scene->scroll;
  frame.rtl = shot.request.rtl;
  {
    Canvas canvas(*ImGui::GetBackgroundDrawList(), brushes, frame, record);
    paint_view(shot.request.view, canvas, *scene, around);
  }
  const Colour& ground = shot.request.view == "details" ? theme.raised : theme.ground;
  if (!screen.end_picture(ground, shot.picture))
    return native::wrong_use(shot.picture + " cannot be written");
  brushes.texts.end_frame();
  return write_record(record, shot.nodes) ? native::kDone
                                          : native::wrong_use(shot.nodes + " cannot be written");
}

}  // namespace

native::Exit capture(Journey& journey, const StudioOptions& options) {
  std::vector<Shot> shots;
  std::string problem;
  if (options.shots.empty())
    shots.push_back(options.shot);
  else if (!read_shots(options.shots, shots, problem))
    return native::wrong_use(problem);
  const std::unique_ptr<Screen> screen = Screen::open(64, 64, false);
  if (screen == nullptr) return native::wrong_use("there is no display; xvfb-run gives one");
  Brushes brushes(screen->scale());
  const Texts texts(options.language);
  for (const Shot& shot : shots)
    if (const native::Exit exit = take(*screen, brushes, journey, texts, shot);
        exit != native::kDone)
      return exit;
  return native::kDone;
}

}  // namespace throughline::studio
