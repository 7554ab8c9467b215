#include <algorithm>

#include "throughline/base.h"

namespace throughline {

Bitset::Bitset(std::size_t bits, bool value) { resize(bits, value); }

void Bitset::resize(std::size_t bits, bool value) {
  if (value && bits > bits_ && (bits_ & 63) != 0)
    words_.back() |= ~std::uint64_t{0} << (bits_ & 63);
  words_.resize((bits + 63) / 64, value ? ~std::uint64_t{0} : 0);
  bits_ = bits;
  if ((bits_ & 63) != 0) words_.back() &= ~(~std::uint64_t{0} << (bits_ & 63));
}

void Bitset::set(std::size_t i, bool value) {
  if (i >= bits_) resize(i + 1);
  const std::uint64_t bit = std::uint64_t{1} << (i & 63);
  if (value)
    words_[i >> 6] |= bit;
  else
    words_[i >> 6] &= ~bit;
}

void Bitset::clear() {
  words_.clear();
  bits_ = 0;
}

std::size_t Bitset::count() const {
  std::size_t n = 0;
  for (std::uint64_t word : words_) n += static_cast<std::size_t>(__builtin_popcountll(word));
  return n;
}

bool Bitset::any() const {
  return std::any_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word != 0; });
}

Bitset& Bitset::operator&=(const Bitset& other) {
  if (bits_ < other.bits_) resize(other.bits_);
  for (std::size_t i = 0; i < words_.size(); ++i)
    words_[i] &= i < other.words_.size() ? other.words_[i] : 0;
  return *this;
}

Bitset& Bitset::operator|=(const Bitset& other) {
  if (bits_ < other.bits_) resize(other.bits_);
  for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

bool Bitset::operator==(const Bitset& other) const {
  const std::size_t n = std::max(words_.size(), other.words_.size());
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t a = i < words_.size() ? words_[i] : 0;
    const std::uint64_t b = i < other.words_.size() ? other.words_[i] : 0;
    if (a != b) return false;
  }
  return true;
}

}  // namespace throughline
