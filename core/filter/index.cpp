// FilterIndex: what is done when. Rows are indexed, then the filter is decided, then texts are read in idle time.
#include <algorithm>
#include <utility>

#include "filter/facets.h"
#include "filter/fields.h"
#include "filter/rows.h"
#include "filter/selection.h"
#include "filter/text_index.h"
#include "throughline/filter.h"

namespace throughline {

using namespace filtering;

struct FilterIndex::State {
  State(const GatedTimeline& gated, const Conversations& folded)
      : events(gated), conversations(folded), fields(gated, folded), texts(gated) {}

  const GatedTimeline& events;
  const Conversations& conversations;
  Fields fields;
  RowIndex rows;
  TextIndex texts;
  Selection selection{fields, rows, texts};
  FacetCounts counts{rows, selection};
  ZoneId display_zone = kNoZone;

  // Rows yet to be indexed: all from next_row on, then those listed.
  bool all_pending = true;
  Row next_row = 0;
  std::vector<Row> pending;

  void index_row(Row row);
  bool index_rows(std::uint32_t& units);
  void add_pending(const GatedTimeline::Refreshed& refreshed);
  void refresh_bounds();
  bool indexed() const { return !all_pending && pending.empty(); }
};

void FilterIndex::State::refresh_bounds() {
  selection.set_bounds(period_bounds(selection.filter(), events.as_of(), display_zone));
  if (!selection.decided()) counts.forget();
}

void FilterIndex::State::index_row(Row row) {
  if (rows.in_view.test(row)) {
    if (selection.decided()) counts.remove(rows.codes_of(row), selection.failing(row));
    rows.leave_view(row);
  }
  if (events.visible(row))
    texts.invalidate(row);
  else
    texts.drop(row);
  RowCodes codes;
  const bool in_view = events.in_view(row);
  if (in_view) {
    fields.read(row, codes);
    rows.enter_view(row, events.at_ms(row), codes);
  }
  selection.decide(row);
  if (in_view && selection.decided()) counts.add(codes, selection.failing(row));
}

bool FilterIndex::State::index_rows(std::uint32_t& units) {
  if (indexed()) return false;
  const std::uint32_t size = events.timeline().size();
  rows.resize(size);
  texts.resize(size);
  for (; all_pending && next_row < size; ++next_row, --units) {
    if (units == 0) return true;
    index_row(next_row);
  }
  all_pending = false;
  for (; !pending.empty(); --units) {
    if (units == 0) return true;
    index_row(pending.back());
    pending.pop_back();
  }
  return false;
}

void FilterIndex::State::add_pending(const GatedTimeline::Refreshed& refreshed) {
  for (const StringId conversation : refreshed.conversations) {
    const std::vector<Row>& touched = events.timeline().conversation_rows(conversation);
    pending.insert(pending.end(), touched.begin(), touched.end());
  }
  pending.insert(pending.end(), refreshed.loose_rows.begin(), refreshed.loose_rows.end());
  // Rows that were folded into others or erased stand in no conversation any more.
  const std::vector<std::uint64_t>& before = rows.in_view.words();
  const std::vector<std::uint64_t>& now = events.visible_rows().words();
  for (std::size_t word = 0; word < before.size(); ++word) {
    std::uint64_t gone = before[word] & ~(word < now.size() ? now[word] : 0);
    for (; gone != 0; gone &= gone - 1)
      pending.push_back(static_cast<Row>(word * kWordRows + static_cast<std::size_t>(__builtin_ctzll(gone))));
  }
}

FilterIndex::FilterIndex(const GatedTimeline& events, const Conversations& conversations)
    : state_(std::make_shared<State>(events, conversations)) {}

void FilterIndex::set_filter(const Filter& filter) {
  state_->selection.choose(filter);
  state_->refresh_bounds();
}

void FilterIndex::set_display_zone(ZoneId zone) {
  state_->display_zone = zone;
  state_->refresh_bounds();
}

const Filter& FilterIndex::filter() const { return state_->selection.filter(); }

void FilterIndex::invalidate(const GatedTimeline::Refreshed& refreshed) {
  state_->fields.begin_reading(refreshed.everything);
  state_->refresh_bounds();
  if (refreshed.everything) {
    state_->all_pending = true;
    state_->next_row = 0;
    state_->pending.clear();
  } else {
    state_->add_pending(refreshed);
  }
}

bool FilterIndex::step(std::uint32_t& units) {
  if (state_->index_rows(units)) return true;
  if (state_->selection.evaluate(units)) return true;
  return state_->texts.catch_up(units);
}

bool FilterIndex::ready() const { return state_->indexed() && state_->selection.decided(); }

const Bitset& FilterIndex::passing() const { return state_->selection.passing(); }

bool FilterIndex::passes(Row row) const { return state_->selection.passing().test(row); }

std::uint32_t FilterIndex::shown() const { return state_->selection.shown(); }

std::uint32_t FilterIndex::hidden() const { return state_->rows.in_view_count - shown(); }

std::vector<std::string_view> FilterIndex::hiding_fields(Row row) const {
  std::vector<std::string_view> names;
  if (!state_->rows.in_view.test(row)) return names;
  const std::uint32_t failing = state_->selection.failing(row);
  for (std::size_t i = 0; i < kConstraintCount; ++i)
    if ((failing >> i & 1) != 0) names.push_back(constraint_name(i));
  return names;
}

bool FilterIndex::passes_interaction(InteractionId id) const {
  const std::vector<Row>& rows = state_->conversations.interaction(id).rows;
  return std::any_of(rows.begin(), rows.end(), [&](Row row) { return passes(row); });
}

void FilterIndex::append_facets_json(std::string& out, FacetFields only) const {
  FacetWriter(state_->fields, state_->rows, state_->selection, state_->counts).write(only, out);
}

std::vector<TextRange> FilterIndex::hits(std::string_view text) const {
  return state_->texts.query().ranges(text);
}

}  // namespace throughline
