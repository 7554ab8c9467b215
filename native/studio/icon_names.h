// The Lucide icons that the studio draws beside those that core/data names for kinds, channels and
// modes. The build packs what stands here between quotation marks (tools/icons_header.py).
#pragma once

#include <string_view>

namespace throughline::studio::icon_names {

inline constexpr std::string_view kArrowDown = "arrow-down";
inline constexpr std::string_view kArrowLeft = "arrow-left";
inline constexpr std::string_view kArrowRight = "arrow-right";
inline constexpr std::string_view kArrowUp = "arrow-up";
inline constexpr std::string_view kChartGantt = "chart-gantt";
inline constexpr std::string_view kChevronLeft = "chevron-left";
inline constexpr std::string_view kChevronRight = "chevron-right";
inline constexpr std::string_view kCircle = "circle";
inline constexpr std::string_view kFileText = "file-text";
inline constexpr std::string_view kHistory = "history";
inline constexpr std::string_view kInspector = "scan-search";
inline constexpr std::string_view kLock = "lock";
inline constexpr std::string_view kMaximize = "maximize-2";
inline constexpr std::string_view kMoon = "moon";
inline constexpr std::string_view kPause = "pause";
inline constexpr std::string_view kPlay = "play";
inline constexpr std::string_view kReport = "clipboard-list";
inline constexpr std::string_view kRows = "rows-3";
inline constexpr std::string_view kSkipForward = "skip-forward";
inline constexpr std::string_view kSun = "sun";
inline constexpr std::string_view kTable = "table";
inline constexpr std::string_view kTextDirection = "pilcrow-right";
inline constexpr std::string_view kX = "x";
inline constexpr std::string_view kZoomIn = "zoom-in";
inline constexpr std::string_view kZoomOut = "zoom-out";

}  // namespace throughline::studio::icon_names
