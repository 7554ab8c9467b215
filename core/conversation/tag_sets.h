// Sets of tags, each kept once: a conversation's tags are then one number a row.
//
// Cost: a list that was seen before is one hash of its bytes, and a change that was made before one more look-up.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "throughline/conversation.h"

namespace throughline::conversation {

class TagSets {
 public:
  explicit TagSets(const GatedTimeline& events);

  // The set that a JSON list of strings (MemberForm::list) holds.
  TagSetId from_list(std::string_view json);
  TagSetId united(TagSetId a, TagSetId b);
  TagSetId without(TagSetId a, TagSetId b);
  const std::vector<StringId>& tags(TagSetId set) const { return *by_id_[set]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(by_id_.size()); }

 private:
  enum class Change : std::uint8_t { unite, remove };
  TagSetId intern(std::vector<StringId> tags);
  TagSetId changed(TagSetId a, TagSetId b, Change change);
  bool before(StringId a, StringId b) const { return events_.text(a) < events_.text(b); }

  const GatedTimeline& events_;
  std::map<std::vector<StringId>, TagSetId>
      ids_;  // by their tags in order of bytes; nodes never move
  std::vector<const std::vector<StringId>*> by_id_;
  std::unordered_map<std::string, TagSetId> lists_;  // by the list's bytes
  std::map<std::pair<std::uint64_t, Change>, TagSetId> changes_;
};

}  // namespace throughline::conversation
