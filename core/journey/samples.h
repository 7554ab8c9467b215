// Durations on their way to statistics.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace throughline {

class Samples {
 public:
  // Room for so many, at least as many as there are.
  void reserve(std::size_t count) {
    // One more: what does not count is written too. Not a vector, which would fill it all with zeros first.
    std::unique_ptr<std::int64_t[]> values(new std::int64_t[count + 1]);
    std::copy_n(values_.get(), size_, values.get());
    values_ = std::move(values);
  }
  // Takes the value where it counts; there must be room. No branch: from one journey to the next nobody can foresee
  // which do.
  void add(std::int64_t value, bool counts) {
    values_[size_] = value;
    size_ += counts ? 1 : 0;
  }
  std::size_t size() const { return size_; }
  std::span<const std::int64_t> values() const { return {values_.get(), size_}; }

 private:
  std::unique_ptr<std::int64_t[]> values_;
  std::size_t size_ = 0;
};

}  // namespace throughline
