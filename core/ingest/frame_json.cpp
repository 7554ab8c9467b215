// Framing of JSON and NDJSON.
//
// NDJSON ends a record at each newline (a raw newline cannot stand inside a JSON string), so a
// search for one byte is all it takes. The elements of an array are found by counting brackets
// outside strings, 64 bytes at a time: masks of quotes and backslashes give a mask of what lies
// inside strings, and only the brackets (and, between elements, the commas) outside it are looked
// at one by one.
#include <array>
#include <cstring>

#include "ingest/frame.h"
#include "ingest/scan.h"

namespace throughline::ingest {
namespace {

constexpr std::size_t kBlock = 64;

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_json_blank(text[at])) ++at;
  return at;
}

bool has_newline(std::string_view text) {
  const char* const end = text.data() + text.size();
  return find_byte(text.data(), end, '\n') != end;
}

// Bit i = xor of bits 0 … i.
std::uint64_t prefix_xor(std::uint64_t bits) {
  for (int shift = 1; shift < 64; shift <<= 1) bits ^= bits << shift;
  return bits;
}

// Which bytes are escaped by the backslashes of `slashes`; `carry` says that byte 0 is, and then
// whether the byte after the block is.
std::uint64_t escaped_bits(std::uint64_t slashes, bool& carry) {
  std::uint64_t escaped = carry ? 1 : 0;
  carry = false;
  slashes &= ~escaped;
  while (slashes != 0) {
    const int i = __builtin_ctzll(slashes);
    if (i == 63) {
      carry = true;
      break;
    }
    escaped |= std::uint64_t{2} << i;
    slashes &= ~(std::uint64_t{3} << i);  // the escaped byte, if a backslash, escapes nothing
  }
  return escaped;
}

// {"events":[…: is this object, read from its first byte, such a one, and where does its first
// element start?
enum class Probe : std::uint8_t { no, undecided, yes };
Probe probe_envelope(std::string_view window, std::size_t& first_element) {
  constexpr std::array<std::string_view, 4> kTokens = {"{", "\"events\"", ":", "["};
  std::size_t at = 0;
  for (std::string_view token : kTokens) {
    at = skip_blanks(window, at);
    const std::string_view here = window.substr(at, token.size());
    if (here != token.substr(0, here.size())) return Probe::no;
    if (here.size() < token.size()) return Probe::undecided;
    at += token.size();
  }
  first_element = at;
  return Probe::yes;
}

Framed skipping(std::size_t bytes) {
  Framed framed;
  framed.what = bytes == 0 ? Framed::What::more : Framed::What::skip;
  framed.consumed = bytes;
  return framed;
}

Framed framing_fault(std::size_t consumed, std::string_view text, std::string_view detail) {
  Framed framed;
  framed.what = Framed::What::fault;
  framed.consumed = consumed;
  framed.text = text;
  framed.fault_detail = detail;
  return framed;
}

Framed found(Framed::What what, std::size_t consumed, std::string_view text) {
  Framed framed;
  framed.what = what;
  framed.consumed = consumed;
  framed.text = text;
  return framed;
}

}  // namespace

JsonFrame::JsonFrame(const JsonFraming& framing)
    : framing_(framing), state_(framing.lines ? State::lines : State::start) {}

std::size_t JsonFrame::release() {
  const std::size_t looked_at = scanned_;
  scanned_ = 0;
  released_ = true;
  return looked_at;
}

Framed JsonFrame::next(std::string_view window, bool final) {
  switch (state_) {
    case State::start:
      return at_start(window, final);
    case State::probe:
      return at_probe(window, final);
    case State::value:
      return at_value(window, final);
    case State::array:
      return at_array(window, final);
    case State::tail:
      return at_tail(window, final);
    case State::after:
      return at_after(window, final);
    case State::lines:
      return at_line(window, final);
    case State::done:
      break;
  }
  return skipping(window.size());
}

void JsonFrame::restart(std::uint32_t depth) {
  scanned_ = 0;
  depth_ = depth;
  in_string_ = false;
  escaped_ = false;
  released_ = false;
}

