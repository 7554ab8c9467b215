// A view as the core laid it out: tl_scene's arrays as nodes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "throughline/scene_names.h"

namespace throughline::studio {

using Role = SceneRole;
using State = SceneState;
using Field = SceneField;
// The names of the states in a node's bit set, in the list's order.
std::vector<std::string_view> state_names(std::uint32_t states);
constexpr std::uint32_t bit(State state) { return 1u << static_cast<unsigned>(state); }

// CSS px, logical: x from the inline start.
struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  float right() const { return x + w; }
  float bottom() const { return y + h; }
};

struct Node {
  std::string_view id, kind;
  std::int32_t parent = -1;  // index in the scene
  Role role = Role::view;
  std::uint32_t states = 0;
  Rect rect;
  std::vector<std::pair<Field, std::string_view>> texts;
  std::vector<std::uint32_t> rows;  // of the events behind it

  bool has(State state) const { return (states & bit(state)) != 0; }
  std::string_view text(Field field) const;  // "" where it has none
  std::optional<std::int64_t> number(Field field) const;
  std::int64_t number_or(Field field, std::int64_t otherwise) const {
    return number(field).value_or(otherwise);
  }
};

class Scene {
 public:
  Scene() = default;
  // The bytes that tl_scene gave. nullopt where they are no scene of the layout that this program
  // knows.
  static std::optional<Scene> read(std::string_view bytes);

  const std::vector<Node>& nodes() const { return nodes_; }
  std::vector<const Node*> with_role(Role role) const;
  std::vector<const Node*> children_of(const Node& parent) const;
  const Node* first(Role role) const;
  const Node* find(std::string_view id) const;

  float width = 0, height = 0, content_w = 0, content_h = 0, scroll = 0;

 private:
  std::vector<char>
      strings_;  // what the nodes' views point into; a vector keeps its place when moved
  std::vector<Node> nodes_;
};

}  // namespace throughline::studio
