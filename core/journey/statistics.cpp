#include "statistics.h"

#include <algorithm>
#include <bit>

namespace throughline {
namespace {

using Values = std::vector<std::int64_t>;

// Values at given ranks. Values are counted by their leading bits; the bucket in which a rank falls is put in order, the
// others are not looked at again.
class Ranks {
 public:
  // Precondition: not empty, none is negative.
  explicit Ranks(const Values& values)
      : values_(values), most_(*std::max_element(values.begin(), values.end())) {
    shift_ = std::max(
        bits_of(static_cast<std::uint64_t>(most_)) - std::min(bits_of(values.size()), kMostBits),
        0);
    counts_.resize(bucket_of(most_) + 1);
    for (std::int64_t value : values) ++counts_[bucket_of(value)];
  }

  // The value at rank (n - 1) × tenths / 10, between two ranks by what lies between them.
  std::int64_t percentile(std::size_t tenths) {
    const std::size_t scaled = (values_.size() - 1) * tenths;
    const auto rest = static_cast<std::int64_t>(scaled % 10);
    std::size_t rank = scaled / 10;  // from here on in its bucket
    std::size_t bucket = 0;
    while (rank >= counts_[bucket]) rank -= counts_[bucket++];
    collect(bucket);
    const auto lower = found_.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(found_.begin(), lower, found_.end());
    const std::int64_t value = *lower;
    if (rest == 0) return value;
    if (lower + 1 != found_.end())
      return between(value, *std::min_element(lower + 1, found_.end()), rest);
    do ++bucket;
    while (counts_[bucket] == 0);
    collect(bucket);
    return between(value, *std::min_element(found_.begin(), found_.end()), rest);
  }

 private:
  static constexpr int kMostBits = 10;

  static int bits_of(std::uint64_t value) { return static_cast<int>(std::bit_width(value)); }
  static std::int64_t between(std::int64_t lower, std::int64_t upper, std::int64_t tenths) {
    return lower + divide_round_half_up((upper - lower) * tenths, 10);
  }
  std::size_t bucket_of(std::int64_t value) const {
    return static_cast<std::size_t>(static_cast<std::uint64_t>(value) >> shift_);
  }
  void collect(std::size_t bucket) {
    found_.resize(counts_[bucket] + 1);  // one more: what is not taken is overwritten
    std::size_t size = 0;
    for (std::int64_t value : values_) {
      found_[size] = value;
      size += bucket_of(value) == bucket ? 1u : 0u;
    }
    found_.pop_back();
  }

  const Values& values_;
  std::int64_t most_;
  int shift_ = 0;
  std::vector<std::size_t> counts_;
  Values found_;
};

// Σ values / n. Quotients and remainders are summed apart where the sum itself would overflow.
std::int64_t mean_of(const Values& values) {
  const auto n = static_cast<std::int64_t>(values.size());
  std::int64_t sum = 0;
  const bool overflows = std::any_of(values.begin(), values.end(), [&sum](std::int64_t value) {
    return __builtin_add_overflow(sum, value, &sum);
  });
  if (!overflows) return divide_round_half_up(sum, n);
  std::int64_t whole = 0;
  std::int64_t rest = 0;
  for (std::int64_t value : values) {
    whole += value / n;
    rest += value % n;
  }
  return whole + divide_round_half_up(rest, n);
}

}  // namespace

DurationStatistics statistics_of(const Values& durations) {
  DurationStatistics result;
  result.n = durations.size();
  if (durations.empty()) return result;
  Ranks ranks(durations);
  result.median = ranks.percentile(5);
  result.p90 = ranks.percentile(9);
  result.mean = mean_of(durations);
  return result;
}

std::optional<std::int64_t> p90_of(const Values& durations) {
  if (durations.empty()) return std::nullopt;
  return Ranks(durations).percentile(9);
}

void append_statistics(JsonWriter& out, const DurationStatistics& statistics) {
  out.begin_object().key("n").integer(static_cast<std::int64_t>(statistics.n));
  out.key("median").integer_or_null(statistics.median);
  out.key("p90").integer_or_null(statistics.p90);
  out.key("mean").integer_or_null(statistics.mean).end_object();
}

}  // namespace throughline
