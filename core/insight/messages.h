// What counts as a message.
#pragma once

#include "throughline/gate.h"

namespace throughline {

inline bool is_message(StringId kind) {
  return kind == id_of(KnownKind::message_received) || kind == id_of(KnownKind::message_sent) ||
         kind == id_of(KnownKind::ai_responded) || kind == id_of(KnownKind::media_shared);
}
inline bool is_inbound_message(const GatedTimeline& events, Row row) {
  return is_message(events.kind(row)) && events.direction(row) == Direction::inbound;
}

}  // namespace throughline
