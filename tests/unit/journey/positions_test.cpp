// Bits by position, against a set that is asked one by one.
#include "journey/positions.h"

#include <random>
#include <vector>

#include "catch.hpp"

using throughline::Positions;

TEST_CASE("the first position of a range and how many there are, wherever words begin and end") {
  std::mt19937 random(11);
  for (std::uint32_t size : {1u, 63u, 64u, 65u, 128u, 300u}) {
    for (unsigned share : {2u, 20u, 1000u}) {
      std::vector<bool> expected(size);
      Positions positions;
      // Written in pieces that end with their word or anywhere in it.
      for (std::uint32_t from = 0; from < size;) {
        const std::uint32_t word_end = std::min(size, (from | 63) + 1);
        const std::uint32_t to =
            from + 1 + static_cast<std::uint32_t>(random()) % (word_end - from);
        std::uint64_t bits = 0;
        for (std::uint32_t at = from; at < to; ++at) {
          expected[at] = random() % share == 0;
          bits |= std::uint64_t{expected[at]} << (at - from);
        }
        positions.resize(to);
        positions.write(from, to, bits);
        from = to;
      }
      REQUIRE(positions.size() == size);
      for (std::uint32_t from = 0; from <= size; ++from) {
        for (std::uint32_t to = from; to <= size; ++to) {
          std::uint32_t first = to, count = 0;
          for (std::uint32_t at = to; at-- > from;) {
            if (!expected[at]) continue;
            first = at;
            ++count;
          }
          const Positions::Found found = positions.find(from, to);
          if (found.first != first || found.count != count || positions.next(from, to) != first)
            FAIL("[" << from << ", " << to << ") of " << size);
        }
      }
      for (std::uint32_t at = 0; at < size; ++at) REQUIRE(positions.test(at) == expected[at]);
    }
  }
}

TEST_CASE("what is written over is what was written last") {
  Positions positions;
  positions.resize(100);
  positions.write(60, 64, 0b1111);
  positions.write(61, 63, 0b00);
  CHECK(positions.find(0, 100).first == 60);
  CHECK(positions.next(61, 100) == 63);
  CHECK(positions.find(0, 100).count == 2);
}
