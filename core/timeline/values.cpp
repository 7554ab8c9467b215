// The public face: the effective values of a row.
#include "timeline/sequence.h"
#include "timeline/state.h"

namespace throughline {
namespace {

constexpr std::string_view kDeletedText = "[Message deleted]";
constexpr std::int64_t kSuspectBeforeMs = 365 * kDayMs;  // 1971-01-01T00:00Z

bool is_set(const store::Columns& columns, Row row, store::BitField field) {
  return columns.get(row, field) == static_cast<std::uint32_t>(store::Flag::yes);
}

}  // namespace

void Timeline::glance(const Row* rows, std::size_t count, EventGlance* out) const {
  const store::Rows& stored = state_->rows;
  const store::Columns& columns = stored.columns;
  for (std::size_t i = 0; i < count; ++i) {
    const Row row = rows[i];
    const std::uint32_t flags = columns.flags[row];
    out[i] = {columns.at_ms[row], columns.kind[row], stored.conversation(row),
              static_cast<Direction>(store::Columns::bits_of(flags, store::kDirectionField)),
              static_cast<ActorKind>(store::Columns::bits_of(flags, store::kActorKindField))};
  }
}

RowState Timeline::state(Row row) const { return state_->rows.columns.state(row); }
SourceId Timeline::row_source(Row row) const { return state_->rows.columns.source[row]; }
std::int64_t Timeline::at_ms(Row row) const { return state_->rows.columns.at_ms[row]; }
StringId Timeline::kind(Row row) const { return state_->rows.columns.kind[row]; }
StringId Timeline::channel(Row row) const { return state_->rows.columns.channel[row]; }
std::bitset<kMemberCount> Timeline::given(Row row) const {
  return std::bitset<kMemberCount>(state_->rows.given(row));
}
StringId Timeline::conversation(Row row) const { return state_->rows.conversation(row); }
StringId Timeline::customer(Row row) const {
  return state_->identity.customer(state_->rows.columns.party[row]);
}
StringId Timeline::customer_named(std::string_view id) const {
  return state_->rows.related_customer(state_->rows.strings.find(id));
}
StringId Timeline::conversation_named(std::string_view id) const {
  return state_->rows.related_conversation(state_->rows.strings.find(id));
}
StringId Timeline::interaction(Row row) const { return state_->rows.columns.interaction[row]; }
StringId Timeline::campaign(Row row) const { return state_->rows.columns.campaign[row]; }
StringId Timeline::queue(Row row) const { return state_->rows.columns.queue[row]; }
StringId Timeline::outcome(Row row) const { return state_->rows.columns.outcome[row]; }
StringId Timeline::mode(Row row) const { return state_->rows.columns.mode[row]; }
PersonId Timeline::actor(Row row) const { return state_->rows.columns.actor[row]; }
PersonId Timeline::assignee(Row row) const { return state_->rows.columns.assignee[row]; }

Direction Timeline::direction(Row row) const {
  return static_cast<Direction>(state_->rows.columns.get(row, store::kDirectionField));
}
ActorKind Timeline::actor_kind(Row row) const {
  return static_cast<ActorKind>(state_->rows.columns.get(row, store::kActorKindField));
}
Delivery Timeline::delivery(Row row) const {
  return static_cast<Delivery>(state_->rows.columns.get(row, store::kDeliveryField));
}
bool Timeline::failed(Row row) const {
  return is_set(state_->rows.columns, row, store::kFailedField);
}
bool Timeline::internal(Row row) const {
  return is_set(state_->rows.columns, row, store::kInternalField);
}
bool Timeline::deleted(Row row) const {
  return is_set(state_->rows.columns, row, store::kDeletedField);
}
bool Timeline::wiped(Row row) const { return state_->rows.columns.has(row, store::kWiped); }
std::uint64_t Timeline::wiped_rows() const { return state_->rows.wiped; }
bool Timeline::suspect_past(Row row) const { return at_ms(row) < kSuspectBeforeMs; }

std::optional<std::string_view> Timeline::member(Row row, Member member) const {
  if (member == Member::source) return source_name(row_source(row));
  if (member == Member::text && deleted(row)) return kDeletedText;
  return state_->rows.member(row, member);
}

std::string_view Timeline::time_text(Row row) const {
  const auto own = state_->rows.extra(row, store::kTimeTextTag);
  return own ? *own : state_->rows.member(row, Member::time).value_or("");
}

std::optional<Instant> Timeline::end_time(Row row) const { return state_->placer.end(row); }

std::optional<std::int64_t> Timeline::sequence(Row row) const {
  const auto token = state_->rows.member(row, Member::sequence);
  return token ? store::whole_number(*token) : std::nullopt;
}

std::uint32_t Timeline::record_index(Row row) const { return state_->rows.columns.record[row]; }
std::uint16_t Timeline::part_index(Row row) const { return state_->rows.columns.part[row]; }

}  // namespace throughline
