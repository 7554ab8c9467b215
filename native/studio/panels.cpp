#include "panels.h"

#include <algorithm>

#include "dates.h"
#include "icon_names.h"
#include "panel_text.h"

namespace throughline::studio {
namespace {

constexpr float kButton = 28, kGap = 4, kPad = 16;
// The whole of the data plays in this time.
constexpr double kPlayedInSeconds = 24;
constexpr double kZoomStep = 1.5, kPageShare = 0.8;

struct View {
  const char* name;
  const char* title;  // a key of the catalogue
  std::string_view icon;
};
constexpr View kViews[] = {{"strip", "view.strip", icon_names::kChartGantt},
                           {"cards", "view.cards", icon_names::kRows},
                           {"grid", "view.grid", icon_names::kTable},
                           {"details", "details.label", icon_names::kFileText}};

void show_strip_tools(Chrome& chrome, Desk& desk, Rect at) {
  const auto shown = shown_window(desk.scene), range = whole_range(desk.scene);
  if (desk.view != "strip" || !shown || !range) return;
  const auto tool = [&](const char* id, std::string_view icon) {
    const bool pressed = chrome.button(id, at, icon);
    at.x += kButton + kGap;
    return pressed;
  };
  if (tool("older", icon_names::kChevronLeft)) desk.window = panned(*shown, -kPageShare, *range);
  if (tool("newer", icon_names::kChevronRight)) desk.window = panned(*shown, kPageShare, *range);
  if (tool("zoom_out", icon_names::kZoomOut))
    desk.window = zoomed(*shown, 1 / kZoomStep, 0.5, *range);
  if (tool("zoom_in", icon_names::kZoomIn)) desk.window = zoomed(*shown, kZoomStep, 0.5, *range);
  if (tool("all", icon_names::kMaximize)) desk.window.reset();
  if (tool("latest", icon_names::kSkipForward))
    desk.window = within({range->to_ms - shown->span(), range->to_ms}, *range);
}

std::string counts_of(const nlohmann::json& source) {
  std::string line;
  for (const char* name : {"read", "kept", "duplicate", "undated", "rejected"})
    if (const auto count = source.find(name); count != source.end() && count->is_number())
      line += (line.empty() ? "" : " · ") + std::to_string(count->get<std::int64_t>()) + " " + name;
  return line;
}

std::string text_of(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void report_source(PanelText& text, const nlohmann::json& source) {
  constexpr std::size_t kMostRejections = 8;
  text.heading(source.value("name", ""));
  for (const char* name : {"adapter", "input"})
    if (const auto value = source.find(name); value != source.end() && !value->is_null())
      text.pair(name, text_of(*value));
  text.line(counts_of(source));
  for (const char* name : {"time_forms", "unknown_kinds", "unmapped_fields"})
    if (const auto counts = source.find(name); counts != source.end() && counts->is_object())
      for (const auto& [key, count] : counts->items()) text.pair(name, key + ": " + text_of(count));
  for (const nlohmann::json& doubt : source.value("doubts", nlohmann::json::array()))
    text.pair(text_of(doubt.value("where", nlohmann::json())),
              text_of(doubt.value("reason", nlohmann::json())));
  const auto rejections = source.find("rejections");
  if (rejections != source.end() && rejections->is_array())
    for (std::size_t i = 0; i < std::min(kMostRejections, rejections->size()); ++i)
      text.pair(text_of((*rejections)[i].value("where", nlohmann::json())),
                text_of((*rejections)[i].value("reason", nlohmann::json())));
  text.space();
}

}  // namespace

void show_top_bar(Chrome& chrome, Desk& desk, const Rect& rect) {
  const float y = rect.y + (rect.h - kButton) / 2;
  std::vector<std::pair<std::string_view, std::string>> tabs;
  int chosen = -1;
  for (const View& view : kViews) {
    if (desk.view == view.name) chosen = static_cast<int>(tabs.size());
    tabs.emplace_back(view.icon, desk.texts.say(view.title));
  }
  const Chrome::Tabs shown =
      chrome.tabs("view", {rect.x + kPad, rect.y + (rect.h - 32) / 2, 0, 32}, tabs, chosen);
  if (shown.pressed >= 0) desk.show_view(kViews[shown.pressed].name);
  show_strip_tools(chrome, desk, {rect.x + 2 * kPad + shown.width, y, kButton, kButton});
  Rect at{rect.right() - kPad - kButton, y, kButton, kButton};
  const auto toggle = [&](const char* id, std::string_view icon, bool on) {
    const bool clicked = chrome.button(id, at, icon, on);
    at.x -= kButton + kGap;
    return clicked;
  };
  const auto switch_side = [&](SidePanel panel) {
    desk.side = desk.side == panel ? SidePanel::none : panel;
    desk.side_scroll = 0;
  };
  if (toggle("inspector", icon_names::kInspector, desk.side == SidePanel::inspector))
    switch_side(SidePanel::inspector);
  if (toggle("report", icon_names::kReport, desk.side == SidePanel::report))
    switch_side(SidePanel::report);
  if (toggle("direction", icon_names::kTextDirection, desk.rtl)) desk.rtl = !desk.rtl;
  const bool dark = desk.theme_name == "dark";
  if (toggle("theme", dark ? icon_names::kSun : icon_names::kMoon, false)) desk.switch_theme();
}

void show_as_of_bar(Chrome& chrome, Desk& desk, const Rect& rect, double seconds) {
  constexpr float kStampW = 136, kSideW = 20;
  const double length = static_cast<double>(desk.last_ms - desk.first_ms);
  if (desk.playing) {
    desk.move_as_of(desk.as_of_ms +
                    static_cast<std::int64_t>(length * std::min(seconds, 0.25) / kPlayedInSeconds));
    desk.playing = desk.as_of_ms < desk.last_ms;
  }
  const Rect play{rect.x + kPad, rect.y + (rect.h - kButton) / 2, kButton, kButton};
  if (chrome.button("play", play, desk.playing ? icon_names::kPause : icon_names::kPlay)) {
    if (!desk.playing && desk.as_of_ms >= desk.last_ms) desk.move_as_of(desk.first_ms);
    desk.playing = !desk.playing;
  }
  const Rect track{play.right() + kSideW, rect.y,
                   rect.w - 2 * kPad - kButton - kStampW - 2 * kSideW, rect.h};
  float share = static_cast<float>(static_cast<double>(desk.as_of_ms - desk.first_ms) / length);
  if (chrome.slider("as_of", track, share)) {
    desk.playing = false;
    desk.move_as_of(desk.first_ms + static_cast<std::int64_t>(length * static_cast<double>(share)));
  }
  const std::int64_t local = desk.scene.nodes().empty() ? desk.as_of_ms
                                                        : desk.scene.nodes().front().number_or(
                                                              Field::local_ms, desk.as_of_ms);
  chrome.label({track.right() + kSideW, rect.y, kStampW, rect.h}, dates::exact(local),
               chrome.theme().text, kDense);
}

void show_report(Chrome& chrome, Desk& desk, const Rect& rect) {
  PanelText text(chrome, rect, desk.side_scroll);
  if (!desk.report.is_object()) return;
  for (const char* name : {"events", "customers", "conversations", "tzdata"})
    if (const auto value = desk.report.find(name); value != desk.report.end())
      text.pair(name, text_of(*value));
  text.space();
  for (const nlohmann::json& source : desk.report.value("sources", nlohmann::json::array()))
    report_source(text, source);
  for (const char* name : {"suspected_zones", "suspected_merges"})
    for (const nlohmann::json& suspicion : desk.report.value(name, nlohmann::json::array()))
      text.pair(name, suspicion.dump());
}

}  // namespace throughline::studio
