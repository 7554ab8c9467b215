#include "filter/facets.h"

#include <algorithm>
#include <set>

namespace throughline::filtering {
namespace {

// Adds the rows of a word to the counts by code.
template <class Code>
void tally(const Code* codes, std::uint64_t rows, std::uint32_t* by_code) {
  for (; rows != 0; rows &= rows - 1) ++by_code[codes[__builtin_ctzll(rows)]];
}

// Counts by code the rows that `qualifies(word)` gives of each word, all of them in view.
template <class Qualifies>
std::vector<std::uint32_t> tally_all(const RowIndex& rows, FilterField field, Qualifies qualifies) {
  const std::vector<std::uint32_t>& totals = rows.totals[index_of(field)];
  const std::vector<std::uint64_t>& in_view = rows.in_view.words();
  std::uint64_t qualifying = 0;
  for (std::size_t word = 0; word < in_view.size(); ++word)
    qualifying += static_cast<std::uint64_t>(__builtin_popcountll(qualifies(word)));
  const bool by_rest = qualifying * 2 > rows.in_view_count;
  std::vector<std::uint32_t> by_code(totals.size(), 0);
  for (std::size_t word = 0; word < in_view.size(); ++word) {
    const std::uint64_t wanted = qualifies(word);
    const std::uint64_t visited = by_rest ? in_view[word] & ~wanted : wanted;
    if (visited == 0) continue;
    rows.codes[index_of(field)].with_word(
        word, [&](const auto* codes) { tally(codes, visited, by_code.data()); });
  }
  if (by_rest)
    for (std::size_t code = 0; code < totals.size(); ++code) by_code[code] = totals[code] - by_code[code];
  return by_code;
}

bool qualifies_for(std::size_t field, std::uint32_t failing) {
  return (failing & ~(std::uint32_t{1} << field)) == 0;
}

}  // namespace

FailCounts fail_counts(const Selection& selection, std::size_t word) {
  FailCounts counts;
  for (std::size_t i = 0; i < kConstraintCount; ++i) {
    const std::uint64_t fails = selection.fails(i, word);
    counts.several |= counts.any & fails;
    counts.any |= fails;
  }
  return counts;
}

FacetCounts::FacetCounts(const RowIndex& rows, const Selection& selection)
    : rows_(&rows), selection_(&selection) {}

void FacetCounts::forget() {
  for (Counts& counts : counts_) counts = Counts{};
}

void FacetCounts::add(const RowCodes& codes, std::uint32_t failing) {
  for (std::size_t i = 0; i < kFilterFieldCount; ++i) {
    if (!counts_[i].known || !qualifies_for(i, failing)) continue;
    if (counts_[i].by_code.size() <= codes[i]) counts_[i].by_code.resize(codes[i] + 1);
    ++counts_[i].by_code[codes[i]];
  }
}

void FacetCounts::remove(const RowCodes& codes, std::uint32_t failing) {
  for (std::size_t i = 0; i < kFilterFieldCount; ++i)
    if (counts_[i].known && qualifies_for(i, failing)) --counts_[i].by_code[codes[i]];
}

std::vector<std::uint32_t> FacetCounts::count(FilterField field) const {
  return tally_all(*rows_, field, [&](std::size_t word) {
    const FailCounts fails = fail_counts(*selection_, word);
    const std::uint64_t by_this_alone = selection_->fails(index_of(field), word) & ~fails.several;
    return rows_->in_view.words()[word] & (~fails.any | by_this_alone);
  });
}

const std::vector<std::uint32_t>& FacetCounts::of(FilterField field) {
  Counts& counts = counts_[index_of(field)];
  if (!counts.known) counts = Counts{true, count(field)};
  return counts.by_code;
}

std::vector<std::uint32_t> FacetCounts::channels_of_campaigns() const {
  return tally_all(*rows_, FilterField::channel, [&](std::size_t word) {
    return rows_->in_view.words()[word] & ~selection_->fails(index_of(FilterField::campaign), word);
  });
}

FacetWriter::FacetWriter(const Fields& fields, const RowIndex& rows, const Selection& selection,
                         FacetCounts& counts)
    : fields_(&fields), rows_(&rows), selection_(&selection), counts_(&counts) {}

std::vector<std::uint32_t> FacetWriter::by_value(FilterField field,
                                                 const std::vector<std::uint32_t>& by_code) const {
  std::vector<std::uint32_t> by_value(fields_->value_count(field), 0);
  for (std::uint32_t code = 0; code < by_code.size(); ++code) {
    if (by_code[code] == 0) continue;
    if (!Fields::has_sets(field)) {
      by_value[code] = by_code[code];
      continue;
    }
    for (const std::uint32_t value : fields_->values(field, code)) by_value[value] += by_code[code];
  }
  return by_value;
}

std::vector<FacetWriter::Option> FacetWriter::options(FilterField field) {
  const Filter::Values& chosen = selection_->filter().values(field);
  const std::set<std::string_view> wanted(chosen.values.begin(), chosen.values.end());
  const bool cascade = field == FilterField::channel && selection_->sets(index_of(FilterField::campaign));
  const std::vector<std::uint32_t> occurs = by_value(
      field, cascade ? counts_->channels_of_campaigns() : rows_->totals[index_of(field)]);
  const std::vector<std::uint32_t> counts = by_value(field, counts_->of(field));
  std::vector<Option> options;
  std::string scratch;
  for (std::uint32_t value = 1; value < occurs.size(); ++value) {
    if (occurs[value] == 0) continue;
    Option option{std::string(fields_->value_text(field, value, scratch)), counts[value], false, false};
    option.selected = wanted.count(option.value) > 0;
    options.push_back(std::move(option));
  }
  for (const std::string_view value : wanted) options.push_back({std::string(value), 0, false, true});
  // Twice the same bytes: chosen and there, or two interactions of one name.
  std::sort(options.begin(), options.end(),
            [](const Option& a, const Option& b) { return a.value < b.value; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (kept > 0 && options[kept - 1].value == options[i].value)
      options[kept - 1].count += options[i].count;
    else if (kept++ != i)
      options[kept - 1] = std::move(options[i]);
  }
  options.resize(kept);
  const bool missing_occurs = !occurs.empty() && occurs[0] > 0;
  if (missing_occurs || chosen.missing)
    options.push_back({std::string(), counts[0], true, chosen.missing});
  std::stable_sort(options.begin(), options.end(),
                   [](const Option& a, const Option& b) { return a.count > b.count; });
  return options;
}

void FacetWriter::write_field(FilterField field, JsonWriter& writer) {
  writer.key(filter_field_name(field)).begin_array();
  for (const Option& option : options(field)) {
    writer.begin_object().key("value");
    if (option.missing)
      writer.null();
    else if (field == FilterField::failed)
      writer.raw(option.value);
    else
      writer.string(option.value);
    writer.key("count").integer(option.count).key("selected").boolean(option.selected).end_object();
  }
  writer.end_array();
}

void FacetWriter::write_hidden_by(JsonWriter& writer) const {
  std::array<std::uint64_t, kConstraintCount> alone{};
  std::uint64_t several = 0;
  const auto rows = [](std::uint64_t bits) { return static_cast<std::uint64_t>(__builtin_popcountll(bits)); };
  for (std::size_t word = 0; word < rows_->word_count(); ++word) {
    const std::uint64_t in_view = rows_->in_view.words()[word];
    const FailCounts fails = fail_counts(*selection_, word);
    several += rows(in_view & fails.several);
    for (std::size_t i = 0; i < kConstraintCount; ++i)
      alone[i] += rows(in_view & selection_->fails(i, word) & ~fails.several);
  }
  writer.begin_object();
  for (std::size_t i = 0; i < kConstraintCount; ++i)
    if (selection_->sets(i)) writer.key(constraint_name(i)).integer(static_cast<std::int64_t>(alone[i]));
  writer.key("several").integer(static_cast<std::int64_t>(several)).end_object();
}

void FacetWriter::write(FacetFields only, std::string& out) {
  JsonWriter writer(out);
  writer.begin_object().key("shown").integer(selection_->shown());
  writer.key("hidden").integer(rows_->in_view_count - selection_->shown()).key("hidden_by");
  write_hidden_by(writer);
  writer.key("fields").begin_object();
  for (std::size_t i = 0; i < kFilterFieldCount; ++i)
    if (only.test(i)) write_field(static_cast<FilterField>(i), writer);
  writer.end_object().end_object();
}

}  // namespace throughline::filtering
