// Sixteen places at a time: a place is looked at only where the term's first and last byte stand,
// the bit that tells upper from lower case aside. Vectors are the compiler's own, as in the room
// `text`.
#include "filter/ascii_search.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "text/ascii.h"

namespace throughline::filtering {
namespace {

using Bytes = unsigned char __attribute__((vector_size(16)));
constexpr std::size_t kLanes = sizeof(Bytes);
constexpr unsigned char kCaseBit = 0x20;

Bytes load_caseless(const char* at) {
  Bytes bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes | kCaseBit;
}

Bytes all_caseless(char byte) {
  const Bytes zero{};
  return zero + static_cast<unsigned char>(static_cast<unsigned char>(byte) | kCaseBit);
}

bool stands_at(const char* text, std::string_view folded) {
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (ascii::lower(text[i]) != folded[i]) return false;
  }
  return true;
}

}  // namespace

bool ascii_holds(std::string_view text, std::string_view folded) {
  if (text.size() < folded.size()) return false;
  const std::size_t places = text.size() - folded.size() + 1;
  const std::size_t last = folded.size() - 1;
  const Bytes head = all_caseless(folded.front());
  const Bytes tail = all_caseless(folded.back());
  std::size_t at = 0;
  for (; at + kLanes <= places; at += kLanes) {
    const char* here = text.data() + at;
    const auto hits = (load_caseless(here) == head) & (load_caseless(here + last) == tail);
    std::uint64_t halves[2];
    std::memcpy(halves, &hits, sizeof halves);
    if ((halves[0] | halves[1]) == 0) continue;
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      if (hits[lane] != 0 && stands_at(here + lane, folded)) return true;
  }
  for (; at < places; ++at)
    if (stands_at(text.data() + at, folded)) return true;
  return false;
}

}  // namespace throughline::filtering
