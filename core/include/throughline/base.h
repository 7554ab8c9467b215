// Throughline / base: results, interned strings, segmented columns, bitsets, JSON writing.
//
// What every other room stands on. Nothing here knows of events. Nothing throws by design; a failed
// allocation throws std::bad_alloc, which only core/abi catches.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

// A function that no page needs before its first view stands. It is inlined nowhere, so that it comes
// with the second part of the wasm module (tools/wasm/parts.mjs).
#define THROUGHLINE_LATER [[gnu::noinline]]

namespace throughline {

// ---------------------------------------------------------------------------------------------
// Codes and results

// One code per line of core/data/codes.def.
enum class Code : std::uint16_t {
#define CODE(id, name, sentence) id,
#include "../../data/codes.def"
#undef CODE
};

// The code's name as documents carry it, e.g. "no zone". Static storage.
std::string_view code_name(Code code);
// One English sentence for a person, ending in a full stop. Static storage.
std::string_view code_sentence(Code code);
// "code: sentence", the form that load reports use for `reason`.
std::string code_reason(Code code);

// Why something failed. `detail` says where and with what ("templates[1].milestones[0].id is missing");
// it is UTF-8 and may be empty.
struct Error {
  Code code = Code::internal;
  std::string detail;

  // "name: detail", or "name: sentence" where there is no detail.
  std::string message() const;
};

// A value or an Error. Every border of a room that can fail returns one.
//
//   Result<Filter> parsed = Filter::parse(text);
//   if (!parsed) return parsed.error();
//   use(*parsed);
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  Result(Code code, std::string detail = {})
      : state_(std::in_place_index<1>, Error{code, std::move(detail)}) {}

