// The rows that a filter lets through, decided 64 at a time.
//
// Each field that the filter sets is a constraint with one bit a row: the row fails it. A new
// filter recomputes the bits of the constraints that changed, a block of rows after the other, and
// with them `passing`. A row indexed later is decided alone.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "filter/fields.h"
#include "filter/rows.h"
#include "filter/text_index.h"

namespace throughline::filtering {

// Constraints: the fields by number, then these.
inline constexpr std::size_t kPeriod = kFilterFieldCount;
inline constexpr std::size_t kText = kFilterFieldCount + 1;
inline constexpr std::size_t kConstraintCount = kFilterFieldCount + 2;
std::string_view constraint_name(std::size_t constraint);

class Selection {
 public:
  Selection(const GatedTimeline& events, const Fields& fields, const RowIndex& rows,
            TextIndex& texts);

  void choose(const Filter& filter);
  const Filter& filter() const { return filter_; }
  void set_bounds(const PeriodBounds& bounds);

  // The row entered or left the view or its values changed.
  void decide(Row row);
  // Decides what a new filter left open; true while work is left.
  bool evaluate(std::uint32_t& units);
  bool decided() const { return decided_; }

  const Bitset& passing() const { return passing_; }
  std::uint32_t shown() const { return shown_; }
  bool sets(std::size_t constraint) const { return constraints_[constraint].active; }
  const std::vector<std::size_t>& active() const { return active_; }  // those it sets, ascending
  // Bit per constraint that the row fails.
  std::uint32_t failing(Row row) const;
  // Bits of the rows that fail a constraint; 0 where it is not set.
  std::uint64_t fails(std::size_t constraint, std::size_t word) const {
    const std::vector<std::uint64_t>& words = constraints_[constraint].fails;
    return word < words.size() ? words[word] : 0;
  }

 private:
  struct Constraint {
    bool active = false;
    bool changed = false;              // `fails` is yet to be computed
    std::vector<std::uint64_t> fails;  // by word, whole blocks; rows not in view as it comes
  };
  // Which codes of a field the filter lets through.
  struct Choice {
    std::vector<std::uint8_t> lets;    // by code, 0 or 1
    std::vector<std::uint8_t> chosen;  // by value
    std::uint32_t let_count = 0;
    std::uint32_t last_let = 0;  // the one code, where it is one
  };

  void set_active(std::size_t constraint, bool active);
  void extend_choice(FilterField field);
  bool lets_code(FilterField field, const Choice& choice, std::uint32_t code) const;
  bool row_fails(std::size_t constraint, Row row);
  bool row_outside(Row row) const;  // of the period
  // These write the bits of a block's words.
  void test_block(std::size_t constraint, std::size_t block, std::uint64_t* fails);
  void test_field(FilterField field, std::size_t block, std::uint64_t* fails) const;
  void test_period(std::size_t block, std::uint64_t* fails) const;
  void test_edges(std::size_t block, std::uint64_t* fails) const;
  void test_text(std::size_t block, std::uint64_t* fails);
  std::uint32_t block_cost() const;
  void decide_block(std::size_t block);
  void pay(std::uint32_t& units, std::uint32_t cost);

  const GatedTimeline* events_;
  const Fields* fields_;
  const RowIndex* rows_;
  TextIndex* texts_;
  Filter filter_;
  PeriodBounds bounds_;
  std::array<Constraint, kConstraintCount> constraints_;
  std::vector<std::size_t> active_;
  std::array<Choice, kFilterFieldCount> choices_;
  Bitset passing_;
  std::uint32_t shown_ = 0;
  bool decided_ = true;
  std::size_t next_block_ = 0;
  std::uint32_t owed_ = 0;  // units of the last block that were more than what was left
};

}  // namespace throughline::filtering
