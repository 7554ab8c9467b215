// Sets of members as 64-bit masks (bit = Member): where a member stands and how it merges.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "throughline/event.h"

namespace throughline::store {

using MemberSet = std::uint64_t;
inline constexpr MemberSet bit(Member member) {
  return MemberSet{1} << static_cast<unsigned>(member);
}
inline constexpr MemberSet set_of(std::initializer_list<Member> members) {
  MemberSet set = 0;
  for (Member member : members) set |= bit(member);
  return set;
}

inline constexpr MemberSet kAllMembers = (MemberSet{1} << kMemberCount) - 1;

inline constexpr MemberSet kCustomerMembers =
    set_of({Member::customer_id, Member::customer_name, Member::customer_phone,
            Member::customer_email, Member::customer_handles});
inline constexpr MemberSet kActorMembers =
    set_of({Member::actor_kind, Member::actor_id, Member::actor_name, Member::actor_team});
inline constexpr MemberSet kAssigneeMembers =
    set_of({Member::assignee_id, Member::assignee_name, Member::assignee_team});

// Members whose known values are codes in the flags; a value that is no known one stands in the blob.
inline constexpr MemberSet kCodeMembers =
    set_of({Member::direction, Member::actor_kind, Member::failed, Member::internal,
            Member::deleted, Member::delivery});
// Members that always stand in a column, never in a blob.
inline constexpr MemberSet kStringColumns =
    kCustomerMembers | kAssigneeMembers | (kActorMembers & ~bit(Member::actor_kind)) |
    set_of({Member::type, Member::channel, Member::conversation, Member::interaction,
            Member::campaign, Member::queue, Member::outcome, Member::mode});

// What makes a row itself and gives it its place: no other row fills or changes it.
inline constexpr MemberSet kOwnMembers = set_of(
    {Member::id, Member::source, Member::type, Member::time, Member::sequence, Member::zone});
// What an edit or a status only adds where the event says nothing: whose event it is and where it belongs.
inline constexpr MemberSet kFillOnly =
    kCustomerMembers | kActorMembers | kAssigneeMembers |
    set_of({Member::conversation, Member::interaction, Member::parent, Member::channel,
            Member::direction, Member::division});
// What only duplicates give each other: `revises` and `received_at` speak of the record, `deleted` is decided
// by revocations, `delivery` by the lattice.
inline constexpr MemberSet kNotFromRevisions =
    kOwnMembers | set_of({Member::revises, Member::received_at, Member::deleted, Member::delivery});
// What the last edit replaces.
inline constexpr MemberSet kContentMembers = kAllMembers & ~kFillOnly & ~kNotFromRevisions;

// What a revocation overwrites.
inline constexpr MemberSet kRevokedMembers =
    set_of({Member::title, Member::text, Member::comments, Member::media, Member::metadata});

}  // namespace throughline::store
