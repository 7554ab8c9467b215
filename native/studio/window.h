// The studio's window: its parts in their places, frame after frame until it is closed.
#pragma once

#include "journey.h"
#include "options.h"

namespace throughline::studio {

native::Exit run_window(Journey& journey, const StudioOptions& options);
// One frame of the whole window as a picture.
native::Exit capture_window(Journey& journey, const StudioOptions& options);

}  // namespace throughline::studio
