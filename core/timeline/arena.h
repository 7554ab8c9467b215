// The bytes of all rows: segments that never move, so views stay valid until their row changes.
//
// Every byte that an event brought and that stands in no column or dictionary is here, and nowhere else;
// so to overwrite a row here is to forget it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace throughline::store {

class Arena {
 public:
  // In units of 4 bytes; 0 = nothing. 32 bits reach 16 GiB.
  using Ref = std::uint32_t;
  static constexpr std::size_t kSegment = std::size_t{256} << 10;

  // Room for `bytes` bytes in one piece. What is larger than a segment takes several, side by side.
  Ref allocate(std::size_t bytes);
  char* at(Ref ref) { return segments_[ref >> kShift] + (std::size_t{ref & kMask} << 2); }
  const char* at(Ref ref) const {
    return segments_[ref >> kShift] + (std::size_t{ref & kMask} << 2);
  }
  std::size_t bytes() const { return segments_.size() * kSegment; }
  // Whether the bytes stand anywhere, freed or in use.
  bool contains(std::string_view bytes) const;

 private:
  static constexpr unsigned kShift = 16;  // units in a segment
  static constexpr Ref kMask = (Ref{1} << kShift) - 1;
  struct Buffer {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };
  void add_segments(std::size_t count);

  std::vector<char*> segments_;
  std::vector<Buffer> buffers_;
  std::size_t next_ = 0;  // first free byte, counted over all segments
  std::size_t end_ = 0;
};

}  // namespace throughline::store
