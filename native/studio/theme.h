// The tokens' colours: core/data/tokens.json in OKLCH, mixed in OKLab as the style sheets do, shown
// in sRGB.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "scene.h"

namespace throughline::studio {

// OKLab with alpha.
struct Colour {
  float l = 0, a = 0, b = 0, alpha = 1;
};
// CSS color-mix(in oklab, first share, second).
Colour mixed(const Colour& first, float share, const Colour& second);
// CSS color-mix(in oklab, colour share, transparent).
Colour faded(const Colour& colour, float share);

// sRGB, each 0 … 1, not premultiplied.
struct Rgba {
  float r = 0, g = 0, b = 0, a = 1;
};
Rgba srgb(const Colour& colour);
// As the drawing library wants it: red in the low byte.
std::uint32_t packed(const Colour& colour);

struct Theme {
  Colour ground, raised, sunken, hover, weekend, line, line_strong, text, muted, accent, on_accent,
      accent_tint, focus, live, idle, failed, failed_tint, idle_tint, note_tint, internal, hit,
      shadow;
  float mark_tint = 0.14f;                          // how much of its hue a mark's ground takes
  std::map<std::string, Colour, std::less<>> hues;  // by name
  std::map<std::string, std::string, std::less<>> channel_hues, mode_hues;  // names of hues

  // "light" or "dark".
  static Theme named(std::string_view name);
  // What an interaction is coloured with: its mode, else its channel.
  const Colour& hue_of(const Node& node) const;
};

}  // namespace throughline::studio
