#include "ingest/frame_csv.h"

#include <algorithm>
#include <array>

#include "ingest/wipe.h"
#include "throughline/text.h"

namespace throughline::ingest {
namespace {

constexpr std::string_view kDelimiters = ",;\t";

constexpr std::array kOurColumns = {
#define CSV_COLUMN(id, name) std::string_view(name),
#include "../data/csv_columns.def"
#undef CSV_COLUMN
};

bool ends_row(char c) { return c == '\n' || c == '\r'; }

}  // namespace

char guess_delimiter(std::string_view header) {
  std::array<std::size_t, kDelimiters.size()> counts{};
  bool quoted = false;
  for (char c : header) {
    if (c == '"') quoted = !quoted;
    const std::size_t which = quoted ? std::string_view::npos : kDelimiters.find(c);
    if (which != std::string_view::npos) ++counts[which];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return kDelimiters[static_cast<std::size_t>(most - counts.begin())];
}

// ---------------------------------------------------------------------------------------------

std::size_t CsvFrame::release() {
  const std::size_t looked_at = scanned_;
  scanned_ = 0;
  released_ = true;
  return looked_at;
}

bool CsvFrame::ends_cell(char c) const {
  return delimiter_ != '\0' ? c == delimiter_ : kDelimiters.find(c) != std::string_view::npos;
}

// From scanned_ to the end of the row, where it stops before the CR or LF; false where the window
// ends first.
bool CsvFrame::scan_row(std::string_view window) {
  for (; scanned_ < window.size(); ++scanned_) {
    const char c = window[scanned_];
    switch (state_) {
      case State::quoted:
        if (c == '"') state_ = State::quote_in_quoted;
        continue;
      case State::quote_in_quoted:
        if (c == '"') {
          state_ = State::quoted;
          continue;
        }
        break;
      case State::cell_start:
        if (c == '"') {
          state_ = State::quoted;
          continue;
        }
        break;
      case State::plain:
        break;
    }
    if (ends_row(c)) return true;
    state_ = ends_cell(c) ? State::cell_start : State::plain;
  }
  return false;
}

Framed CsvFrame::next(std::string_view window, bool final) {
  Framed framed;
  if (skip_newline_ && !window.empty()) {
    skip_newline_ = false;
    if (window[0] == '\n') {
      framed.what = Framed::What::skip;
      framed.consumed = 1;
      return framed;
    }
  }
  const bool ended = scan_row(window);
  if (!ended && (!final || window.empty())) return framed;
  const std::size_t size = scanned_;
  framed.text = window.substr(0, size);
  framed.consumed = ended ? size + 1 : size;
  framed.what = size == 0 && !released_ ? Framed::What::skip : Framed::What::record;
  skip_newline_ = ended && window[size] == '\r';
  if (framed.what == Framed::What::record && delimiter_ == '\0')
    delimiter_ = guess_delimiter(framed.text);
  scanned_ = 0;
  state_ = State::cell_start;
  released_ = false;
  return framed;
}

// ---------------------------------------------------------------------------------------------

namespace {

// One quoted cell from its opening quote; `at` moves behind the closing one, or to the end where
// there is none.
bool take_quoted(std::string_view row, std::size_t& at, std::string& cell) {
  for (++at; at < row.size(); ++at) {
    if (row[at] == '"') {
      if (at + 1 >= row.size() || row[at + 1] != '"') {
        ++at;
        return true;
      }
      ++at;
    }
    cell += row[at];
  }
  return false;
}

}  // namespace

bool split_csv_row(std::string_view row, char delimiter, Scratch& scratch,
                   std::vector<std::string_view>& cells) {
  cells.clear();
  std::size_t at = 0;
  std::string cell;
  for (;;) {
    if (at < row.size() && row[at] == '"') {
      cell.clear();
      if (!take_quoted(row, at, cell)) return false;
      const std::size_t end = std::min(row.find(delimiter, at), row.size());
      cell +=
          row.substr(at, end - at);  // what follows the closing quote, against the rule, is kept
      cells.push_back(scratch.keep(cell));
      at = end;
    } else {
      const std::size_t end = std::min(row.find(delimiter, at), row.size());
      cells.push_back(row.substr(at, end - at));
      at = end;
    }
    if (at >= row.size()) break;
    ++at;  // the delimiter
  }
  wipe_string(cell);
  return true;
}

void CsvReader::read_header(std::string_view text, RecordTree& tree) {
  has_header_ = true;
  delimiter_ = guess_delimiter(text);
  if (!split_csv_row(text, delimiter_, tree.scratch(), cells_)) cells_ = {text};
  for (std::string_view cell : cells_) {
    names_.emplace_back(cell);
    if (cell.empty()) names_.back() = "column " + std::to_string(names_.size());
  }
  is_ours_ = std::equal(names_.begin(), names_.end(), kOurColumns.begin(), kOurColumns.end());
}

Reader::Outcome CsvReader::read(std::string_view text, RecordTree& tree, ReadFault& fault) {
  tree.clear();
  if (!is_valid_utf8(text)) {
    repaired_.clear();
    replaced_ += append_valid_utf8(text, repaired_);
    text = repaired_;
  }
  if (!has_header_) {
    read_header(text, tree);
    return Outcome::none;
  }
  if (!split_csv_row(text, delimiter_, tree.scratch(), cells_)) {
    fault = {Code::syntax, 0, "A quoted cell is not closed."};
    return Outcome::fault;
  }
  while (names_.size() < cells_.size())
    names_.push_back("column " + std::to_string(names_.size() + 1));
  tree.open(NodeType::object);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    std::string_view cell = cells_[i];
    if (is_ours_ && cell.substr(0, 1) == "'" && looks_like_formula(cell.substr(1)))
      cell.remove_prefix(1);
    const auto index = tree.add(cell.empty() ? NodeType::null : NodeType::string);
    Node& node = tree.node(index);
    node.key_at = names_[i].data();
    node.key_size = static_cast<std::uint32_t>(names_[i].size());
    node.text_at = cell.data();
    node.text_size = static_cast<std::uint32_t>(cell.size());
  }
  tree.close();
  return Outcome::record;
}

void CsvReader::wipe() {
  cells_.clear();
  wipe_string(repaired_);
}

}  // namespace throughline::ingest
