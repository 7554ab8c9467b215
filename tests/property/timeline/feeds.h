// Random feeds over a small world, so that ids, times and people meet all the time; and a timeline's outcome as text.
#pragma once

#include <rapidcheck.h>

#include <string>

#include "oracle.h"

namespace throughline::test {

// `wild`: everything, revocations included. `plain`: everything but revocations. `tame`: revocations, where what is
// revoked never turns out to have been another event (a revocation cannot be taken back).
enum class World { wild, plain, tame };

rc::Gen<Feed> feeds(World world);

// Adds the sources and their settings.
void configure(Journey& journey, const Feed& feed);
// What merged_by_oracle says, as the timeline has it.
std::string outcome(Journey& journey, const Feed& feed);
std::string loaded_at_once(const Feed& feed);

}  // namespace throughline::test

namespace throughline::test {
std::ostream& operator<<(std::ostream& out, const Feed& feed);
}
