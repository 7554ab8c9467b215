// One message of the catalogue with its values put in. Values are inserted as text, never read as a
// message.
#pragma once

#include "texts.h"

namespace throughline::studio {

// A message that breaks off ends where it breaks off: the catalogue is ours, and the tests parse
// every one of it.
std::string format_message(std::string_view message, const TextValues& values, const Texts& texts);

}  // namespace throughline::studio
