// Small numbers for the kinds that occur, so that "which triggers may this event match" is one
// table lookup.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "throughline/event.h"

namespace throughline {

using KindCode = std::uint16_t;
// Shared by all kinds beyond the first 65 535; whoever meets it looks at the kind itself.
inline constexpr KindCode kManyKinds = 0xFFFF;

class KindCodes {
 public:
  KindCode code(StringId kind) {
    if (kind <= kKindCount) return static_cast<KindCode>(kind);
    const auto next = static_cast<std::size_t>(kKindCount) + 1 + others_.size();
    if (next >= kManyKinds) {
      const auto found = code_of_other_.find(kind);
      return found == code_of_other_.end() ? kManyKinds : found->second;
    }
    const auto [at, is_new] = code_of_other_.try_emplace(kind, static_cast<KindCode>(next));
    if (is_new) others_.push_back(kind);
    return at->second;
  }
  // Codes are 0 … size()-1, and kManyKinds.
  std::size_t size() const { return kKindCount + 1 + others_.size(); }
  // Precondition: code < size().
  StringId kind(KindCode code) const {
    return code <= kKindCount ? code : others_[code - kKindCount - 1];
  }

 private:
  std::unordered_map<StringId, KindCode> code_of_other_;
  std::vector<StringId> others_;
};

}  // namespace throughline
