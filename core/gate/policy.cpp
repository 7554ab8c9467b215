#include "gate/policy.h"

#include <algorithm>

namespace throughline::gate {

Policy::Policy(const Gate& gate) : gate_(gate) {
  take_by_permission();
  mask();
  take_by_audience();
  for (StringId kind = 1; kind <= kKindCount; ++kind)
    hidden_kinds_[kind] = hides_group(kind_info(kind).group);
  admits_all_ = gate_.may(Gate::event_view) && gate_.may(Gate::external_session_view) &&
                gate_.may(Gate::session_view) && gate_.may(Gate::session_type_view) &&
                gate_.audience == Audience::agent;
}

bool Policy::allows_division(std::string_view division) const {
  return std::find(gate_.divisions->begin(), gate_.divisions->end(), division) !=
         gate_.divisions->end();
}

bool Policy::judges(const Timeline& timeline, Row row) const {
  if (!gate_.may(Gate::event_view) || !gate_.may(Gate::external_session_view)) return false;
  const bool in_session =
      timeline.conversation(row) != kAbsent || timeline.interaction(row) != kAbsent;
  if (in_session && !gate_.may(Gate::session_view)) return false;
  if (gate_.audience == Audience::customer && timeline.internal(row)) return false;
  return !hides_kind(timeline, timeline.kind(row));
}

bool Policy::hides_kind(const Timeline& timeline, StringId kind) const {
  if (kind <= kKindCount) return hidden_kinds_[kind];
  // Shown in group `other`, judged by its own: whoever adds `note.pinned` did not mean it for customers.
  const std::string_view name = timeline.text(kind);
  return hides_group(name.substr(0, name.find('.')));
}

bool Policy::hides_group(std::string_view group) const {
  if (gate_.audience == Audience::customer && (group == "note" || group == "tag")) return true;
  return group == "web" && !gate_.may(Gate::session_type_view);
}

void Policy::take_by_permission() {
  const auto take = [this](Member member) {
    veils_[static_cast<std::size_t>(member)] = Veil::taken;
  };
  if (!gate_.may(Gate::wrapup_view)) take(Member::wrap_up);
  if (!gate_.may(Gate::queue_search)) take(Member::queue);
  if (gate_.may(Gate::event_type_view)) return;
  for (Member member :
       {Member::text, Member::title, Member::comments, Member::media, Member::outcome,
        Member::score_previous, Member::score_current, Member::rating_value, Member::rating_max,
        Member::rating_positive, Member::amount_value, Member::amount_currency, Member::sentiment,
        Member::metadata})
    take(member);
}

void Policy::take_by_audience() {
  if (gate_.audience != Audience::customer) return;
  veils_[static_cast<std::size_t>(Member::tags)] = Veil::taken;
  veils_[static_cast<std::size_t>(Member::comments)] = Veil::taken;
}

void Policy::mask() {
  const auto cover = [this](Member member, Veil veil) {
    Veil& present = veils_[static_cast<std::size_t>(member)];
    if (present == Veil::none) present = veil;
  };
  if (gate_.masks.none()) return;
  const auto masks = [this](Mask mask) { return gate_.masks.test(static_cast<std::size_t>(mask)); };
  if (masks(Mask::phone)) {
    cover(Member::phone, Veil::phone);
    cover(Member::customer_phone, Veil::phone);
  }
  if (masks(Mask::email)) cover(Member::customer_email, Veil::email);
  if (masks(Mask::name)) {
    cover(Member::customer_name, Veil::name);
    cover(Member::actor_name, Veil::actor_name);
  }
  cover(Member::customer_handles, Veil::handles);
  for (Member member : {Member::title, Member::text, Member::comments})
    cover(member, Veil::free_text);
  if (!gate_.masks_keep_metadata) cover(Member::metadata, Veil::taken);
}

std::optional<std::int64_t> retention_start_ms(const Gate& gate, std::optional<Instant> as_of,
                                               ZoneId business_zone) {
  const bool forever = !gate.retention_months && !gate.retention_days;
  if (!as_of || forever) return std::nullopt;
  const Zones& zones = Zones::builtin();
  const bool utc = business_zone == kNoZone;
  Civil civil = utc ? Civil{as_of->ms} : zones.to_civil(business_zone, *as_of);
  if (gate.retention_months) {
    const CivilFields fields = civil_fields(civil);
    const std::int32_t months_since_year_one = (fields.year - 1) * 12 + fields.month - 1;
    if (*gate.retention_months > months_since_year_one) return std::nullopt;
    civil = civil_months_before(civil, *gate.retention_months);
  } else {
    civil.ms -= *gate.retention_days * kDayMs;
    if (civil.ms < kMinMs) return std::nullopt;
  }
  return utc ? civil.ms : zones.resolve(business_zone, civil).instant.ms;
}

}  // namespace throughline::gate
