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

// Open addressing over (hash, id); the bytes stand in blocks that never move.
struct Interner::State {
  struct Entry {
    const char* data = nullptr;
    std::uint32_t size = 0;
    bool erased = false;
  };
  static constexpr std::size_t kBlock = std::size_t{1} << 16;

  std::vector<Entry> entries;
  std::vector<std::uint32_t> slots;   // 0 = free, else id
  std::vector<std::uint64_t> hashes;  // by id
  std::vector<std::unique_ptr<char[]>> blocks;
  std::size_t block_left = 0;
  char* block_at = nullptr;

  State() : slots(64, 0) {
    entries.push_back({});
    hashes.push_back(0);
  }

  const char* keep(std::string_view text) {
    if (text.empty()) return "";
    if (text.size() > kBlock / 4) {
      blocks.push_back(std::make_unique<char[]>(text.size()));
      std::memcpy(blocks.back().get(), text.data(), text.size());
      return blocks.back().get();
    }
    if (block_left < text.size()) {
      blocks.push_back(std::make_unique<char[]>(kBlock));
      block_at = blocks.back().get();
      block_left = kBlock;
    }
    char* at = block_at;
    std::memcpy(at, text.data(), text.size());
    block_at += text.size();
    block_left -= text.size();
    return at;
  }

  // The slot that holds `text`, or the free slot where it belongs.
  std::size_t slot_of(std::string_view text, std::uint64_t hash) const {
    const std::size_t mask = slots.size() - 1;
    std::size_t i = hash & mask;
    while (slots[i] != 0) {
      const std::uint32_t id = slots[i];
      const Entry& entry = entries[id];
      if (!entry.erased && hashes[id] == hash && same_bytes({entry.data, entry.size}, text)) break;
      i = (i + 1) & mask;
    }
    return i;
  }

  void grow() {
    std::vector<std::uint32_t> bigger(slots.size() * 2, 0);
    const std::size_t mask = bigger.size() - 1;
    for (std::uint32_t id = 1; id < entries.size(); ++id) {
      std::size_t i = hashes[id] & mask;
      while (bigger[i] != 0) i = (i + 1) & mask;
      bigger[i] = id;
    }
    slots = std::move(bigger);
  }
};

Interner::Interner() : state_(std::make_unique<State>()) {}
Interner::Interner(Interner&&) noexcept = default;
Interner& Interner::operator=(Interner&&) noexcept = default;
Interner::~Interner() = default;

StringId Interner::intern(std::string_view text) {
  const std::uint64_t hash = hash_bytes(text);
  std::size_t slot = state_->slot_of(text, hash);
  if (state_->slots[slot] != 0) return state_->slots[slot];
  if (state_->entries.size() * 2 > state_->slots.size()) {
    state_->grow();
    slot = state_->slot_of(text, hash);
  }
  const auto id = static_cast<StringId>(state_->entries.size());
  state_->entries.push_back({state_->keep(text), static_cast<std::uint32_t>(text.size()), false});
  state_->hashes.push_back(hash);
  state_->slots[slot] = id;
  return id;
}

StringId Interner::find(std::string_view text) const {
  return state_->slots[state_->slot_of(text, hash_bytes(text))];
}

std::string_view Interner::text(StringId id) const {
  const State::Entry& entry = state_->entries[id];
  return {entry.data == nullptr ? "" : entry.data, entry.size};
}

std::uint32_t Interner::size() const { return static_cast<std::uint32_t>(state_->entries.size()); }

void Interner::erase(StringId id) {
  if (id == kAbsent) return;
  State::Entry& entry = state_->entries[id];
  // The bytes are ours: `keep` copied them into a block of this interner.
  if (entry.size > 0) std::memset(const_cast<char*>(entry.data), 0, entry.size);
  entry.size = 0;
  entry.erased = true;
}

}  // namespace throughline
