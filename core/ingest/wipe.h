// Overwriting that the compiler may not leave out as a dead store.
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace throughline::ingest {

inline void wipe_bytes(void* bytes, std::size_t size) {
  if (size == 0) return;
  std::memset(bytes, 0, size);
  asm volatile("" : : "r"(bytes) : "memory");
}

// Overwrites all that the string has room for, and empties it; the room stays.
inline void wipe_string(std::string& text) {
  text.resize(text.capacity());
  wipe_bytes(text.data(), text.size());
  text.clear();
}

// Appends; where the string has to move, the bytes it leaves behind are overwritten.
inline void append_wiping(std::string& text, std::string_view more) {
  if (text.size() + more.size() > text.capacity()) {
    std::string moved;
    moved.reserve(2 * (text.size() + more.size()));
    moved = text;
    text.swap(moved);
    wipe_string(moved);
  }
  text += more;
}

}  // namespace throughline::ingest
