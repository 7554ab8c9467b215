// What the viewer looks at: filter, view, window, selection. One canonical text for it, and a log
// of how it changed, so that every face undoes, redoes, stores and shares the same thing. Internal
// to the room.
//
// The text is JSON without blanks, members in this order, absent ones left out, the filter in its
// canonical form:
//   {"v":1,"filter":{"channel":["sms"]},"view":"strip","from":1778000000000,"to":1778086400000,"selected":"crm/17"}
// Equal looks have equal texts. It names no data but the filter's values and the selected event's
// reference.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "throughline/filter.h"

namespace throughline {

struct Look {
  Filter filter;
  std::string view;                            // "" = the face's choice
  std::optional<std::int64_t> from_ms, to_ms;  // the strip's window; both or neither
  std::string selected;                        // reference of an event; "" = none

  // {"view","from","to","selected"}; what is absent or null goes back to its default. The filter
  // stays.
  Status take_members(std::string_view json);
  // The canonical text, or any JSON of its members. Refuses (invalid_query, invalid_filter) with a
  // pointer.
  static Result<Look> parse(std::string_view text);
  std::string text() const;
};

// The looks that were, up to the last kMost, and which of them is shown.
class LookLog {
 public:
  static constexpr std::size_t kMost = 200;
  // A look that the viewer chose: what had been undone is gone. The same look again is no step; the first ever is
  // where the log begins.
  void record(const Look& look);
  // The one shown changed without the viewer (a host's filter): no step.
  void replace(const Look& look);
  // The look before (-1) or after (1) the one shown; nullptr where there is none.
  const Look* peek(int step) const;
  // Shows it; stays where there is none.
  void go(int step);
  std::size_t undoable() const { return at_; }
  std::size_t redoable() const { return looks_.empty() ? 0 : looks_.size() - 1 - at_; }
  // After an erasure nothing of before may come back.
  void forget(const Look& look);

 private:
  std::vector<Look> looks_;
  std::size_t at_ = 0;
  bool begun_ = false;
};

}  // namespace throughline
