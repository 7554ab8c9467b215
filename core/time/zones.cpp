// Zones: names, and offsets from a zone's periods, found by bucket or by binary search. A zone is
// unpacked under a lock when it is first asked for and published through an atomic pointer; from
// then on reading takes no lock.
#include <algorithm>
#include <atomic>
#include <mutex>

#include "text/ascii.h"
#include "time/zone_data.h"

namespace throughline {

using zone_data::Period;

struct Zones::State {
  struct Alias {
    std::string_view name;
    ZoneId zone;
  };
  // By a name of kAliasText, or by a name in other case; kNoZone where there is none.
  ZoneId find_otherwise(std::string_view name);
  // The zone, with as much of its history as the times around an instant or civil time need.
  const zone_data::Zone& zone(ZoneId id, std::int64_t ms);
  // Unpacks it, for good; nothing happens where another thread was faster.
  const zone_data::Zone& unpack(std::size_t index, std::int64_t ms);

  std::vector<std::string> names = zone_data::names();
  std::once_flag aliases_made;
  std::vector<Alias> aliases;  // sorted by name
  std::vector<std::atomic<const zone_data::Zone*>> unpacked{zone_data::zone_count()};
  std::vector<std::unique_ptr<const zone_data::Zone>> owned;
  std::mutex unpacking;
};

namespace {

// Name and zone in turn, each ended by a zero.
constexpr char kAliasText[] =
#define ZONE_ALIAS(name, zone) name "\0" zone "\0"
#include "../data/zone_aliases.def"
#undef ZONE_ALIAS
    ;

bool equal_without_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ascii::lower(x) == ascii::lower(y); });
}

ZoneId find_exact(const std::vector<std::string>& names, std::string_view name) {
  const auto it = std::lower_bound(names.begin(), names.end(), name);
  return it != names.end() && *it == name ? static_cast<ZoneId>(it - names.begin()) : kNoZone;
}

// Periods in order, reaching at least kLongestShiftMs to both sides of the time they were asked
// for.
struct Periods {
  const Period* begin;
  const Period* end;
  const std::uint16_t* buckets;  // may be absent

  // The period that holds at `ms`; the first where `ms` lies before it.
  const Period* at(std::int64_t ms) const {
    const std::int64_t bucket = (ms - zone_data::kBucketsFromMs) >> zone_data::kBucketBits;
    if (buckets != nullptr && bucket >= 0 && bucket < zone_data::kBucketCount) {
      const Period* here = begin + buckets[bucket];
      while (here + 1 != end && here[1].from_ms <= ms) ++here;
      return here;
    }
    const Period* past = std::upper_bound(
        begin, end, ms, [](std::int64_t t, const Period& p) { return t < p.from_ms; });
    return past == begin ? begin : past - 1;
  }
  std::int64_t until_ms(const Period* period) const {
    return period + 1 == end ? zone_data::kAfterAllMs : period[1].from_ms;
  }
};

std::int64_t offset_ms(const Period& period) { return std::int64_t{period.offset_s} * 1000; }

// `work(Periods)` with the periods around an instant or civil time of `ms`. Every period but the last is whole, the
// first one too where the zone's history is unpacked.
template <class Work>
auto with_periods(const zone_data::Zone& zone, std::int64_t ms, Work work) {
  const Period* begin = zone.periods.data();
  const Period* end = begin + zone.periods.size();
  if (zone.rule == nullptr || ms < end[-2].from_ms)
    return work(Periods{begin, end, zone.buckets.data()});
  const auto ruled = zone_data::rule_periods(*zone.rule, civil_fields(Civil{ms}).year);
  return work(Periods{ruled.data(), ruled.data() + ruled.size(), nullptr});
}

std::int64_t clamped(std::int64_t ms) {
  return std::clamp(ms, zone_data::kBeforeAllMs, zone_data::kAfterAllMs - 1);
}

bool knows(const zone_data::Zone* zone, std::int64_t ms) {
  return zone != nullptr && ms - 2 * zone_data::kLongestShiftMs >= zone->known_from_ms;
}

ZoneOffset describe(const Periods& periods, const Period* here) {
  const zone_data::OffsetType& type = zone_data::offset_type(here->type);
  ZoneOffset result;
  result.offset_s = here->offset_s;
  result.abbreviation = zone_data::abbreviation(type);
  result.dst = type.dst;
  const std::int64_t from = here->from_ms;
  const std::int64_t until = periods.until_ms(here);
  result.from = Instant{from};
  result.until = Instant{until};
  // A civil time is unique here if no neighbour shows it too: neighbours whose clocks can reach
  // this far.
  std::int64_t unique_from = from + offset_ms(*here);
  for (const Period* p = here; p != periods.begin && p->from_ms > from - zone_data::kLongestShiftMs;
       --p)
    unique_from = std::max(unique_from, p->from_ms + offset_ms(p[-1]));
  std::int64_t unique_until = until + offset_ms(*here);
  for (const Period* p = here + 1;
       p != periods.end && p->from_ms < until + zone_data::kLongestShiftMs; ++p)
    unique_until = std::min(unique_until, p->from_ms + offset_ms(*p));
  result.unique_from = Civil{unique_from};
  result.unique_until = Civil{unique_until};
  return result;
}

ResolvedLocal resolved(const Period& period, Civil civil, LocalKind kind) {
  return ResolvedLocal{Instant{civil.ms - offset_ms(period)}, period.offset_s, kind};
}

