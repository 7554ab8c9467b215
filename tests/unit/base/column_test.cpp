#include <vector>

#include "catch.hpp"
#include "throughline/base.h"

using namespace throughline;

TEST_CASE("a column says what a vector would, whatever its steps, over its segments' ends") {
  constexpr std::size_t kSegment = Column<std::uint32_t>::kSegment;
  Column<std::uint32_t> column;
  std::vector<std::uint32_t> expected;
  std::uint32_t fill = 0;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{63}, std::size_t{65}, std::size_t{20},
        kSegment - 1, kSegment + 1, kSegment, 3 * kSegment, 2 * kSegment + 7, 3 * kSegment + 5}) {
    ++fill;
    column.resize(size, fill);
    expected.resize(size, fill);
    column.push_back(fill * 1000);
    expected.push_back(fill * 1000);
    REQUIRE(column.size() == expected.size());
    bool same = true;
    for (std::size_t i = 0; i < expected.size(); ++i) same = same && column[i] == expected[i];
    CHECK(same);
  }
}
