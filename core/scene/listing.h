// Which interactions a view lists, in what order, by lane and by day: what is kept between frames.
#pragma once

#include <cstdint>
#include <vector>

#include "throughline/conversation.h"
#include "throughline/filter.h"
#include "throughline/gate.h"
#include "throughline/scene.h"

namespace throughline {

// Listed interactions of one channel in order of their start.
struct Lane {
  StringId channel = kAbsent;
  std::vector<InteractionId> ids;
  std::vector<std::int64_t> starts;          // parallel to ids
  std::vector<std::uint32_t> failed_before;  // failures among ids[0 … i); one longer than ids

  std::uint32_t failed_between(std::size_t first, std::size_t last) const {
    return failed_before[last] - failed_before[first];
  }
};

// A date in the display zone with its listed interactions: [first, first + count) of Listing::all.
struct ListedDay {
  std::int64_t civil_ms = 0;  // 00:00
  std::uint32_t first = 0, count = 0;
};

struct Listing {
  Lane all;  // channel absent
  std::vector<Lane>
      lanes;  // by the channel list's order, then unknown ones by name, then those without
  std::vector<ListedDay> days;           // oldest first
  std::vector<std::int64_t> latest_end;  // greatest end_ms among all.ids[0 … i]
  std::uint32_t total = 0;               // interactions before the filter

  // The position of an interaction in `all`; all.ids.size() where it is not listed.
  std::size_t position(InteractionId id, const Conversations& conversations) const;
  // The day that holds a position. Precondition: position < all.ids.size().
  const ListedDay& day_of(std::size_t position) const;
};

// One pass over all interactions at as-of.
Listing make_listing(const Conversations& conversations, const FilterIndex& filter,
                     const GatedTimeline& events, ZoneId display_zone);

}  // namespace throughline
