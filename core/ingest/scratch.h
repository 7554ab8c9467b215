// Memory for the strings of one record: bytes stay where they are until `reset`, and nothing is
// freed between records, so that reading allocates nothing in the steady state.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "ingest/wipe.h"

namespace throughline::ingest {

class Scratch {
 public:
  Scratch() = default;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Scratch(Scratch&&) noexcept = default;
  Scratch& operator=(Scratch&&) noexcept = default;
  ~Scratch() { wipe(); }

  // `size` bytes to write to; valid until reset.
  char* take(std::size_t size) {
    while (block_ < blocks_.size() && blocks_[block_].size - used_ < size) {
      ++block_;
      used_ = 0;
    }
    if (block_ == blocks_.size()) {
      const std::size_t bytes = size > kBlock ? size : kBlock;
      blocks_.push_back(Block{std::make_unique<char[]>(bytes), bytes});
      used_ = 0;
    }
    char* at = blocks_[block_].bytes.get() + used_;
    used_ += size;
    return at;
  }

  std::string_view keep(std::string_view text) {
    if (text.empty()) return {"", 0};
    char* at = take(text.size());
    std::memcpy(at, text.data(), text.size());
    return {at, text.size()};
  }

  // Forgets all; what one huge record took beyond a few blocks goes back, overwritten.
  void reset() {
    if (blocks_.size() > kKeptBlocks || (!blocks_.empty() && blocks_[0].size > kBlock)) {
      wipe();
      blocks_.clear();
    }
    block_ = 0;
    used_ = 0;
  }

  // Forgets all and leaves no byte of it behind.
  void wipe() {
    for (Block& block : blocks_) wipe_bytes(block.bytes.get(), block.size);
    block_ = 0;
    used_ = 0;
  }

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };
  static constexpr std::size_t kBlock = std::size_t{1} << 16;
  static constexpr std::size_t kKeptBlocks = 8;

  std::vector<Block> blocks_;
  std::size_t block_ = 0;
  std::size_t used_ = 0;
};

}  // namespace throughline::ingest
