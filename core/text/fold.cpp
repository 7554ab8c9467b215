// Folding in one pass over the text. The table (tools/fold_table.py) holds what a code point
// becomes by itself; here is what depends on its neighbours: marks after a letter of Latin, Greek
// or Cyrillic go, and marks that stay are put in canonical order. ASCII runs take a path of their
// own, a word at a time.
#include "text/fold.h"

#include <algorithm>

#include "text/ascii.h"

namespace throughline {
namespace {

#include "fold_table.inc"

unsigned fold_entry(char32_t code_point) {
  if (code_point < kFoldTableEnd) {
    const std::size_t block = kFoldBlock[code_point >> kFoldShift];
    return kFoldEntry[block << kFoldShift | (code_point & ((1u << kFoldShift) - 1))];
  }
  return code_point >= kLateMarksBegin && code_point < kLateMarksEnd ? kMark : 0;
}

// Unicode's arithmetic for Hangul syllables.
constexpr char32_t kHangulBegin = 0xAC00, kHangulEnd = 0xD7A4;
constexpr char32_t kLeadingJamo = 0x1100, kVowelJamo = 0x1161, kTrailingJamo = 0x11A7;
constexpr char32_t kTrailingCount = 28, kVowelTrailingCount = 21 * kTrailingCount;

// What fold() uses: nobody asks where the bytes came from.
struct NoTrace {
  void put(std::size_t, TextRange) {}
  void put_ascii(std::size_t, TextRange) {}
  void widen(TextRange) {}
};

struct SpanTrace {
  std::vector<FoldSpan>& spans;
  void put(std::size_t at, TextRange source) {
    spans.push_back(FoldSpan{static_cast<std::uint32_t>(at), source, false});
  }
  void put_ascii(std::size_t at, TextRange source) {
    spans.push_back(FoldSpan{static_cast<std::uint32_t>(at), source, true});
  }
  void widen(TextRange dropped) {
    if (!spans.empty() && spans.back().source.end == dropped.begin)
      spans.back().source.end = dropped.end;
  }
};

template <class Trace>
class Folder {
 public:
  Folder(std::string& out, Trace trace) : out_(out), trace_(trace) {}

  void run(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t begin = at;
      if (static_cast<unsigned char>(text[at]) < 0x80) {
        at += ascii::run_length(text, at);
        ascii_run(text.substr(begin, at - begin), range(begin, at));
      } else {
        const char32_t code_point = next_code_point(text, at);
        character(code_point, range(begin, at));
      }
    }
    flush_marks();
  }

 private:
  struct PendingMark {
    char32_t code_point;
    unsigned combining_class;
    TextRange source;
  };

  static TextRange range(std::size_t begin, std::size_t end) {
    return TextRange{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void ascii_run(std::string_view text, TextRange source) {
    flush_marks();
    trace_.put_ascii(out_.size(), source);
    ascii::append_lower(out_, text);
    loses_marks_ = ascii::is_lower(out_.back());
  }

  void character(char32_t code_point, TextRange source) {
    if (code_point >= kHangulBegin && code_point < kHangulEnd) return hangul(code_point, source);
    const unsigned entry = fold_entry(code_point);
    if ((entry & kMapped) != 0) return mapped(&kFoldTarget[entry & ~kMapped], source);
    if ((entry & kMark) != 0) return mark(code_point, entry, source);
    letter(code_point, entry == kLosesMarks, source);
  }

  void letter(char32_t code_point, bool loses_marks, TextRange source) {
    flush_marks();
    trace_.put(out_.size(), source);
    append_code_point(out_, code_point);
    loses_marks_ = loses_marks;
  }

  void mapped(const unsigned char* target, TextRange source) {
    const unsigned head = *target;
    const std::string_view text(reinterpret_cast<const char*>(target + 1),
                                head & (kTargetHasMarks - 1));
    if ((head & kTargetHasMarks) != 0) {
      for (std::size_t at = 0; at < text.size();) character(next_code_point(text, at), source);
      return;
    }
    flush_marks();
    trace_.put(out_.size(), source);
    out_.append(text);
    loses_marks_ = (head & kTargetLosesMarks) != 0;
  }

  void hangul(char32_t syllable, TextRange source) {
    const char32_t index = syllable - kHangulBegin;
    letter(kLeadingJamo + index / kVowelTrailingCount, false, source);
    letter(kVowelJamo + index % kVowelTrailingCount / kTrailingCount, false, source);
    if (index % kTrailingCount != 0) letter(kTrailingJamo + index % kTrailingCount, false, source);
  }

  void mark(char32_t code_point, unsigned entry, TextRange source) {
    if (loses_marks_ || (entry & kMarkDropped) != 0) {
      if (marks_.empty())
        trace_.widen(source);
      else if (marks_.back().source.end == source.begin)
        marks_.back().source.end = source.end;
      return;
    }
    const unsigned combining_class = entry & 0xFF;
    if (combining_class == 0) {
      letter(code_point, false, source);
      return;
    }
    marks_.push_back(PendingMark{code_point, combining_class, source});
  }

  void flush_marks() {
    if (marks_.empty()) return;
    std::stable_sort(marks_.begin(), marks_.end(), [](const PendingMark& a, const PendingMark& b) {
      return a.combining_class < b.combining_class;
    });
    for (const PendingMark& pending : marks_) {
      trace_.put(out_.size(), pending.source);
      append_code_point(out_, pending.code_point);
    }
    marks_.clear();
  }

  std::string& out_;
  Trace trace_;
  std::vector<PendingMark> marks_;  // kept marks since the last character of class 0
  bool loses_marks_ = false;        // the base is Latin, Greek or Cyrillic
};

}  // namespace

void append_folded(std::string_view text, std::string& out) {
  Folder<NoTrace>(out, NoTrace{}).run(text);
}

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_folded(text, out);
  return out;
}

TracedFold fold_traced(std::string_view text) {
  TracedFold result;
  Folder<SpanTrace>(result.folded, SpanTrace{result.spans}).run(text);
  return result;
}

TextRange TracedFold::source(std::size_t begin, std::size_t end) const {
  auto after = [&](std::size_t at) {
    return std::upper_bound(spans.begin(), spans.end(), at,
                            [](std::size_t x, const FoldSpan& s) { return x < s.folded_begin; });
  };
  const auto past = after(end - 1);
  const std::uint32_t past_begin =
      static_cast<std::uint32_t>(past == spans.end() ? folded.size() : past->folded_begin);
  TextRange result{UINT32_MAX, 0};
  // Canonical reordering may put a later source before an earlier one, so all spans are asked.
  for (auto span = after(begin) - 1; span != past; ++span) {
    std::uint32_t from = span->source.begin;
    std::uint32_t to = span->source.end;
    if (span->byte_for_byte) {
      if (begin > span->folded_begin)
        from += static_cast<std::uint32_t>(begin) - span->folded_begin;
      const bool ends_inside = span + 1 == past && end < past_begin;
      if (ends_inside)
        to = span->source.begin + static_cast<std::uint32_t>(end) - span->folded_begin;
    }
    result.begin = std::min(result.begin, from);
    result.end = std::max(result.end, to);
  }
  return result;
}

}  // namespace throughline
