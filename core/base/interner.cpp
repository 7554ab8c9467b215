#include <algorithm>
#include <cstring>

#include "throughline/base.h"

namespace throughline {

std::uint64_t hash_bytes(std::string_view bytes) {
  // Eight bytes at a time; the tail is zero-extended. Little-endian loads on every target we build for.
  std::uint64_t h = 0x9E3779B97F4A7C15ull ^ (bytes.size() * 0xff51afd7ed558ccdull);
  const char* p = bytes.data();
  std::size_t left = bytes.size();
  while (left >= 8) {
    std::uint64_t word;
    std::memcpy(&word, p, 8);
    h = (h ^ word) * 0xff51afd7ed558ccdull;
    h ^= h >> 32;
    p += 8;
    left -= 8;
  }
  if (left > 0) {
    std::uint64_t word = 0;
    std::memcpy(&word, p, left);
    h = (h ^ word) * 0xff51afd7ed558ccdull;
  }
  h ^= h >> 33;
  h *= 0xc4ceb9fe1a85ec53ull;
  h ^= h >> 29;
  return h;
}

// Open addressing. What a slot leads to stands in one place, the string's number before its bytes: with many strings
// each place in memory that a search touches is a wait for it, so it touches the slot and the string and no third.
struct Interner::State {
  // Where a string's bytes stand, for who has its number.
  struct Entry {
    const char* data = nullptr;  // of none and of what was erased
    std::uint32_t size = 0;
  };
  struct Kept {
    StringId id;  // kAbsent = erased
    std::uint32_t size;
  };
  // A block's number and, in units of 4 bytes, a place in it: a Kept and its bytes.
  using Place = std::uint32_t;
  struct Slot {
    std::uint32_t hash = 0;
    Place place = kFree;
  };
  static constexpr Place kFree = 0xFFFFFFFF;
  static constexpr unsigned kPlaceBits = 14;
  static constexpr std::size_t kUnit = 4;
  static constexpr std::size_t kBlock = kUnit << kPlaceBits;

  std::vector<Entry> entries{Entry{}};
  std::vector<Slot> slots{64};
  std::vector<std::unique_ptr<char[]>> blocks;  // they never move
  std::size_t block_used = kBlock;              // of the last

  static std::uint32_t short_hash(std::string_view text) {
    return static_cast<std::uint32_t>(hash_bytes(text) >> 32);
  }

  char* at(Place place) const {
    return blocks[place >> kPlaceBits].get() + (place & ((Place{1} << kPlaceBits) - 1)) * kUnit;
  }

  Place keep(std::string_view text, StringId id) {
    const Kept head{id, static_cast<std::uint32_t>(text.size())};
    const std::size_t room = (sizeof head + text.size() + kUnit - 1) / kUnit * kUnit;
    if (room > kBlock - block_used) {
      blocks.emplace_back(new char[std::max(room, kBlock)]);
      block_used = 0;
    }
    const std::size_t used = block_used;
    const auto block = static_cast<Place>(blocks.size() - 1);
    block_used = std::min(used + room, kBlock);
    const Place place = block << kPlaceBits | static_cast<Place>(used / kUnit);
    char* to = at(place);
    std::memcpy(to, &head, sizeof head);
    std::copy(text.begin(), text.end(), to + sizeof head);
    entries.push_back({to + sizeof head, head.size});
    return place;
  }

  // The number of the string, or kAbsent and the free slot where it belongs.
  StringId find(const Sought& sought, std::size_t& slot) const {
    const std::size_t mask = slots.size() - 1;
    for (slot = sought.hash & mask; slots[slot].place != kFree; slot = (slot + 1) & mask) {
      if (slots[slot].hash != sought.hash) continue;
      const char* kept = at(slots[slot].place);
      Kept head;
      std::memcpy(&head, kept, sizeof head);
      if (head.id != kAbsent && same_bytes({kept + sizeof head, head.size}, sought.text))
        return head.id;
    }
    return kAbsent;
  }

  void put(Slot slot) {
    const std::size_t mask = slots.size() - 1;
    std::size_t i = slot.hash & mask;
    while (slots[i].place != kFree) i = (i + 1) & mask;
    slots[i] = slot;
  }

  void grow() {
    std::vector<Slot> smaller(slots.size() * 2);
    smaller.swap(slots);
    for (const Slot& slot : smaller)
      if (slot.place != kFree) put(slot);
  }
};

Interner::Interner() : state_(std::make_unique<State>()) {}
Interner::Interner(Interner&&) noexcept = default;
Interner& Interner::operator=(Interner&&) noexcept = default;
Interner::~Interner() = default;

Interner::Sought Interner::seek(std::string_view text) const {
  const Sought sought{text, State::short_hash(text)};
  expect(&state_->slots[sought.hash & (state_->slots.size() - 1)]);
  return sought;
}

StringId Interner::intern(std::string_view text) { return intern(seek(text)); }

StringId Interner::intern(const Sought& sought) {
  std::size_t slot;
  if (const StringId found = state_->find(sought, slot); found != kAbsent) return found;
  const StringId id = size();
  const State::Slot added{sought.hash, state_->keep(sought.text, id)};
  if (state_->entries.size() * 2 > state_->slots.size()) {
    state_->grow();
    state_->put(added);
  } else {
    state_->slots[slot] = added;
  }
  return id;
}

StringId Interner::find(std::string_view text) const {
  std::size_t slot;
  return state_->find({text, State::short_hash(text)}, slot);
}

std::string_view Interner::text(StringId id) const {
  const State::Entry& entry = state_->entries[id];
  return {entry.data == nullptr ? "" : entry.data, entry.size};
}

std::uint32_t Interner::size() const { return static_cast<std::uint32_t>(state_->entries.size()); }

void Interner::erase(StringId id) {
  State::Entry& entry = state_->entries[id];
  if (entry.data == nullptr) return;
  // The bytes are ours: `keep` copied them into a block of this interner, behind their Kept.
  char* kept = const_cast<char*>(entry.data) - sizeof(State::Kept);
  std::memset(kept, 0, sizeof(State::Kept) + entry.size);
  entry = {};
}

}  // namespace throughline
