#include "zone_evidence.h"

#include <algorithm>
#include <bitset>

namespace throughline::zone_evidence {
namespace {

constexpr std::int32_t kStepsPerHour = 4;
constexpr std::size_t kGroups = 1000, kGroupSize = 48;

// What machines do by themselves keeps lags of its own: a reminder an hour ahead is no other zone.
bool is_of_people(const GatedTimeline& events, Row row) {
  const ActorKind actor = events.actor_kind(row);
  if (actor == ActorKind::bot || actor == ActorKind::system) return false;
  const StringId kind = events.kind(row);
  return kind != id_of(KnownKind::booking_reminder_sent) &&
         kind != id_of(KnownKind::csat_requested);
}

class GroupCollector {
 public:
  explicit GroupCollector(const GatedTimeline& events) : events_(events) {}
  std::vector<Group> collect() {
    const Timeline& timeline = events_.timeline();
    for (StringId conversation : timeline.conversations())
      add(timeline.conversation_rows(conversation), false);
    for (StringId customer : events_.customers()) add(events_.customer_rows(customer), true);
    return std::move(groups_);
  }

 private:
  void add(const std::vector<Row>& rows, bool only_loose) {
    if (groups_.size() == kGroups) return;
    const Timeline& timeline = events_.timeline();
    Group group;
    bool several = false;
    for (Row row : rows) {
      if (group.size() >= kGroupSize) break;
      if (only_loose && timeline.conversation(row) != kAbsent) continue;
      if (!events_.visible(row) || !is_of_people(events_, row)) continue;
      for (SourceId source : timeline.sources_of(row)) {
        several = several || (!group.empty() && source != group.front().source);
        group.push_back({source, timeline.at_ms(row), row});
      }
    }
    if (several) groups_.push_back(std::move(group));
  }

  const GatedTimeline& events_;
  std::vector<Group> groups_;
};

std::int64_t floor_quarters(std::int64_t ms) {
  return (ms >= 0 ? ms : ms - kQuarterMs + 1) / kQuarterMs;
}

// How one event stands with those of one other source.
struct Standing {
  std::array<std::int64_t, kSteps> distances;  // to the nearest, by move
  std::bitset<kSteps> twins;                   // the moves that put it beside its twin

  Standing() { distances.fill(kNearMs); }
};

bool are_twins(const GatedTimeline& events, Row a, Row b) {
  if (events.kind(a) != events.kind(b)) return false;
  for (Member member : {Member::id, Member::text, Member::title}) {
    const auto value = events.member(a, member);
    if (value && !value->empty() && value == events.member(b, member)) return true;
  }
  return false;
}

void note(const GatedTimeline& events, const Telling& moved, const Telling& other,
          Standing& standing) {
  const std::int64_t apart_ms = other.at_ms - moved.at_ms;
  const std::int64_t below = floor_quarters(apart_ms);
  for (std::int64_t quarters = below - 1; quarters <= below + 2; ++quarters) {
    if (quarters < -kReach || quarters > kReach) continue;
    const std::size_t step = step_of(static_cast<std::int32_t>(quarters));
    const std::int64_t distance = std::abs(apart_ms - quarters * kQuarterMs);
    standing.distances[step] = std::min(standing.distances[step], distance);
    if (distance <= kTwinMs && are_twins(events, moved.row, other.row)) standing.twins.set(step);
  }
}

}  // namespace

std::vector<Group> collect_groups(const GatedTimeline& events) {
  return GroupCollector(events).collect();
}

std::map<Pair, Tally> tally(const GatedTimeline& events, const std::vector<Group>& groups) {
  std::map<Pair, Tally> tallies;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (const Telling& moved : groups[g]) {
      std::map<SourceId, Standing> by_other;
      for (const Telling& other : groups[g])
        if (other.source != moved.source &&
            std::abs(other.at_ms - moved.at_ms) < kReach * kQuarterMs + kNearMs)
          note(events, moved, other, by_other[other.source]);
      for (const auto& [other, standing] : by_other) {
        Tally& pair = tallies[{moved.source, other}];
        ++pair.counterparts;
        pair.occasions.emplace(g, moved.at_ms / kDayMs);
        if (standing.twins.any()) ++pair.with_twin;
        for (std::size_t i = 0; i < kSteps; ++i) {
          pair.nearness[i] += kNearMs - standing.distances[i];
          pair.meeting[i] += standing.distances[i] < kNearMs ? 1 : 0;
          pair.twins[i] += standing.twins.test(i) ? 1 : 0;
        }
      }
    }
  }
  return tallies;
}

std::int32_t twin_quarters(const Tally& pair) {
  const auto most = std::max_element(pair.twins.begin(), pair.twins.end());
  const bool clear = pair.with_twin * 3 >= pair.counterparts * 2 && *most * 3 >= pair.with_twin * 2;
  return clear ? static_cast<std::int32_t>(most - pair.twins.begin()) - kReach : 0;
}

std::int32_t best_quarters(const Tally& pair) {
  const std::int64_t most = *std::max_element(pair.nearness.begin(), pair.nearness.end());
  std::int32_t best = 0;
  for (std::int32_t round : {4, 2, 1}) {
    bool found = false;
    for (std::int32_t quarters = -kReach; quarters <= kReach; ++quarters) {
      if (quarters % round != 0) continue;
      const std::int64_t nearness = pair.nearness[step_of(quarters)];
      if (nearness * 10 < most * 7) continue;
      const std::int64_t so_far = pair.nearness[step_of(best)];
      const bool nearer =
          nearness > so_far || (nearness == so_far && std::abs(quarters) < std::abs(best));
      if (!found || nearer) best = quarters;
      found = true;
    }
    if (found) break;
  }
  return best;
}

// Two thirds meet there, and nowhere else, nor as they are, half as many.
bool stands_out(const Tally& pair, std::int32_t best) {
  const std::int64_t meeting = pair.meeting[step_of(best)];
  if (meeting * 3 < pair.counterparts * 2) return false;
  if (pair.meeting[step_of(0)] * 2 > meeting) return false;
  for (std::int32_t quarters = -kReach; quarters <= kReach; ++quarters)
    if (std::abs(quarters - best) > kStepsPerHour && pair.meeting[step_of(quarters)] * 2 > meeting)
      return false;
  return true;
}

}  // namespace throughline::zone_evidence
