#include "record.h"

#include <nlohmann/json.hpp>

namespace throughline::studio {

DrawnNode& Record::add(const Node& node, const Rect& screen) {
  DrawnNode drawn;
  drawn.id = std::string(node.id);
  drawn.role = node.role;
  drawn.screen = screen;
  nodes_.push_back(std::move(drawn));
  return nodes_.back();
}

const DrawnNode* Record::at(float x, float y) const {
  for (auto node = nodes_.rbegin(); node != nodes_.rend(); ++node) {
    const Rect& r = node->screen;
    if (x >= r.x && x < r.right() && y >= r.y && y < r.bottom()) return &*node;
  }
  return nullptr;
}

std::string record_json(const Record& record) {
  nlohmann::ordered_json nodes = nlohmann::ordered_json::array();
  for (const DrawnNode& node : record.nodes()) {
    const Rect& r = node.screen;
    nodes.push_back({{"id", node.id},
                     {"role", scene_role_name(node.role)},
                     {"name", node.name},
                     {"texts", node.texts},
                     {"states", state_names(node.states)},
                     {"rect", {r.x, r.y, r.w, r.h}}});
  }
  return nodes.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace throughline::studio
