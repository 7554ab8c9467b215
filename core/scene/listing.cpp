#include "listing.h"
#include "throughline/sort.h"

#include <algorithm>
#include <unordered_map>

namespace throughline {
namespace {

void push(Lane& lane, InteractionId id, const Interaction& interaction) {
  lane.ids.push_back(id);
  lane.starts.push_back(interaction.start_ms);
  lane.failed_before.push_back(lane.failed_before.back() + (interaction.failed ? 1u : 0u));
}

Lane empty_lane(StringId channel) {
  Lane lane;
  lane.channel = channel;
  lane.failed_before.push_back(0);
  return lane;
}

// The channel list's order, then unknown channels by name, then no channel.
bool lane_before(const GatedTimeline& events, StringId a, StringId b) {
  const auto rank = [](StringId channel) -> StringId {
    if (channel == kAbsent) return 0xFFFFFFFF;
    return channel <= kKindCount + kChannelCount ? channel : kKindCount + kChannelCount + 1;
  };
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  return events.text(a) < events.text(b);
}

}  // namespace

Listing make_listing(const Conversations& conversations, const FilterIndex& filter,
                     const GatedTimeline& events, ZoneId display_zone) {
  Listing listing;
  listing.all = empty_lane(kAbsent);
  std::unordered_map<StringId, std::size_t> lane_of;  // looked up only, never walked
  ZoneClock clock(display_zone);
  for (InteractionId id : conversations.interactions_in_order()) {
    ++listing.total;
    if (!filter.passes_interaction(id)) continue;
    const Interaction& interaction = conversations.interaction(id);
    const auto [found, fresh] = lane_of.emplace(interaction.channel, listing.lanes.size());
    if (fresh) listing.lanes.push_back(empty_lane(interaction.channel));
    push(listing.lanes[found->second], id, interaction);
    const std::int64_t day_ms = civil_midnight(clock.to_civil(Instant{interaction.start_ms})).ms;
    // A clock set back can repeat the end of a date after the next has begun: it stays with the
    // later day's group.
    if (listing.days.empty() || day_ms > listing.days.back().civil_ms)
      listing.days.push_back({day_ms, static_cast<std::uint32_t>(listing.all.ids.size()), 0});
    ++listing.days.back().count;
    push(listing.all, id, interaction);
    const std::int64_t before =
        listing.latest_end.empty() ? interaction.end_ms : listing.latest_end.back();
    listing.latest_end.push_back(std::max(before, interaction.end_ms));
  }
  sort_stably(listing.lanes, [&events](const Lane& a, const Lane& b) {
    return lane_before(events, a.channel, b.channel);
  });
  return listing;
}

std::size_t Listing::position(InteractionId id, const Conversations& conversations) const {
  const std::int64_t start_ms = conversations.interaction(id).start_ms;
  const auto first = std::lower_bound(all.starts.begin(), all.starts.end(), start_ms);
  for (auto i = static_cast<std::size_t>(first - all.starts.begin());
       i < all.ids.size() && all.starts[i] == start_ms; ++i)
    if (all.ids[i] == id) return i;
  return all.ids.size();
}

const ListedDay& Listing::day_of(std::size_t position) const {
  auto after =
      std::upper_bound(days.begin(), days.end(), position,
                       [](std::size_t wanted, const ListedDay& day) { return wanted < day.first; });
  return *--after;
}

}  // namespace throughline
