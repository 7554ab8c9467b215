#include "filter/signatures.h"

#include <algorithm>

namespace throughline::filtering {
namespace {

std::size_t slice_of(char first, char second) {
  const std::uint32_t pair = std::uint32_t{static_cast<unsigned char>(first)} << 8 |
                             std::uint32_t{static_cast<unsigned char>(second)};
  return pair * 0x9E3779B1u >> 24;
}

}  // namespace

Signatures::Slices Signatures::slices_of(std::string_view folded) {
  Slices slices;
  for (std::size_t i = 1; i < folded.size(); ++i)
    slices.push_back(static_cast<std::uint8_t>(slice_of(folded[i - 1], folded[i])));
  std::sort(slices.begin(), slices.end());
  slices.erase(std::unique(slices.begin(), slices.end()), slices.end());
  return slices;
}

void Signatures::sign(std::size_t row, std::string_view folded) {
  std::unique_ptr<Block>& block = blocks_[row / kBlockRows];
  if (block == nullptr) block = std::make_unique<Block>();
  const std::size_t word = row % kBlockRows / kWordRows;
  const std::uint64_t bit = std::uint64_t{1} << (row % kWordRows);
  for (std::size_t i = 1; i < folded.size(); ++i)
    block->slices[slice_of(folded[i - 1], folded[i])][word] |= bit;
}

void Signatures::clear(std::size_t row) {
  Block* block = blocks_[row / kBlockRows].get();
  if (block == nullptr) return;
  const std::size_t word = row % kBlockRows / kWordRows;
  const std::uint64_t bit = std::uint64_t{1} << (row % kWordRows);
  for (auto& slice : block->slices) slice[word] &= ~bit;
}

void Signatures::narrow(std::size_t number, const Slices& slices, std::uint64_t* rows) const {
  const Block* block = blocks_[number].get();
  if (block == nullptr) {
    std::fill_n(rows, kBlockWords, 0);
    return;
  }
  for (const std::uint8_t slice : slices)
    for (std::size_t word = 0; word < kBlockWords; ++word) rows[word] &= block->slices[slice][word];
}

}  // namespace throughline::filtering
