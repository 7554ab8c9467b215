// What conditions were found to say of events, by the events' positions in a subject index.
//
// While a designer edits one condition of a template, all others say of every event what they said before; and while
// as-of moves, every one does. One byte a position and condition also stands where the evaluator reads anyway, which the
// event's own values do not. Kept until events or positions change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace throughline {

class Verdicts {
 public:
  enum Verdict : std::uint8_t { unknown, fails, holds };

  // A column of verdicts for each key, `positions` long and unknown at first; null where there are more keys than are
  // kept. Where there is no room, those go that were asked for longest ago. Valid until `version` changes.
  std::vector<Verdict*> of(const std::vector<const std::string*>& keys, std::size_t positions);
  // To be called when what an event says has changed, or what a position means.
  void forget() {
    columns_.clear();
    ++version_;
  }
  // To be called when there are more positions.
  void grown() { ++version_; }
  std::uint64_t version() const { return version_; }

 private:
  static constexpr std::size_t kMostColumns = 24;
  struct Column {
    std::string key;
    std::vector<Verdict> verdicts;
    std::uint64_t asked = 0;  // in which call of `of`
  };
  Column* find(const std::string& key);
  // For another key; null where all were asked for in this call.
  Column* make_room();

  std::vector<Column> columns_;
  std::uint64_t version_ = 0, asked_ = 0;
};

}  // namespace throughline
