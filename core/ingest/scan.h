// Sixteen bytes at a time: the few comparisons that framing and reading need, as bit masks.
//
// SSE2 natively, SIMD128 in WebAssembly, plain loops elsewhere; the algorithms above are written
// once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace throughline::ingest {

// Bit i of every mask speaks of byte i.
class Bytes16 {
 public:
  static constexpr std::size_t kSize = 16;

#if defined(__SSE2__)
  explicit Bytes16(const char* at) : v_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at))) {}
  std::uint32_t equal(char c) const { return bits(_mm_cmpeq_epi8(v_, _mm_set1_epi8(c))); }
  // Equal to c but for bit 0x20: '[' and '{' differ by it, and so do ']' and '}'.
  std::uint32_t equal_either_case(char c) const {
    return bits(_mm_cmpeq_epi8(_mm_or_si128(v_, _mm_set1_epi8(0x20)), _mm_set1_epi8(c)));
  }
  std::uint32_t controls() const {
    return bits(_mm_cmpeq_epi8(_mm_min_epu8(v_, _mm_set1_epi8(0x1F)), v_));
  }
  std::uint32_t non_ascii() const { return bits(v_); }

 private:
  static std::uint32_t bits(__m128i v) { return static_cast<std::uint32_t>(_mm_movemask_epi8(v)); }
  __m128i v_;
#elif defined(__wasm_simd128__)
  explicit Bytes16(const char* at) : v_(wasm_v128_load(at)) {}
  std::uint32_t equal(char c) const {
    return wasm_i8x16_bitmask(wasm_i8x16_eq(v_, wasm_i8x16_splat(c)));
  }
  std::uint32_t equal_either_case(char c) const {
    return wasm_i8x16_bitmask(
        wasm_i8x16_eq(wasm_v128_or(v_, wasm_i8x16_splat(0x20)), wasm_i8x16_splat(c)));
  }
  std::uint32_t controls() const {
    return wasm_i8x16_bitmask(wasm_u8x16_lt(v_, wasm_i8x16_splat(0x20)));
  }
  std::uint32_t non_ascii() const { return wasm_i8x16_bitmask(v_); }

 private:
  v128_t v_;
#else
  explicit Bytes16(const char* at) { std::memcpy(v_, at, kSize); }
  std::uint32_t equal(char c) const {
    return bits([c](unsigned char b) { return b == static_cast<unsigned char>(c); });
  }
  std::uint32_t equal_either_case(char c) const {
    return bits([c](unsigned char b) { return (b | 0x20) == static_cast<unsigned char>(c); });
  }
  std::uint32_t controls() const {
    return bits([](unsigned char b) { return b < 0x20; });
  }
  std::uint32_t non_ascii() const {
    return bits([](unsigned char b) { return b >= 0x80; });
  }

 private:
  template <class Test>
  std::uint32_t bits(Test test) const {
    std::uint32_t mask = 0;
    for (std::size_t i = 0; i < kSize; ++i)
      if (test(v_[i])) mask |= std::uint32_t{1} << i;
    return mask;
  }
  unsigned char v_[kSize];
#endif
};

// The first of quote, backslash or a control character in [at, end), or end. `non_ascii` is set
// where a byte ≥ 0x80 may stand before it.
inline const char* find_string_break(const char* at, const char* end, bool& non_ascii) {
  while (static_cast<std::size_t>(end - at) >= Bytes16::kSize) {
    const Bytes16 bytes(at);
    const std::uint32_t breaks = bytes.equal('"') | bytes.equal('\\') | bytes.controls();
    if (bytes.non_ascii() != 0) non_ascii = true;
    if (breaks != 0) return at + __builtin_ctz(breaks);
    at += Bytes16::kSize;
  }
  for (; at < end; ++at) {
    const auto c = static_cast<unsigned char>(*at);
    if (c < 0x20 || c == '"' || c == '\\') break;
    if (c >= 0x80) non_ascii = true;
  }
  return at;
}

// The first c in [at, end), or end.
inline const char* find_byte(const char* at, const char* end, char c) {
  for (; static_cast<std::size_t>(end - at) >= Bytes16::kSize; at += Bytes16::kSize)
    if (const std::uint32_t found = Bytes16(at).equal(c); found != 0)
      return at + __builtin_ctz(found);
  while (at < end && *at != c) ++at;
  return at;
}

inline std::uint64_t count_newlines(std::string_view bytes) {
  std::uint64_t n = 0;
  const char* at = bytes.data();
  const char* end = at + bytes.size();
  for (; static_cast<std::size_t>(end - at) >= Bytes16::kSize;
       at += Bytes16::kSize)  // few: counted one by one
    for (std::uint32_t newlines = Bytes16(at).equal('\n'); newlines != 0; newlines &= newlines - 1)
      ++n;
  for (; at < end; ++at) n += *at == '\n' ? 1 : 0;
  return n;
}

inline bool is_json_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace throughline::ingest
