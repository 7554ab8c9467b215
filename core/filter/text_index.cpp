#include "filter/text_index.h"

#include <algorithm>

#include "filter/ascii_search.h"
#include "text/ascii.h"

namespace throughline::filtering {
namespace {

constexpr Member kTextMembers[] = {Member::text, Member::title, Member::comments};
constexpr Member kNameMembers[] = {Member::customer_name, Member::actor_name,
                                   Member::assignee_name};

constexpr std::size_t kCacheLine = 64;

// No term holds one, so no term is found across two texts.
constexpr char kBetweenTexts = '\n';

}  // namespace

TextIndex::TextIndex(const GatedTimeline& events) : events_(&events) {}

void TextIndex::resize(std::size_t rows) {
  if (rows <= stored_.size()) return;
  stored_.resize(rows);
  stale_.resize(rows);
  signatures_.resize(rows);
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
  signatures_.clear(row);
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
  if (stands && texts.count == 1 && ascii::is_ascii(texts.views[0])) {
    stored.data = texts.views[0].data();
    stored.size = static_cast<std::uint32_t>(texts.views[0].size());
    stored.block = kBorrowed;
  } else {
    const TextArena::Place place = arena_.add(folded_);
    stored.data = place.data;
    stored.size = static_cast<std::uint32_t>(folded_.size());
    stored.block = place.block;
  }
  signatures_.sign(row, folded_);
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

THROUGHLINE_LATER bool TextIndex::catch_up(std::uint32_t& units) {
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
    term.ascii = ascii::is_ascii(folded);
    term.slices = Signatures::slices_of(folded);
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

void TextIndex::find_by_name(const Term& term, std::size_t block, std::uint64_t* found) const {
  if (!term.any_name) return;
  for (const CodeColumn& column : name_codes_) {
    column.with_block(block, [&](const auto* codes) {
      for (std::size_t i = 0; i < kBlockRows; ++i)
        found[i / kWordRows] |= std::uint64_t{term.name_has[codes[i]]} << (i % kWordRows);
    });
  }
}

bool TextIndex::text_holds(const Stored& stored, const Term& term) const {
  if (stored.data == nullptr) return false;
  const std::string_view text(stored.data, stored.size);
  if (stored.block == kBorrowed) return term.ascii && ascii_holds(text, term.folded);
  return find_bytes(text, term.folded, 0) != std::string_view::npos;
}

// Of 64 rows from `first` on, those whose text holds the term.
std::uint64_t TextIndex::search(const Term& term, Row first, std::uint64_t rows) const {
  const Stored* stored = &stored_[first];
  for (std::uint64_t left = rows; left != 0; left &= left - 1) {
    const char* data = stored[__builtin_ctzll(left)].data;
    __builtin_prefetch(data);
    __builtin_prefetch(data + kCacheLine);
  }
  std::uint64_t found = 0;
  for (std::uint64_t left = rows; left != 0; left &= left - 1) {
    const int bit = __builtin_ctzll(left);
    found |= std::uint64_t{text_holds(stored[bit], term)} << bit;
  }
  return found;
}

void TextIndex::keep_holding(Term& term, std::size_t block, std::uint64_t* rows) {
  judge_names(term);
  std::uint64_t by_name[kBlockWords] = {};
  find_by_name(term, block, by_name);
  std::uint64_t candidates[kBlockWords];
  for (std::size_t word = 0; word < kBlockWords; ++word)
    candidates[word] = rows[word] & ~by_name[word];
  signatures_.narrow(block, term.slices, candidates);
  for (std::size_t word = 0; word < kBlockWords; ++word) {
    const auto first = static_cast<Row>(block * kBlockRows + word * kWordRows);
    const std::uint64_t by_text = candidates[word] != 0 ? search(term, first, candidates[word]) : 0;
    rows[word] &= by_name[word] | by_text;
  }
}

void TextIndex::keep_matching(std::size_t block, std::uint64_t* rows) {
  for (Term& term : terms_) keep_holding(term, block, rows);
}

bool TextIndex::matches(Row row) {
  if (stale_.test(row)) refresh(row);
  return std::all_of(terms_.begin(), terms_.end(), [&](Term& term) {
    judge_names(term);
    const bool by_name =
        std::any_of(name_codes_.begin(), name_codes_.end(),
                    [&](const CodeColumn& column) { return term.name_has[column.get(row)] != 0; });
    return by_name || text_holds(stored_[row], term);
  });
}

}  // namespace throughline::filtering
