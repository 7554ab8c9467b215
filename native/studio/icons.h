// Lucide's icons, drawn by librsvg from the shapes that the build packed, kept as textures.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "scene.h"
#include "texture.h"
#include "theme.h"
#include "tokens.h"

namespace throughline::studio {

// What an interaction is drawn with: its mode, else its channel, else its kind.
std::string_view interaction_icon(const Node& node);
std::string_view channel_icon(std::string_view channel);

class Icons {
 public:
  explicit Icons(float scale) : scale_(scale) {}

  // `size` in CSS px, `stroke` in the icon's own 24 units. An unknown name gives a circle.
  const Texture& picture(std::string_view name, float size, const Colour& colour, float stroke);

 private:
  using Key = std::tuple<std::string, int, std::uint32_t, int>;
  float scale_;
  std::map<Key, Texture> kept_;
};

}  // namespace throughline::studio
