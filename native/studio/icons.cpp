#include "icons.h"

#include <librsvg/rsvg.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "icon_names.h"
#include "studio_icons.h"

namespace throughline::studio {
namespace {

struct IconOf {
  std::string_view name, icon;
};
constexpr IconOf kKindIcons[] = {
#define KIND(id, name, icon, touchpoint, ending, status, direction, actor) {name, icon},
#include "data/kinds.def"
#undef KIND
};
constexpr IconOf kChannelIcons[] = {
#define CHANNEL(id, name, icon, letter, cut) {name, icon},
#include "data/channels.def"
#undef CHANNEL
};

template <std::size_t n>
std::string_view icon_in(const IconOf (&list)[n], std::string_view name) {
  for (const IconOf& entry : list)
    if (entry.name == name) return entry.icon;
  return {};
}

std::string_view mode_icon(std::string_view mode) {
  static const auto icons =
      all_tokens().at("icon").at("mode").get<std::map<std::string, std::string, std::less<>>>();
  const auto found = icons.find(mode);
  return found == icons.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view shapes_of(std::string_view name) {
  for (const Icon& icon : kIcons)
    if (icon.name == name) return icon.shapes;
  return shapes_of(icon_names::kCircle);
}

std::string document_of(std::string_view name, const Colour& colour, float stroke) {
  const Rgba c = srgb(colour);
  const auto byte = [](float v) { return static_cast<unsigned>(std::lround(v * 255.0f)); };
  char head[320];
  std::snprintf(head, sizeof head,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" fill=\"none\" "
                "stroke=\"#%02x%02x%02x\" "
                "stroke-width=\"%.3g\" stroke-linecap=\"round\" stroke-linejoin=\"round\">",
                byte(c.r), byte(c.g), byte(c.b), static_cast<double>(stroke));
  return std::string(head) + std::string(shapes_of(name)) + "</svg>";
}

struct FreeHandle {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
};

}  // namespace

std::string_view channel_icon(std::string_view channel) {
  const std::string_view icon = icon_in(kChannelIcons, channel);
  return icon.empty() ? icon_in(kChannelIcons, "other") : icon;
}

std::string_view interaction_icon(const Node& node) {
  if (const std::string_view icon = mode_icon(node.text(Field::mode)); !icon.empty()) return icon;
  if (const std::string_view channel = node.text(Field::channel); !channel.empty())
    return channel_icon(channel);
  const std::string_view icon = icon_in(kKindIcons, node.kind);
  return icon.empty() ? icon_names::kCircle : icon;
}

const Texture& Icons::picture(std::string_view name, float size, const Colour& colour,
                              float stroke) {
  const Key key{std::string(name), static_cast<int>(size * 64), packed(colour),
                static_cast<int>(stroke * 64)};
  const auto [place, is_new] = kept_.try_emplace(key);
  if (!is_new) return place->second;
  const int side = std::max(1, static_cast<int>(std::lround(size * scale_)));
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, side, side));
  const Context cairo(cairo_create(surface.get()));
  const std::string document = document_of(name, colour, stroke);
  const std::unique_ptr<RsvgHandle, FreeHandle> handle(rsvg_handle_new_from_data(
      reinterpret_cast<const guint8*>(document.data()), document.size(), nullptr));
  const RsvgRectangle viewport{0, 0, static_cast<double>(side), static_cast<double>(side)};
  if (handle) rsvg_handle_render_document(handle.get(), cairo.get(), &viewport, nullptr);
  place->second = Texture(surface.get());
  return place->second;
}

}  // namespace throughline::studio
