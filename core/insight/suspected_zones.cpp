// Sources whose clock seems to run in another zone than their times say (spec 4): who is to blame
// for what zone_evidence.h finds, and which zone would put it right.
#include <algorithm>
#include <tuple>

#include "throughline/insight.h"
#include "zone_evidence.h"

namespace throughline {
namespace {

using zone_evidence::Group;
using zone_evidence::kHourMs;
using zone_evidence::kNearMs;
using zone_evidence::kQuarterMs;
using zone_evidence::Pair;
using zone_evidence::step_of;
using zone_evidence::Tally;
using zone_evidence::Telling;

constexpr std::int64_t kTimerMs = 5 * 1000;  // distances that differ by less are a machine's
constexpr std::int64_t kCounterparts = 8, kOccasions = 4;

// A pair looked at once more under one hypothesis: a fixed move, or times read as a zone's local
// ones.
struct Hypothesis {
  std::int64_t shift_ms = 0;
  ZoneId zone = kNoZone;
};

std::int64_t moved_ms(const Timeline& timeline, const Telling& telling,
                      const Hypothesis& hypothesis) {
  if (hypothesis.zone == kNoZone) return telling.at_ms + hypothesis.shift_ms;
  const std::int64_t civil_ms =
      telling.at_ms + std::int64_t{timeline.offset_used_s(telling.row)} * 1000;
  return Zones::builtin().resolve(hypothesis.zone, Civil{civil_ms}).instant.ms;
}

struct Meeting {
  Telling moved, other;
  std::int64_t apart_ms = 0;  // other − moved, after the move
  std::int64_t shift_ms = 0;
};

std::vector<Meeting> meetings_of(const Timeline& timeline, const std::vector<Group>& groups,
                                 const Pair& pair, const Hypothesis& hypothesis) {
  std::vector<Meeting> meetings;
  for (const Group& group : groups) {
    for (const Telling& moved : group) {
      if (moved.source != pair.first) continue;
      const std::int64_t at_ms = moved_ms(timeline, moved, hypothesis);
      Meeting nearest{moved, {}, kNearMs, at_ms - moved.at_ms};
      for (const Telling& other : group)
        if (other.source == pair.second &&
            std::abs(other.at_ms - at_ms) < std::abs(nearest.apart_ms)) {
          nearest.other = other;
          nearest.apart_ms = other.at_ms - at_ms;
        }
      if (nearest.other.row != kNoRow) meetings.push_back(nearest);
    }
  }
  return meetings;
}

// What follows to the second every time is a timer's doing, and a lag under an hour a person's.
bool convinces(const std::vector<Meeting>& meetings, std::int64_t shift_ms) {
  std::int64_t least = kNearMs, most = -kNearMs;
  for (const Meeting& meeting : meetings) {
    least = std::min(least, meeting.apart_ms);
    most = std::max(most, meeting.apart_ms);
  }
  return most - least > kTimerMs && std::abs(shift_ms) >= kHourMs;
}

// The move that most meetings have; under a zone it differs by summer time.
std::int64_t usual_shift(const std::vector<Meeting>& meetings) {
  std::map<std::int64_t, std::size_t> counts;
  for (const Meeting& meeting : meetings) ++counts[meeting.shift_ms];
  const auto usual =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return usual == counts.end() ? 0 : usual->first;
}

// How readily a source's times are doubted against another's.
enum class Doubt : std::uint8_t { instants, offsets, configured, assumed, utc };

struct Suspicion {
  Pair pair;
  SuspectedZone finding;
};

class Detective {
 public:
  Detective(const GatedTimeline& events, const std::vector<ZoneId>& zones)
      : events_(events),
        timeline_(events.timeline()),
        zones_(zones),
        groups_(zone_evidence::collect_groups(events)) {}

  std::vector<SuspectedZone> report() {
    for (const auto& [pair, pair_tally] : zone_evidence::tally(events_, groups_))
      look_at(pair, pair_tally);
    weigh_doubts();
    std::vector<SuspectedZone> out;
    while (!suspicions_.empty()) out.push_back(take_worst());
    std::sort(out.begin(), out.end(), [this](const SuspectedZone& a, const SuspectedZone& b) {
      return timeline_.source_name(a.source) < timeline_.source_name(b.source);
    });
    return out;
  }

 private:
  enum class By { twins, nearness };

