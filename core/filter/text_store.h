// Where folded texts and names stand. Both overwrite what nobody holds any more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "throughline/base.h"

namespace throughline::filtering {

// Folded texts in blocks. A block whose texts are all gone goes too.
class TextArena {
 public:
  struct Place {
    const char* data = nullptr;
    std::uint32_t block = 0;
  };
  Place add(std::string_view text);
  void remove(const char* data, std::uint32_t size, std::uint32_t block);

 private:
  static constexpr std::size_t kBlock = std::size_t{1} << 18;
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0, used = 0, live = 0;
  };
  std::vector<Block> blocks_;
};

// Folded names, counted.
class NameTable {
 public:
  std::uint32_t take(std::string_view folded);  // code ≥ 1
  void give_back(std::uint32_t code);           // 0 is nobody
  std::string_view text(std::uint32_t code) const { return names_.text(code); }
  std::uint32_t size() const { return names_.size(); }

 private:
  Interner names_;
  std::vector<std::uint32_t> uses_;
};

}  // namespace throughline::filtering
