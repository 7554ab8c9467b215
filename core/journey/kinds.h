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
    const auto found = code_of_other_.find(kind);
    if (found != code_of_other_.end()) return found->second;
    if (size_ >= kManyKinds) {
      size_ = std::size_t{kManyKinds} + 1;
      return kManyKinds;
    }
    others_.push_back(kind);
    return code_of_other_[kind] = static_cast<KindCode>(size_++);
  }
  // Codes given so far are 0 … size()-1.
  std::size_t size() const { return size_; }
  // Precondition: code < size(), and not kManyKinds.
  StringId kind(KindCode code) const {
    return code <= kKindCount ? code : others_[code - kKindCount - std::size_t{1}];
  }

 private:
  std::unordered_map<StringId, KindCode> code_of_other_;
  std::vector<StringId> others_;
  std::size_t size_ = kKindCount + std::size_t{1};
};

}  // namespace throughline
