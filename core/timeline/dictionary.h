// Tuples of interned strings, each distinct one stored once and numbered; 0 = all absent.
//
// People repeat: a million events name a hundred thousand customers and a few hundred agents, so a row keeps one
// number for all that it says of a person.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "throughline/base.h"

namespace throughline::store {

template <std::size_t N>
class Dictionary {
 public:
  using Tuple = std::array<StringId, N>;
  using Texts = std::array<std::optional<std::string_view>, N>;

  Dictionary() : tuples_(1, Tuple{}), hashes_(1, 0), slots_(64, 0) {}

  std::uint32_t size() const { return static_cast<std::uint32_t>(tuples_.size()); }
  const Tuple& operator[](std::uint32_t id) const { return tuples_[id]; }

  std::uint32_t intern(const Texts& texts, Interner& strings) {
    const std::uint64_t hash = hash_of(texts);
    if (hash == 0) return 0;
    std::size_t slot = hash & (slots_.size() - 1);
    for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1))
      if (hashes_[slots_[slot]] == hash && same(tuples_[slots_[slot]], texts, strings))
        return slots_[slot];
    Tuple tuple{};
    for (std::size_t i = 0; i < N; ++i)
      if (texts[i]) tuple[i] = strings.intern(*texts[i]);
    return add(tuple, hash);
  }
  std::uint32_t intern(const Tuple& tuple, Interner& strings) {
    Texts texts;
    for (std::size_t i = 0; i < N; ++i)
      if (tuple[i] != kAbsent) texts[i] = strings.text(tuple[i]);
    return intern(texts, strings);
  }
  // The number stays taken and is never found again: its strings have been overwritten.
  void retire(std::uint32_t id) {
    hashes_[id] = 0;
    tuples_[id] = Tuple{};
  }
  std::size_t bytes() const {
    return tuples_.size() * (sizeof(Tuple) + sizeof(std::uint64_t)) +
           slots_.size() * sizeof(std::uint32_t);
  }

 private:
  // 0 for the empty tuple only.
  static std::uint64_t hash_of(const Texts& texts) {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < N; ++i)
      if (texts[i]) hash = (hash ^ (hash_bytes(*texts[i]) + i + 1)) * 0x9E3779B97F4A7C15ull;
    return hash ^ (hash >> 29);
  }
  static bool same(const Tuple& tuple, const Texts& texts, const Interner& strings) {
    for (std::size_t i = 0; i < N; ++i) {
      if ((tuple[i] != kAbsent) != texts[i].has_value()) return false;
      if (texts[i] && strings.text(tuple[i]) != *texts[i]) return false;
    }
    return true;
  }
  std::uint32_t add(const Tuple& tuple, std::uint64_t hash) {
    const std::uint32_t id = size();
    tuples_.push_back(tuple);
    hashes_.push_back(hash);
    if (tuples_.size() * 2 > slots_.size()) slots_.assign(slots_.size() * 2, 0), place_all();
    else place(id);
    return id;
  }
  void place(std::uint32_t id) {
    std::size_t slot = hashes_[id] & (slots_.size() - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = id;
  }
  void place_all() {
    for (std::uint32_t id = 1; id < size(); ++id)
      if (hashes_[id] != 0) place(id);
  }

  std::vector<Tuple> tuples_;
  std::vector<std::uint64_t> hashes_;  // by number; 0 = retired
  std::vector<std::uint32_t> slots_;   // open addressing; 0 = free
};

}  // namespace throughline::store
