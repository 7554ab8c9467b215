#include "filter/selection.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <type_traits>

namespace throughline::filtering {
namespace {

constexpr std::uint32_t kTextWordUnits = 16;

std::size_t blocks_of(const RowIndex& rows) {
  return (rows.word_count() + kBlockWords - 1) / kBlockWords;
}

// 64 bytes of 0 or 1 → 64 bits, the first byte lowest. The factor moves the lowest bit of byte i to
// bit 56 + i.
std::uint64_t pack(const std::uint8_t (&flags)[kWordRows]) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    std::uint64_t eight;
    std::memcpy(&eight, flags + i * 8, sizeof eight);
    bits |= ((eight * 0x0102040810204080u) >> 56) << (i * 8);
  }
  return bits;
}

// Calls fails(row of the block) for each row of a block; bits by word.
template <class Fails>
void write_bits(std::uint64_t* words, Fails fails) {
  for (std::size_t word = 0; word < kBlockWords; ++word) {
    std::uint8_t flags[kWordRows];
    for (std::size_t i = 0; i < kWordRows; ++i)
      flags[i] = static_cast<std::uint8_t>(fails(word * kWordRows + i));
    words[word] = pack(flags);
  }
}

}  // namespace

std::string_view constraint_name(std::size_t constraint) {
  if (constraint == kPeriod) return "period";
  if (constraint == kText) return "text";
  return filter_field_name(static_cast<FilterField>(constraint));
}

Selection::Selection(const GatedTimeline& events, const Fields& fields, const RowIndex& rows,
                     TextIndex& texts)
    : events_(&events), fields_(&fields), rows_(&rows), texts_(&texts) {}

void Selection::set_active(std::size_t constraint, bool active) {
  Constraint& c = constraints_[constraint];
  c.active = active;
  c.changed = active;
  if (!active) c.fails.clear();
  active_.clear();
  for (std::size_t i = 0; i < kConstraintCount; ++i)
    if (sets(i)) active_.push_back(i);
  decided_ = false;
  next_block_ = 0;
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
    if (!lets_code(field, choice, code)) continue;
    choice.lets[code] = 1;
    choice.last_let = code;
    ++choice.let_count;
  }
}

bool Selection::lets_code(FilterField field, const Choice& choice, std::uint32_t code) const {
  if (!Fields::has_sets(field)) return choice.chosen[code] != 0;
  const std::vector<std::uint32_t> values = fields_->values(field, code);
  return std::any_of(values.begin(), values.end(),
                     [&](std::uint32_t value) { return choice.chosen[value] != 0; });
}

void Selection::test_field(FilterField field, std::size_t block, std::uint64_t* fails) const {
  const Choice& choice = choices_[index_of(field)];
  rows_->codes[index_of(field)].with_block(block, [&](const auto* codes) {
    using Code = std::remove_const_t<std::remove_pointer_t<decltype(codes)>>;
    if (choice.let_count == 1 && choice.last_let <= std::numeric_limits<Code>::max()) {
      const auto only = static_cast<Code>(choice.last_let);
      write_bits(fails, [&](std::size_t i) { return codes[i] != only; });
    } else {
      const std::uint8_t* lets = choice.lets.data();
      write_bits(fails,
                 [&](std::size_t i) { return static_cast<std::uint8_t>(lets[codes[i]] ^ 1); });
    }
  });
}

void Selection::test_period(std::size_t block, std::uint64_t* fails) const {
  if (bounds_.until_ms < bounds_.from_ms) {
    std::fill_n(fails, kBlockWords, ~std::uint64_t{0});
    return;
  }
  const std::uint32_t* steps = &rows_->steps[block * kBlockRows];
  const std::uint32_t first = RowIndex::step_of(bounds_.from_ms);
  const std::uint32_t length = RowIndex::step_of(bounds_.until_ms) - first;
  write_bits(fails, [&](std::size_t i) { return steps[i] - first > length; });
  std::uint32_t edges = 0;
  for (std::size_t i = 0; i < kBlockRows; ++i)
    edges |= std::uint32_t{steps[i] == first} | std::uint32_t{steps[i] == first + length};
  if (edges != 0) test_edges(block, fails);
}

// Decides exactly the rows whose step holds a bound.
void Selection::test_edges(std::size_t block, std::uint64_t* fails) const {
  const std::uint32_t first = RowIndex::step_of(bounds_.from_ms);
  const std::uint32_t last = RowIndex::step_of(bounds_.until_ms);
  const std::size_t end = std::min((block + 1) * kBlockRows, rows_->in_view.size());
  for (std::size_t i = block * kBlockRows; i < end; ++i) {
    const auto row = static_cast<Row>(i);
    const std::uint32_t step = rows_->steps[row];
    if ((step != first && step != last) || !rows_->in_view.test(row) || !row_outside(row)) continue;
    fails[i % kBlockRows / kWordRows] |= std::uint64_t{1} << (i % kWordRows);
  }
}

