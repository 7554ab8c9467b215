// Which rows may hold a term, told without looking at their texts.
//
// A row's signature has 256 bits, one for each hash of two neighbouring bytes of its folded texts.
// A row that lacks the bit of one of the term's pairs does not hold the term. Signatures are
// sliced: for 1024 rows there are 256 slices with a bit a row, so a term of six bytes reads five
// slices, and rows are ruled out 64 at a time. 32 bytes a row, where any of its block has text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "filter/code_column.h"

namespace throughline::filtering {

class Signatures {
 public:
  using Slices = std::vector<std::uint8_t>;
  static Slices slices_of(std::string_view folded);  // distinct

  void resize(std::size_t rows) { blocks_.resize((rows + kBlockRows - 1) / kBlockRows); }
  void sign(std::size_t row, std::string_view folded);
  void clear(std::size_t row);
  // Keeps of a block's rows those that have all slices. Rows without text have none.
  void narrow(std::size_t block, const Slices& slices, std::uint64_t* rows) const;

 private:
  struct Block {
    std::array<std::array<std::uint64_t, kBlockWords>, 256> slices{};
  };
  std::vector<std::unique_ptr<Block>> blocks_;
};

}  // namespace throughline::filtering
