// A table from names to their places in a list, built at compile time from the .def lists.
//
// Open addressing over a hash of the length and four characters; a look-up is one hash, a
// comparison of bytes for a hit, and rarely a second one. At most 254 names.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "throughline/base.h"

namespace throughline::ingest {

template <std::size_t Slots>
class NameTable {
 public:
  static_assert((Slots & (Slots - 1)) == 0, "a power of two");
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  template <class Names>
  constexpr explicit NameTable(const Names& names) : names_{}, slots_{} {
    for (std::uint8_t& slot : slots_) slot = kFree;
    std::uint8_t place = 0;
    for (std::string_view name : names) {
      std::size_t at = hash(name);
      while (slots_[at] != kFree) at = (at + 1) & (Slots - 1);
      slots_[at] = place;
      names_[at] = name;
      ++place;
    }
  }

  // The name's place in the list; kNone where it is not in it.
  std::size_t find(std::string_view name) const {
    for (std::size_t at = hash(name); slots_[at] != kFree; at = (at + 1) & (Slots - 1))
      if (same_bytes(names_[at], name)) return slots_[at];
    return kNone;
  }

 private:
  static constexpr std::uint8_t kFree = 0xFF;

  static constexpr std::size_t hash(std::string_view name) {
    const std::size_t n = name.size();
    if (n == 0) return 0;
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(name[i]); };
    const std::size_t mixed = n * 0x9E5u + at(0) * 0x1Fu + at(n / 2) * 0x83u + at(n - 1) * 0x65u +
                              at(n > 1 ? n - 2 : 0) * 0x25u;
    return (mixed ^ (mixed >> 7)) & (Slots - 1);
  }

  std::array<std::string_view, Slots> names_;  // by slot
  std::array<std::uint8_t, Slots> slots_;      // place in the list, or kFree
};

}  // namespace throughline::ingest
