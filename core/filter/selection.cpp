#include "filter/selection.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace throughline::filtering {
namespace {

constexpr std::uint32_t kTextWordUnits = 16;

// 64 bytes of 0 or 1 → 64 bits, the first byte lowest. The factor moves the lowest bit of byte i to bit 56 + i.
std::uint64_t pack(const std::uint8_t (&flags)[kWordRows]) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    std::uint64_t eight;
    std::memcpy(&eight, flags + i * 8, sizeof eight);
    bits |= ((eight * 0x0102040810204080u) >> 56) << (i * 8);
  }
  return bits;
}

template <class Code>
std::uint64_t differs(const Code* codes, std::uint32_t wanted) {
  // A code wider than the column's is on no row of it.
  if (wanted > std::numeric_limits<Code>::max()) return ~std::uint64_t{0};
  const auto narrow = static_cast<Code>(wanted);
  std::uint8_t flags[kWordRows];
  for (std::size_t i = 0; i < kWordRows; ++i) flags[i] = codes[i] != narrow;
  return pack(flags);
}

template <class Code>
std::uint64_t not_let(const Code* codes, const std::uint8_t* lets) {
  std::uint8_t flags[kWordRows];
  for (std::size_t i = 0; i < kWordRows; ++i) flags[i] = lets[codes[i]] ^ 1;
  return pack(flags);
}

}  // namespace

std::string_view constraint_name(std::size_t constraint) {
  if (constraint == kPeriod) return "period";
  if (constraint == kText) return "text";
  return filter_field_name(static_cast<FilterField>(constraint));
}

Selection::Selection(const Fields& fields, const RowIndex& rows, TextIndex& texts)
    : fields_(&fields), rows_(&rows), texts_(&texts) {}

void Selection::reopen() {
  decided_ = false;
  next_word_ = 0;
}

void Selection::set_active(std::size_t constraint, bool active) {
  Constraint& c = constraints_[constraint];
  c.active = active;
  c.changed = active;
  if (!active) c.fails.clear();
  reopen();
}

void Selection::choose(const Filter& filter) {
  for (std::size_t i = 0; i < kFilterFieldCount; ++i) {
    if (filter.fields[i] == filter_.fields[i]) continue;
    choices_[i] = Choice{};
    set_active(i, !filter.fields[i].any());
  }
  const bool had_period = sets(kPeriod);
  const bool has_period = filter.months || filter.from || filter.to;
  if (had_period != has_period) set_active(kPeriod, has_period);
  if (filter.text != filter_.text) {
    texts_->set_query(TextQuery::parse(filter.text));
    set_active(kText, !texts_->query().empty());
  }
  filter_ = filter;
}

void Selection::set_bounds(const PeriodBounds& bounds) {
  if (bounds == bounds_) return;
  bounds_ = bounds;
  if (sets(kPeriod)) set_active(kPeriod, true);
}

void Selection::extend_choice(FilterField field) {
  Choice& choice = choices_[index_of(field)];
  const Filter::Values& wanted = filter_.values(field);
  const auto first_value = static_cast<std::uint32_t>(choice.chosen.size());
  const auto first_code = static_cast<std::uint32_t>(choice.lets.size());
  if (first_code == fields_->code_count(field)) return;
  choice.chosen.resize(fields_->value_count(field), 0);
  if (first_value == 0) choice.chosen[0] = wanted.missing;
  for (const std::string& text : wanted.values)
    for (const std::uint32_t value : fields_->find_values(field, text, std::max(first_value, 1u)))
      choice.chosen[value] = 1;
  choice.lets.resize(fields_->code_count(field), 0);
  for (std::uint32_t code = first_code; code < choice.lets.size(); ++code) {
    if (Fields::has_sets(field)) {
      const std::vector<std::uint32_t> values = fields_->values(field, code);
      choice.lets[code] = std::any_of(values.begin(), values.end(),
                                      [&](std::uint32_t value) { return choice.chosen[value] != 0; });
    } else {
      choice.lets[code] = choice.chosen[code];
    }
  }
  const auto let = std::find(choice.lets.begin(), choice.lets.end(), 1);
  choice.only.reset();
  if (std::count(let, choice.lets.end(), 1) == 1)
    choice.only = static_cast<std::uint32_t>(let - choice.lets.begin());
}

