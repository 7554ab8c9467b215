// How near the events of one source stand to those of another, as they are and moved by each
// quarter hour.
//
// Assumption: people who talk to each other answer within half an hour more often than not, so
// events of one conversation stand near each other whichever source tells them. Cost: one pass over
// the conversations to find those of several sources; of the first thousand of them, by the bytes
// of their ids, the first 48 events each are held against each other.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "throughline/gate.h"

namespace throughline::zone_evidence {

inline constexpr std::int64_t kQuarterMs = 15 * 60 * 1000;
inline constexpr std::int64_t kHourMs = 4 * kQuarterMs;
inline constexpr std::int64_t kNearMs = 2 * kQuarterMs;  // events less apart than this meet
inline constexpr std::int64_t kTwinMs =
    60 * 1000;  // twins: the same kind and the same id, text or title
inline constexpr std::int32_t kReach = 14 * 4;  // quarter hours: no zone is further from UTC
inline constexpr std::int32_t kSteps = 2 * kReach + 1;

struct Telling {
  SourceId source = 0;
  std::int64_t at_ms = 0;
  Row row = kNoRow;
};
// One conversation, or a customer's events without one, where several sources tell of it. In
// timeline order.
using Group = std::vector<Telling>;
std::vector<Group> collect_groups(const GatedTimeline& events);

// Whose events are moved, and whose they are held against.
using Pair = std::pair<SourceId, SourceId>;
struct Tally {
  std::array<std::int64_t, kSteps>
      nearness{};  // by move: Σ (half an hour − distance) of those that meet
  std::array<std::int64_t, kSteps> meeting{};  // by move: events that meet one of the others
  std::array<std::int64_t, kSteps> twins{};    // by move: events beside their twin
  std::int64_t with_twin = 0;                  // events with a twin at some move
  std::int64_t counterparts = 0;               // events that could meet at some move
  std::set<std::pair<std::size_t, std::int64_t>> occasions;  // of these: distinct (group, day)
};
constexpr std::size_t step_of(std::int32_t quarters) {
  return static_cast<std::size_t>(quarters + kReach);
}
std::map<Pair, Tally> tally(const GatedTimeline& events, const std::vector<Group>& groups);

// The move that puts two thirds of the twins beside each other, where two thirds of the events have
// one; else 0.
std::int32_t twin_quarters(const Tally& pair);
// The move, in quarter hours, under which events stand nearest; of those that have seven tenths of
// its nearness the roundest, as zones are: whole hours before half hours before quarter hours, then
// the smaller move. Seven tenths, because answers follow: to where one source tells the questions
// and the other the answers, a quarter hour too much looks nearer than the truth.
std::int32_t best_quarters(const Tally& pair);
// Two thirds meet there, and nowhere else, nor as they are, half as many.
bool stands_out(const Tally& pair, std::int32_t best);

}  // namespace throughline::zone_evidence
