#include "strip_window.h"

#include <algorithm>
#include <cmath>

namespace throughline::studio {
namespace {

constexpr std::int64_t kNarrowestMs = 10'000, kMinuteMs = 60'000;
constexpr double kOpenedMargin = 0.15;

std::optional<TimeWindow> times_of(const Node* node) {
  if (node == nullptr) return std::nullopt;
  const auto from = node->number(Field::from_ms), to = node->number(Field::to_ms);
  if (!from || !to) return std::nullopt;
  return TimeWindow{*from, *to};
}

std::int64_t share_of(std::int64_t span, double share) {
  return std::llround(static_cast<double>(span) * share);
}

}  // namespace

std::optional<TimeWindow> shown_window(const Scene& scene) {
  return times_of(scene.first(Role::view));
}
std::optional<TimeWindow> whole_range(const Scene& scene) {
  return times_of(scene.first(Role::overview));
}

std::optional<TimeWindow> within(TimeWindow window, TimeWindow range) {
  const std::int64_t span = std::max(kNarrowestMs, window.span());
  if (span >= range.span()) return std::nullopt;
  const std::int64_t from = std::clamp(window.from_ms, range.from_ms, range.to_ms - span);
  return TimeWindow{from, from + span};
}

std::optional<TimeWindow> panned(TimeWindow window, double share, TimeWindow range) {
  const std::int64_t by = share_of(window.span(), share);
  return within({window.from_ms + by, window.to_ms + by}, range);
}

std::optional<TimeWindow> zoomed(TimeWindow window, double factor, double around,
                                 TimeWindow range) {
  const std::int64_t wanted = std::max(kNarrowestMs, share_of(window.span(), 1 / factor));
  const std::int64_t from = window.from_ms + share_of(window.span() - wanted, around);
  return within({from, from + wanted}, range);
}

std::optional<TimeWindow> opened(const Node& cluster, TimeWindow range) {
  const std::int64_t from = cluster.number_or(Field::from_ms, range.from_ms);
  const std::int64_t span =
      std::max(cluster.number_or(Field::to_ms, range.to_ms) - from, kNarrowestMs / 2);
  const std::int64_t margin =
      std::max(share_of(span, kOpenedMargin), span < kMinuteMs ? 0 : kMinuteMs);
  return within({from - margin, from + span + margin}, range);
}

}  // namespace throughline::studio