std::uint64_t Selection::field_fails(FilterField field, std::size_t word) const {
  const Choice& choice = choices_[index_of(field)];
  return rows_->codes[index_of(field)].with_word(word, [&](const auto* codes) {
    return choice.only ? differs(codes, *choice.only) : not_let(codes, choice.lets.data());
  });
}

std::uint64_t Selection::period_fails(std::size_t word) const {
  if (bounds_.until_ms < bounds_.from_ms) return ~std::uint64_t{0};
  const std::int64_t* at_ms = &rows_->at_ms[word * kWordRows];
  const auto length = static_cast<std::uint64_t>(bounds_.until_ms - bounds_.from_ms);
  std::uint64_t fails = 0;
  for (std::size_t i = 0; i < kWordRows; ++i) {
    const auto since_from = static_cast<std::uint64_t>(at_ms[i] - bounds_.from_ms);
    fails |= std::uint64_t{since_from > length} << i;
  }
  return fails;
}

std::uint64_t Selection::word_fails(std::size_t constraint, std::size_t word) {
  if (constraint == kPeriod) return period_fails(word);
  if (constraint == kText) return ~texts_->matches(word, rows_->in_view.words()[word]);
  return field_fails(static_cast<FilterField>(constraint), word);
}

bool Selection::row_fails(std::size_t constraint, Row row) {
  if (constraint == kPeriod)
    return rows_->at_ms[row] < bounds_.from_ms || rows_->at_ms[row] > bounds_.until_ms;
  if (constraint == kText) {
    const std::uint64_t bit = std::uint64_t{1} << (row % kWordRows);
    return texts_->matches(row / kWordRows, bit) == 0;
  }
  extend_choice(static_cast<FilterField>(constraint));
  return choices_[constraint].lets[rows_->codes[constraint].get(row)] == 0;
}

void Selection::decide(Row row) {
  const std::size_t word = row / kWordRows;
  const std::uint64_t bit = std::uint64_t{1} << (row % kWordRows);
  const bool in_view = rows_->in_view.test(row);
  bool passes = in_view;
  for (std::size_t i = 0; i < kConstraintCount; ++i) {
    Constraint& c = constraints_[i];
    if (!c.active || c.changed) continue;
    if (c.fails.size() <= word) c.fails.resize(rows_->word_count());
    const bool fails = in_view && row_fails(i, row);
    c.fails[word] = fails ? c.fails[word] | bit : c.fails[word] & ~bit;
    passes = passes && !fails;
  }
  if (!decided_) {
    next_word_ = 0;  // words behind it would not know of this row
    return;
  }
  if (passing_.test(row)) --shown_;
  passing_.set(row, passes);
  if (passes) ++shown_;
}

void Selection::decide_word(std::size_t word) {
  std::uint64_t fails = 0;
  for (std::size_t i = 0; i < kConstraintCount; ++i) {
    Constraint& c = constraints_[i];
    if (!c.active) continue;
    if (c.changed) c.fails[word] = word_fails(i, word);
    fails |= c.fails[word];
  }
  const std::uint64_t passes = rows_->in_view.words()[word] & ~fails;
  passing_.words()[word] = passes;
  shown_ += static_cast<std::uint32_t>(__builtin_popcountll(passes));
}

bool Selection::evaluate(std::uint32_t& units) {
  if (decided_) return false;
  if (units == 0) return true;
  std::uint32_t cost = 1;
  for (std::size_t i = 0; i < kConstraintCount; ++i) {
    Constraint& c = constraints_[i];
    if (!c.active) continue;
    c.fails.resize(rows_->word_count());
    if (i < kFilterFieldCount) extend_choice(static_cast<FilterField>(i));
    if (c.changed) cost += i == kText ? kTextWordUnits : 1;
  }
  passing_.resize(rows_->in_view.size());
  if (next_word_ == 0) shown_ = 0;
  for (; next_word_ < rows_->word_count(); ++next_word_) {
    if (units == 0) return true;
    decide_word(next_word_);
    units -= std::min(units, cost);
  }
  for (Constraint& c : constraints_) c.changed = false;
  decided_ = true;
  return false;
}

std::uint32_t Selection::failing(Row row) const {
  std::uint32_t mask = 0;
  for (std::size_t i = 0; i < kConstraintCount; ++i) {
    const bool fails = (this->fails(i, row / kWordRows) >> (row % kWordRows) & 1) != 0;
    mask |= std::uint32_t{fails} << i;
  }
  return mask;
}

}  // namespace throughline::filtering