ResolvedLocal resolve_among(const Periods& periods, Civil civil) {
  const Period* found = nullptr;
  const Period* before_gap = nullptr;
  const Period* p = periods.at(civil.ms - zone_data::kLongestShiftMs);
  for (; p != periods.end && p->from_ms <= civil.ms + zone_data::kLongestShiftMs; ++p) {
    const std::int64_t ms = civil.ms - offset_ms(*p);
    if (ms >= periods.until_ms(p)) {
      before_gap = p;  // the last clock that had passed this time when it was put forward
    } else if (ms >= p->from_ms || p == periods.begin) {
      if (found != nullptr) return resolved(*found, civil, LocalKind::repeated);
      found = p;
    }
  }
  if (found != nullptr) return resolved(*found, civil, LocalKind::unique);
  return resolved(*before_gap, civil, LocalKind::skipped);
}

}  // namespace

THROUGHLINE_LATER ZoneId Zones::State::find_otherwise(std::string_view name) {
  std::call_once(aliases_made, [this] {
    for (const char* at = kAliasText; *at != '\0';) {
      const std::string_view alias(at);
      const std::string_view target(alias.end() + 1);
      const ZoneId id = find_exact(names, target);
      if (id != kNoZone) aliases.push_back(Alias{alias, id});
      at = target.end() + 1;
    }
    std::sort(aliases.begin(), aliases.end(),
              [](const Alias& a, const Alias& b) { return a.name < b.name; });
  });
  const auto alias =
      std::lower_bound(aliases.begin(), aliases.end(), name,
                       [](const Alias& a, std::string_view wanted) { return a.name < wanted; });
  if (alias != aliases.end() && alias->name == name) return alias->zone;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (equal_without_case(names[i], name)) return static_cast<ZoneId>(i);
  for (const Alias& a : aliases)
    if (equal_without_case(a.name, name)) return a.zone;
  return kNoZone;
}

const zone_data::Zone& Zones::State::zone(ZoneId id, std::int64_t ms) {
  const std::size_t index = zone_data::zone_of_name(id);
  const zone_data::Zone* zone = unpacked[index].load(std::memory_order_acquire);
  return knows(zone, ms) ? *zone : unpack(index, ms);
}

const zone_data::Zone& Zones::State::unpack(std::size_t index, std::int64_t ms) {
  const std::lock_guard<std::mutex> lock(unpacking);
  const zone_data::Zone* zone = unpacked[index].load(std::memory_order_relaxed);
  const auto publish = [&](zone_data::Zone&& made) {
    owned.push_back(std::make_unique<const zone_data::Zone>(std::move(made)));
    zone = owned.back().get();
  };
  if (zone == nullptr) publish(zone_data::unpack(index));
  if (!knows(zone, ms)) publish(zone_data::unpack_all(index));
  unpacked[index].store(zone, std::memory_order_release);
  return *zone;
}

Zones::Zones() : state_(std::make_unique<State>()) {}
Zones::~Zones() = default;

const Zones& Zones::builtin() {
  static const Zones zones;
  return zones;
}

std::string_view Zones::version() const { return zone_data::version(); }
const std::vector<std::string>& Zones::names() const { return state_->names; }
std::string_view Zones::name(ZoneId zone) const { return state_->names[zone]; }

ZoneId Zones::find(std::string_view name) const {
  const ZoneId exact = find_exact(state_->names, name);
  return exact != kNoZone ? exact : state_->find_otherwise(name);
}

ZoneOffset Zones::offset_at(ZoneId zone, Instant instant) const {
  const std::int64_t ms = clamped(instant.ms);
  return with_periods(state_->zone(zone, ms), ms,
                      [ms](const Periods& periods) { return describe(periods, periods.at(ms)); });
}

ResolvedLocal Zones::resolve(ZoneId zone, Civil civil) const {
  const Civil near{clamped(civil.ms)};
  return with_periods(state_->zone(zone, near.ms), near.ms,
                      [near](const Periods& periods) { return resolve_among(periods, near); });
}

Civil Zones::to_civil(ZoneId zone, Instant instant) const {
  return Civil{instant.ms + std::int64_t{offset_at(zone, instant).offset_s} * 1000};
}

void ZoneClock::gather(Instant instant) {
  const std::int64_t ms = clamped(instant.ms);
  const zone_data::Zone& zone = Zones::builtin().state_->zone(zone_, ms);
  spans_ = with_periods(zone, ms, [&zone, ms](const Periods& periods) {
    const Period* const here = periods.at(ms);
    // What lies before is another one's where the history is packed; nothing is known of where a rule's last one ends.
    const bool has_before = here != periods.begin && here[-1].from_ms >= zone.known_from_ms;
    const Period* const end = zone.rule == nullptr ? periods.end : periods.end - 1;
    const Period* p = has_before ? here - 1 : here;
    Spans spans;
    spans.from = Instant{p->from_ms};
    spans.changes.fill(Instant{zone_data::kAfterAllMs});
    for (std::size_t i = 0; i < Spans::kMost && p != end; ++i, ++p) {
      if (i > 0) spans.changes[i - 1] = Instant{p->from_ms};
      spans.offsets_ms[i] = std::int64_t{p->offset_s} * 1000;
      spans.length_ms = static_cast<std::uint64_t>(periods.until_ms(p) - spans.from.ms);
    }
    return spans;
  });
}

void ZoneClock::refill(Instant instant) { last_ = Zones::builtin().offset_at(zone_, instant); }

ResolvedLocal ZoneClock::resolve_slowly(Civil civil) {
  // Most misses are another summer or winter: one look at where the time would be tells its offset.
  refill(Instant{civil.ms - std::int64_t{last_.offset_s} * 1000});
  if (!(civil < last_.unique_from) && civil < last_.unique_until)
    return ResolvedLocal{Instant{civil.ms - std::int64_t{last_.offset_s} * 1000}, last_.offset_s,
                         LocalKind::unique};
  const ResolvedLocal result = Zones::builtin().resolve(zone_, civil);
  refill(result.instant);
  return result;
}

}  // namespace throughline
