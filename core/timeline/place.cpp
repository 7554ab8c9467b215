#include "timeline/place.h"

namespace throughline::store {
namespace {

Placement undated(Code reason) {
  Placement out;
  out.reason = reason;
  return out;
}

Placement dated(std::int64_t ms, std::int32_t offset_s, ZoneFrom from) {
  if (ms < kMinMs || ms > kMaxMs) return undated(Code::time_out_of_range);
  Placement out;
  out.dated = true;
  out.from = from;
  out.at_ms = ms;
  out.offset_s = offset_s;
  return out;
}

}  // namespace

Placement Placer::place(Row row) {
  const WrittenTime time = rows_->written_time(row);
  if (time.written == Written::refused) {
    // The reason has stood in the offset's column since the row arrived.
    return undated(static_cast<Code>(rows_->columns.offset_s[row]));
  }
  return place(row, time);
}

std::optional<Instant> Placer::end(Row row) {
  const WrittenTime time = rows_->written_end(row);
  if (time.written == Written::refused) return std::nullopt;
  const Placement placement = place(row, time);
  if (!placement.dated) return std::nullopt;
  return Instant{placement.at_ms};
}

Placement Placer::place(Row row, const WrittenTime& time) {
  const SourceSettings& settings = rows_->sources[rows_->columns.source[row]].settings;
  // The zone on the time itself goes before the event's; an empty name is no name.
  const std::string_view zone_member = rows_->member(row, Member::zone).value_or("");
  const std::string_view name = time.zone.empty() ? zone_member : time.zone;
  const ZoneId named = name.empty() ? kNoZone : find(name);
  const bool unknown = !name.empty() && named == kNoZone;

  const auto in_zone = [&](ZoneId zone, ZoneFrom from) {
    const ResolvedLocal resolved = clock(zone).resolve(Civil{time.ms});
    Placement out = dated(resolved.instant.ms, resolved.offset_s, from);
    out.zone = zone;
    out.kind = resolved.kind;
    return out;
  };
  Placement out;
  if (time.written == Written::instant)
    out = dated(time.ms, 0, ZoneFrom::labelled);
  else if (settings.zone_override != kNoZone)
    out = in_zone(settings.zone_override, ZoneFrom::override_);
  else if (time.written == Written::labelled)
    out = dated(time.ms - std::int64_t{time.offset_s} * 1000, time.offset_s, ZoneFrom::labelled);
  else if (unknown)
    out = undated(Code::unknown_zone);
  else if (named != kNoZone)
    out = in_zone(named, ZoneFrom::event);
  else if (settings.zone != kNoZone)
    out = in_zone(settings.zone, ZoneFrom::source);
  else if (business_zone != kNoZone)
    out = in_zone(business_zone, ZoneFrom::business);
  else
    out = undated(Code::no_zone);
  if (!out.dated) out.at_ms = time.ms;
  return out;
}

ZoneId Placer::find(std::string_view name) {
  if (name == last_name_) return last_zone_;
  last_name_ = name;
  const auto [place, added] = by_name_.try_emplace(last_name_, kNoZone);
  if (added) place->second = Zones::builtin().find(name);
  last_zone_ = place->second;
  return last_zone_;
}

ZoneClock& Placer::clock(ZoneId zone) {
  if (zone >= clocks_.size()) clocks_.resize(std::size_t{zone} + 1);
  if (clocks_[zone] == nullptr) clocks_[zone] = std::make_unique<ZoneClock>(zone);
  return *clocks_[zone];
}

}  // namespace throughline::store
