// Values, as far as the viewer may have them.
#include "gate/mask.h"
#include "gate/state.h"

namespace throughline {

using gate::Veil;
using gate::Verdict;

namespace gate {

std::string_view MaskedTexts::masked(Row row, Member member, std::string_view text) {
  const std::uint64_t key = (std::uint64_t{row} << 8) | static_cast<std::uint64_t>(member);
  const auto known = texts_.find(key);
  if (known != texts_.end()) return known->second;
  std::string masked;
  if (!mask_handles(text, masked)) return text;
  return texts_.emplace(key, std::move(masked)).first->second;
}

void MaskedTexts::clear() {
  for (auto& [key, text] : texts_) text.assign(text.size(), '\0');
  texts_.clear();
}

}  // namespace gate

namespace {

bool is_ours(ActorKind kind) {
  return kind == ActorKind::agent || kind == ActorKind::bot || kind == ActorKind::system;
}

bool is_empty(std::string_view value, MemberForm form) {
  if (value.empty()) return true;
  if (form == MemberForm::list) return value == "[]";
  return form == MemberForm::json && (value == "[]" || value == "{}");
}

}  // namespace

std::optional<std::string_view> GatedTimeline::member(Row row, Member member) const {
  if (!visible(row) || (member == Member::mode && !shows_mode(row))) return std::nullopt;
  switch (state_->policy.veil(member)) {
    case Veil::none:
      return timeline_->member(row, member);
    case Veil::actor_name:
      if (actor_is_masked(row)) return std::nullopt;
      return timeline_->member(row, member);
    case Veil::free_text: {
      const auto text = timeline_->member(row, member);
      if (!text) return std::nullopt;
      return state_->masked_texts.masked(row, member, *text);
    }
    default:
      return std::nullopt;
  }
}

std::optional<std::string_view> GatedTimeline::shown(Row row, Member member,
                                                     std::string& scratch) const {
  if (!visible(row) || state_->policy.veil(member) == Veil::taken) return std::nullopt;
  if (member == Member::mode && !shows_mode(row)) return std::nullopt;
  const auto value = timeline_->member(row, member);
  if (!value) return std::nullopt;
  switch (state_->policy.veil(member)) {
    case Veil::none:
    case Veil::taken:
      return value;
    case Veil::free_text:
      return state_->masked_texts.masked(row, member, *value);
    case Veil::actor_name:
      if (!actor_is_masked(row)) return value;
      scratch = gate::masked_name(*value);
      break;
    case Veil::name:
      scratch = gate::masked_name(*value);
      break;
    case Veil::phone:
      scratch = gate::masked_phone(*value);
      break;
    case Veil::email:
      scratch = gate::masked_email(*value);
      break;
    case Veil::handles:
      scratch = gate::masked_handle_list(*value);
      break;
  }
  return std::string_view(scratch);
}

Absence GatedTimeline::absence(Row row, Member member) const {
  const bool known = row < state_->verdicts.size();
  if (known && state_->verdicts[row] == Verdict::retention &&
      state_->of_limit(state_->customers[row]))
    return Absence::outside_retention;
  if (hidden_as_unsupported(row)) return Absence::not_supplied;
  if (!visible(row) || state_->policy.veil(member) == Veil::taken) return Absence::not_permitted;
  const auto value = timeline_->member(row, member);
  if (!value || (member == Member::mode && !shows_mode(row))) return Absence::not_supplied;
  return is_empty(*value, member_form(member)) ? Absence::empty : Absence::present;
}

bool GatedTimeline::gives(Member member) const {
  const Veil veil = state_->policy.veil(member);
  return veil == Veil::none || veil == Veil::actor_name || veil == Veil::free_text;
}

std::vector<std::string> GatedTimeline::revisions(Row row) const {
  std::vector<std::string> texts;
  const Veil veil = state_->policy.veil(Member::text);
  if (!visible(row) || veil == Veil::taken) return texts;
  for (std::string_view text : timeline_->revisions(row)) {
    std::string masked;
    if (veil != Veil::free_text || !gate::mask_handles(text, masked)) masked = std::string(text);
    texts.push_back(std::move(masked));
  }
  return texts;
}

StringId GatedTimeline::queue(Row row) const {
  return state_->policy.veil(Member::queue) == Veil::taken ? kAbsent : timeline_->queue(row);
}

StringId GatedTimeline::outcome(Row row) const {
  return state_->policy.veil(Member::outcome) == Veil::taken ? kAbsent : timeline_->outcome(row);
}

PersonId GatedTimeline::actor(Row row) const {
  return state_->policy.masks_names() && actor_is_masked(row) ? 0 : timeline_->actor(row);
}

bool GatedTimeline::actor_is_masked(Row row) const {
  return !is_ours(actor_kind(row)) && kind_info(kind(row)).group != "agent";
}

void GatedTimeline::glance(const Row* rows, std::size_t count, EventGlance* out) const {
  timeline_->glance(rows, count, out);
  for (EventGlance* event = out; event != out + count; ++event) {
    if (event->direction != Direction::none && event->actor_kind != ActorKind::none) continue;
    const KindInfo& info = kind_info(event->kind);
    if (event->direction == Direction::none) event->direction = info.default_direction;
    if (event->actor_kind == ActorKind::none) event->actor_kind = info.default_actor;
  }
}

Direction GatedTimeline::direction(Row row) const {
  const Direction given = timeline_->direction(row);
  return given != Direction::none ? given : kind_info(kind(row)).default_direction;
}

ActorKind GatedTimeline::actor_kind(Row row) const {
  const ActorKind given = timeline_->actor_kind(row);
  return given != ActorKind::none ? given : kind_info(kind(row)).default_actor;
}

bool GatedTimeline::failed(Row row) const {
  return timeline_->failed(row) || timeline_->delivery(row) == Delivery::failed;
}

}  // namespace throughline
