// The hot columns: what filters, folds and scenes read in loops. One entry a row, by row id.
#pragma once

#include <cstdint>

#include "throughline/base.h"
#include "throughline/timeline.h"
#include "timeline/arena.h"

namespace throughline::store {

using PartyId = std::uint32_t;  // a customer as an event names one; 0 = nobody

// A few bits of the flags column.
struct BitField {
  unsigned shift;
  unsigned width;
  constexpr std::uint32_t mask() const { return ((std::uint32_t{1} << width) - 1) << shift; }
};
inline constexpr BitField kStateField{0, 3};
inline constexpr BitField kWrittenField{3, 2};  // Written
inline constexpr BitField kZoneFromField{5, 3};
inline constexpr BitField kLocalKindField{8, 2};
inline constexpr BitField kReasonField{10, 3};  // FoldReason
inline constexpr BitField kFormerField{13, 3};  // RowState before erasure
inline constexpr BitField kDirectionField{16, 2};
inline constexpr BitField kActorKindField{18, 3};
inline constexpr BitField kDeliveryField{21, 3};
inline constexpr BitField kFailedField{24, 2};    // Flag
inline constexpr BitField kInternalField{26, 2};  // Flag
inline constexpr BitField kDeletedField{28, 2};   // Flag
// The bits that are values of the event (and so change when rows merge), not of the row's handling.
inline constexpr std::uint32_t kValueFlags = kDirectionField.mask() | kActorKindField.mask() |
                                             kDeliveryField.mask() | kFailedField.mask() |
                                             kInternalField.mask() | kDeletedField.mask();

enum class Flag : std::uint8_t { absent, no, yes };
// How the row's time was written. `instant`: canonical at_ms or an epoch number, which no zone moves.
enum class Written : std::uint8_t { refused, labelled, local, instant };

// Marks of a row's handling, one bit each.
enum Mark : std::uint16_t {
  kDated = 1,  // has an instant under the present configuration
  kHasId = 2,
  kHasRevises = 4,
  kHasSequence = 8,
  kUnknownZone = 16,  // names a zone that is not known
  kLinked = 32,       // may belong with other rows: its cluster is looked at
  kFolded = 64,       // its cluster was folded in this round already
  kInOrder = 128,
  kComposed = 256,          // columns show merged values; its own stand in `originals`
  kHasFolded = 512,         // other rows are folded into it
  kWiped = 1024,            // a revocation has overwritten it
  kReusedId = 2048,         // counted as id_reused
  kOwnConversation = 4096,  // the source's prefix was added to the id; kOwnCustomer likewise
  kVisited = 8192,          // of one walk over a cluster
  kWalked = 16384,
  kOwnCustomer = 32768,
};

// The values of a row that merging changes.
struct RowValues {
  StringId channel = kAbsent, conversation = kAbsent, interaction = kAbsent, campaign = kAbsent;
  StringId queue = kAbsent, outcome = kAbsent, mode = kAbsent;
  PartyId party = 0;
  PersonId actor = 0, assignee = 0;
  std::uint32_t flags = 0;  // kValueFlags only
  Arena::Ref blob = 0;
};

struct Columns {
  // Dated: the instant. Undated with a civil time: the civil time. civil = at + offset_s in both cases.
  Column<std::int64_t> at_ms;
  // Dated: the offset used. Undated: the Code that says why (the offset is then 0).
  Column<std::int32_t> offset_s;
  Column<std::uint32_t> flags;
  Column<std::uint16_t> marks;
  Column<SourceId> source;
  Column<std::uint16_t> part;
  Column<std::uint32_t> record;
  Column<StringId> kind, channel, conversation, interaction, campaign, queue, outcome, mode;
  Column<PartyId> party;
  Column<PersonId> actor, assignee;
  Column<Arena::Ref> blob;
  Column<std::uint32_t> id_hash;  // 0 where it has no id
  Column<Row> next_of_id;         // the next row whose id has the same bytes; kNoRow ends the chain
  Column<Row> folded_into;

  std::uint32_t size() const { return static_cast<std::uint32_t>(flags.size()); }

  static std::uint32_t bits_of(std::uint32_t flags, BitField field) {
    return (flags & field.mask()) >> field.shift;
  }
  std::uint32_t get(Row row, BitField field) const { return bits_of(flags[row], field); }
  void set(Row row, BitField field, std::uint32_t value) {
    flags[row] = (flags[row] & ~field.mask()) | (value << field.shift);
  }
  bool has(Row row, Mark mark) const { return (marks[row] & mark) != 0; }
  void mark(Row row, Mark mark) { marks[row] = static_cast<std::uint16_t>(marks[row] | mark); }
  void unmark(Row row, Mark mark) {
    marks[row] = static_cast<std::uint16_t>(marks[row] & ~unsigned{mark});
  }
  RowState state(Row row) const { return static_cast<RowState>(get(row, kStateField)); }

  RowValues values(Row row) const {
    RowValues v;
    v.channel = channel[row];
    v.conversation = conversation[row];
    v.interaction = interaction[row];
    v.campaign = campaign[row];
    v.queue = queue[row];
    v.outcome = outcome[row];
    v.mode = mode[row];
    v.party = party[row];
    v.actor = actor[row];
    v.assignee = assignee[row];
    v.flags = flags[row] & kValueFlags;
    v.blob = blob[row];
    return v;
  }
  void set_values(Row row, const RowValues& v) {
    channel[row] = v.channel;
    conversation[row] = v.conversation;
    interaction[row] = v.interaction;
    campaign[row] = v.campaign;
    queue[row] = v.queue;
    outcome[row] = v.outcome;
    mode[row] = v.mode;
    party[row] = v.party;
    actor[row] = v.actor;
    assignee[row] = v.assignee;
    flags[row] = (flags[row] & ~kValueFlags) | v.flags;
    blob[row] = v.blob;
  }
  std::size_t bytes() const {
    return at_ms.bytes() + offset_s.bytes() + flags.bytes() + marks.bytes() + source.bytes() +
           part.bytes() + record.bytes() + 15 * kind.bytes();
  }
};

}  // namespace throughline::store
