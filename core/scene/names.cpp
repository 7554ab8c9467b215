#include "throughline/scene_names.h"

#include <iterator>

namespace throughline {
namespace {

constexpr std::string_view kRoles[] = {
#define ROLE(id, name, what) name,
#include "../data/scene_roles.def"
#undef ROLE
};
constexpr std::string_view kStates[] = {
#define STATE(id, name, what) name,
#include "../data/scene_states.def"
#undef STATE
};
constexpr std::string_view kFields[] = {
#define FIELD(id, name, what) name,
#include "../data/scene_fields.def"
#undef FIELD
};
static_assert(std::size(kStates) <= 32, "a node's states are one 32-bit word");

}  // namespace

std::string_view scene_role_name(SceneRole role) { return kRoles[static_cast<std::size_t>(role)]; }
std::string_view scene_state_name(SceneState state) {
  return kStates[static_cast<std::size_t>(state)];
}
std::string_view scene_field_name(SceneField field) {
  return kFields[static_cast<std::size_t>(field)];
}

}  // namespace throughline
