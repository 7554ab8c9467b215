// The public face: how a row came to be what it is, and its name.
#include <algorithm>
#include <charconv>
#include <set>

#include "timeline/handles.h"
#include "timeline/state.h"

namespace throughline {
namespace {

// Told once more by itself; what revised the event or told its delivery is none.
bool is_duplicate(FoldReason reason) {
  return reason == FoldReason::same_source || reason == FoldReason::across_sources;
}

// The digits of "#12" or "#12.3"; nullopt where it is neither.
std::optional<std::pair<std::uint32_t, std::uint16_t>> record_of_reference(std::string_view id) {
  std::uint32_t record = 0;
  std::uint16_t part = 0;
  const char* const end = id.data() + id.size();
  if (id.empty() || id[0] != '#') return std::nullopt;
  auto parsed = std::from_chars(id.data() + 1, end, record);
  if (parsed.ec == std::errc() && parsed.ptr != end && *parsed.ptr == '.')
    parsed = std::from_chars(parsed.ptr + 1, end, part);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return std::pair(record, part);
}

}  // namespace

ZoneFrom Timeline::zone_from(Row row) const {
  return static_cast<ZoneFrom>(state_->rows.columns.get(row, store::kZoneFromField));
}

bool Timeline::is_instant(Row row) const {
  return static_cast<store::Written>(state_->rows.columns.get(row, store::kWrittenField)) ==
         store::Written::instant;
}

ZoneId Timeline::zone_used(Row row) const { return state_->placer.place(row).zone; }

std::int32_t Timeline::offset_used_s(Row row) const {
  const store::Columns& columns = state_->rows.columns;
  return columns.has(row, store::kDated) ? columns.offset_s[row] : 0;
}

LocalKind Timeline::local_kind(Row row) const {
  return static_cast<LocalKind>(state_->rows.columns.get(row, store::kLocalKindField));
}

Code Timeline::undated_reason(Row row) const {
  return static_cast<Code>(state_->rows.columns.offset_s[row]);
}

FoldReason Timeline::fold_reason(Row row) const {
  return static_cast<FoldReason>(state_->rows.columns.get(row, store::kReasonField));
}

Row Timeline::folded_into(Row row) const { return state_->rows.columns.folded_into[row]; }

std::vector<Row> Timeline::folded_rows(Row row) const {
  std::vector<Row> out;
  if (!state_->rows.columns.has(row, store::kHasFolded)) return out;
  state_->links.cluster(row, out);
  out.erase(std::remove_if(out.begin(), out.end(),
                           [this, row](Row other) { return folded_into(other) != row; }),
            out.end());
  std::sort(out.begin(), out.end(), state_->keys);
  return out;
}

std::vector<std::string_view> Timeline::revisions(Row row) const {
  std::vector<std::string_view> texts;
  const store::Rows& rows = state_->rows;
  const std::vector<Row> others = folded_rows(row);
  if (others.empty() || deleted(row)) return texts;
  const auto own_text = [&rows](Row from) {
    return find_in_blob(rows.arena, rows.own_blob(from), store::tag_of(Member::text));
  };
  // What the event itself said: its own text, else the first of its duplicates'.
  auto said = own_text(row);
  for (Row other : others)
    if (!said && is_duplicate(fold_reason(other))) said = own_text(other);
  if (said) texts.push_back(*said);
  // Then each edit's; one that says what was said already is none.
  for (Row other : others) {
    const auto text = fold_reason(other) == FoldReason::revision ? own_text(other) : std::nullopt;
    if (text && (texts.empty() || texts.back() != *text)) texts.push_back(*text);
  }
  if (!texts.empty()) texts.pop_back();  // the last is what the event says now
  return texts;
}

std::vector<SourceId> Timeline::sources_of(Row row) const {
  std::vector<SourceId> others;
  for (Row other : folded_rows(row))
    if (fold_reason(other) == FoldReason::across_sources) others.push_back(row_source(other));
  std::sort(others.begin(), others.end(),
            [this](SourceId a, SourceId b) { return source_name(a) < source_name(b); });
  others.erase(std::unique(others.begin(), others.end()), others.end());
  others.insert(others.begin(), row_source(row));
  return others;
}

void Timeline::append_sources(Row row, std::string& json) const {
  const std::string_view own = source_name(row_source(row));
  std::set<std::string, std::less<>> names;
  const auto take_over = [&](Row from) {
    const auto list =
        find_in_blob(state_->rows.arena, state_->rows.own_blob(from), store::kSourcesTag);
    if (!list) return;
    for (std::string& name : store::strings_of_list(*list)) names.insert(std::move(name));
  };
  take_over(row);
  for (Row other : folded_rows(row)) {
    if (!is_duplicate(fold_reason(other))) continue;
    names.emplace(source_name(row_source(other)));
    take_over(other);
  }
  json += '[';
  append_json_string(json, own);
  for (const std::string& name : names) {
    if (name == own) continue;
    json += ',';
    append_json_string(json, name);
  }
  json += ']';
}

std::string Timeline::reference(Row row) const {
  std::string out(source_name(row_source(row)));
  out += '/';
  if (state_->rows.columns.has(row, store::kHasId)) {
    out += state_->rows.id(row);
    return out;
  }
  out += '#';
  append_int(out, record_index(row));
  if (part_index(row) == 0) return out;
  out += '.';
  append_int(out, part_index(row));
  return out;
}

Row Timeline::find(std::string_view reference) const {
  const std::size_t slash = reference.find('/');
  if (slash == std::string_view::npos) return kNoRow;
  const std::string_view name = reference.substr(0, slash);
  const std::string_view id = reference.substr(slash + 1);
  const store::Columns& columns = state_->rows.columns;
  Row best = kNoRow;
  // Of several with the id: what is kept before what is folded before what is undated, then the order key.
  const auto better = [&](Row a, Row b) {
    if (state(a) != state(b)) return state(a) < state(b);
    const bool dated = columns.has(a, store::kDated);
    return dated ? before(a, b) : columns.record[a] < columns.record[b];
  };
  const Row first = id.empty() ? kNoRow : state_->links.first_with(id);
  for (Row row = first; row != kNoRow; row = columns.next_of_id[row])
    if (source_name(columns.source[row]) == name && (best == kNoRow || better(row, best)))
      best = row;
  if (best != kNoRow) return best;
  const auto record = record_of_reference(id);
  for (Row row = 0; record && row < columns.size(); ++row)
    if (columns.record[row] == record->first && columns.part[row] == record->second &&
        !columns.has(row, store::kHasId) && state(row) != RowState::erased &&
        source_name(columns.source[row]) == name)
      return row;
  return kNoRow;
}

}  // namespace throughline
