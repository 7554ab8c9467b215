// The strip's window of time: moved and zoomed, never beyond the whole range, never narrower than
// ten seconds.
#pragma once

#include <cstdint>
#include <optional>

#include "scene.h"

namespace throughline::studio {

struct TimeWindow {
  std::int64_t from_ms = 0, to_ms = 0;
  std::int64_t span() const { return to_ms - from_ms; }
};

// What a strip's scene shows, and the whole that it could show; nullopt in other scenes.
std::optional<TimeWindow> shown_window(const Scene& scene);
std::optional<TimeWindow> whole_range(const Scene& scene);

// nullopt means everything: a window as wide as the range.
std::optional<TimeWindow> within(TimeWindow window, TimeWindow range);
// By a share of the window; positive is newer.
std::optional<TimeWindow> panned(TimeWindow window, double share, TimeWindow range);
// By a factor, above 1 closer, around a share of the window.
std::optional<TimeWindow> zoomed(TimeWindow window, double factor, double around, TimeWindow range);
// So far that what a cluster stands for comes apart.
std::optional<TimeWindow> opened(const Node& cluster, TimeWindow range);

}  // namespace throughline::studio
