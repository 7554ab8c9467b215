#include "timeline/arena.h"

#include <algorithm>

namespace throughline::store {

void Arena::add_segments(std::size_t count) {
  next_ = segments_.size() * kSegment;
  // Unit 0 is "nothing".
  if (next_ == 0) next_ = 4;
  buffers_.push_back({std::make_unique<char[]>(count * kSegment), count * kSegment});
  for (std::size_t i = 0; i < count; ++i)
    segments_.push_back(buffers_.back().bytes.get() + i * kSegment);
  end_ = segments_.size() * kSegment;
}

Arena::Ref Arena::allocate(std::size_t bytes) {
  const std::size_t rounded = (bytes + 3) & ~std::size_t{3};
  if (end_ - next_ < rounded) add_segments((rounded + 4 + kSegment - 1) / kSegment);
  const std::size_t at = next_;
  next_ += rounded;
  return static_cast<Ref>(at >> 2);
}

bool Arena::contains(std::string_view bytes) const {
  return std::any_of(buffers_.begin(), buffers_.end(), [bytes](const Buffer& buffer) {
    return std::string_view(buffer.bytes.get(), buffer.size).find(bytes) != std::string_view::npos;
  });
}

}  // namespace throughline::store