  explicit operator bool() const { return state_.index() == 0; }
  bool ok() const { return state_.index() == 0; }
  // Precondition: ok().
  T& operator*() { return std::get<0>(state_); }
  const T& operator*() const { return std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  // Precondition: !ok().
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

struct Done {};  // the value of a Result that has nothing to say
using Status = Result<Done>;

// ---------------------------------------------------------------------------------------------
// Strings

// 64-bit hash of bytes, eight at a time by multiply and xorshift; the same on every target.
std::uint64_t hash_bytes(std::string_view bytes);

// Says that the memory there is about to be read. A place that no cache holds is a wait of a hundred comparisons: who
// says so of several places before it reads the first of them waits once. The place must be one that may be read.
inline void expect(const void* place) {
#if defined(__wasm__)
  // It has no such hint; a byte that nothing is done with is read, and not waited for.
  asm volatile("" ::"r"(*static_cast<const char*>(place)));
#else
  __builtin_prefetch(place);
  asm volatile("" ::"r"(place));  // g++ 12 takes what only prefetches for what does nothing
#endif
}
// a == b, eight bytes at a time: where every event's strings are compared, WebAssembly's C library, which goes byte by
// byte, would be a twentieth of a load.
inline bool same_bytes(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  std::size_t at = 0;
  for (; at + 8 <= a.size(); at += 8) {
    std::uint64_t x, y;
    std::memcpy(&x, a.data() + at, 8);
    std::memcpy(&y, b.data() + at, 8);
    if (x != y) return false;
  }
  for (; at < a.size(); ++at)
    if (a[at] != b[at]) return false;
  return true;
}

// Interned string number. 0 is "absent"; the empty string is a value with a number of its own.
using StringId = std::uint32_t;
inline constexpr StringId kAbsent = 0;

// Stores each distinct string once and numbers it in order of first sight. The numbers order nothing
// that a user sees. Views stay valid until `erase` of that id or destruction.
class Interner {
 public:
  Interner();
  Interner(const Interner&) = delete;
  Interner& operator=(const Interner&) = delete;
  Interner(Interner&&) noexcept;
  Interner& operator=(Interner&&) noexcept;
  ~Interner();

  // A string to be interned soon: its hash, so that where it belongs is on its way when it is asked for.
  struct Sought {
    std::string_view text;
    std::uint32_t hash = 0;
  };
  Sought seek(std::string_view text) const;

  StringId intern(std::string_view text);
  StringId intern(const Sought& sought);
  // kAbsent where the string was never interned (or erased).
  StringId find(std::string_view text) const;
  // "" for kAbsent.
  std::string_view text(StringId id) const;
  std::uint32_t size() const;  // ids are 0 … size()-1
  // Overwrites the bytes with zeros and forgets the string; the id stays taken and reads as "".
  void erase(StringId id);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// ---------------------------------------------------------------------------------------------
// Columns

// A growing array in segments of 64 Ki elements: growth copies nothing but the first of them while it
// is small, so that a page of fifty events costs no more than they do. References are valid until an
// element is added. T must be trivially copyable.
template <class T>
class Column {
 public:
  static constexpr std::size_t kShift = 16;
  static constexpr std::size_t kSegment = std::size_t{1} << kShift;
  static_assert(std::is_trivially_copyable_v<T>);

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](std::size_t i) { return segments_[i >> kShift][i & (kSegment - 1)]; }
  const T& operator[](std::size_t i) const { return segments_[i >> kShift][i & (kSegment - 1)]; }
  void push_back(T value) {
    if (size_ == room_) grow();
    segments_[size_ >> kShift][size_ & (kSegment - 1)] = value;
    ++size_;
  }
  // New elements are value-initialised to `fill`.
  void resize(std::size_t n, T fill = T{}) {
    while (size_ < n) {
      if (size_ == room_) grow();
      const std::size_t segment_end = (size_ | (kSegment - 1)) + 1;
      const std::size_t until = std::min({n, room_, segment_end});
      std::fill_n(&(*this)[size_], until - size_, fill);
      size_ = until;
    }
    size_ = n;
  }
  void clear() {
    segments_.clear();
    size_ = room_ = 0;
  }
  std::size_t bytes() const { return room_ * sizeof(T); }

 private:
  static constexpr std::size_t kFirst = 64;

  // The first segment doubles until it is whole; then there is one more.
  void grow() {
    const bool is_whole = room_ >= kSegment;
    const std::size_t wanted = is_whole ? kSegment : std::max(kFirst, room_ * 2);
    std::unique_ptr<T[]> segment(new T[wanted]);  // what is not yet written is not zeroed either
    if (is_whole || room_ == 0) {
      segments_.push_back(std::move(segment));
      room_ += wanted;
    } else {
      std::copy_n(segments_[0].get(), size_, segment.get());
      segments_[0] = std::move(segment);
      room_ = wanted;
    }
  }

  std::vector<std::unique_ptr<T[]>> segments_;
  std::size_t size_ = 0, room_ = 0;
};

// Numbers the keys of a dense id space (StringId, PersonId, …) 0, 1, 2, … in order of first sight, so that what
// belongs to them can stand in a vector: a hash map's job at the cost of an array's.
class DenseIndex {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  std::uint32_t find(std::uint32_t key) const {
    return key < slots_.size() ? slots_[key] - 1 : kNone;
  }
  // Finds or adds; a new key gets the number size().
  std::uint32_t slot(std::uint32_t key) {
    if (key >= slots_.size()) slots_.resize(std::size_t{key} + 1);
    std::uint32_t& slot = slots_[key];
    if (slot == 0) slot = ++size_;
    return slot - 1;
  }
  std::uint32_t size() const { return size_; }
  void clear() {
    slots_.clear();
    size_ = 0;
  }

 private:
  Column<std::uint32_t> slots_;  // 0 = none, else number + 1
  std::uint32_t size_ = 0;
};

// Sorts, and drops what is there twice.
template <class T>
void keep_distinct(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// A set of row ids. Reading past the end is false; setting grows. All set operations are over the
// longer of the two, absent bits being 0.
class Bitset {
 public:
  Bitset() = default;
  explicit Bitset(std::size_t bits, bool value = false);

  std::size_t size() const { return bits_; }
  bool test(std::size_t i) const { return i < bits_ && (words_[i >> 6] >> (i & 63) & 1u) != 0; }
  void set(std::size_t i, bool value = true);
  void resize(std::size_t bits, bool value = false);
  void clear();
  std::size_t count() const;
  bool any() const;
  Bitset& operator&=(const Bitset& other);
  Bitset& operator|=(const Bitset& other);
  bool operator==(const Bitset& other) const;
  const std::vector<std::uint64_t>& words() const { return words_; }
  std::vector<std::uint64_t>& words() { return words_; }

 private:
  std::vector<std::uint64_t> words_;
  std::size_t bits_ = 0;
};

// ---------------------------------------------------------------------------------------------
// Work in counted units

// What a step spent beyond its units, where a piece of work cannot be cut in two: the next steps pay for it.
class UnitDebt {
 public:
  void pay(std::uint32_t& units, std::size_t spent) {
    owed_ += spent;
    const auto paid = static_cast<std::uint32_t>(std::min<std::uint64_t>(owed_, units));
    units -= paid;
    owed_ -= paid;
  }
  void forgive() { owed_ = 0; }

 private:
  std::uint64_t owed_ = 0;
};

// ---------------------------------------------------------------------------------------------
// Writing

void append_int(std::string& out, std::int64_t value);
// Exact decimal of value/64, shortest form: 64 → "1", 96 → "1.5", 1 → "0.015625".
void append_64ths(std::string& out, std::int64_t value);
// A JSON string with quotes. Escapes ", \, and controls below 0x20 (\n \t \r \b \f, else \u00xx);
// everything else is copied. `text` must be valid UTF-8 (ingest has repaired it).
void append_json_string(std::string& out, std::string_view text);

// Writes one compact JSON document into a string it does not own. Commas and colons are its affair:
//
//   JsonWriter w(out);
//   w.begin_object().key("read").integer(3).key("name").string("crm").end_object();
//
// What is short is gathered here and goes out in larger pieces: `out` has all of it once the outermost bracket is
// closed, and must not be written to before.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(&out) {}
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);
  JsonWriter& integer(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& sixty_fourths(std::int64_t value);
  // `json` is one complete JSON value, copied as it is.
  JsonWriter& raw(std::string_view json);
  // Absent → null.
  JsonWriter& integer_or_null(std::optional<std::int64_t> value);
  JsonWriter& string_or_null(std::optional<std::string_view> text);

 private:
  static constexpr std::size_t kPiece = 512;

  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  // Where the next value or key goes, behind its comma; room for so many bytes (fewer than kPiece) from there on.
  char* begin_value(std::size_t bytes);
  // Up to where it went.
  JsonWriter& end_value(const char* end);
  void quote(std::string_view text, std::string_view behind);
  void flush();

  std::string* out_;
  std::size_t size_ = 0;  // of the piece that has not gone out
  unsigned depth_ = 0;
  bool needs_comma_ = false;
  char piece_[kPiece];
};

// The strings of a JSON list that the core itself wrote (members of form `list`). Anything else in it is left out.
std::vector<std::string> strings_of_list(std::string_view json);

// ---------------------------------------------------------------------------------------------
// Saturating arithmetic of durations in milliseconds

std::int64_t saturating_add(std::int64_t a, std::int64_t b);
std::int64_t saturating_sub(std::int64_t a, std::int64_t b);
std::int64_t saturating_mul(std::int64_t a, std::int64_t b);
// a/b rounded half up (towards +∞ at .5), b > 0.
std::int64_t divide_round_half_up(std::int64_t a, std::int64_t b);

}  // namespace throughline
