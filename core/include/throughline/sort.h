// Throughline / sort: one sorting algorithm for lists that are not hot. Belongs to the room `base`.
//
// std::sort and std::stable_sort are written out anew for every type and comparison, some four
// kilobytes each; a page loads the module first. Here only the comparison and the moves are.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace throughline {

// The order that sorts n elements: stable, O(n log n) calls of less(context, a, b) with indices.
std::vector<std::uint32_t> sorted_order(std::size_t n,
                                        bool (*less)(const void*, std::uint32_t, std::uint32_t),
                                        const void* context);

// Sorts stably; elements are moved once.
template <class T, class Less>
void sort_stably(std::vector<T>& values, const Less& less) {
  struct Context {
    const std::vector<T>* values;
    const Less* less;
  };
  const Context context{&values, &less};
  const auto by_index = [](const void* given, std::uint32_t a, std::uint32_t b) -> bool {
    const Context& with = *static_cast<const Context*>(given);
    return (*with.less)((*with.values)[a], (*with.values)[b]);
  };
  std::vector<T> sorted;
  sorted.reserve(values.size());
  for (std::uint32_t i : sorted_order(values.size(), by_index, &context))
    sorted.push_back(std::move(values[i]));
  values = std::move(sorted);
}

}  // namespace throughline
