#include "stage.h"

#include <algorithm>

#include "paint.h"

namespace throughline::studio {
namespace {

constexpr float kWheelStep = 60;  // CSS px a notch
constexpr double kZoomStep = 1.5, kPanStep = 0.15;

// What a box of the window shows, and where it is laid.
struct Box {
  Rect rect;
  std::string view;
  float scroll;
};

ViewRequest request_of(const Desk& desk, const Box& box) {
  ViewRequest request;
  request.view = box.view;
  request.width = std::max(1, static_cast<int>(box.rect.w));
  request.height = std::max(1, static_cast<int>(box.rect.h));
  request.rtl = desk.rtl;
  request.scroll = box.scroll;
  request.selected = desk.selected;
  if (box.view == "grid") {
    request.sort = desk.sort;
    request.descending = desk.descending;
  }
  if (box.view == "strip" && desk.window) {
    request.from_ms = desk.window->from_ms;
    request.to_ms = desk.window->to_ms;
  }
  return request;
}

// Asks for the scene and draws it; keeps what it drew in `record`.
std::optional<Scene> paint_box(Chrome& chrome, Brushes& brushes, Desk& desk, const Box& box,
                               Record& record) {
  std::optional<Scene> scene = desk.journey.scene(request_of(desk, box));
  if (!scene) {
    desk.problem = desk.journey.problem();
    return std::nullopt;
  }
  const ImVec2 origin = chrome.canvas().frame().origin;
  Frame frame;
  frame.origin = {origin.x + box.rect.x * brushes.scale, origin.y + box.rect.y * brushes.scale};
  frame.width = box.rect.w;
  frame.height = box.rect.h;
  frame.scroll = box.view == "details" ? box.scroll : scene->scroll;
  frame.rtl = desk.rtl;
  record.clear();
  Canvas canvas(*ImGui::GetWindowDrawList(), brushes, frame, record);
  paint_view(
      box.view, canvas, *scene,
      {desk.theme, desk.texts, scene->nodes().front().number_or(Field::local_ms, 0), desk.hovered});
  return scene;
}

float scrolled(float scroll, float notches, const Scene& scene, float height) {
  return std::clamp(scroll - notches * kWheelStep, 0.0f, std::max(0.0f, scene.content_h - height));
}

void wheel_in_strip(Desk& desk, const Scene& scene, float notches, float share) {
  const auto shown = shown_window(scene), range = whole_range(scene);
  if (!shown || !range) return;
  if (ImGui::GetIO().KeyCtrl)
    desk.window = zoomed(*shown, notches > 0 ? kZoomStep : 1 / kZoomStep, share, *range);
  else
    desk.window = panned(*shown, -static_cast<double>(notches) * kPanStep, *range);
}

void drag_in_strip(Desk& desk, const Scene& scene, float by_px, float track_w) {
  const auto shown = shown_window(scene), range = whole_range(scene);
  if (shown && range && by_px != 0)
    desk.window = panned(*shown, static_cast<double>(-by_px / track_w), *range);
}

void press(Desk& desk, const Scene& scene, const Node& node) {
  switch (node.role) {
    case Role::cluster:
      if (const auto range = whole_range(scene)) desk.window = opened(node, *range);
      return;
    case Role::day:
      if (const auto range = whole_range(scene))
        desk.window =
            within({node.number_or(Field::from_ms, 0), node.number_or(Field::to_ms, 0)}, *range);
      return;
    case Role::column: {
      const std::string name(node.text(Field::name));
      desk.descending = desk.sort == name && !desk.descending;
      desk.sort = name;
      return;
    }
    case Role::cell:
      return press(desk, scene, scene.nodes()[static_cast<std::size_t>(node.parent)]);
    case Role::mark:
    case Role::card:
    case Role::row:
      return desk.select(std::string(node.text(Field::ref)));
    default:
      return;
  }
}

// Where time runs on the strip, from the inline start.
void hands_in_strip(Chrome& chrome, Desk& desk, const Scene& scene, const Rect& rect, bool held) {
  namespace strip = tokens::strip;
  const float start =
      rect.w < strip::narrow_below ? strip::lane_header_narrow_w : strip::lane_header_w;
  const float track = std::max(1.0f, rect.w - start - strip::end_pad);
  const float x = chrome.pointer().x - rect.x;
  const float share = std::clamp(((desk.rtl ? rect.w - x : x) - start) / track, 0.0f, 1.0f);
  const float by = ImGui::GetIO().MouseDelta.x * (desk.rtl ? -1.0f : 1.0f);
  if (const float notches = ImGui::GetIO().MouseWheel; notches != 0)
    wheel_in_strip(desk, scene, notches, share);
  if (held && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) drag_in_strip(desk, scene, by, track);
}

void hands_in_view(Chrome& chrome, Desk& desk, const Rect& rect) {
  const Chrome::Touch touch = chrome.area("view", rect);
  desk.hovered.clear();
  if (!touch.hovered) return;
  const ImVec2 at = chrome.pointer();
  if (const DrawnNode* under = desk.drawn.at(at.x - rect.x, at.y - rect.y))
    desk.hovered = under->id;
  const Node* node = desk.scene.find(desk.hovered);
  if (desk.view == "strip")
    hands_in_strip(chrome, desk, desk.scene, rect, touch.held);
  else
    desk.scroll = scrolled(desk.scroll, ImGui::GetIO().MouseWheel, desk.scene, rect.h);
  const bool dragged = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left).x != 0;
  if (touch.pressed && !dragged && node != nullptr) press(desk, desk.scene, *node);
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Right))
    desk.inspected = desk.inspected == desk.hovered ? "" : desk.hovered;
}

