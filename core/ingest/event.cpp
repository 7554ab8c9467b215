// The vocabulary: what the .def lists say, as tables.
#include "throughline/event.h"

#include "ingest/names.h"

namespace throughline {
namespace {

using ingest::NameTable;

constexpr std::array<std::string_view, kMemberCount> kMemberPaths = {
#define MEMBER(id, path, form) path,
#include "../data/members.def"
#undef MEMBER
};
constexpr MemberForm kMemberForms[] = {
#define MEMBER(id, path, form) MemberForm::form,
#include "../data/members.def"
#undef MEMBER
};
constexpr NameTable<256> kMembersByPath(kMemberPaths);

constexpr std::array<std::string_view, kKindCount> kKindNames = {
#define KIND(id, name, icon, touchpoint, ending, status, direction, actor) name,
#include "../data/kinds.def"
#undef KIND
};
constexpr NameTable<256> kKindsByName(kKindNames);

constexpr std::string_view group_of(std::string_view kind) {
  return kind.substr(0, kind.find('.'));
}

constexpr KindInfo kKinds[] = {
#define KIND(id, name, icon, touchpoint, ending, status, direction, actor) \
  {name, group_of(name), icon, touchpoint, ending, status, Direction::direction, ActorKind::actor},
#include "../data/kinds.def"
#undef KIND
};
constexpr KindInfo kUnknownKind = {"",    "other", "circle",        false,
                                   false, "",      Direction::none, ActorKind::none};

constexpr ChannelInfo kChannels[] = {
#define CHANNEL(id, name, icon, letter, cut) {name, icon, letter, InteractionCut::cut},
#include "../data/channels.def"
#undef CHANNEL
};

constexpr ChannelInfo unknown_channel() {
  constexpr std::size_t kOther = id_of(KnownChannel::other) - kKindCount - 1;
  ChannelInfo info = kChannels[kOther];
  info.name = "";
  return info;
}
constexpr ChannelInfo kUnknownChannel = unknown_channel();

// Enumerators 0 … n-1 by name; the empty name is "none" and never found.
template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 1; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

constexpr std::array<std::string_view, 3> kDirections = {"", "inbound", "outbound"};
constexpr std::array<std::string_view, 5> kActorKinds = {"", "customer", "agent", "bot", "system"};
constexpr std::array<std::string_view, 6> kDeliveries = {"",       "queued",    "sent",
                                                         "failed", "delivered", "read"};

}  // namespace

std::string_view member_path(Member member) {
  return kMemberPaths[static_cast<std::size_t>(member)];
}

MemberForm member_form(Member member) { return kMemberForms[static_cast<std::size_t>(member)]; }

std::optional<Member> member_from_path(std::string_view path) {
  const std::size_t place = kMembersByPath.find(path);
  if (place == kMembersByPath.kNone) return std::nullopt;
  return static_cast<Member>(place);
}

std::string_view direction_name(Direction direction) {
  return kDirections[static_cast<std::size_t>(direction)];
}
std::string_view actor_kind_name(ActorKind kind) {
  return kActorKinds[static_cast<std::size_t>(kind)];
}
std::string_view delivery_name(Delivery delivery) {
  return kDeliveries[static_cast<std::size_t>(delivery)];
}
std::optional<Direction> direction_from_name(std::string_view name) {
  return named<Direction>(kDirections, name);
}
std::optional<ActorKind> actor_kind_from_name(std::string_view name) {
  return named<ActorKind>(kActorKinds, name);
}
std::optional<Delivery> delivery_from_name(std::string_view name) {
  return named<Delivery>(kDeliveries, name);
}

KnownKind known_kind(std::string_view name) {
  const std::size_t place = kKindsByName.find(name);
  return place == kKindsByName.kNone ? KnownKind::none : static_cast<KnownKind>(place + 1);
}

void seed_vocabulary(Interner& strings) {
  for (const KindInfo& kind : kKinds) strings.intern(kind.name);
  for (const ChannelInfo& channel : kChannels) strings.intern(channel.name);
}

const KindInfo& kind_info(StringId kind) {
  return kind >= 1 && kind <= kKindCount ? kKinds[kind - 1] : kUnknownKind;
}

const ChannelInfo& channel_info(StringId channel) {
  const bool known = channel > kKindCount && channel <= kKindCount + kChannelCount;
  return known ? kChannels[channel - kKindCount - 1] : kUnknownChannel;
}

}  // namespace throughline
