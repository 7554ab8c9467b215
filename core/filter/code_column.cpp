#include "filter/code_column.h"

#include <algorithm>
#include <utility>

namespace throughline::filtering {
namespace {

std::uint8_t width_for(std::uint32_t code) {
  if (code <= 0xFF) return 1;
  return code <= 0xFFFF ? 2 : 4;
}

}  // namespace

void CodeColumn::store(Segment& segment, std::size_t at, std::uint32_t code) {
  std::uint8_t* to = segment.bytes.get() + at * segment.width;
  if (segment.width == 1) {
    *to = static_cast<std::uint8_t>(code);
  } else if (segment.width == 2) {
    const auto narrow = static_cast<std::uint16_t>(code);
    std::memcpy(to, &narrow, sizeof narrow);
  } else {
    std::memcpy(to, &code, sizeof code);
  }
}

void CodeColumn::reshape(Segment& segment, std::size_t rows, std::uint8_t width) {
  Segment next;
  next.bytes = std::make_unique<std::uint8_t[]>(rows * width);
  next.rows = rows;
  next.width = width;
  if (segment.width == width) {
    std::memcpy(next.bytes.get(), segment.bytes.get(), segment.rows * width);
  } else if (segment.width == 1) {
    for (std::size_t i = 0; i < segment.rows; ++i) store(next, i, segment.bytes[i]);
  } else if (segment.width == 2) {
    for (std::size_t i = 0; i < segment.rows; ++i) store(next, i, load<std::uint16_t>(segment, i));
  }
  segment = std::move(next);
}

void CodeColumn::set(std::size_t row, std::uint32_t code) {
  if (code == 0 && get(row) == 0) return;
  const std::size_t number = row >> kShift;
  if (number >= segments_.size()) segments_.resize(number + 1);
  Segment& segment = segments_[number];
  const std::size_t at = row & (kSegment - 1);
  std::size_t rows = std::max(segment.rows, kBlockRows);
  while (rows <= at) rows *= 4;  // a short log takes no whole segment
  const std::uint8_t width = std::max(segment.width, width_for(code));
  if (rows != segment.rows || width != segment.width) reshape(segment, rows, width);
  store(segment, at, code);
}

}  // namespace throughline::filtering
