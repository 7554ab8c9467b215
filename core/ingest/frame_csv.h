// Framing and reading of CSV (RFC 4180, and what is met beside it): quoted cells with newlines, CR,
// LF or CRLF, a delimiter of comma, semicolon or tab.
#pragma once

#include <string>
#include <vector>

#include "ingest/frame.h"
#include "ingest/reader.h"

namespace throughline::ingest {

// The most frequent of , ; and tab outside quotes in the header row; comma where none occurs or on
// a tie.
char guess_delimiter(std::string_view header);

// A quote opens a quoted cell only at the cell's beginning; elsewhere it is a character like any
// other. Blank lines are no records.
class CsvFrame final : public Frame {
 public:
  Framed next(std::string_view window, bool final) override;
  std::size_t release() override;

 private:
  enum class State : std::uint8_t { cell_start, plain, quoted, quote_in_quoted };
  bool scan_row(std::string_view window);
  bool ends_cell(char c) const;

  State state_ = State::cell_start;
  std::size_t scanned_ = 0;
  char delimiter_ = '\0';      // not known while the header is framed
  bool skip_newline_ = false;  // a CR ended the last row: an LF belongs to it
  bool released_ = false;
};

// Cells of one row, unquoted; false where a quoted cell is not closed. Views into `row` or the
// scratch.
bool split_csv_row(std::string_view row, char delimiter, Scratch& scratch,
                   std::vector<std::string_view>& cells);

// The first row names the members of every later one; each row becomes an object of strings, an
// empty cell null. A column without a name is `column N`, and so are cells beyond the header. Where
// the header is exactly the one that our own export writes (core/data/csv_columns.def), the
// apostrophe that the export put before a cell's leading = + - @ tab or CR is taken off again.
class CsvReader final : public Reader {
 public:
  Outcome read(std::string_view text, RecordTree& tree, ReadFault& fault) override;
  std::uint64_t replaced() const override { return replaced_; }
  void wipe() override;

 private:
  void read_header(std::string_view text, RecordTree& tree);

  std::vector<std::string> names_;
  std::vector<std::string_view> cells_;
  std::string repaired_;
  std::uint64_t replaced_ = 0;
  char delimiter_ = '\0';
  bool has_header_ = false;
  bool is_ours_ = false;
};

}  // namespace throughline::ingest
