// Tuples of interned strings, each distinct one stored once and numbered; 0 = all absent.
//
// People repeat: a million events name a hundred thousand customers and a few hundred agents, so a row keeps one
// number for all that it says of a person. The tuple's texts also stand together in one place, so that finding one
// again touches two places in memory, the slot and the texts, not three for each text.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "timeline/blob.h"

namespace throughline::store {

// The texts of a tuple: at[i] where bit i of `given` is set, absent elsewhere. Borrowed.
struct Texts {
  const std::string_view* at = nullptr;
  std::uint32_t given = 0;
};

// The numbers of tuples by their texts.
class TextTuples {
 public:
  // A tuple to be looked for soon; see Interner::Sought.
  struct Sought {
    Texts texts;
    std::uint32_t hash = 0;
  };

  // `arena` is best one of people alone: among a million rows each person would lie on a page of memory of its own.
  explicit TextTuples(Arena& arena) : arena_(&arena), slots_(64) {}

  Sought seek(const Texts& texts) const;
  // 0 = it was never added.
  std::uint32_t find(const Sought& sought) const;
  // Precondition: it is not there, and not empty. Returns where its texts stand: a blob, tags = places in the tuple.
  Arena::Ref add(const Sought& sought, std::uint32_t id);
  std::size_t bytes() const { return slots_.size() * sizeof(Slot); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t id = 0;  // 0 = free
    Arena::Ref texts = 0;
  };
  bool says(Arena::Ref ref, const Texts& texts) const;
  void grow();
  void place(const Slot& added);

  Arena* arena_;
  std::vector<Slot> slots_;  // open addressing
  std::uint32_t used_ = 0;
};

template <std::size_t N>
class Dictionary {
 public:
  using Tuple = std::array<StringId, N>;
  using Sought = TextTuples::Sought;

  Dictionary(Interner& strings, Arena& arena)
      : strings_(&strings), arena_(&arena), known_(arena), entries_(1) {}

  std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }
  const Tuple& operator[](std::uint32_t id) const { return entries_[id].tuple; }

  Sought seek(const Texts& texts) const { return known_.seek(texts); }
  std::uint32_t intern(const Sought& sought) {
    if (sought.texts.given == 0) return 0;
    if (const std::uint32_t found = known_.find(sought); found != 0) return found;
    const std::uint32_t id = size();
    Entry entry;
    for (std::size_t i = 0; i < N; ++i)
      if ((sought.texts.given >> i & 1) != 0) entry.tuple[i] = strings_->intern(sought.texts.at[i]);
    entry.texts = known_.add(sought, id);
    entries_.push_back(entry);
    return id;
  }
  std::uint32_t intern(const Tuple& tuple) {
    std::array<std::string_view, N> texts;
    std::uint32_t given = 0;
    for (std::size_t i = 0; i < N; ++i) {
      if (tuple[i] == kAbsent) continue;
      texts[i] = strings_->text(tuple[i]);
      given |= 1u << i;
    }
    return intern(seek({texts.data(), given}));
  }
  // Overwrites the tuple's bytes here (its strings are the interner's). The number stays taken and is never found
  // again.
  void retire(std::uint32_t id) {
    wipe_blob(*arena_, entries_[id].texts);
    entries_[id] = Entry{};
  }
  std::size_t bytes() const { return entries_.size() * sizeof(Entry) + known_.bytes(); }

 private:
  struct Entry {
    Arena::Ref texts = 0;
    Tuple tuple{};
  };

  Interner* strings_;
  Arena* arena_;
  TextTuples known_;
  std::vector<Entry> entries_;
};

}  // namespace throughline::store