  void look_at(const Pair& pair, const Tally& pair_tally) {
    if (pair_tally.counterparts < kCounterparts ||
        static_cast<std::int64_t>(pair_tally.occasions.size()) < kOccasions)
      return;
    const std::int32_t twins = twin_quarters(pair_tally);
    if (twins != 0) return suspect(pair, pair_tally, {twins * kQuarterMs, kNoZone}, By::twins);
    const std::int32_t best = best_quarters(pair_tally);
    const bool constant = best != 0 && stands_out(pair_tally, best);
    for (ZoneId zone : zones_)
      if (explains(pair, pair_tally, zone, constant ? best : 0))
        return suspect(pair, pair_tally, {0, zone}, By::nearness);
    if (constant) suspect(pair, pair_tally, {best * kQuarterMs, kNoZone}, By::nearness);
  }

  // Whether times read in a zone at hand stand as well as under the best constant move (0: there is
  // none, as where summer time comes in between).
  bool explains(const Pair& pair, const Tally& pair_tally, ZoneId zone, std::int32_t best) const {
    const std::vector<Meeting> meetings = meetings_of(timeline_, groups_, pair, {0, zone});
    const auto meeting = static_cast<std::int64_t>(meetings.size());
    if (meeting * 3 < pair_tally.counterparts * 2) return false;
    if (pair_tally.meeting[step_of(0)] * 2 > meeting) return false;
    std::int64_t nearness = 0;
    for (const Meeting& one : meetings) nearness += kNearMs - std::abs(one.apart_ms);
    return best == 0 || nearness * 2 >= pair_tally.nearness[step_of(best)];
  }

  void suspect(const Pair& pair, const Tally& pair_tally, const Hypothesis& hypothesis, By by) {
    const std::vector<Meeting> meetings = meetings_of(timeline_, groups_, pair, hypothesis);
    const std::int64_t shift_ms = usual_shift(meetings);
    if (by == By::nearness && !convinces(meetings, shift_ms)) return;
    SuspectedZone finding;
    finding.source = pair.first;
    finding.against = pair.second;
    finding.shift_ms = shift_ms;
    finding.occasions = static_cast<std::int64_t>(pair_tally.occasions.size());
    finding.counterparts = pair_tally.counterparts;
    finding.meeting = static_cast<std::int64_t>(meetings.size());
    finding.meeting_as_is = pair_tally.meeting[step_of(0)];
    name_zone(meetings, finding);
    for (const Meeting& meeting : meetings) {
      if (finding.examples.size() == SuspectedZone::kExamples) break;
      if (meeting.shift_ms == shift_ms)
        finding.examples.emplace_back(meeting.moved.row, meeting.other.row);
    }
    suspicions_.push_back({pair, std::move(finding)});
  }

  // The offset that the source's wall clock has, and a zone that has it at each meeting.
  void name_zone(const std::vector<Meeting>& meetings, SuspectedZone& finding) const {
    std::vector<Meeting> movable;
    for (const Meeting& meeting : meetings)
      if (!timeline_.is_instant(meeting.moved.row)) movable.push_back(meeting);
    if (movable.size() * 2 <= meetings.size()) return;
    for (const Meeting& meeting : movable)
      if (meeting.shift_ms == finding.shift_ms) {
        finding.offset_s = timeline_.offset_used_s(meeting.moved.row) -
                           static_cast<std::int32_t>(finding.shift_ms / 1000);
        break;
      }
    std::vector<ZoneId> candidates = zones_;
    if (finding.offset_s && *finding.offset_s % 3600 == 0) {
      // POSIX counts west of Greenwich.
      const std::int32_t hours = -*finding.offset_s / 3600;
      const std::string name =
          hours == 0 ? "UTC"
                     : "Etc/GMT" + std::string(hours > 0 ? "+" : "") + std::to_string(hours);
      candidates.push_back(Zones::builtin().find(name));
    }
    for (ZoneId zone : candidates) {
      if (zone == kNoZone) continue;
      const auto fits = static_cast<std::size_t>(
          std::count_if(movable.begin(), movable.end(), [&](const Meeting& m) {
            return moved_ms(timeline_, m.moved, {0, zone}) == m.moved.at_ms + m.shift_ms;
          }));
      if (fits * 10 < movable.size() * 9) continue;
      finding.zone = zone;
      return;
    }
  }

