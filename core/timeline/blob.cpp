#include "timeline/blob.h"

#include <cstring>

namespace throughline::store {
namespace {

constexpr std::size_t kHeader = sizeof(std::uint32_t);

std::size_t varint_size(std::size_t value) {
  std::size_t size = 1;
  while (value >= 0x80) {
    value >>= 7;
    ++size;
  }
  return size;
}

char* put_varint(char* out, std::size_t value) {
  while (value >= 0x80) {
    *out++ = static_cast<char>((value & 0x7F) | 0x80);
    value >>= 7;
  }
  *out++ = static_cast<char>(value);
  return out;
}

std::size_t take_varint(const char*& at) {
  std::size_t value = 0;
  unsigned shift = 0;
  for (;;) {
    const auto byte = static_cast<unsigned char>(*at++);
    value |= std::size_t{byte & 0x7Fu} << shift;
    if (byte < 0x80) return value;
    shift += 7;
  }
}

std::uint32_t blob_size(const Arena& arena, Arena::Ref ref) {
  std::uint32_t size;
  std::memcpy(&size, arena.at(ref), kHeader);
  return size;
}

}  // namespace

BlobReader::BlobReader(const Arena& arena, Arena::Ref ref) {
  if (ref == 0) return;
  at_ = arena.at(ref) + kHeader;
  end_ = at_ + blob_size(arena, ref);
}

bool BlobReader::next(BlobEntry& entry) {
  while (at_ != end_) {
    entry.tag = static_cast<Tag>(*at_++);
    const std::size_t size = take_varint(at_);
    entry.bytes = {at_, size};
    at_ += size;
    if (entry.tag != kGone) return true;
  }
  return false;
}

Arena::Ref write_blob(Arena& arena, const BlobEntry* entries, std::size_t count, Arena::Ref reuse) {
  const std::size_t room = reuse == 0 ? 0 : blob_size(arena, reuse);
  if (reuse != 0) wipe_blob(arena, reuse);
  if (count == 0) return 0;
  std::size_t size = 0;
  for (std::size_t i = 0; i < count; ++i)
    size += 1 + varint_size(entries[i].bytes.size()) + entries[i].bytes.size();
  const Arena::Ref ref = room >= size ? reuse : arena.allocate(kHeader + size);
  char* out = arena.at(ref);
  const auto stored = static_cast<std::uint32_t>(size);
  std::memcpy(out, &stored, kHeader);
  out += kHeader;
  for (std::size_t i = 0; i < count; ++i) {
    *out++ = static_cast<char>(entries[i].tag);
    out = put_varint(out, entries[i].bytes.size());
    if (!entries[i].bytes.empty())
      std::memcpy(out, entries[i].bytes.data(), entries[i].bytes.size());
    out += entries[i].bytes.size();
  }
  return ref;
}

std::optional<std::string_view> find_in_blob(const Arena& arena, Arena::Ref ref, Tag tag) {
  BlobReader reader(arena, ref);
  BlobEntry entry;
  while (reader.next(entry) && entry.tag <= tag)
    if (entry.tag == tag) return entry.bytes;
  return std::nullopt;
}

bool wipe_members(Arena& arena, Arena::Ref ref, std::uint64_t members) {
  if (ref == 0) return false;
  bool found = false;
  char* at = arena.at(ref) + kHeader;
  const char* const end = at + blob_size(arena, ref);
  while (at != end) {
    char* const tag_at = at;
    const auto tag = static_cast<Tag>(*at++);
    const char* length_end = at;
    const std::size_t size = take_varint(length_end);
    at += length_end - at;
    if (tag >= kFirstMemberTag && tag != kGone && (members >> member_index(tag) & 1u) != 0) {
      *tag_at = static_cast<char>(kGone);
      std::memset(at, 0, size);
      found = true;
    }
    at += size;
  }
  return found;
}

void wipe_blob(Arena& arena, Arena::Ref ref) {
  if (ref != 0) std::memset(arena.at(ref), 0, kHeader + blob_size(arena, ref));
}

}  // namespace throughline::store
