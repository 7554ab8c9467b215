// Throughline / scene: the words of a view. Belongs to the room `scene`.
//
// What the numbers of tl_scene's arrays mean: a node's role, the bits of its states, the fields of its
// texts. Each is a list in core/data, from which the element's TypeScript is made as well. Faces
// read the arrays by these names and need nothing else of this room.
#pragma once

#include <cstdint>
#include <string_view>

namespace throughline {

enum class SceneRole : std::uint8_t {
#define ROLE(id, name, what) id,
#include "../../data/scene_roles.def"
#undef ROLE
};
enum class SceneState : std::uint8_t {
#define STATE(id, name, what) id,
#include "../../data/scene_states.def"
#undef STATE
};
enum class SceneField : std::uint8_t {
#define FIELD(id, name, what) id,
#include "../../data/scene_fields.def"
#undef FIELD
};
std::string_view scene_role_name(SceneRole role);
std::string_view scene_state_name(SceneState state);
std::string_view scene_field_name(SceneField field);

}  // namespace throughline