Framed JsonFrame::done_with(Framed framed, State next, std::string_view window) {
  if (framing_.may_be_lines && !multiline_)
    multiline_ = has_newline(window.substr(0, framed.consumed));
  state_ = next;
  return framed;
}

Framed JsonFrame::at_start(std::string_view window, bool final) {
  const std::size_t at = skip_blanks(window, 0);
  if (at > 0) return skipping(at);
  if (window.empty()) {
    if (!final || framing_.may_be_lines) return {};
    state_ = State::done;
    return framing_fault(0, window, "The input holds no value.");
  }
  restart(0);
  if (window[0] == '[') {
    array_in_object_ = false;
    needs_element_ = false;
    return done_with(skipping(1), State::array, window);
  }
  state_ = window[0] == '{' && framing_.envelope ? State::probe : State::value;
  return next(window, final);
}

Framed JsonFrame::at_probe(std::string_view window, bool final) {
  std::size_t first_element = 0;
  const Probe probe = probe_envelope(window, first_element);
  if (probe == Probe::undecided && !final) return {};
  if (probe != Probe::yes) {
    state_ = State::value;
    return at_value(window, final);
  }
  array_in_object_ = true;
  needs_element_ = false;
  return done_with(skipping(first_element), State::array, window);
}

Framed JsonFrame::at_value(std::string_view window, bool final) {
  // An object ends with its bracket; a scalar has no end but the input's (or, of many lines, its
  // own line's).
  const bool object = released_ ? depth_ > 0 || in_string_ : window[0] == '{';
  bool ended = false;
  if (object) {
    ended = scan(window, Until::close);
  } else {
    const std::size_t newline = window.find('\n', scanned_);
    ended = framing_.may_be_lines && newline != std::string_view::npos;
    scanned_ = ended ? newline : window.size();
  }
  if (!ended && !final) return {};
  const std::size_t size = ended ? scanned_ : window.size();
  Framed framed = found(Framed::What::value, size, window.substr(0, size));
  restart(0);
  return done_with(framed, State::after, window);
}

Framed JsonFrame::at_array(std::string_view window, bool final) {
  const std::size_t begin = released_ ? 0 : skip_blanks(window, 0);
  if (begin > 0 && scanned_ == 0) return done_with(skipping(begin), State::array, window);
  const bool ended = scan(window, Until::element_end);
  if (!ended) {
    if (!final) return {};
    state_ = State::done;
    if (window.empty()) return framing_fault(0, window, "The array is not closed.");
    Framed framed = found(Framed::What::record, window.size(), window);
    framed.unclosed = true;
    return framed;
  }
  const std::size_t end = scanned_ - 1;  // of the comma or the bracket
  const bool closed = window[end] == ']';
  const bool empty = end == 0 && !released_;
  const bool missing = empty && (!closed || needs_element_);
  needs_element_ = true;
  Framed framed = skipping(end + 1);
  if (missing)
    framed = framing_fault(end + 1, window.substr(end, 1), "A value is missing.");
  else if (!empty)
    framed = found(Framed::What::record, end + 1, window.substr(0, end));
  const State after = array_in_object_ ? State::tail : State::after;
  restart(closed && array_in_object_ ? 1 : 0);
  return done_with(framed, closed ? after : State::array, window);
}

Framed JsonFrame::at_tail(std::string_view window, bool final) {
  const bool ended = scan(window, Until::close);
  if (!ended && !final) return {};
  const std::size_t size = ended ? scanned_ : window.size();
  restart(0);
  return done_with(found(Framed::What::tail, size, window.substr(0, size)), State::after, window);
}

Framed JsonFrame::at_after(std::string_view window, bool final) {
  const std::size_t at = skip_blanks(window, 0);
  if (at > 0) {
    newline_after_ = newline_after_ || has_newline(window.substr(0, at));
    return skipping(at);
  }
  if (window.empty()) return {};
  if (framing_.may_be_lines && newline_after_ && !multiline_) {
    restart(0);
    state_ = State::lines;
    return at_line(window, final);
  }
  constexpr std::size_t kExcerptBytes =
      512;  // 120 characters of four bytes: the excerpt then depends on no chunk
  if (!final && window.size() < kExcerptBytes) return {};
  state_ = State::done;
  return framing_fault(window.size(), window.substr(0, kExcerptBytes),
                       "Something follows the value.");
}

