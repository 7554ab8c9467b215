#include <algorithm>
#include <cstdio>

#include "panel_text.h"
#include "panels.h"

namespace throughline::studio {
namespace {

std::string numbers(const Rect& rect) {
  char text[96];
  std::snprintf(text, sizeof text, "%g, %g · %g × %g", static_cast<double>(rect.x),
                static_cast<double>(rect.y), static_cast<double>(rect.w),
                static_cast<double>(rect.h));
  return text;
}

std::string joined(const std::vector<std::string_view>& names) {
  std::string all;
  for (std::string_view name : names) all += (all.empty() ? "" : ", ") + std::string(name);
  return all.empty() ? "–" : all;
}

const DrawnNode* drawn_as(const Record& record, std::string_view id) {
  for (const DrawnNode& node : record.nodes())
    if (node.id == id) return &node;
  return nullptr;
}

void describe(PanelText& text, const Node& node, const Scene& scene, const Record& record) {
  text.heading(std::string(scene_role_name(node.role)));
  text.pair("id", std::string(node.id));
  if (node.parent >= 0)
    text.pair("parent", std::string(scene.nodes()[static_cast<std::size_t>(node.parent)].id));
  if (!node.kind.empty()) text.pair("kind", std::string(node.kind));
  text.pair("state", joined(state_names(node.states)));
  text.pair("rect", numbers(node.rect));
  if (const DrawnNode* drawn = drawn_as(record, node.id)) {
    text.pair("on screen", numbers(drawn->screen));
    if (!drawn->name.empty()) text.pair("name", drawn->name);
  }
  text.space();
  text.heading("text");
  for (const auto& [field, value] : node.texts)
    if (!value.empty()) text.pair(std::string(scene_field_name(field)), std::string(value));
}

// Hundreds of a cluster's or a long conversation's would bury the rest.
constexpr std::size_t kMostEvents = 12;

void list_events(PanelText& text, Desk& desk, const Node& node) {
  if (node.rows.empty()) return;
  if (desk.events_of != node.id) {
    desk.events_of = std::string(node.id);
    desk.events = desk.journey.events_of(desk.shown, node.id);
  }
  text.space();
  text.heading("events");
  for (std::size_t i = 0; i < std::min(kMostEvents, desk.events.size()); ++i)
    text.line(desk.events[i]);
  if (desk.events.size() > kMostEvents)
    text.line("and " + std::to_string(desk.events.size() - kMostEvents) + " more", true);
}

}  // namespace

void show_inspector(Chrome& chrome, Desk& desk, const Rect& rect) {
  PanelText text(chrome, rect, desk.side_scroll);
  const std::string& id = desk.inspected.empty() ? desk.hovered : desk.inspected;
  const Node* node = desk.scene.find(id);
  if (node == nullptr) node = desk.scene.nodes().empty() ? nullptr : &desk.scene.nodes().front();
  if (node == nullptr) return;
  describe(text, *node, desk.scene, desk.drawn);
  list_events(text, desk, *node);
  text.space();
  text.line(desk.inspected.empty() ? "A right click keeps a node here."
                                   : "A right click on it lets it go.",
            true);
}

}  // namespace throughline::studio
