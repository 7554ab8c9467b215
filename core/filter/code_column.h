// Codes by row, as narrow as they come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

namespace throughline::filtering {

inline constexpr std::size_t kWordRows = 64;    // rows that one machine word of a bitset stands for
inline constexpr std::size_t kBlockWords = 16;  // what loops over columns do at a time
inline constexpr std::size_t kBlockRows = kBlockWords * kWordRows;

// From sparse numbers (interned strings, rows) to dense codes. 0 = none yet. Pages appear with
// their first number, so a field with ten values costs a page or two whatever their numbers are.
class CodeMap {
 public:
  std::uint32_t find(std::uint32_t number) const {
    const std::size_t page = number >> kShift;
    if (page >= pages_.size() || pages_[page] == nullptr) return 0;
    return pages_[page][number & (kPage - 1)];
  }
  void set(std::uint32_t number, std::uint32_t code) {
    const std::size_t page = number >> kShift;
    if (page >= pages_.size()) pages_.resize(page + 1);
    if (pages_[page] == nullptr) pages_[page] = std::make_unique<std::uint32_t[]>(kPage);
    pages_[page][number & (kPage - 1)] = code;
  }
  void clear() { pages_.clear(); }

 private:
  static constexpr std::size_t kShift = 9;
  static constexpr std::size_t kPage = std::size_t{1} << kShift;
  std::vector<std::unique_ptr<std::uint32_t[]>> pages_;
};

// A column of codes in segments of 64 Ki rows. Each segment is as wide as its greatest code needs:
// none while all are 0, then one, two or four bytes. Rows never set read as 0.
class CodeColumn {
 public:
  std::uint32_t get(std::size_t row) const {
    if (row >> kShift >= segments_.size()) return 0;
    const Segment& segment = segments_[row >> kShift];
    const std::size_t at = row & (kSegment - 1);
    if (at >= segment.rows) return 0;
    switch (segment.width) {
      case 1:
        return segment.bytes[at];
      case 2:
        return load<std::uint16_t>(segment, at);
      default:
        return load<std::uint32_t>(segment, at);
    }
  }
  void set(std::size_t row, std::uint32_t code);

  // Calls f with a pointer to the codes of a block's rows, of the type they are held in.
  template <class F>
  auto with_block(std::size_t block, F&& f) const {
    static constexpr std::uint8_t kNone[kBlockRows] = {};
    const std::size_t row = block * kBlockRows;
    if (row >> kShift >= segments_.size()) return f(kNone);
    const Segment& segment = segments_[row >> kShift];
    const std::size_t at = row & (kSegment - 1);
    if (at >= segment.rows) return f(kNone);
    const std::uint8_t* codes = segment.bytes.get() + at * segment.width;
    switch (segment.width) {
      case 1:
        return f(codes);
      case 2:
        return f(reinterpret_cast<const std::uint16_t*>(codes));
      default:
        return f(reinterpret_cast<const std::uint32_t*>(codes));
    }
  }

 private:
  static constexpr std::size_t kShift = 16;
  static constexpr std::size_t kSegment = std::size_t{1} << kShift;
  struct Segment {
    std::unique_ptr<std::uint8_t[]> bytes;  // from new: aligned for any of the widths
    std::size_t rows = 0;                   // how many there is room for, whole blocks
    std::uint8_t width = 0;
  };

  template <class T>
  static T load(const Segment& segment, std::size_t at) {
    T code;
    std::memcpy(&code, segment.bytes.get() + at * sizeof code, sizeof code);
    return code;
  }
  static void store(Segment& segment, std::size_t at, std::uint32_t code);
  static void reshape(Segment& segment, std::size_t rows, std::uint8_t width);

  std::vector<Segment> segments_;
};

}  // namespace throughline::filtering
