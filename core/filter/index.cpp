// FilterIndex: what is done when. Rows are indexed, then their values are read where somebody wants
// them, then the filter is decided; values that nobody wants yet and texts are read in idle time.
#include <algorithm>
#include <span>
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
  Selection selection{events, fields, rows, texts};
  FacetCounts counts{rows, selection};
  ZoneId display_zone = kNoZone;

  // Rows yet to be indexed: all from next_row on, then those listed.
  bool all_pending = true;
  bool reread_all = true;  // their texts may have changed as well
  Row next_row = 0;
  std::vector<Row> pending;
  bool look_for_gone = false;    // rows may have left the timeline
  std::optional<Instant> as_of;  // that of the last invalidate
  // Values are read with each row; before, only as idle time allows.
  bool wants_values = false;

  void grow() {
    const bool has_all = has_values();
    rows.resize(events.timeline().size());
    texts.resize(events.timeline().size());
    // None of the new ones is in view yet.
    if (has_all && wants_values) rows.coded = row_count();
  }
  Row row_count() const { return static_cast<Row>(rows.in_view.size()); }
  bool has_values() const { return rows.coded == row_count(); }
  void want_all(bool reread) {
    reread_all = reread || (all_pending && reread_all);
    all_pending = true;
    next_row = 0;
    pending.clear();
  }
  RowCodes read_row(Row row);
  bool read_values(std::uint32_t& units);
  void index_row(Row row);
  bool index_rows(std::uint32_t& units);
  void add_changed(const GatedTimeline::Refreshed& refreshed);
  void add_gone();
  void add_crossed(std::int64_t from_ms, std::int64_t to_ms);
  void refresh_bounds();
  bool indexed() const { return !all_pending && pending.empty() && !look_for_gone; }
};

void FilterIndex::State::refresh_bounds() {
  selection.set_bounds(period_bounds(selection.filter(), events.as_of(), display_zone));
  if (!selection.decided()) counts.forget();
}

THROUGHLINE_LATER RowCodes FilterIndex::State::read_row(Row row) {
  RowCodes codes;
  fields.read(row, codes);
  rows.keep_codes(row, codes);
  return codes;
}

THROUGHLINE_LATER bool FilterIndex::State::read_values(std::uint32_t& units) {
  for (; !has_values(); ++rows.coded, --units) {
    if (units == 0) return true;
    if (rows.in_view.test(rows.coded)) read_row(rows.coded);
  }
  return false;
}

void FilterIndex::State::index_row(Row row) {
  // Nothing is counted by values before all of them are read.
  const bool counted = row < rows.coded && selection.decided();
  if (rows.in_view.test(row)) {
    if (counted) counts.remove(rows.codes_of(row), selection.failing(row));
    rows.leave_view(row);
  }
  rows.know(row, events.visible(row));
  if (!events.visible(row)) texts.drop(row);
  RowCodes codes;
  const bool in_view = events.in_view(row);
  if (in_view) {
    rows.enter_view(row, events.at_ms(row));
    if (row < rows.coded) codes = read_row(row);
  }
  selection.decide(row);
  if (in_view && counted) counts.add(codes, selection.failing(row));
}

bool FilterIndex::State::index_rows(std::uint32_t& units) {
  if (indexed()) return false;
  grow();
  const std::uint32_t size = events.timeline().size();
  for (; all_pending && next_row < size; ++next_row, --units) {
    if (units == 0) return true;
    if (reread_all) texts.invalidate(next_row);
    index_row(next_row);
  }
  all_pending = false;
  while (!indexed()) {
    if (units == 0) return true;
    if (!pending.empty()) {
      index_row(pending.back());
      pending.pop_back();
      --units;
    } else {
      look_for_gone = false;
      if (rows.known_count != events.visible_count()) add_gone();
    }
  }
  return false;
}

void FilterIndex::State::add_changed(const GatedTimeline::Refreshed& refreshed) {
  const std::size_t before = pending.size();
  for (const StringId conversation : refreshed.conversations) {
    const std::vector<Row>& touched = events.timeline().conversation_rows(conversation);
    pending.insert(pending.end(), touched.begin(), touched.end());
  }
  pending.insert(pending.end(), refreshed.loose_rows.begin(), refreshed.loose_rows.end());
  for (std::size_t i = before; i < pending.size(); ++i) texts.invalidate(pending[i]);
}

