// Whose a conversation is: the customer that its first naming event names, once that event is at or before as-of.
//
// As-of is no part of what is kept, so moving it costs one comparison a conversation.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "throughline/timeline.h"

namespace throughline::gate {

class ConversationNames {
 public:
  void clear();
  void forget(StringId conversation);
  // To be called in timeline order. `shown` rows name the conversation for everyone; rows hidden by division or
  // retention only for the counts of such rows. kAbsent: the row inherits.
  void note(StringId conversation, StringId customer, std::int64_t at_ms, bool shown);
  StringId inherited(StringId conversation, std::int64_t as_of_ms, bool shown) const;
  // Conversations with inheriting rows whose customer differs between the two instants.
  std::vector<StringId> that_differ(std::int64_t as_of_ms, std::int64_t other_ms) const;

 private:
  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
  struct Names {
    StringId conversation = kAbsent;
    StringId shown = kAbsent, hidden = kAbsent;
    std::int64_t shown_ms = kNever, hidden_ms = kNever;
    bool inherits = false;
  };
  Names& names(StringId conversation);

  DenseIndex index_;  // conversation → place in names_
  std::vector<Names> names_;
};

}  // namespace throughline::gate
