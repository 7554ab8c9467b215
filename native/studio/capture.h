// Pictures without a hand: each shot is one frame of one bare view.
#pragma once

#include "journey.h"
#include "options.h"

namespace throughline::studio {

// Takes what the options ask for; stderr says what went wrong.
native::Exit capture(Journey& journey, const StudioOptions& options);

}  // namespace throughline::studio
