// What the index holds of each row in view: its instant and, as far as they have been read, its codes.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "filter/fields.h"

namespace throughline::filtering {

struct RowIndex {
  Bitset in_view;
  std::uint32_t in_view_count = 0;
  Bitset known;  // indexed while visible, whether in view or not
  std::uint32_t known_count = 0;
  Column<std::uint32_t> steps;  // step_of the instant, as far as in_view is set
  Row coded = 0;                // rows below it have their codes
  std::array<CodeColumn, kFilterFieldCount> codes;
  std::array<std::vector<std::uint32_t>, kFilterFieldCount>
      totals;  // of those: rows in view, by code

  // Instants in steps of 2^17 ms (131 s), all of them in 32 bits: half the memory to scan, exact
  // but for the rows in the first and the last step of a period.
  static std::uint32_t step_of(std::int64_t at_ms) {
    return static_cast<std::uint32_t>((at_ms - kMinMs) >> 17);
  }

  void resize(std::size_t rows) {
    if (rows <= in_view.size()) return;
    in_view.resize(rows);
    known.resize(rows);
    steps.resize((rows + kBlockRows - 1) / kBlockRows * kBlockRows);  // tested by whole blocks
  }
  void know(Row row, bool visible) {
    if (known.test(row) == visible) return;
    known.set(row, visible);
    visible ? ++known_count : --known_count;
  }
  std::size_t word_count() const { return in_view.words().size(); }
  RowCodes codes_of(Row row) const {
    RowCodes all;
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = codes[i].get(row);
    return all;
  }
  void leave_view(Row row) {
    if (row < coded) {
      const RowCodes old = codes_of(row);
      for (std::size_t i = 0; i < old.size(); ++i) --totals[i][old[i]];
    }
    in_view.set(row, false);
    --in_view_count;
  }
  void enter_view(Row row, std::int64_t at_ms) {
    steps[row] = step_of(at_ms);
    in_view.set(row);
    ++in_view_count;
  }
  // Of a row that has entered the view.
  void keep_codes(Row row, const RowCodes& now) {
    for (std::size_t i = 0; i < now.size(); ++i) {
      codes[i].set(row, now[i]);
      if (totals[i].size() <= now[i]) totals[i].resize(now[i] + 1);
      ++totals[i][now[i]];
    }
  }
};

}  // namespace throughline::filtering
