// What stands around the stage: the bar above it, as-of below it, the load report and the inspector
// at its side. These are an instrument's panels: they name members as the command line's documents
// do, in no language.
#pragma once

#include "chrome.h"
#include "desk.h"

namespace throughline::studio {

void show_top_bar(Chrome& chrome, Desk& desk, const Rect& rect);
// `seconds` since the last frame moves as-of while it plays.
void show_as_of_bar(Chrome& chrome, Desk& desk, const Rect& rect, double seconds);
void show_report(Chrome& chrome, Desk& desk, const Rect& rect);
// The node under the pointer, or the one that a right click pinned.
void show_inspector(Chrome& chrome, Desk& desk, const Rect& rect);

}  // namespace throughline::studio
