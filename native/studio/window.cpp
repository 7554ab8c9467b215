#include "window.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "panels.h"
#include "screen.h"
#include "shared/settings.h"
#include "stage.h"

namespace throughline::studio {
namespace {

constexpr int kWidth = 1440, kHeight = 900;
constexpr float kBar = 48, kSide = 340, kMargin = 24, kHandle = 12, kCaption = 24;
// Often enough for an animation of the pointer, seldom enough for a laptop.
constexpr double kIdleSeconds = 0.1;

void show_side(Chrome& chrome, Desk& desk, const Rect& rect) {
  chrome.canvas().fill(rect, desk.theme.raised);
  chrome.canvas().fill({rect.x, rect.y, 1, rect.h}, desk.theme.line);
  const Chrome::Touch touch = chrome.area("side", rect);
  if (touch.hovered)
    desk.side_scroll = std::max(0.0f, desk.side_scroll - ImGui::GetIO().MouseWheel * 40);
  if (desk.side == SidePanel::inspector)
    show_inspector(chrome, desk, rect);
  else
    show_report(chrome, desk, rect);
}

// The frame that is dragged from a narrow panel to a wide page.
void show_frame(Chrome& chrome, Brushes& brushes, Desk& desk, const Rect& room) {
  chrome.canvas().fill(room, desk.theme.sunken);
  const float most = std::max(kNarrowest, room.w - 2 * kMargin - kHandle);
  const float width = std::clamp(desk.frame_width, kNarrowest, std::min(kWidest, most));
  const Rect frame{room.x + kMargin, room.y + kCaption, std::floor(width),
                   room.h - kCaption - kMargin};
  const std::string caption = std::to_string(static_cast<int>(frame.w)) + " × " +
                              std::to_string(static_cast<int>(frame.h)) + " px";
  chrome.label({frame.x, room.y, frame.w, kCaption}, desk.problem.empty() ? caption : desk.problem,
               desk.problem.empty() ? desk.theme.muted : desk.theme.failed, kSmall);
  chrome.canvas().outline(frame, desk.theme.line, 0, 1, 0);
  show_stage(chrome, brushes, desk, frame);
  const float by = chrome.handle("width", {frame.right() + 4, frame.y, kHandle, frame.h});
  if (by != 0) desk.frame_width = std::clamp(width + by, kNarrowest, std::min(kWidest, most));
}

// Everything, in a window of this size in CSS px.
void show_all(Brushes& brushes, Desk& desk, float width, float height, double seconds) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width * brushes.scale, height * brushes.scale});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::Begin("studio", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoSavedSettings);
  {
    Record own;  // the controls' canvas keeps none
    Frame frame;
    frame.width = width;
    frame.height = height;
    Canvas canvas(*ImGui::GetWindowDrawList(), brushes, frame, own);
    Chrome chrome(canvas, desk.theme, brushes.scale);
    const float side = desk.side == SidePanel::none ? 0 : kSide;
    show_top_bar(chrome, desk, {0, 0, width, kBar});
    canvas.fill({0, kBar - 1, width, 1}, desk.theme.line);
    show_frame(chrome, brushes, desk, {0, kBar, width - side, height - 2 * kBar});
    if (side > 0) show_side(chrome, desk, {width - side, kBar, side, height - 2 * kBar});
    canvas.fill({0, height - kBar, width, 1}, desk.theme.line);
    show_as_of_bar(chrome, desk, {0, height - kBar, width, kBar}, seconds);
  }
  ImGui::End();
  ImGui::PopStyleVar();
  brushes.texts.end_frame();
}

}  // namespace

native::Exit run_window(Journey& journey, const StudioOptions& options) {
  const std::unique_ptr<Screen> screen = Screen::open(kWidth, kHeight, true);
  if (screen == nullptr)
    return native::wrong_use(
        "there is no display to open a window on; --screenshot needs none under xvfb-run");
  ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  Brushes brushes(screen->scale());
  Desk desk(journey, options);
  while (!screen->closing()) {
    screen->wait(desk.playing ? 0 : kIdleSeconds);
    screen->begin_frame();
    const ImGuiIO& io = ImGui::GetIO();
    show_all(brushes, desk, io.DisplaySize.x / brushes.scale, io.DisplaySize.y / brushes.scale,
             static_cast<double>(io.DeltaTime));
    screen->end_frame(desk.theme.ground);
  }
  return native::kDone;
}

native::Exit capture_window(Journey& journey, const StudioOptions& options) {
  const std::unique_ptr<Screen> screen = Screen::open(64, 64, false);
  if (screen == nullptr) return native::wrong_use("there is no display; xvfb-run gives one");
  Brushes brushes(screen->scale());
  Desk desk(journey, options);
  bool written = true;
  // The first frame finds out what the second can inspect.
  for (const std::string& path : {std::string(), options.shot.picture}) {
    screen->begin_picture(kWidth, kHeight);
    show_all(brushes, desk, kWidth, kHeight, 0);
    written = screen->end_picture(desk.theme.ground, path) && written;
  }
  return written ? native::kDone : native::wrong_use(options.shot.picture + " cannot be written");
}

}  // namespace throughline::studio
