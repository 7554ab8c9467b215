// A log with conversation state and interactions on top of it.
#pragma once

#include <nlohmann/json.hpp>

#include "../gate/log.h"
#include "throughline/conversation.h"

namespace throughline::testing {

inline constexpr std::int64_t kSecond = 1000;
inline constexpr std::int64_t kMinute = 60 * kSecond;
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr std::int64_t kDay = 24 * kHour;

class Talk : public Log {
 public:
  Conversations conversations{events};

  void refresh() {
    conversations.invalidate(Log::refresh());
    finish(conversations, 5);
  }
  void as_of(std::int64_t ms) {
    events.set_as_of(Instant{ms});
    refresh();
  }
  void gate(std::string_view json) {
    events.set_gate(*Gate::parse(json));
    refresh();
  }

  // The rows of each interaction, in order.
  std::vector<Rows> cut() const {
    std::vector<Rows> all;
    for (InteractionId id : conversations.interactions_in_order()) {
      const auto rows = conversations.interaction_rows(id);
      all.emplace_back(rows.begin(), rows.end());
    }
    return all;
  }
  Interaction of(Row row) const {
    return conversations.interaction(conversations.interaction_of(row));
  }
  std::string live(Row row) const {
    return std::string(live_state_name(conversations.live(conversations.interaction_of(row))));
  }
  std::string live_at(std::int64_t ms, Row row) {
    as_of(ms);
    return live(row);
  }
  std::string person(PersonId id) const {
    return std::string(events.text(timeline.person(id).name));
  }
  std::string text(StringId id) const { return std::string(events.text(id)); }
  std::string tags(Row row) const {
    std::string joined;
    for (StringId tag : conversations.tag_set(conversations.tags(row))) joined += text(tag) + ";";
    return joined;
  }
  nlohmann::json live_json() const {
    std::string out;
    conversations.append_live_json(out);
    return nlohmann::json::parse(out);
  }
};

}  // namespace throughline::testing