void show_details(Chrome& chrome, Brushes& brushes, Desk& desk, const Rect& rect, bool beside) {
  chrome.canvas().fill(rect, desk.theme.raised);
  chrome.canvas().fill(beside ? Rect{desk.rtl ? rect.right() : rect.x, rect.y, 1, rect.h}
                              : Rect{rect.x, rect.y, rect.w, 1},
                       desk.theme.line);
  const Chrome::Touch touch = chrome.area("details", rect);
  Record record;
  const auto scene =
      paint_box(chrome, brushes, desk, {rect, "details", desk.details_scroll}, record);
  if (scene && touch.hovered)
    desk.details_scroll = scrolled(desk.details_scroll, ImGui::GetIO().MouseWheel, *scene, rect.h);
}

}  // namespace

Parted parted(const Rect& frame, bool with_details) {
  constexpr float kBeside = 720, kLeast = 280, kMost = 380, kShare = 0.32f, kBelow = 0.46f,
                  kNarrow = 440, kBelowNarrow = 0.58f;
  if (!with_details) return {frame, {frame.x, frame.y, 0, 0}};
  if (frame.w >= kBeside) {
    const float width = std::clamp(frame.w * kShare, kLeast, kMost);
    return {{frame.x, frame.y, frame.w - width, frame.h},
            {frame.right() - width, frame.y, width, frame.h}};
  }
  const float height = frame.h * (frame.w < kNarrow ? kBelowNarrow : kBelow);
  return {{frame.x, frame.y, frame.w, frame.h - height},
          {frame.x, frame.bottom() - height, frame.w, height}};
}

void show_stage(Chrome& chrome, Brushes& brushes, Desk& desk, const Rect& rect) {
  const bool with_details = !desk.selected.empty() && desk.view != "details";
  Parted parts = parted(rect, with_details);
  const bool beside = with_details && parts.details.h == rect.h;
  if (beside && desk.rtl) {
    parts.details.x = rect.x;
    parts.view.x = rect.x + parts.details.w;
  }
  chrome.canvas().fill(parts.view, desk.view == "details" ? desk.theme.raised : desk.theme.ground);
  hands_in_view(chrome, desk, parts.view);
  if (auto scene =
          paint_box(chrome, brushes, desk, {parts.view, desk.view, desk.scroll}, desk.drawn)) {
    desk.scene = std::move(*scene);
    desk.shown = request_of(desk, {parts.view, desk.view, desk.scroll});
    desk.problem.clear();
  }
  if (with_details) show_details(chrome, brushes, desk, parts.details, beside);
}

}  // namespace throughline::studio