  void weigh_doubts() {
    doubts_.assign(timeline_.source_count(), Doubt::instants);
    counts_.assign(timeline_.source_count(), 0);
    for (const Group& group : groups_)
      for (const Telling& telling : group) {
        ++counts_[telling.source];
        if (telling.source == timeline_.row_source(telling.row))
          doubts_[telling.source] = std::max(doubts_[telling.source], doubt_of(telling.row));
      }
  }

  Doubt doubt_of(Row row) const {
    if (timeline_.is_instant(row)) return Doubt::instants;
    switch (timeline_.zone_from(row)) {
      case ZoneFrom::labelled:
        return timeline_.offset_used_s(row) == 0 ? Doubt::utc : Doubt::offsets;
      case ZoneFrom::business:
        return Doubt::assumed;
      default:
        return Doubt::configured;
    }
  }

  // The source that disagrees with most others; then the one whose times are doubted most readily,
  // then the one that tells less, then the later name. What else it was suspected of or against is
  // settled with it.
  SuspectedZone take_worst() {
    const auto badness = [this](SourceId source) {
      std::int64_t disagreements = 0;
      for (const Suspicion& suspicion : suspicions_)
        disagreements += suspicion.pair.first == source ? 1 : 0;
      return std::tuple(disagreements, doubts_[source], -counts_[source],
                        timeline_.source_name(source));
    };
    const auto worst = std::max_element(suspicions_.begin(), suspicions_.end(),
                                        [&](const Suspicion& a, const Suspicion& b) {
                                          if (a.pair.first != b.pair.first)
                                            return badness(a.pair.first) < badness(b.pair.first);
                                          return a.finding.meeting < b.finding.meeting;
                                        });
    SuspectedZone finding = std::move(worst->finding);
    suspicions_.erase(std::remove_if(suspicions_.begin(), suspicions_.end(),
                                     [&finding](const Suspicion& other) {
                                       return other.pair.first == finding.source ||
                                              other.pair.second == finding.source;
                                     }),
                      suspicions_.end());
    return finding;
  }

  const GatedTimeline& events_;
  const Timeline& timeline_;
  const std::vector<ZoneId>& zones_;
  std::vector<Group> groups_;
  std::vector<Suspicion> suspicions_;
  std::vector<Doubt> doubts_;         // by source
  std::vector<std::int64_t> counts_;  // by source: events looked at
};

}  // namespace

std::vector<SuspectedZone> suspected_zones(const GatedTimeline& events,
                                           const std::vector<ZoneId>& zones) {
  if (events.timeline().source_count() < 2) return {};
  return Detective(events, zones).report();
}

void append_suspected_zones_json(const GatedTimeline& events,
                                 const std::vector<SuspectedZone>& findings, std::string& out) {
  const Timeline& timeline = events.timeline();
  JsonWriter writer(out);
  writer.begin_array();
  for (const SuspectedZone& finding : findings) {
    std::string offset;
    if (finding.offset_s) append_offset(offset, *finding.offset_s);
    const bool named = finding.zone != kNoZone;
    writer.begin_object();
    writer.key("source").string(timeline.source_name(finding.source));
    writer.key("against").string(timeline.source_name(finding.against));
    writer.key("offset").string_or_null(finding.offset_s ? std::optional<std::string_view>(offset)
                                                         : std::nullopt);
    writer.key("shift_ms").integer(finding.shift_ms);
    writer.key("zone_override")
        .string_or_null(named ? std::optional<std::string_view>(Zones::builtin().name(finding.zone))
                              : std::nullopt);
    writer.key("evidence").begin_object();
    writer.key("occasions").integer(finding.occasions);
    writer.key("counterparts").integer(finding.counterparts);
    writer.key("meeting").integer(finding.meeting);
    writer.key("meeting_as_is").integer(finding.meeting_as_is);
    writer.key("examples").begin_array();
    for (const auto& [moved, other] : finding.examples) {
      const std::int64_t apart_ms = timeline.at_ms(other) - timeline.at_ms(moved);
      writer.begin_object().key("event").string(timeline.reference(moved));
      writer.key("counterpart").string(timeline.reference(other));
      writer.key("apart_ms").integer(apart_ms);
      writer.key("apart_moved_ms").integer(apart_ms - finding.shift_ms).end_object();
    }
    writer.end_array().end_object().end_object();
  }
  writer.end_array();
}

}  // namespace throughline
