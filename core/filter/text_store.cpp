#include "filter/text_store.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace throughline::filtering {

TextArena::Place TextArena::add(std::string_view text) {
  if (blocks_.empty() || blocks_.back().bytes == nullptr ||
      blocks_.back().size - blocks_.back().used < text.size()) {
    Block block;
    block.size = std::max(kBlock, text.size());
    block.bytes = std::make_unique<char[]>(block.size);
    blocks_.push_back(std::move(block));
  }
  Block& block = blocks_.back();
  char* at = block.bytes.get() + block.used;
  std::memcpy(at, text.data(), text.size());
  block.used += text.size();
  block.live += text.size();
  return Place{at, static_cast<std::uint32_t>(blocks_.size() - 1)};
}

void TextArena::remove(const char* data, std::uint32_t size, std::uint32_t number) {
  Block& block = blocks_[number];
  std::memset(block.bytes.get() + (data - block.bytes.get()), 0, size);
  block.live -= size;
  if (block.live == 0) block.bytes.reset();
}

std::uint32_t NameTable::take(std::string_view folded) {
  const StringId code = names_.intern(folded);
  if (uses_.size() <= code) uses_.resize(code + 1);
  ++uses_[code];
  return code;
}

void NameTable::give_back(std::uint32_t code) {
  if (code != 0 && --uses_[code] == 0) names_.erase(code);
}

}  // namespace throughline::filtering
