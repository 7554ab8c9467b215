#include "chrome.h"

#include <algorithm>

namespace throughline::studio {
namespace {

constexpr float kRadius = 6;

}  // namespace

Chrome::Touch Chrome::area(const char* id, const Rect& rect) {
  const ImVec2 origin = canvas_.frame().origin;
  ImGui::SetCursorScreenPos({origin.x + rect.x * scale_, origin.y + rect.y * scale_});
  const bool pressed = ImGui::InvisibleButton(
      id, {std::max(1.0f, rect.w * scale_), std::max(1.0f, rect.h * scale_)});
  return {pressed, ImGui::IsItemHovered(), ImGui::IsItemActive(),
          ImGui::IsItemFocused() && ImGui::GetIO().NavVisible};
}

ImVec2 Chrome::pointer() const {
  const ImVec2 at = ImGui::GetIO().MousePos, origin = canvas_.frame().origin;
  return {(at.x - origin.x) / scale_, (at.y - origin.y) / scale_};
}

void Chrome::focus_ring(const Touch& touch, const Rect& rect, float radius) {
  if (touch.focused) canvas_.outline(rect, theme_.focus, radius, 2, 1);
}

bool Chrome::button(const char* id, const Rect& rect, std::string_view icon, bool on) {
  constexpr float kIcon = 16;
  const Touch touch = area(id, rect);
  if (on || touch.hovered) canvas_.fill(rect, on ? theme_.accent_tint : theme_.hover, kRadius);
  canvas_.icon(rect, icon, kIcon, on ? theme_.accent : touch.hovered ? theme_.text : theme_.muted);
  focus_ring(touch, rect, kRadius);
  return touch.pressed;
}

Chrome::Tabs Chrome::tabs(const char* id, const Rect& rect,
                          const std::vector<std::pair<std::string_view, std::string>>& tabs,
                          int chosen) {
  constexpr float kPad = 2, kSide = 10, kIcon = 16, kGap = 6, kGroundRadius = 8;
  constexpr TextStyle kStyle = weighted(kDense, 500);
  std::vector<float> widths;
  float whole = kPad;
  for (const auto& [icon, name] : tabs) {
    widths.push_back(kSide + kIcon + kGap + canvas_.width_of(name, kStyle) + kSide);
    whole += widths.back() + kPad;
  }
  canvas_.fill({rect.x, rect.y, whole, rect.h}, theme_.sunken, kGroundRadius);
  int pressed = -1;
  float x = rect.x + kPad;
  for (std::size_t i = 0; i < tabs.size(); ++i) {
    const auto& [icon, name] = tabs[i];
    const Rect tab{x, rect.y + kPad, widths[i], rect.h - 2 * kPad};
    const Touch touch = area((std::string(id) + std::to_string(i)).c_str(), tab);
    const bool on = static_cast<int>(i) == chosen;
    if (on) {
      canvas_.fill(tab, theme_.raised, kRadius);
      canvas_.outline(tab, theme_.line, kRadius, 1, 0);
    }
    const Colour& colour = on || touch.hovered ? theme_.text : theme_.muted;
    canvas_.icon({x + kSide, tab.y, kIcon, tab.h}, icon, kIcon, colour);
    label({x + kSide + kIcon + kGap, tab.y, widths[i], tab.h}, name, colour, kStyle);
    focus_ring(touch, tab, kRadius);
    if (touch.pressed) pressed = static_cast<int>(i);
    x += widths[i] + kPad;
  }
  return {pressed, whole};
}

bool Chrome::slider(const char* id, const Rect& rect, float& share) {
  constexpr float kTrack = 4, kKnob = 7, kStep = 0.01f;
  const Touch touch = area(id, rect);
  const float before = share;
  if (touch.held) share = std::clamp((pointer().x - rect.x) / rect.w, 0.0f, 1.0f);
  if (touch.focused && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_LeftArrow)))
    share = std::max(0.0f, share - kStep);
  if (touch.focused && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_RightArrow)))
    share = std::min(1.0f, share + kStep);
  const float y = rect.y + rect.h / 2, x = rect.x + rect.w * share;
  canvas_.fill({rect.x, y - kTrack / 2, rect.w, kTrack}, theme_.line, kTrack / 2);
  canvas_.fill({rect.x, y - kTrack / 2, std::max(kTrack, x - rect.x), kTrack}, theme_.accent,
               kTrack / 2);
  canvas_.disc(x, y, touch.held || touch.hovered ? kKnob + 1 : kKnob, theme_.accent);
  canvas_.disc(x, y, kKnob - 2, theme_.raised);
  focus_ring(touch, {x - kKnob, y - kKnob, 2 * kKnob, 2 * kKnob}, kKnob);
  return share != before;
}

float Chrome::handle(const char* id, const Rect& rect) {
  const Touch touch = area(id, rect);
  if (touch.hovered || touch.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  const float height = std::min(48.0f, rect.h);
  canvas_.fill({rect.x + rect.w / 2 - 2, rect.y + (rect.h - height) / 2, 4, height},
               touch.hovered || touch.held ? theme_.accent : theme_.line_strong, 2);
  return touch.held ? ImGui::GetIO().MouseDelta.x / scale_ : 0;
}

}  // namespace throughline::studio
