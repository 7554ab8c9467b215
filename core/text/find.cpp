// Substring search, sixteen places at a time: a place is worth a comparison only where the needle's
// first and last byte both stand. Vectors are the compiler's own (SSE2, NEON, wasm SIMD), the order
// of results is that of a plain search.
#include "text/find.h"

#include <cstdint>
#include <cstring>

namespace throughline {
namespace {

using Bytes = unsigned char __attribute__((vector_size(16)));
constexpr std::size_t kLanes = sizeof(Bytes);

Bytes load(const char* at) {
  Bytes bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

Bytes all(char byte) {
  const Bytes zero{};
  return zero + static_cast<unsigned char>(byte);
}

}  // namespace

std::size_t find_bytes(std::string_view text, std::string_view needle, std::size_t from) {
  if (needle.size() < 2) return text.find(needle, from);
  const std::size_t last = needle.size() - 1;
  const Bytes head = all(needle.front());
  const Bytes tail = all(needle.back());
  std::size_t at = from;
  for (; at + last + kLanes <= text.size(); at += kLanes) {
    const auto hits = (load(text.data() + at) == head) & (load(text.data() + at + last) == tail);
    std::uint64_t halves[2];
    std::memcpy(halves, &hits, sizeof halves);
    if ((halves[0] | halves[1]) == 0) continue;
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      if (hits[lane] != 0 &&
          std::memcmp(text.data() + at + lane, needle.data(), needle.size()) == 0)
        return at + lane;
  }
  return text.find(needle, at);
}

}  // namespace throughline
