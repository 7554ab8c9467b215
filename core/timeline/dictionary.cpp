#include "timeline/dictionary.h"

namespace throughline::store {

TextTuples::Sought TextTuples::seek(const Texts& texts) const {
  std::uint64_t hash = 0;
  for (std::uint32_t left = texts.given; left != 0; left &= left - 1) {
    const auto i = static_cast<unsigned>(__builtin_ctz(left));
    hash = (hash ^ (hash_bytes(texts.at[i]) + i + 1)) * 0x9E3779B97F4A7C15ull;
  }
  const Sought sought{texts, static_cast<std::uint32_t>(hash >> 32)};
  expect(&slots_[sought.hash & (slots_.size() - 1)]);
  return sought;
}

bool TextTuples::says(Arena::Ref ref, const Texts& texts) const {
  BlobReader reader(*arena_, ref);
  BlobEntry part;
  for (std::uint32_t left = texts.given; left != 0; left &= left - 1) {
    const auto i = static_cast<unsigned>(__builtin_ctz(left));
    if (!reader.next(part) || part.tag != i || !same_bytes(part.bytes, texts.at[i])) return false;
  }
  return !reader.next(part);
}

std::uint32_t TextTuples::find(const Sought& sought) const {
  std::size_t slot = sought.hash & (slots_.size() - 1);
  for (; slots_[slot].id != 0; slot = (slot + 1) & (slots_.size() - 1))
    if (slots_[slot].hash == sought.hash && says(slots_[slot].texts, sought.texts))
      return slots_[slot].id;
  return 0;
}

Arena::Ref TextTuples::add(const Sought& sought, std::uint32_t id) {
  std::array<BlobEntry, 32> parts;
  std::size_t count = 0;
  for (std::uint32_t left = sought.texts.given; left != 0; left &= left - 1) {
    const auto i = static_cast<unsigned>(__builtin_ctz(left));
    parts[count++] = {static_cast<Tag>(i), sought.texts.at[i]};
  }
  const Arena::Ref texts = write_blob(*arena_, parts.data(), count);
  if (++used_ * 2 > slots_.size()) grow();
  place({sought.hash, id, texts});
  return texts;
}

void TextTuples::grow() {
  std::vector<Slot> smaller(slots_.size() * 2);
  smaller.swap(slots_);
  for (const Slot& slot : smaller)
    if (slot.id != 0) place(slot);
}

void TextTuples::place(const Slot& added) {
  std::size_t slot = added.hash & (slots_.size() - 1);
  while (slots_[slot].id != 0) slot = (slot + 1) & (slots_.size() - 1);
  slots_[slot] = added;
}

}  // namespace throughline::store
