// The blob of a row: [size u32] then entries [tag u8][length varint][bytes], tags ascending.
//
// A tag is a member's or one of the extras below. What was overwritten keeps its place with the tag kGone.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "throughline/event.h"
#include "timeline/arena.h"

namespace throughline::store {

using Tag = std::uint8_t;
// The extras come first, so that finding one does not walk over the members.
inline constexpr Tag kTimeOffsetTag = 0;  // the offset as labelled, i32, where it is not 0
inline constexpr Tag kTimeZoneTag = 1;    // the "[Zone]" suffix of the time
inline constexpr Tag kEndTag = 2;         // end_time, packed
inline constexpr Tag kTimeTextTag = 3;    // where it differs from Member::time
inline constexpr Tag kSourcesTag = 4;     // canonical `sources`, a JSON list
inline constexpr Tag kFirstMemberTag = 8;
inline constexpr Tag tag_of(Member member) {
  return static_cast<Tag>(kFirstMemberTag + static_cast<unsigned>(member));
}
// Precondition: the tag is a member's.
inline constexpr unsigned member_index(Tag tag) { return unsigned{tag} - kFirstMemberTag; }
inline constexpr Tag kGone = 255;
static_assert(kMemberCount <= 64, "sets of members are 64-bit masks");

struct BlobEntry {
  Tag tag = kGone;
  std::string_view bytes;
};

// Walks the entries of one blob; nothing for Ref 0.
class BlobReader {
 public:
  BlobReader(const Arena& arena, Arena::Ref ref);
  bool next(BlobEntry& entry);  // skips what is gone
 private:
  const char* at_ = nullptr;
  const char* end_ = nullptr;
};

// Stores the entries, whose tags must ascend. 0 where there are none. `reuse`, where not 0, is a blob that is
// no longer needed: it is overwritten, and its room taken if it is large enough.
Arena::Ref write_blob(Arena& arena, const BlobEntry* entries, std::size_t count,
                      Arena::Ref reuse = 0);
std::optional<std::string_view> find_in_blob(const Arena& arena, Arena::Ref ref, Tag tag);
// Overwrites the members of the mask (bit = Member); true where there were any.
bool wipe_members(Arena& arena, Arena::Ref ref, std::uint64_t members);
// Overwrites all of it; it reads as empty.
void wipe_blob(Arena& arena, Arena::Ref ref);

}  // namespace throughline::store
