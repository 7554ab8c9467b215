#include "messages.h"

#include <map>

namespace throughline {

bool is_message(StringId kind) {
  switch (static_cast<KnownKind>(kind)) {
    case KnownKind::message_received:
    case KnownKind::message_sent:
    case KnownKind::ai_responded:
    case KnownKind::media_shared: return true;
    default: return false;
  }
}

std::vector<Turn> turns_of(const GatedTimeline& events, const Conversations& conversations,
                           const std::vector<Row>& rows, Answers answers) {
  // A turn runs in a conversation; events without one run on their channel. The two kinds of key never meet.
  using Place = std::pair<bool, StringId>;
  std::map<Place, std::size_t> open;  // → index of the turn that waits there
  std::vector<Turn> turns;
  for (Row row : rows) {
    if (!events.in_view(row) || !is_message(events.kind(row))) continue;
    const StringId conversation = events.conversation(row);
    const Place place = conversation != kAbsent ? Place{true, conversation}
                                                : Place{false, conversations.channel(row)};
    const auto waiting = open.find(place);
    if (events.direction(row) == Direction::inbound) {
      if (waiting != open.end()) continue;  // the run goes on
      open.emplace(place, turns.size());
      turns.push_back({row, kNoRow});
    } else if (events.direction(row) == Direction::outbound && waiting != open.end()) {
      if (answers == Answers::by_humans && events.actor_kind(row) != ActorKind::agent) continue;
      turns[waiting->second].answer = row;
      open.erase(waiting);
    }
  }
  return turns;
}

}  // namespace throughline
