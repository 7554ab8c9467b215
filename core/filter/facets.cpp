#include "filter/facets.h"
#include "throughline/sort.h"

#include <algorithm>
#include <set>

namespace throughline::filtering {
namespace {

constexpr std::size_t kCounters = 4;
constexpr std::size_t kLanedCodes = 4096;

std::uint64_t rows_in(std::uint64_t bits) {
  return static_cast<std::uint64_t>(__builtin_popcountll(bits));
}

// Counts rows by code. Neighbours often have the same code, and adding twice to one number takes
// the time of four additions to different ones: so few codes are counted in four lanes.
class Tally {
 public:
  explicit Tally(std::size_t codes)
      : lanes_(codes <= kLanedCodes ? kCounters : 1), counts_(codes * lanes_, 0) {}

  template <class Code>
  void add(const Code* codes, std::uint64_t rows) {
    std::uint32_t* counts = counts_.data();
    if (lanes_ == 1) {
      for (; rows != 0; rows &= rows - 1) ++counts[codes[__builtin_ctzll(rows)]];
      return;
    }
    for (std::size_t lane = 0; rows != 0; rows &= rows - 1, lane = (lane + 1) % kCounters)
      ++counts[codes[__builtin_ctzll(rows)] * kCounters + lane];
  }
  std::uint32_t count(std::size_t code) const {
    std::uint32_t sum = 0;
    for (std::size_t lane = 0; lane < lanes_; ++lane) sum += counts_[code * lanes_ + lane];
    return sum;
  }

 private:
  std::size_t lanes_;
  std::vector<std::uint32_t> counts_;
};

// Counts by code the rows that `qualifies(word)` gives of each word, all of them in view.
template <class Qualifies>
std::vector<std::uint32_t> tally_all(const RowIndex& rows, FilterField field, Qualifies qualifies) {
  const std::vector<std::uint32_t>& totals = rows.totals[index_of(field)];
  const std::vector<std::uint64_t>& in_view = rows.in_view.words();
  std::uint64_t qualifying = 0;
  for (std::size_t word = 0; word < in_view.size(); ++word) qualifying += rows_in(qualifies(word));
  const bool by_rest = qualifying * 2 > rows.in_view_count;
  Tally tally(totals.size());
  for (std::size_t first = 0; first < in_view.size(); first += kBlockWords) {
    rows.codes[index_of(field)].with_block(first / kBlockWords, [&](const auto* codes) {
      for (std::size_t word = first; word < std::min(first + kBlockWords, in_view.size()); ++word) {
        const std::uint64_t wanted = qualifies(word);
        tally.add(codes + (word - first) * kWordRows, by_rest ? in_view[word] & ~wanted : wanted);
      }
    });
  }
  std::vector<std::uint32_t> by_code(totals.size());
  for (std::size_t code = 0; code < totals.size(); ++code)
    by_code[code] = by_rest ? totals[code] - tally.count(code) : tally.count(code);
  return by_code;
}

bool qualifies_for(std::size_t field, std::uint32_t failing) {
  return (failing & ~(std::uint32_t{1} << field)) == 0;
}

}  // namespace

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

void FacetCounts::refresh() {
  once_.assign(rows_->word_count(), 0);
  several_.assign(rows_->word_count(), 0);
  for (const std::size_t constraint : selection_->active()) {
    for (std::size_t word = 0; word < once_.size(); ++word) {
      const std::uint64_t fails =
          selection_->fails(constraint, word) & rows_->in_view.words()[word];
      several_[word] |= (once_[word] | several_[word]) & fails;
      once_[word] = (once_[word] | fails) & ~several_[word];
    }
  }
}

std::uint64_t FacetCounts::hidden_by(std::size_t constraint) const {
  std::uint64_t rows = 0;
  for (std::size_t word = 0; word < once_.size(); ++word)
    rows += rows_in(once_[word] & selection_->fails(constraint, word));
  return rows;
}

std::uint64_t FacetCounts::hidden_by_several() const {
  std::uint64_t rows = 0;
  for (const std::uint64_t word : several_) rows += rows_in(word);
  return rows;
}

std::vector<std::uint32_t> FacetCounts::count(FilterField field) const {
  return tally_all(*rows_, field, [&](std::size_t word) {
    const std::uint64_t by_this_alone = once_[word] & selection_->fails(index_of(field), word);
    return (rows_->in_view.words()[word] & ~once_[word] & ~several_[word]) | by_this_alone;
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
  const bool cascade =
      field == FilterField::channel && selection_->sets(index_of(FilterField::campaign));
  const std::vector<std::uint32_t> occurs =
      by_value(field, cascade ? counts_->channels_of_campaigns() : rows_->totals[index_of(field)]);
  const std::vector<std::uint32_t> counts = by_value(field, counts_->of(field));
  std::vector<Option> options;
  std::string scratch;
  for (std::uint32_t value = 1; value < occurs.size(); ++value) {
    if (occurs[value] == 0) continue;
    Option option{std::string(fields_->value_text(field, value, scratch)), counts[value], false,
                  false};
    option.selected = wanted.count(option.value) > 0;
    options.push_back(std::move(option));
  }
  for (const std::string_view value : wanted)
    options.push_back({std::string(value), 0, false, true});
  // Twice the same bytes: chosen and there, or two interactions of one name.
  sort_stably(options, [](const Option& a, const Option& b) { return a.value < b.value; });
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
  sort_stably(options, [](const Option& a, const Option& b) { return a.count > b.count; });
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
  writer.begin_object();
  for (const std::size_t constraint : selection_->active())
    writer.key(constraint_name(constraint))
        .integer(static_cast<std::int64_t>(counts_->hidden_by(constraint)));
  writer.key("several")
      .integer(static_cast<std::int64_t>(counts_->hidden_by_several()))
      .end_object();
}

void FacetWriter::write(FacetFields only, std::string& out) {
  counts_->refresh();
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
