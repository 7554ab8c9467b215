// What counts as a message, and turns: the customer's runs of inbound messages and the answers to them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "throughline/conversation.h"
#include "throughline/gate.h"

namespace throughline {

bool is_message(StringId kind);
inline bool is_inbound_message(const GatedTimeline& events, Row row) {
  return is_message(events.kind(row)) && events.direction(row) == Direction::inbound;
}
inline bool is_outbound_message(const GatedTimeline& events, Row row) {
  return is_message(events.kind(row)) && events.direction(row) == Direction::outbound;
}

struct Turn {
  Row first_inbound = kNoRow;
  Row answer = kNoRow;  // kNoRow: unanswered
};
enum class Answers : std::uint8_t { by_anyone, by_humans };

// The turns in one customer's rows (in order). Rows that are not in view are passed over.
std::vector<Turn> turns_of(const GatedTimeline& events, const Conversations& conversations,
                           const std::vector<Row>& rows, Answers answers);

}  // namespace throughline
