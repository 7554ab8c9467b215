#include "throughline/sort.h"

#include <algorithm>
#include <numeric>

namespace throughline {

// Bottom-up merges of runs of doubling length.
std::vector<std::uint32_t> sorted_order(std::size_t n,
                                        bool (*less)(const void*, std::uint32_t, std::uint32_t),
                                        const void* context) {
  std::vector<std::uint32_t> order(n), merged(n);
  std::iota(order.begin(), order.end(), 0u);
  for (std::size_t run = 1; run < n; run *= 2) {
    for (std::size_t from = 0; from < n; from += 2 * run) {
      const std::size_t middle = std::min(from + run, n), end = std::min(from + 2 * run, n);
      std::size_t left = from, right = middle;
      for (std::size_t at = from; at < end; ++at) {
        const bool takes_right =
            left == middle || (right < end && less(context, order[right], order[left]));
        merged[at] = takes_right ? order[right++] : order[left++];
      }
    }
    order.swap(merged);
  }
  return order;
}

}  // namespace throughline
