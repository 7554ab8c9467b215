#include "theme.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "tokens.h"

namespace throughline::studio {
namespace {

using Json = nlohmann::json;

struct Named {
  const char* name;
  Colour Theme::*member;
};
constexpr Named kColours[] = {{"ground", &Theme::ground},
                              {"raised", &Theme::raised},
                              {"sunken", &Theme::sunken},
                              {"hover", &Theme::hover},
                              {"weekend", &Theme::weekend},
                              {"line", &Theme::line},
                              {"line_strong", &Theme::line_strong},
                              {"text", &Theme::text},
                              {"muted", &Theme::muted},
                              {"accent", &Theme::accent},
                              {"on_accent", &Theme::on_accent},
                              {"accent_tint", &Theme::accent_tint},
                              {"focus", &Theme::focus},
                              {"live", &Theme::live},
                              {"idle", &Theme::idle},
                              {"failed", &Theme::failed},
                              {"failed_tint", &Theme::failed_tint},
                              {"idle_tint", &Theme::idle_tint},
                              {"note_tint", &Theme::note_tint},
                              {"internal", &Theme::internal},
                              {"hit", &Theme::hit},
                              {"shadow", &Theme::shadow}};

// [lightness, chroma, hue, alpha?] in thousandths, thousandths, degrees, thousandths.
Colour from_oklch(const Json& value) {
  const float chroma = value.at(1).get<float>() / 1000.0f;
  const float angle = value.at(2).get<float>() * std::numbers::pi_v<float> / 180.0f;
  return {value.at(0).get<float>() / 1000.0f, chroma * std::cos(angle), chroma * std::sin(angle),
          value.size() > 3 ? value.at(3).get<float>() / 1000.0f : 1.0f};
}

float gamma_encoded(float linear) {
  const float clamped = std::clamp(linear, 0.0f, 1.0f);
  return clamped <= 0.0031308f ? 12.92f * clamped
                               : 1.055f * std::pow(clamped, 1.0f / 2.4f) - 0.055f;
}

std::map<std::string, std::string, std::less<>> names_of(const Json& object) {
  std::map<std::string, std::string, std::less<>> names;
  for (const auto& [key, value] : object.items()) names[key] = value.get<std::string>();
  return names;
}

}  // namespace

Colour mixed(const Colour& first, float share, const Colour& second) {
  const float rest = 1.0f - share;
  return {first.l * share + second.l * rest, first.a * share + second.a * rest,
          first.b * share + second.b * rest, first.alpha * share + second.alpha * rest};
}

Colour faded(const Colour& colour, float share) {
  return {colour.l, colour.a, colour.b, colour.alpha * share};
}

Rgba srgb(const Colour& colour) {
  // Björn Ottosson's OKLab → linear sRGB.
  const auto cubed = [](float v) { return v * v * v; };
  const float l = cubed(colour.l + 0.3963377774f * colour.a + 0.2158037573f * colour.b);
  const float m = cubed(colour.l - 0.1055613458f * colour.a - 0.0638541728f * colour.b);
  const float s = cubed(colour.l - 0.0894841775f * colour.a - 1.2914855480f * colour.b);
  return {gamma_encoded(4.0767416621f * l - 3.3077115913f * m + 0.2309699292f * s),
          gamma_encoded(-1.2684380046f * l + 2.6097574011f * m - 0.3413193965f * s),
          gamma_encoded(-0.0041960863f * l - 0.7034186147f * m + 1.7076147010f * s), colour.alpha};
}

std::uint32_t packed(const Colour& colour) {
  const Rgba rgba = srgb(colour);
  const auto byte = [](float v) { return static_cast<std::uint32_t>(std::lround(v * 255.0f)); };
  return byte(rgba.r) | byte(rgba.g) << 8 | byte(rgba.b) << 16 | byte(rgba.a) << 24;
}

Theme Theme::named(std::string_view name) {
  const Json& tokens = all_tokens();
  Theme theme;
  const Json& colours = tokens.at("color").at(std::string(name));
  for (const auto& [key, member] : kColours) theme.*member = from_oklch(colours.at(key));
  const Json& hue = tokens.at("hue");
  theme.mark_tint = hue.at("mark_tint").get<float>() / 100.0f;
  for (const auto& [key, value] : hue.at(std::string(name)).items())
    theme.hues[key] = from_oklch(value);
  theme.channel_hues = names_of(hue.at("channel"));
  theme.mode_hues = names_of(hue.at("mode"));
  return theme;
}

const Colour& Theme::hue_of(const Node& node) const {
  const auto mode = mode_hues.find(node.text(Field::mode));
  if (mode != mode_hues.end()) return hues.at(mode->second);
  const auto channel = channel_hues.find(node.text(Field::channel));
  return hues.at(channel != channel_hues.end() ? channel->second : "slate");
}

}  // namespace throughline::studio
