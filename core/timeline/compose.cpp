#include "timeline/compose.h"

#include <algorithm>
#include <string>
#include <vector>

namespace throughline::store {

void Composer::compose(const FoldedEvent& event, Arena::Ref reuse) {
  choose(event);
  const Row kept = event.kept;
  RowValues values = columns_of_winners(kept);
  values.flags = flags_of_winners(event);
  if (merges_blobs(kept))
    values.blob = blob_of_winners(kept, reuse);
  else
    wipe_blob(rows_->arena, reuse);
  rows_->compose(kept, values);
}

void Composer::choose(const FoldedEvent& event) {
  won_ = 0;
  // Of edits the last wins, of the event's own records the first; then whoever fills a gap, the first again.
  for (std::size_t i = event.revisers.size(); i-- > 0;)
    if (!event.revisers[i].status) offer(event.revisers[i].row, kContentMembers);
  for (Row row : event.same) offer(row, row == event.kept ? kAllMembers : ~kOwnMembers);
  for (const Reviser& reviser : event.revisers) offer(reviser.row, kFillOnly);
}

void Composer::offer(Row row, MemberSet members) {
  const MemberSet offered = without_other_person(row, rows_->given(row) & members & ~won_);
  for (MemberSet left = offered; left != 0; left &= left - 1)
    winners_[static_cast<std::size_t>(__builtin_ctzll(left))] = row;
  won_ |= offered;
}

// A gap in what is known of a person is not filled from another person.
MemberSet Composer::without_other_person(Row row, MemberSet members) const {
  struct Group {
    MemberSet members;
    Member id, name;
  };
  constexpr Group kGroups[] = {{kCustomerMembers, Member::customer_id, Member::customer_name},
                               {kActorMembers, Member::actor_id, Member::actor_name},
                               {kAssigneeMembers, Member::assignee_id, Member::assignee_name}};
  for (const Group& group : kGroups)
    if ((members & group.members) != 0 && other_person(row, group.id, group.name))
      members &= ~group.members;
  return members;
}

bool Composer::other_person(Row row, Member id, Member name) const {
  for (Member member : {id, name}) {
    const auto theirs = rows_->member(row, member);
    if ((won_ & bit(member)) == 0 || !theirs) continue;
    return *theirs != *rows_->member(winner(member), member);
  }
  return false;
}

RowValues Composer::columns_of_winners(Row kept) {
  const Columns& columns = rows_->columns;
  RowValues values = columns.values(kept);
  const auto take = [&](Member member, const Column<StringId>& column) {
    return (won_ & bit(member)) == 0 ? kAbsent : column[winner(member)];
  };
  values.channel = take(Member::channel, columns.channel);
  values.conversation = take(Member::conversation, columns.conversation);
  values.interaction = take(Member::interaction, columns.interaction);
  values.campaign = take(Member::campaign, columns.campaign);
  values.queue = take(Member::queue, columns.queue);
  values.outcome = take(Member::outcome, columns.outcome);
  values.mode = take(Member::mode, columns.mode);
  values.party = merged(rows_->parties, columns.party, Member::customer_id, kept);
  values.actor = merged(rows_->persons, columns.actor, Member::actor_id, kept);
  values.assignee = merged(rows_->persons, columns.assignee, Member::assignee_id, kept);
  return values;
}

template <std::size_t N>
std::uint32_t Composer::merged(Dictionary<N>& dictionary, const Column<std::uint32_t>& column,
                               Member first, Row kept) {
  typename Dictionary<N>::Tuple tuple{};
  for (std::size_t i = 0; i < N; ++i) {
    const auto member = static_cast<Member>(static_cast<std::size_t>(first) + i);
    if ((won_ & bit(member)) != 0) tuple[i] = dictionary[column[winner(member)]][i];
  }
  return tuple == dictionary[column[kept]] ? column[kept] : dictionary.intern(tuple);
}

std::uint32_t Composer::flags_of_winners(const FoldedEvent& event) const {
  std::uint32_t flags = 0;
  const auto take = [&](Member member, BitField field) {
    if ((won_ & bit(member)) != 0) flags |= rows_->columns.flags[winner(member)] & field.mask();
  };
  take(Member::direction, kDirectionField);
  take(Member::actor_kind, kActorKindField);
  take(Member::failed, kFailedField);
  take(Member::internal, kInternalField);
  take(Member::deleted, kDeletedField);
  flags |= greatest_delivery(event) << kDeliveryField.shift;
  // A revocation without its event shows what it said, not "[Message deleted]" of an event that is not there.
  const bool own_event = rows_->columns.kind[event.kept] != id_of(KnownKind::message_deleted);
  if (event.revoked && own_event)
    flags = (flags & ~kDeletedField.mask()) |
            (static_cast<std::uint32_t>(Flag::yes) << kDeletedField.shift);
  return flags;
}

std::uint32_t Composer::greatest_delivery(const FoldedEvent& event) const {
  std::uint32_t greatest = rows_->columns.get(event.kept, kDeliveryField);
  for (const Folded& folded : event.folded)
    greatest = std::max(greatest, rows_->columns.get(folded.row, kDeliveryField));
  return greatest;
}

bool Composer::merges_blobs(Row kept) const {
  for (MemberSet left = won_ & ~kStringColumns; left != 0; left &= left - 1) {
    const auto member = static_cast<Member>(__builtin_ctzll(left));
    if (winner(member) == kept) continue;
    const bool in_blob = (bit(member) & kCodeMembers) == 0;
    if (in_blob || rows_->extra(winner(member), tag_of(member))) return true;
  }
  return false;
}

Arena::Ref Composer::blob_of_winners(Row kept, Arena::Ref reuse) {
  std::vector<BlobEntry> entries;
  const auto copy = [&](Row row, Tag tag) {
    if (const auto bytes = rows_->extra(row, tag)) entries.push_back({tag, *bytes});
  };
  copy(kept, kTimeOffsetTag);
  copy(kept, kTimeZoneTag);
  std::string end;
  if ((won_ & bit(Member::end_time)) != 0) {
    // Another row's end is dated by that row's zones, so it is taken as the instant it came to.
    const Row from = winner(Member::end_time);
    const auto instant = from == kept ? std::nullopt : placer_->end(from);
    if (instant) end = pack_time({Written::instant, instant->ms, 0, {}});
    if (instant) entries.push_back({kEndTag, end});
    if (from == kept) copy(kept, kEndTag);
  }
  copy(kept, kTimeTextTag);
  copy(kept, kSourcesTag);
  for (MemberSet left = won_ & ~kStringColumns; left != 0; left &= left - 1) {
    const auto member = static_cast<Member>(__builtin_ctzll(left));
    copy(winner(member), tag_of(member));
  }
  return write_blob(rows_->arena, entries.data(), entries.size(), reuse);
}

}  // namespace throughline::store
