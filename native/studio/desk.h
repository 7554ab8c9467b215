// What the studio's window shows, as plain values: panels change them, the next frame draws what
// they say.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "canvas.h"
#include "journey.h"
#include "options.h"
#include "strip_window.h"
#include "texts.h"

namespace throughline::studio {

// The narrowest panel and the widest page that the widget is made for.
inline constexpr float kNarrowest = 280, kWidest = 1920;

enum class SidePanel { none, inspector, report };

struct Desk {
  Desk(Journey& loaded, const StudioOptions& options);

  Journey& journey;
  Texts texts;
  Theme theme;

  std::string theme_name;
  bool rtl = false;
  std::string view;
  float frame_width = 900;

  // As-of: where the slider stands, and what it runs over.
  std::int64_t as_of_ms = 0, first_ms = 0, last_ms = 1;
  bool playing = false;
  void move_as_of(std::int64_t ms);

  std::optional<TimeWindow> window;  // the strip's; nullopt = everything
  float scroll = 0;                  // cards, grid
  float details_scroll = 0;
  std::string sort = "local_ms";
  bool descending = true;
  std::string selected;  // reference of an event; "" = none
  void select(std::string reference);
  void show_view(std::string name);
  void switch_theme();

  SidePanel side = SidePanel::inspector;
  float side_scroll = 0;
  nlohmann::json report;  // the load report, asked for once

  // What the last frame drew, and what the pointer was over.
  Record drawn;
  Scene scene;
  ViewRequest shown;      // what the scene answers
  std::string hovered;    // a node's id
  std::string inspected;  // pinned by a right click; "" = follows the pointer
  // The events behind the inspected node, asked for when another is inspected.
  std::string events_of;
  std::vector<std::string> events;
  std::string problem;  // what the core refused last; "" = nothing
};

}  // namespace throughline::studio
