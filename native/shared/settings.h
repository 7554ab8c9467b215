// Options → what tl_set takes.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "handle.h"
#include "journey_options.h"

namespace throughline::native {

// Says it on stderr and gives kWrongUse.
Exit wrong_use(const std::string& message);
// The same with the message of a refusal.
Exit refused(const Reply& reply);

// The settings that the options make up, as tl_set takes them. Documents stay text: only the core reads them, but
// for the configuration, to which the options add. kWrongUse where a document cannot be read.
Exit settings_of(const JourneyOptions& options, nlohmann::json& settings);

}  // namespace throughline::native
