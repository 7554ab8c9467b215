// A set of positions in a subject index, a bit each: what is asked of it is a subject's range, most often within one
// word.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace throughline {

class Positions {
 public:
  // How many positions there are, in the set or not.
  std::uint32_t size() const { return size_; }
  // Positions that are added are not in the set.
  void resize(std::uint32_t size) {
    size_ = size;
    words_.resize(size / 64u + 2u);  // one more than is used: a window reads two
  }
  bool test(std::uint32_t at) const { return (words_[at / 64] >> (at % 64) & 1) != 0; }
  // Bits of [from, to), the lowest first. Precondition: they lie in one word, from < to.
  void write(std::uint32_t from, std::uint32_t to, std::uint64_t bits) {
    const std::uint64_t mask = low_bits(to - from) << (from % 64);
    std::uint64_t& word = words_[from / 64];
    word = (word & ~mask) | (bits << (from % 64) & mask);
  }

  // The first one of [from, to); `to` where there is none.
  std::uint32_t next(std::uint32_t from, std::uint32_t to) const {
    for (; from < to; from += 64) {
      const std::uint64_t bits = window(from, std::min(to - from, 64u));
      if (bits != 0) return from + static_cast<std::uint32_t>(std::countr_zero(bits));
    }
    return to;
  }
  struct Found {
    std::uint32_t first = 0, count = 0;
  };
  // The first one of [from, to), `to` where there is none, and how many there are.
  Found find(std::uint32_t from, std::uint32_t to) const {
    Found found{to, 0};
    for (; from < to; from += 64) {
      const std::uint64_t bits = window(from, std::min(to - from, 64u));
      if (bits == 0) continue;
      if (found.count == 0) found.first = from + static_cast<std::uint32_t>(std::countr_zero(bits));
      found.count += static_cast<std::uint32_t>(std::popcount(bits));
    }
    return found;
  }

 private:
  // Precondition: 0 < count <= 64.
  static std::uint64_t low_bits(std::uint32_t count) { return ~std::uint64_t{0} >> (64 - count); }
  std::uint64_t window(std::uint32_t from, std::uint32_t count) const {
    const std::uint64_t* word = words_.data() + from / 64;
    const std::uint32_t shift = from % 64;
    return (word[0] >> shift | word[1] << 1 << (63 - shift)) & low_bits(count);
  }

  std::vector<std::uint64_t> words_ = std::vector<std::uint64_t>(2);
  std::uint32_t size_ = 0;
};

}  // namespace throughline
