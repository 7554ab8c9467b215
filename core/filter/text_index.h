// Which rows' texts hold what was typed.
//
// Each row has a signature of 256 bits, one for each hash of two neighbouring bytes in its folded
// texts. Signatures are sliced: for 64 rows at a time, 256 words of 64 bits, so a term of six bytes
// asks five words for 64 rows, and only rows that have all its pairs are searched byte by byte.
// Names are few and come often: each is folded once, and a row knows its names by code.
//
// A row with one text in ASCII keeps no copy of it: folding it again is cheaper than a second copy
// of all texts in memory. So the timeline's bytes must stand until the row is refreshed; what a
// mask composed is always copied. Copies are overwritten when they go.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "filter/code_column.h"
#include "throughline/base.h"
#include "throughline/gate.h"
#include "throughline/text.h"

namespace throughline::filtering {

// Folded texts in blocks. A block whose texts are all gone goes too.
class TextArena {
 public:
  struct Place {
    const char* data = nullptr;
    std::uint32_t block = 0;
  };
  Place add(std::string_view text);
  void remove(const char* data, std::uint32_t size, std::uint32_t block);  // overwrites

 private:
  static constexpr std::size_t kBlock = std::size_t{1} << 18;
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0, used = 0, live = 0;
  };
  std::vector<Block> blocks_;
};

// Folded names, counted: a name that no row has is overwritten.
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

class TextIndex {
 public:
  explicit TextIndex(const GatedTimeline& events);

  void resize(std::size_t rows);
  // The row's texts may have changed: they are read again before they are searched, or by catch_up.
  void invalidate(Row row) {
    stale_.set(row);
    next_stale_word_ = std::min(next_stale_word_, row / kWordRows);
  }
  // The viewer may not see the row: nothing of it stays here.
  void drop(Row row);
  // Reads stale rows; true while some are left. One unit = one row.
  bool catch_up(std::uint32_t& units);

  void set_query(const TextQuery& query);
  const TextQuery& query() const { return query_; }
  // Of the rows of a word, those that match. Reads stale ones first. Precondition: the query is not
  // empty.
  std::uint64_t matches(std::size_t word, std::uint64_t rows);

 private:
  static constexpr std::size_t kSlices = 256;
  static constexpr std::uint32_t kBorrowed = 0xFFFFFFFF;
  static constexpr std::size_t kNames = 3;  // customer, actor, assignee
  // Folded (block of the arena) or as it is shown (kBorrowed); data is null where there is none.
  struct Stored {
    const char* data = nullptr;
    std::uint32_t size = 0;
    std::uint32_t block = 0;
    std::uint64_t hash = 0;  // of what is shown
  };
  struct Signatures {
    std::array<std::uint64_t, kSlices> slices{};
  };
  struct Term {
    std::string folded;
    std::vector<std::uint8_t> slices;    // distinct
    std::vector<std::uint8_t> name_has;  // by name code
    bool any_name = false;
  };
  // A row's texts as they are shown.
  struct Texts {
    std::array<std::string_view, 3> views;
    std::size_t count = 0;
    std::uint64_t hash = 0;
  };

  void refresh(Row row);
  Texts gather(Row row);
  void store(Row row, const Texts& texts);
  void forget_text(Row row);
  void wipe_scratch();
  void refresh_names(Row row);
  void set_name(std::size_t which, Row row, std::uint32_t code);
  void sign(Row row, std::string_view folded);
  void judge_names(Term& term);
  std::uint64_t candidates(const Term& term, std::size_t word) const;
  std::uint64_t name_matches(const Term& term, std::size_t word, std::uint64_t rows) const;
  bool text_has(const Stored& stored, const Term& term);

  const GatedTimeline* events_;
  Bitset stale_;
  Bitset held_;  // rows of which something stays here
  std::size_t next_stale_word_ = 0;
  Column<Stored> stored_;
  std::vector<std::unique_ptr<Signatures>> signatures_;  // by word
  TextArena arena_;
  NameTable names_;
  std::array<CodeColumn, kNames> name_codes_;
  TextQuery query_;
  std::vector<Term> terms_;
  std::array<std::string, 3> scratch_;
  std::string folded_;
};

}  // namespace throughline::filtering