void Selection::test_text(std::size_t block, std::uint64_t* fails) {
  const std::vector<std::uint64_t>& in_view = rows_->in_view.words();
  for (std::size_t word = 0; word < kBlockWords; ++word) {
    const std::size_t number = block * kBlockWords + word;
    fails[word] = number < in_view.size() ? in_view[number] : 0;
  }
  texts_->keep_matching(block, fails);
  for (std::size_t word = 0; word < kBlockWords; ++word) fails[word] = ~fails[word];
}

void Selection::test_block(std::size_t constraint, std::size_t block, std::uint64_t* fails) {
  if (constraint == kPeriod) return test_period(block, fails);
  if (constraint == kText) return test_text(block, fails);
  test_field(static_cast<FilterField>(constraint), block, fails);
}

bool Selection::row_outside(Row row) const {
  const std::int64_t at_ms = events_->at_ms(row);
  return at_ms < bounds_.from_ms || at_ms > bounds_.until_ms;
}

bool Selection::row_fails(std::size_t constraint, Row row) {
  if (constraint == kPeriod) return row_outside(row);
  if (constraint == kText) return !texts_->matches(row);
  extend_choice(static_cast<FilterField>(constraint));
  return choices_[constraint].lets[rows_->codes[constraint].get(row)] == 0;
}

void Selection::decide(Row row) {
  const std::size_t word = row / kWordRows;
  const std::uint64_t bit = std::uint64_t{1} << (row % kWordRows);
  const bool in_view = rows_->in_view.test(row);
  bool passes = in_view;
  for (const std::size_t i : active_) {
    Constraint& c = constraints_[i];
    if (c.changed) continue;
    if (c.fails.size() <= word) c.fails.resize(blocks_of(*rows_) * kBlockWords);
    const bool fails = in_view && row_fails(i, row);
    c.fails[word] = fails ? c.fails[word] | bit : c.fails[word] & ~bit;
    passes = passes && !fails;
  }
  if (!decided_) {
    next_block_ = 0;  // blocks behind it would not know of this row
    return;
  }
  if (passing_.test(row)) --shown_;
  passing_.set(row, passes);
  if (passes) ++shown_;
}

void Selection::decide_block(std::size_t block) {
  const std::size_t first = block * kBlockWords;
  std::uint64_t any[kBlockWords] = {};
  for (const std::size_t i : active_) {
    Constraint& c = constraints_[i];
    std::uint64_t* fails = c.fails.data() + first;
    if (c.changed) test_block(i, block, fails);
    for (std::size_t word = 0; word < kBlockWords; ++word) any[word] |= fails[word];
  }
  const std::size_t end = std::min(first + kBlockWords, rows_->word_count());
  for (std::size_t word = first; word < end; ++word) {
    const std::uint64_t passes = rows_->in_view.words()[word] & ~any[word - first];
    passing_.words()[word] = passes;
    shown_ += static_cast<std::uint32_t>(__builtin_popcountll(passes));
  }
}

std::uint32_t Selection::block_cost() const {
  std::uint32_t word_cost = 1;
  for (const std::size_t i : active_)
    if (constraints_[i].changed) word_cost += i == kText ? kTextWordUnits : 1;
  return word_cost * static_cast<std::uint32_t>(kBlockWords);
}

bool Selection::evaluate(std::uint32_t& units) {
  pay(units, 0);
  if (decided_) return owed_ > 0;
  if (units == 0 || (sets(kText) && texts_->catch_up(units))) return true;
  const std::size_t blocks = blocks_of(*rows_);
  for (const std::size_t i : active_) {
    constraints_[i].fails.resize(blocks * kBlockWords);
    if (i < kFilterFieldCount) extend_choice(static_cast<FilterField>(i));
  }
  passing_.resize(rows_->in_view.size());
  if (next_block_ == 0) shown_ = 0;
  for (const std::uint32_t cost = block_cost(); next_block_ < blocks; ++next_block_) {
    if (units == 0) return true;
    decide_block(next_block_);
    pay(units, cost);
  }
  for (Constraint& c : constraints_) c.changed = false;
  decided_ = true;
  return owed_ > 0;
}

void Selection::pay(std::uint32_t& units, std::uint32_t cost) {
  owed_ += cost;
  const std::uint32_t paid = std::min(owed_, units);
  owed_ -= paid;
  units -= paid;
}

std::uint32_t Selection::failing(Row row) const {
  std::uint32_t mask = 0;
  for (const std::size_t i : active_) {
    const bool fails = (this->fails(i, row / kWordRows) >> (row % kWordRows) & 1) != 0;
    mask |= std::uint32_t{fails} << i;
  }
  return mask;
}

}  // namespace throughline::filtering
