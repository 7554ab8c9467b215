#include "desk.h"

#include <algorithm>

namespace throughline::studio {

Desk::Desk(Journey& loaded, const StudioOptions& options)
    : journey(loaded),
      texts(options.language),
      theme(Theme::named(options.shot.theme)),
      theme_name(options.shot.theme),
      rtl(options.shot.request.rtl),
      view(options.shot.request.view),
      frame_width(std::clamp(static_cast<float>(options.shot.request.width), kNarrowest, kWidest)),
      selected(options.shot.request.selected),
      report(journey.ask({{"command", "inspect"}})) {
  const auto time = [this](const char* name, std::int64_t otherwise) {
    const auto found = report.find(name);
    return found != report.end() && found->is_number_integer() ? found->get<std::int64_t>()
                                                               : otherwise;
  };
  first_ms = time("first_ms", 0);
  last_ms = std::max(first_ms + 1, time("last_ms", first_ms + 1));
  const nlohmann::json state = journey.ask({{"command", "state"}});
  const auto as_of = state.find("as_of_ms");
  if (as_of != state.end() && as_of->is_number_integer()) {
    as_of_ms = as_of->get<std::int64_t>();
    last_ms = std::max(last_ms, as_of_ms);
  } else {
    move_as_of(last_ms);
  }
  if (view == "details" && selected.empty()) selected = journey.newest();
}

void Desk::move_as_of(std::int64_t ms) {
  as_of_ms = std::clamp(ms, first_ms, last_ms);
  events_of.clear();
  if (!journey.set_as_of(as_of_ms)) problem = journey.problem();
}

void Desk::select(std::string reference) {
  selected = std::move(reference);
  details_scroll = 0;
}

void Desk::show_view(std::string name) {
  if (name == "details" && selected.empty()) select(journey.newest());
  view = std::move(name);
  scroll = 0;
  inspected.clear();
}

void Desk::switch_theme() {
  theme_name = theme_name == "light" ? "dark" : "light";
  theme = Theme::named(theme_name);
}

}  // namespace throughline::studio
