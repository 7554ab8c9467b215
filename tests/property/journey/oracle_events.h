// The oracle's first step: what each event shows to conditions, its conversation's state included.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "oracle.h"

namespace throughline::oracle {

// channel, status, campaign: a string or absent; tags: a set; assignee: an object or absent.
struct ConversationState {
  std::optional<std::string> channel, status, campaign;
  std::set<std::string> tags;
  Json assignee;
};

// One event as conditions see it.
struct Seen {
  Json event;
  ConversationState state;
  std::string customer;   // its own, else the first that its conversation names up to as-of
  std::size_t index = 0;  // in the log
  std::int64_t at_ms = 0;
};

// "" where the object has no such text.
std::string text_of(const Json& object, const std::string& name);
std::string conversation_of(const Json& event);
// The log up to as-of.
std::vector<Seen> see(const std::vector<Json>& events, std::int64_t as_of_ms);
// Whether kind, group and every condition let the event through.
bool trigger_matches(const Json& trigger, const Seen& seen);

}  // namespace throughline::oracle
