#include "filter/text_index.h"

#include <algorithm>
#include <cstring>

namespace throughline::filtering {
namespace {

constexpr Member kTextMembers[] = {Member::text, Member::title, Member::comments};
constexpr Member kNameMembers[] = {Member::customer_name, Member::actor_name,
                                   Member::assignee_name};

constexpr std::size_t kCacheLine = 64;

// No term holds one, so no term is found across two texts.
constexpr char kBetweenTexts = '\n';

std::size_t slice_of(char first, char second) {
  const std::uint32_t pair = std::uint32_t{static_cast<unsigned char>(first)} << 8 |
                             std::uint32_t{static_cast<unsigned char>(second)};
  return pair * 0x9E3779B1u >> 24;
}

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all = static_cast<unsigned char>(all | static_cast<unsigned char>(c));
  return all < 0x80;
}

}  // namespace

TextArena::Place TextArena::add(std::string_view text) {
  if (blocks_.empty() || blocks_.back().bytes == nullptr ||
      blocks_.back().size - blocks_.back().used < text.size()) {
    Block block;
    block.size = std::max(kBlock, text.size());
    block.bytes = std::make_unique<char[]>(block.size);
    blocks_.push_back(std::move(block));
  }
  Block& block = blocks_.back();
  char* at = block.bytes.get() + block.used;
  std::memcpy(at, text.data(), text.size());
  block.used += text.size();
  block.live += text.size();
  return Place{at, static_cast<std::uint32_t>(blocks_.size() - 1)};
}

void TextArena::remove(const char* data, std::uint32_t size, std::uint32_t number) {
  Block& block = blocks_[number];
  std::memset(block.bytes.get() + (data - block.bytes.get()), 0, size);
  block.live -= size;
  if (block.live == 0) block.bytes.reset();
}

std::uint32_t NameTable::take(std::string_view folded) {
  const StringId code = names_.intern(folded);
  if (uses_.size() <= code) uses_.resize(code + 1);
  ++uses_[code];
  return code;
}

void NameTable::give_back(std::uint32_t code) {
  if (code != 0 && --uses_[code] == 0) names_.erase(code);
}

TextIndex::TextIndex(const GatedTimeline& events) : events_(&events) {}

void TextIndex::resize(std::size_t rows) {
  if (rows <= stored_.size()) return;
  stored_.resize(rows);
  stale_.resize(rows);
  signatures_.resize((rows + kWordRows - 1) / kWordRows);
}

TextIndex::Texts TextIndex::gather(Row row) {
  Texts texts;
  for (const Member member : kTextMembers) {
    const std::size_t i = texts.count;
    scratch_[i].clear();
    const std::optional<std::string_view> shown = events_->shown(row, member, scratch_[i]);
    if (!shown || shown->empty()) continue;
    texts.views[i] = *shown;
    texts.hash = (texts.hash + hash_bytes(*shown)) * 0x9E3779B97F4A7C15u;
    ++texts.count;
  }
  return texts;
}

void TextIndex::sign(Row row, std::string_view folded) {
  std::unique_ptr<Signatures>& signatures = signatures_[row / kWordRows];
  if (signatures == nullptr) signatures = std::make_unique<Signatures>();
  const std::uint64_t bit = std::uint64_t{1} << (row % kWordRows);
  for (std::size_t i = 1; i < folded.size(); ++i)
    signatures->slices[slice_of(folded[i - 1], folded[i])] |= bit;
}

// What texts passed through may still stand in it.
void TextIndex::wipe_scratch() {
  const auto wipe = [](std::string& text) {
    text.assign(text.capacity(), '\0');
    text.clear();
  };
  wipe(folded_);
  for (std::string& text : scratch_) wipe(text);
}

void TextIndex::forget_text(Row row) {
  Stored& stored = stored_[row];
  if (stored.data == nullptr) return;
  if (stored.block != kBorrowed) arena_.remove(stored.data, stored.size, stored.block);
  stored = Stored{};
  const std::uint64_t bit = std::uint64_t{1} << (row % kWordRows);
  for (std::uint64_t& slice : signatures_[row / kWordRows]->slices) slice &= ~bit;
}

void TextIndex::store(Row row, const Texts& texts) {
  folded_.clear();
  for (std::size_t i = 0; i < texts.count; ++i) {
    if (i > 0) folded_ += kBetweenTexts;
    append_folded(texts.views[i], folded_);
  }
  Stored& stored = stored_[row];
  stored.hash = texts.hash;
  const bool stands = events_->gate().masks.none();
  if (stands && texts.count == 1 && is_ascii(texts.views[0])) {
    stored.data = texts.views[0].data();
    stored.size = static_cast<std::uint32_t>(texts.views[0].size());
    stored.block = kBorrowed;
  } else {
    const TextArena::Place place = arena_.add(folded_);
    stored.data = place.data;
    stored.size = static_cast<std::uint32_t>(folded_.size());
    stored.block = place.block;
  }
  sign(row, folded_);
}

void TextIndex::set_name(std::size_t which, Row row, std::uint32_t code) {
  names_.give_back(name_codes_[which].get(row));
  name_codes_[which].set(row, code);
}

