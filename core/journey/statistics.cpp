#include "statistics.h"

#include <algorithm>
#include <bit>
#include <initializer_list>
#include <limits>

namespace throughline {
namespace {

using Values = std::span<const std::int64_t>;

// The place of a percentile: between the values at `lower` and `lower + 1`, so many tenths behind the first.
struct Place {
  std::size_t lower = 0;
  std::int64_t tenths = 0;
};

Place place_of(std::size_t percent_tenths, std::size_t count) {
  const std::size_t scaled = (count - 1) * percent_tenths;
  return {scaled / 10, static_cast<std::int64_t>(scaled % 10)};
}

// Percentiles of values, by counting: values are counted by their leading bits, and only those of the buckets into which
// a wanted rank falls are looked at again.
class Percentiles {
 public:
  // Precondition: not empty, none is negative.
  Percentiles(Values values, std::initializer_list<std::size_t> tenths);
  std::int64_t at(std::size_t tenths);
  std::int64_t most() const { return most_; }

 private:
  static constexpr int kMostBits = 10;

  static int bits_of(std::uint64_t value) { return static_cast<int>(std::bit_width(value)); }
  std::size_t bucket_of(std::int64_t value) const {
    return static_cast<std::size_t>(static_cast<std::uint64_t>(value - least_) >> shift_);
  }
  void want(std::size_t rank);
  void collect();
  std::int64_t value_at(std::size_t rank);

  Values values_;
  std::int64_t least_, most_;
  int shift_ = 0;
  std::vector<std::uint32_t> counts_;  // by bucket
  std::vector<std::uint8_t> wanted_;   // likewise: 1 where a wanted rank falls into it
  std::vector<std::int64_t> found_;    // the values of those
};

Percentiles::Percentiles(Values values, std::initializer_list<std::size_t> tenths)
    : values_(values), least_(values.front()), most_(values.front()) {
  for (std::int64_t value : values) {
    least_ = std::min(least_, value);
    most_ = std::max(most_, value);
  }
  if (least_ == most_) return;
  shift_ = std::max(bits_of(static_cast<std::uint64_t>(most_ - least_)) -
                        std::min(bits_of(values.size()), kMostBits),
                    0);
  counts_.resize(bucket_of(most_) + 1);
  wanted_.resize(counts_.size());
  for (std::int64_t value : values) ++counts_[bucket_of(value)];
  for (std::size_t one : tenths) {
    const Place place = place_of(one, values.size());
    want(place.lower);
    if (place.tenths != 0) want(place.lower + 1);
  }
  collect();
}

void Percentiles::want(std::size_t rank) {
  std::size_t bucket = 0;
  while (rank >= counts_[bucket]) rank -= counts_[bucket++];
  wanted_[bucket] = 1;
}

void Percentiles::collect() {
  std::size_t count = 0;
  for (std::size_t bucket = 0; bucket < counts_.size(); ++bucket)
    count += wanted_[bucket] * counts_[bucket];
  found_.resize(count + 1);  // one more: what is not taken is overwritten
  std::size_t size = 0;
  for (std::int64_t value : values_) {
    found_[size] = value;
    size += wanted_[bucket_of(value)];
  }
  found_.pop_back();
}

std::int64_t Percentiles::value_at(std::size_t rank) {
  std::size_t passed = 0;   // values in buckets before the rank's
  std::size_t missing = 0;  // those of them that were not collected
  for (std::size_t bucket = 0; rank >= passed + counts_[bucket]; ++bucket) {
    passed += counts_[bucket];
    if (wanted_[bucket] == 0) missing += counts_[bucket];
  }
  const auto at = found_.begin() + static_cast<std::ptrdiff_t>(rank - missing);
  std::nth_element(found_.begin(), at, found_.end());
  return *at;
}

std::int64_t Percentiles::at(std::size_t tenths) {
  if (least_ == most_) return least_;
  const Place place = place_of(tenths, values_.size());
  const std::int64_t lower = value_at(place.lower);
  if (place.tenths == 0) return lower;
  const std::int64_t upper = value_at(place.lower + 1);
  return lower + divide_round_half_up((upper - lower) * place.tenths, 10);
}

// Σ values / n, none of which is negative or greater than `most`. Quotients and remainders are summed apart where the
// sum itself might overflow.
std::int64_t mean_of(Values values, std::int64_t most) {
  const auto n = static_cast<std::int64_t>(values.size());
  std::int64_t whole = 0;
  std::int64_t rest = 0;
  if (most <= std::numeric_limits<std::int64_t>::max() / n) {
    for (std::int64_t value : values) rest += value;
  } else {
    for (std::int64_t value : values) {
      whole += value / n;
      rest += value % n;
    }
  }
  return whole + divide_round_half_up(rest, n);
}

}  // namespace

DurationStatistics statistics_of(Values durations) {
  DurationStatistics result;
  result.n = durations.size();
  if (durations.empty()) return result;
  Percentiles percentiles(durations, {5, 9});
  result.median = percentiles.at(5);
  result.p90 = percentiles.at(9);
  result.mean = mean_of(durations, percentiles.most());
  return result;
}

std::optional<std::int64_t> p90_of(Values durations) {
  if (durations.empty()) return std::nullopt;
  return Percentiles(durations, {9}).at(9);
}

void append_statistics(JsonWriter& out, const DurationStatistics& statistics) {
  out.begin_object().key("n").integer(static_cast<std::int64_t>(statistics.n));
  out.key("median").integer_or_null(statistics.median);
  out.key("p90").integer_or_null(statistics.p90);
  out.key("mean").integer_or_null(statistics.mean).end_object();
}

}  // namespace throughline