Framed JsonFrame::at_line(std::string_view window, bool final) {
  const char* const from = window.data() + std::min(scanned_, window.size());
  const auto end = static_cast<std::size_t>(find_byte(from, window.data() + window.size(), '\n') -
                                            window.data());
  const bool whole = end != window.size();
  if (!whole && !final) {
    scanned_ = window.size();
    return {};
  }
  const std::size_t consumed = whole ? end + 1 : end;
  const bool partial = released_;
  scanned_ = 0;
  released_ = false;
  const std::size_t begin = skip_blanks(window.substr(0, end), 0);
  if (begin == end && !partial) return skipping(consumed);
  return found(Framed::What::value, consumed, window.substr(begin, end - begin));
}

// ---------------------------------------------------------------------------------------------
// Scanning: from scanned_ on, until the end that is looked for. Then scanned_ stands behind the
// byte that ends it.

bool JsonFrame::scan(std::string_view window, Until until) {
  while (window.size() - scanned_ >= kBlock)
    if (scan_block(window.data() + scanned_, until)) return true;
  while (scanned_ < window.size()) {
    const char c = window[scanned_++];
    if (scan_byte(c, until)) return true;
  }
  return false;
}

bool JsonFrame::scan_byte(char c, Until until) {
  if (escaped_) {
    escaped_ = false;
    return false;
  }
  if (c == '\\') {
    escaped_ = true;
    return false;
  }
  if (c == '"') in_string_ = !in_string_;
  if (in_string_) return false;
  if (c == '[' || c == '{') ++depth_;
  if (c == ',' || c == ']') {
    if (depth_ == 0 && until == Until::element_end) return true;
  }
  if ((c == ']' || c == '}') && depth_ > 0) {
    --depth_;
    if (depth_ == 0 && until == Until::close) return true;
  }
  return false;
}

bool JsonFrame::scan_block(const char* at, Until until) {
  std::uint64_t quotes = 0, slashes = 0, opens = 0, closes = 0, commas = 0;
  for (std::size_t i = 0; i < kBlock; i += Bytes16::kSize) {
    const Bytes16 bytes(at + i);
    quotes |= std::uint64_t{bytes.equal('"')} << i;
    slashes |= std::uint64_t{bytes.equal('\\')} << i;
    opens |= std::uint64_t{bytes.equal_either_case('{')} << i;
    closes |= std::uint64_t{bytes.equal_either_case('}')} << i;
    commas |= std::uint64_t{bytes.equal(',')} << i;
  }
  if (escaped_ || slashes != 0) {
    const std::uint64_t escaped = escaped_bits(slashes, escaped_);
    quotes &= ~escaped;
    opens &= ~escaped;
    closes &= ~escaped;
    commas &= ~escaped;
  }
  // Set from an opening quote up to the byte before the closing one.
  const std::uint64_t inside = prefix_xor(quotes) ^ (in_string_ ? ~std::uint64_t{0} : 0);
  const std::uint64_t brackets = (opens | closes) & ~inside;
  commas = until == Until::element_end ? commas & ~inside : 0;

  std::uint64_t rest = ~std::uint64_t{0};
  for (;;) {
    const std::uint64_t stops = (depth_ == 0 ? brackets | commas : brackets) & rest;
    if (stops == 0) break;
    const int i = __builtin_ctzll(stops);
    rest = i == 63 ? 0 : ~std::uint64_t{0} << (i + 1);
    const std::uint64_t bit = std::uint64_t{1} << i;
    if ((opens & bit) != 0) {
      ++depth_;
      continue;
    }
    const bool ends_element = depth_ == 0 && until == Until::element_end && at[i] != '}';
    if (depth_ > 0) --depth_;
    const bool ends = ends_element || ((closes & bit) != 0 && depth_ == 0 && until == Until::close);
    if (!ends) continue;
    scanned_ += static_cast<std::size_t>(i) + 1;
    in_string_ = false;
    escaped_ = false;
    return true;
  }
  in_string_ = (inside >> 63) != 0;
  scanned_ += kBlock;
  return false;
}

}  // namespace throughline::ingest
