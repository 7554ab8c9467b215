#include "gate/conversation_names.h"

#include <algorithm>

namespace throughline::gate {

void ConversationNames::clear() {
  index_.clear();
  names_.clear();
}

ConversationNames::Names& ConversationNames::names(StringId conversation) {
  const std::uint32_t slot = index_.slot(conversation);
  if (slot == names_.size()) {
    names_.emplace_back();
    names_.back().conversation = conversation;
  }
  return names_[slot];
}

void ConversationNames::forget(StringId conversation) {
  Names& known = names(conversation);
  known = Names{};
  known.conversation = conversation;
}

void ConversationNames::note(StringId conversation, StringId customer, std::int64_t at_ms,
                             bool shown) {
  Names& known = names(conversation);
  if (customer == kAbsent) {
    known.inherits = true;
    return;
  }
  StringId& name = shown ? known.shown : known.hidden;
  if (name != kAbsent) return;
  name = customer;
  (shown ? known.shown_ms : known.hidden_ms) = at_ms;
}

StringId ConversationNames::inherited(StringId conversation, std::int64_t as_of_ms,
                                      bool shown) const {
  const std::uint32_t slot = index_.find(conversation);
  if (slot == DenseIndex::kNone) return kAbsent;
  const Names& known = names_[slot];
  if (known.shown_ms <= as_of_ms && known.shown != kAbsent) return known.shown;
  return !shown && known.hidden_ms <= as_of_ms ? known.hidden : kAbsent;
}

std::vector<StringId> ConversationNames::that_differ(std::int64_t as_of_ms,
                                                     std::int64_t other_ms) const {
  const std::int64_t low = std::min(as_of_ms, other_ms);
  const std::int64_t high = std::max(as_of_ms, other_ms);
  const auto between = [low, high](std::int64_t at_ms) { return at_ms > low && at_ms <= high; };
  std::vector<StringId> found;
  for (const Names& known : names_)
    if (known.inherits && (between(known.shown_ms) || between(known.hidden_ms)))
      found.push_back(known.conversation);
  return found;
}

}  // namespace throughline::gate
