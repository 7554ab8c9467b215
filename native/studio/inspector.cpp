#include <cstdio>

#include "panel_text.h"
#include "panels.h"

namespace throughline::studio {
namespace {

std::string numbers(const Rect& rect) {
  char text[96];
  std::snprintf(text, sizeof text, "%g, %g · %g × %g", static_cast<double>(rect.x), static_cast<double>(rect.y),
                static_cast<double>(rect.w), static_cast<double>(rect.h));
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
  text.heading(std::string(role_name(node.role)));
  text.pair("id", std::string(node.id));
  if (node.parent >= 0) text.pair("parent", std::string(scene.nodes()[static_cast<std::size_t>(node.parent)].id));
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
    if (!value.empty()) text.pair(std::string(field_name(field)), std::string(value));
  if (node.rows.empty()) return;
  text.space();
  text.heading("events");
  std::string rows;
  for (std::uint32_t row : node.rows) rows += (rows.empty() ? "" : ", ") + std::to_string(row);
  text.pair("rows", rows);
}

}  // namespace

void show_inspector(Chrome& chrome, Desk& desk, const Rect& rect) {
  PanelText text(chrome, rect, desk.side_scroll);
  const std::string& id = desk.inspected.empty() ? desk.hovered : desk.inspected;
  const Node* node = desk.scene.find(id);
  if (node == nullptr) node = desk.scene.nodes().empty() ? nullptr : &desk.scene.nodes().front();
  if (node == nullptr) return;
  describe(text, *node, desk.scene, desk.drawn);
  text.space();
  text.line(desk.inspected.empty() ? "A right click keeps a node here." : "A right click on it lets it go.", true);
}

}  // namespace throughline::studio
