#include "conversation/tag_sets.h"

#include <algorithm>
#include <iterator>

namespace throughline::conversation {

TagSets::TagSets(const GatedTimeline& events) : events_(events) { intern({}); }

TagSetId TagSets::intern(std::vector<StringId> tags) {
  const auto added = ids_.try_emplace(std::move(tags), static_cast<TagSetId>(by_id_.size()));
  if (added.second) by_id_.push_back(&added.first->first);
  return added.first->second;
}

TagSetId TagSets::from_list(std::string_view json) {
  const auto known = lists_.find(std::string(json));
  if (known != lists_.end()) return known->second;
  std::vector<StringId> tags;
  for (const std::string& tag : strings_of_list(json)) tags.push_back(events_.intern(tag));
  std::sort(tags.begin(), tags.end(), [this](StringId a, StringId b) { return before(a, b); });
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  const TagSetId set = intern(std::move(tags));
  lists_.emplace(json, set);
  return set;
}

TagSetId TagSets::changed(TagSetId a, TagSetId b, Change change) {
  const std::pair<std::uint64_t, Change> key{(std::uint64_t{a} << 32) | b, change};
  const auto known = changes_.find(key);
  if (known != changes_.end()) return known->second;
  const std::vector<StringId>& from = tags(a);
  const std::vector<StringId>& by = tags(b);
  const auto order = [this](StringId x, StringId y) { return before(x, y); };
  std::vector<StringId> result;
  if (change == Change::unite)
    std::set_union(from.begin(), from.end(), by.begin(), by.end(), std::back_inserter(result),
                   order);
  else
    std::set_difference(from.begin(), from.end(), by.begin(), by.end(), std::back_inserter(result),
                        order);
  const TagSetId set = intern(std::move(result));
  changes_.emplace(key, set);
  return set;
}

TagSetId TagSets::united(TagSetId a, TagSetId b) { return changed(a, b, Change::unite); }

TagSetId TagSets::without(TagSetId a, TagSetId b) { return changed(a, b, Change::remove); }

}  // namespace throughline::conversation