void TextIndex::refresh_names(Row row) {
  for (std::size_t i = 0; i < kNames; ++i) {
    const std::optional<std::string_view> name = events_->member(row, kNameMembers[i]);
    std::uint32_t code = 0;
    if (name && !name->empty()) {
      folded_.clear();
      append_folded(*name, folded_);
      code = names_.take(folded_);
    }
    set_name(i, row, code);
  }
}

void TextIndex::refresh(Row row) {
  stale_.set(row, false);
  held_.set(row);
  refresh_names(row);
  const Texts texts = gather(row);
  Stored& stored = stored_[row];
  if (texts.count > 0 && stored.data != nullptr && stored.hash == texts.hash) {
    if (stored.block == kBorrowed) stored.data = texts.views[0].data();
    return;
  }
  const bool had_text = stored.data != nullptr;
  forget_text(row);
  if (texts.count > 0) store(row, texts);
  if (had_text) wipe_scratch();
}

void TextIndex::drop(Row row) {
  stale_.set(row, false);
  if (!held_.test(row)) return;
  held_.set(row, false);
  forget_text(row);
  for (std::size_t i = 0; i < kNames; ++i) set_name(i, row, 0);
  wipe_scratch();
}

bool TextIndex::catch_up(std::uint32_t& units) {
  const std::vector<std::uint64_t>& words = stale_.words();
  for (; next_stale_word_ < words.size(); ++next_stale_word_) {
    while (words[next_stale_word_] != 0) {
      if (units == 0) return true;
      const auto bit = static_cast<std::size_t>(__builtin_ctzll(words[next_stale_word_]));
      refresh(static_cast<Row>(next_stale_word_ * kWordRows + bit));
      --units;
    }
  }
  return false;
}

void TextIndex::set_query(const TextQuery& query) {
  query_ = query;
  terms_.clear();
  for (const std::string& folded : query.terms()) {
    Term term;
    term.folded = folded;
    for (std::size_t i = 1; i < folded.size(); ++i)
      term.slices.push_back(static_cast<std::uint8_t>(slice_of(folded[i - 1], folded[i])));
    std::sort(term.slices.begin(), term.slices.end());
    term.slices.erase(std::unique(term.slices.begin(), term.slices.end()), term.slices.end());
    terms_.push_back(std::move(term));
  }
}

// Brings the term's knowledge of names up to the names there are.
void TextIndex::judge_names(Term& term) {
  for (auto code = static_cast<std::uint32_t>(term.name_has.size()); code < names_.size(); ++code) {
    const bool has = find_bytes(names_.text(code), term.folded, 0) != std::string_view::npos;
    term.name_has.push_back(has);
    term.any_name = term.any_name || has;
  }
}

std::uint64_t TextIndex::candidates(const Term& term, std::size_t word) const {
  const std::unique_ptr<Signatures>& signatures = signatures_[word];
  if (signatures == nullptr) return 0;
  std::uint64_t rows = ~std::uint64_t{0};
  for (const std::uint8_t slice : term.slices) rows &= signatures->slices[slice];
  return rows;
}

std::uint64_t TextIndex::name_matches(const Term& term, std::size_t word,
                                      std::uint64_t rows) const {
  if (!term.any_name) return 0;
  std::uint64_t found = 0;
  const std::size_t first = word % kBlockWords * kWordRows;
  for (const CodeColumn& column : name_codes_) {
    column.with_block(word / kBlockWords, [&](const auto* codes) {
      for (std::size_t i = 0; i < kWordRows; ++i)
        found |= std::uint64_t{term.name_has[codes[first + i]]} << i;
    });
  }
  return found & rows;
}

bool TextIndex::text_has(const Stored& stored, const Term& term) {
  if (stored.data == nullptr) return false;
  std::string_view text(stored.data, stored.size);
  if (stored.block == kBorrowed) {
    folded_.clear();
    append_folded(text, folded_);
    text = folded_;
  }
  return find_bytes(text, term.folded, 0) != std::string_view::npos;
}

std::uint64_t TextIndex::matches(std::size_t word, std::uint64_t rows) {
  for (std::uint64_t stale = word < stale_.words().size() ? stale_.words()[word] & rows : 0;
       stale != 0; stale &= stale - 1)
    refresh(static_cast<Row>(word * kWordRows + static_cast<std::size_t>(__builtin_ctzll(stale))));
  for (Term& term : terms_) {
    judge_names(term);
    std::uint64_t matched = name_matches(term, word, rows);
    const std::uint64_t to_search = candidates(term, word) & rows & ~matched;
    for (std::uint64_t left = to_search; left != 0; left &= left - 1) {
      const char* data =
          stored_[word * kWordRows + static_cast<std::size_t>(__builtin_ctzll(left))].data;
      __builtin_prefetch(data);
      __builtin_prefetch(data + kCacheLine);
    }
    for (std::uint64_t left = to_search; left != 0; left &= left - 1) {
      const auto bit = static_cast<std::size_t>(__builtin_ctzll(left));
      if (text_has(stored_[word * kWordRows + bit], term)) matched |= std::uint64_t{1} << bit;
    }
    rows &= matched;
  }
  return rows;
}

}  // namespace throughline::filtering
