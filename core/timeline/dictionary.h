// Tuples of interned strings, each distinct one stored once and numbered; 0 = all absent.
//
// People repeat: a million events name a hundred thousand customers and a few hundred agents, so a row keeps one
// number for all that it says of a person. The tuple's texts also stand together in the arena, so that finding one
// again touches three places in memory, not three for each text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "timeline/blob.h"

namespace throughline::store {

template <std::size_t N>
class Dictionary {
 public:
  using Tuple = std::array<StringId, N>;
  using Texts = std::array<std::optional<std::string_view>, N>;

  Dictionary(Interner& strings, Arena& arena)
      : strings_(&strings), arena_(&arena), entries_(1), slots_(64, 0) {}

  std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }
  const Tuple& operator[](std::uint32_t id) const { return entries_[id].tuple; }

  std::uint32_t intern(const Texts& texts) {
    const std::uint64_t hash = hash_of(texts);
    if (hash == 0) return 0;
    std::size_t slot = hash & (slots_.size() - 1);
    for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
      const Entry& entry = entries_[slots_[slot]];
      if (entry.hash == hash && says(entry, texts)) return slots_[slot];
    }
    return add(texts, hash);
  }
  std::uint32_t intern(const Tuple& tuple) {
    Texts texts;
    for (std::size_t i = 0; i < N; ++i)
      if (tuple[i] != kAbsent) texts[i] = strings_->text(tuple[i]);
    return intern(texts);
  }
  // Overwrites the tuple's bytes here (its strings are the interner's). The number stays taken and is never found
  // again.
  void retire(std::uint32_t id) {
    wipe_blob(*arena_, entries_[id].texts);
    entries_[id] = Entry{};
  }
  std::size_t bytes() const {
    return entries_.size() * sizeof(Entry) + slots_.size() * sizeof(std::uint32_t);
  }

 private:
  struct Entry {
    std::uint64_t hash = 0;  // 0 = retired
    Arena::Ref texts = 0;    // a blob, tags = places in the tuple
    Tuple tuple{};
  };

  // 0 for the empty tuple only.
  static std::uint64_t hash_of(const Texts& texts) {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < N; ++i)
      if (texts[i]) hash = (hash ^ (hash_bytes(*texts[i]) + i + 1)) * 0x9E3779B97F4A7C15ull;
    return hash ^ (hash >> 29);
  }
  bool says(const Entry& entry, const Texts& texts) const {
    BlobReader reader(*arena_, entry.texts);
    BlobEntry part;
    for (std::size_t i = 0; i < N; ++i)
      if (texts[i] && (!reader.next(part) || part.tag != i || part.bytes != *texts[i]))
        return false;
    return !reader.next(part);
  }
  std::uint32_t add(const Texts& texts, std::uint64_t hash) {
    const std::uint32_t id = size();
    Entry entry;
    entry.hash = hash;
    std::array<BlobEntry, N> parts;
    std::size_t count = 0;
    for (std::size_t i = 0; i < N; ++i) {
      if (!texts[i]) continue;
      entry.tuple[i] = strings_->intern(*texts[i]);
      parts[count++] = {static_cast<Tag>(i), *texts[i]};
    }
    entry.texts = write_blob(*arena_, parts.data(), count);
    entries_.push_back(entry);
    if (entries_.size() * 2 > slots_.size())
      grow();
    else
      place(id);
    return id;
  }
  void grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (std::uint32_t id = 1; id < size(); ++id)
      if (entries_[id].hash != 0) place(id);
  }
  void place(std::uint32_t id) {
    std::size_t slot = entries_[id].hash & (slots_.size() - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = id;
  }

  Interner* strings_;
  Arena* arena_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // open addressing; 0 = free
};

}  // namespace throughline::store