// Rows that were folded into others or erased stand in no conversation any more.
void FilterIndex::State::add_gone() {
  const std::vector<std::uint64_t>& known = rows.known.words();
  const std::vector<std::uint64_t>& visible = events.visible_rows().words();
  for (std::size_t word = 0; word < known.size(); ++word) {
    std::uint64_t gone = known[word] & ~(word < visible.size() ? visible[word] : 0);
    for (; gone != 0; gone &= gone - 1)
      pending.push_back(
          static_cast<Row>(word * kWordRows + static_cast<std::size_t>(__builtin_ctzll(gone))));
  }
}

// As-of passed the rows after from_ms until to_ms: they enter or leave the view, and with them the
// interactions and the customer of their conversations may be others.
void FilterIndex::State::add_crossed(std::int64_t from_ms, std::int64_t to_ms) {
  const Timeline& timeline = events.timeline();
  const std::size_t many = timeline.kept_count() / 4;
  std::vector<StringId> conversations_crossed;
  std::size_t crossed = 0;
  auto [block, index] = timeline.lower_bound(Instant{from_ms + 1});
  for (; block < timeline.block_count(); ++block, index = 0) {
    const std::vector<Row>& ordered = timeline.block(block);
    for (; index < ordered.size() && timeline.at_ms(ordered[index]) <= to_ms; ++index) {
      if (++crossed > many) return want_all(false);
      const StringId conversation = timeline.conversation(ordered[index]);
      if (conversation == kAbsent)
        pending.push_back(ordered[index]);
      else
        conversations_crossed.push_back(conversation);
    }
    if (index < ordered.size()) break;
  }
  std::sort(conversations_crossed.begin(), conversations_crossed.end());
  const auto end = std::unique(conversations_crossed.begin(), conversations_crossed.end());
  for (auto conversation = conversations_crossed.begin(); conversation != end; ++conversation) {
    const std::vector<Row>& touched = timeline.conversation_rows(*conversation);
    pending.insert(pending.end(), touched.begin(), touched.end());
  }
}

FilterIndex::FilterIndex(const GatedTimeline& events, const Conversations& conversations)
    : state_(std::make_shared<State>(events, conversations)) {}

void FilterIndex::set_filter(const Filter& filter) {
  const auto& fields = filter.fields;
  if (!std::all_of(fields.begin(), fields.end(),
                   [](const Filter::Values& one) { return one.any(); }))
    want_options();
  state_->selection.choose(filter);
  state_->refresh_bounds();
}

void FilterIndex::set_display_zone(ZoneId zone) {
  state_->display_zone = zone;
  state_->refresh_bounds();
}

void FilterIndex::want_options() { state_->wants_values = true; }

const Filter& FilterIndex::filter() const { return state_->selection.filter(); }

void FilterIndex::invalidate(const GatedTimeline::Refreshed& refreshed) {
  State& state = *state_;
  state.fields.begin_reading(refreshed.everything);
  state.grow();
  const auto end_ms = [](std::optional<Instant> as_of) { return as_of ? as_of->ms : kMaxMs; };
  const std::int64_t was_ms = end_ms(state.as_of);
  const std::int64_t is_ms = end_ms(state.events.as_of());
  state.as_of = state.events.as_of();
  state.refresh_bounds();
  if (refreshed.everything) return state.want_all(true);
  state.add_changed(refreshed);
  state.look_for_gone = true;
  if (was_ms != is_ms) state.add_crossed(std::min(was_ms, is_ms), std::max(was_ms, is_ms));
}

bool FilterIndex::step(std::uint32_t& units) {
  return state_->index_rows(units) || (state_->wants_values && state_->read_values(units)) ||
         state_->selection.evaluate(units);
}

THROUGHLINE_LATER bool FilterIndex::prepare(std::uint32_t& units) {
  if (state_->read_values(units)) return true;
  want_options();
  return state_->texts.catch_up(units);
}

bool FilterIndex::ready() const {
  return state_->indexed() && (!state_->wants_values || state_->has_values()) &&
         state_->selection.decided();
}

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
  const std::span<const Row> rows = state_->conversations.interaction_rows(id);
  return std::any_of(rows.begin(), rows.end(), [&](Row row) { return passes(row); });
}

void FilterIndex::append_facets_json(std::string& out, FacetFields only) const {
  FacetWriter(state_->fields, state_->rows, state_->selection, state_->counts).write(only, out);
}

std::vector<TextRange> FilterIndex::hits(std::string_view text) const {
  return state_->texts.query().ranges(text);
}

}  // namespace throughline
