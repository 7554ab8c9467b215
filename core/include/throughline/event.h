// Throughline / event: the vocabulary of events, shared by all rooms from ingest down.
//
// One list each (core/data/*.def): members, kinds, channels. Belongs to the room `ingest`.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

#include "throughline/base.h"
#include "throughline/time.h"

namespace throughline {

// ---------------------------------------------------------------------------------------------
// Members

enum class Member : std::uint8_t {
#define MEMBER(id, path, form) id,
#include "../../data/members.def"
#undef MEMBER
};
inline constexpr std::size_t kMemberCount = 0
#define MEMBER(id, path, form) +1
#include "../../data/members.def"
#undef MEMBER
    ;
// How a member's bytes are to be read.
//   text    a decoded string (valid UTF-8)
//   number  the number token, byte for byte as received
//   flag    "true" or "false"
//   list    a JSON array of strings, no blanks between tokens
//   json    one JSON value, no blanks between tokens, tokens byte for byte as received
enum class MemberForm : std::uint8_t { text, number, flag, list, json };

std::string_view member_path(Member member);  // "customer.id"
MemberForm member_form(Member member);
std::optional<Member> member_from_path(std::string_view path);

// ---------------------------------------------------------------------------------------------
// Kinds and channels

enum class Direction : std::uint8_t { none, inbound, outbound };
enum class ActorKind : std::uint8_t { none, customer, agent, bot, system };
enum class Delivery : std::uint8_t {
  none,
  queued,
  sent,
  failed,
  delivered,
  read
};                                                     // ascending: the greatest wins
std::string_view direction_name(Direction direction);  // "" for none
std::string_view actor_kind_name(ActorKind kind);
std::string_view delivery_name(Delivery delivery);
std::optional<Direction> direction_from_name(std::string_view name);
std::optional<ActorKind> actor_kind_from_name(std::string_view name);
std::optional<Delivery> delivery_from_name(std::string_view name);

// Kinds and channels are interned strings. `seed_vocabulary` gives the built-in ones fixed ids in a fresh
// Interner: kinds 1 … kKindCount in the order of kinds.def, then channels. So a comparison of ids is enough:
//
//   if (timeline.kind(row) == id_of(KnownKind::message_received)) …
enum class KnownKind : StringId {
  none = 0,
#define KIND(id, name, icon, touchpoint, ending, status, direction, actor) id,
#include "../../data/kinds.def"
#undef KIND
  end
};
inline constexpr StringId kKindCount = static_cast<StringId>(KnownKind::end) - 1;
inline constexpr StringId id_of(KnownKind kind) { return static_cast<StringId>(kind); }

enum class KnownChannel : StringId {
  before = kKindCount,
#define CHANNEL(id, name, icon, letter, cut) id,
#include "../../data/channels.def"
#undef CHANNEL
  end
};
inline constexpr StringId kChannelCount = static_cast<StringId>(KnownChannel::end) - kKindCount - 1;
inline constexpr StringId id_of(KnownChannel channel) { return static_cast<StringId>(channel); }

// The built-in kind of that name, byte for byte; `none` where it is not in the list.
KnownKind known_kind(std::string_view name);

// Precondition: `strings` is fresh.
void seed_vocabulary(Interner& strings);

struct KindInfo {
  std::string_view name;
  std::string_view group;  // "other" for kinds not in the list
  std::string_view icon;
  bool touchpoint = false;
  bool ending = false;
  std::string_view implied_status;  // "" = none
  Direction default_direction = Direction::none;
  ActorKind default_actor = ActorKind::none;
};

enum class InteractionCut : std::uint8_t { messages, call, web };
struct ChannelInfo {
  std::string_view name;
  std::string_view icon;
  std::string_view letter;
  InteractionCut cut = InteractionCut::messages;
};

// Of any interned id: the list's entry, or, for a kind that is not in it, group "other", icon "circle", nothing
// else (the name is then the caller's: Interner::text).
const KindInfo& kind_info(StringId kind);
// Of any interned id: the list's entry, or that of `other` with an empty name.
const ChannelInfo& channel_info(StringId channel);

// ---------------------------------------------------------------------------------------------
// One event on its way from an adapter into the timeline

// Views point into the reader's buffers and are valid until the next record; the timeline copies what it keeps.
struct EventRecord {
  std::array<std::string_view, kMemberCount> values{};  // by Member, in the member's form
  std::bitset<kMemberCount> given;                      // which are there ("" is a value)
  ParsedTime time;                 // of Member::time, in the adapter's unit; refused = undated
  ParsedTime end_time;             // of Member::end_time or of an `a/b` interval
  std::optional<Instant> at;       // canonical `at_ms`: beats time, zone and override
  std::string_view time_text;      // the time as received ("" = none)
  std::string_view sources;        // canonical `sources`: a JSON list of strings; "" = none
  std::uint32_t record_index = 0;  // counts every record the source delivered, rejected ones too
  std::uint16_t part_index = 0;    // which event of an expanded payload
  std::uint64_t byte = 0;          // where the record starts in its source
  std::uint64_t line = 1;
  std::string_view raw;  // the record's bytes (repaired to valid UTF-8 where they were not)

  bool has(Member member) const { return given.test(static_cast<std::size_t>(member)); }
  std::string_view value(Member member) const { return values[static_cast<std::size_t>(member)]; }
  void set(Member member, std::string_view bytes) {
    values[static_cast<std::size_t>(member)] = bytes;
    given.set(static_cast<std::size_t>(member));
  }
};

}  // namespace throughline
