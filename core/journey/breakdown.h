// Which group of a breakdown a journey is in: what its start event was like.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "state.h"

namespace throughline {

// A group's value: nothing (missing), one string, or for tags the sorted set.
struct GroupValue {
  bool missing = false;
  std::vector<std::string> texts;

  // By bytes, missing last.
  friend bool operator<(const GroupValue& a, const GroupValue& b) {
    return a.missing != b.missing ? b.missing : a.texts < b.texts;
  }
  friend bool operator==(const GroupValue& a, const GroupValue& b) {
    return a.missing == b.missing && a.texts == b.texts;
  }
};

class JourneyGroups {
 public:
  JourneyGroups(const Journeys::State& state, JourneyField field)
      : events_(state.events),
        fields_(*state.events, *state.conversations),
        conversations_(state.conversations),
        field_(field) {}

  GroupValue value(const TrackReader& reader);
  void append_value(JsonWriter& out, const GroupValue& value) const;

 private:
  GroupValue of_text(StringId id) const;
  GroupValue of_state(FieldBase base, Row row) const;
  GroupValue lead_source(const TrackReader& reader) const;

  const GatedTimeline* events_;
  FieldReader fields_;
  const Conversations* conversations_;
  JourneyField field_;
};

}  // namespace throughline
