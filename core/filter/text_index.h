// Which rows' texts hold what was typed.
//
// Signatures rule out most rows, the others are searched byte by byte. Names are few and come
// often: each is folded once, and a row knows its names by code.
//
// A row with one text in ASCII keeps no copy of it: its text is searched where the timeline keeps
// it, so those bytes must stand until the row is refreshed. What is not ASCII, several texts, and
// what a mask composed are copied, folded. Copies are overwritten when they go.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "filter/code_column.h"
#include "filter/signatures.h"
#include "filter/text_store.h"
#include "throughline/base.h"
#include "throughline/gate.h"
#include "throughline/text.h"

namespace throughline::filtering {

class TextIndex {
 public:
  explicit TextIndex(const GatedTimeline& events);

  void resize(std::size_t rows);
  // The row's texts may have changed: they are to be read again.
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
  // Keeps of a block's rows those that match. Preconditions: the query is not empty, none is stale.
  void keep_matching(std::size_t block, std::uint64_t* rows);
  // Whether the row matches; reads it first where it is stale.
  bool matches(Row row);

 private:
  static constexpr std::uint32_t kBorrowed = 0xFFFFFFFF;
  static constexpr std::size_t kNames = 3;  // customer, actor, assignee
  // Folded (block of the arena) or as it is shown (kBorrowed); data is null where there is none.
  struct Stored {
    const char* data = nullptr;
    std::uint32_t size = 0;
    std::uint32_t block = 0;
    std::uint64_t hash = 0;  // of what is shown
  };
  struct Term {
    std::string folded;
    bool ascii = false;
    Signatures::Slices slices;
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
  void judge_names(Term& term);
  void keep_holding(Term& term, std::size_t block, std::uint64_t* rows);
  void find_by_name(const Term& term, std::size_t block, std::uint64_t* found) const;
  std::uint64_t search(const Term& term, Row first, std::uint64_t rows) const;
  bool text_holds(const Stored& stored, const Term& term) const;

  const GatedTimeline* events_;
  Bitset stale_;
  Bitset held_;  // rows of which something stays here
  std::size_t next_stale_word_ = 0;
  Column<Stored> stored_;
  Signatures signatures_;
  TextArena arena_;
  NameTable names_;
  std::array<CodeColumn, kNames> name_codes_;
  TextQuery query_;
  std::vector<Term> terms_;
  std::array<std::string, 3> scratch_;
  std::string folded_;
};

}  // namespace throughline::filtering
