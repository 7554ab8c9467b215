#include "timeline/fold.h"

#include <algorithm>
#include <tuple>

#include "timeline/handles.h"

namespace throughline::store {
namespace {

// Messages and what they carry are one group to revisions: an edit of "m1" means either.
std::string_view revision_group(StringId kind) {
  const std::string_view group = kind_info(kind).group;
  return group == "media" ? "message" : group;
}

}  // namespace

const std::vector<FoldedEvent>& Folder::fold(const std::vector<Row>& cluster) {
  make_records(cluster);
  find_targets();
  break_cycles();
  make_events();
  add_revisers();
  for (FoldedEvent& event : events_) finish(event);
  count_reused();
  find_revoked_undated(cluster);
  return events_;
}

void Folder::make_records(const std::vector<Row>& cluster) {
  const Columns& columns = rows_->columns;
  items_.clear();
  records_.clear();
  for (Row row : cluster)
    if (columns.has(row, kDated)) items_.push_back({row, 0, rows_->id(row)});
  std::sort(items_.begin(), items_.end(),
            [this](const Item& a, const Item& b) { return keys_->before(a.row, b.row); });
  for (std::uint32_t i = 0; i < items_.size(); ++i) items_[i].position = i;
  const auto key = [&columns](const Item& item) {
    return std::tuple(item.id.empty(), columns.source[item.row], item.id, columns.kind[item.row]);
  };
  std::sort(items_.begin(), items_.end(), [&key](const Item& a, const Item& b) {
    return std::tuple_cat(key(a), std::tuple(a.position)) < std::tuple_cat(key(b), std::tuple(b.position));
  });
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const Item& item = items_[i];
    const bool continues = i > 0 && !item.id.empty() && key(item) == key(items_[i - 1]);
    if (!continues) {
      Record record;
      record.begin = i;
      record.id = item.id;
      record.source = columns.source[item.row];
      record.kind = columns.kind[item.row];
      records_.push_back(record);
    }
    Record& record = records_.back();
    record.end = i + 1;
    if (record.revises.empty()) record.revises = rows_->revises(item.row);
    if (record.kind == id_of(KnownKind::message_status) && rows_->member(item.row, Member::delivery))
      record.status = true;
    if (rows_->is_revocation(item.row)) record.revocation = true;
  }
  by_position_.resize(records_.size());
  for (std::size_t i = 0; i < records_.size(); ++i) by_position_[i] = i;
  std::sort(by_position_.begin(), by_position_.end(), [this](std::size_t a, std::size_t b) {
    return position(records_[a]) < position(records_[b]);
  });
}

std::optional<SourceId> Folder::source_named(std::string_view name) const {
  for (std::size_t i = 0; i < rows_->sources.size(); ++i)
    if (rows_->sources[i].name == name) return static_cast<SourceId>(i);
  return std::nullopt;
}

// What revises nothing goes before what does, the reviser's own group before others, then the order key.
bool Folder::targets_better(const Record& reviser, const Record& a, const Record& b) const {
  const auto rank = [&](const Record& record) {
    const bool other_group = revision_group(record.kind) != revision_group(reviser.kind);
    return std::tuple(record.revising(), other_group, position(record));
  };
  return rank(a) < rank(b);
}

std::size_t Folder::best_of(SourceId source, std::string_view id, std::size_t reviser) const {
  const auto key = [](const Record& record) {
    return std::tuple(record.id.empty(), record.source, record.id);
  };
  const std::tuple<bool, SourceId, std::string_view> wanted(false, source, id);
  auto at = std::lower_bound(records_.begin(), records_.end(), wanted,
                             [&key](const Record& record, const auto& want) { return key(record) < want; });
  std::size_t best = kNone;
  for (; at != records_.end() && key(*at) == wanted; ++at) {
    const auto candidate = static_cast<std::size_t>(at - records_.begin());
    if (candidate == reviser) continue;
    if (best == kNone || targets_better(records_[reviser], *at, records_[best])) best = candidate;
  }
  return best;
}

std::size_t Folder::find_target(std::size_t index) const {
  const Record& record = records_[index];
  std::size_t target = kNone;
  if (!record.revises.empty()) {
    const RevisedId revised = revised_id(record.revises);
    target = best_of(record.source, revised.own, index);
    const auto other = revised.id.empty() ? std::nullopt : source_named(revised.source);
    if (target == kNone && other) target = best_of(*other, revised.id, index);
  }
  if (target == kNone && record.status && !record.id.empty()) target = best_of(record.source, record.id, index);
  return target;
}

void Folder::find_targets() {
  for (std::size_t i = 0; i < records_.size(); ++i)
    if (records_[i].revising()) records_[i].target = find_target(i);
}

// Records that revise each other in a circle have no event among them: the first by order key is it.
void Folder::break_cycles() {
  std::vector<std::size_t> seen_from(records_.size(), kNone);
  for (std::size_t start : by_position_) {
    std::size_t at = start;
    while (at != kNone && seen_from[at] == kNone) {
      seen_from[at] = start;
      at = records_[at].target;
    }
    if (at == kNone || seen_from[at] != start) continue;
    std::size_t first = at;
    for (std::size_t i = records_[at].target; i != at; i = records_[i].target)
      if (position(records_[i]) < position(records_[first])) first = i;
    records_[first].target = kNone;
  }
}

std::size_t Folder::root_of(std::size_t record) const {
  while (records_[record].target != kNone) record = records_[record].target;
  return record;
}

bool Folder::contradict(Row a, Row b) const {
  const Columns& columns = rows_->columns;
  const auto differ = [](StringId x, StringId y) { return x != kAbsent && y != kAbsent && x != y; };
  if (differ(columns.conversation[a], columns.conversation[b])) return true;
  const PartyId party_a = columns.party[a];
  const PartyId party_b = columns.party[b];
  const StringId id_a = rows_->parties[party_a][kPartyId];
  const StringId id_b = rows_->parties[party_b][kPartyId];
  if (id_a != kAbsent || id_b != kAbsent || party_a == party_b) return differ(id_a, id_b);
  // Neither names an id: they contradict where both name handles and share none.
  std::vector<std::string> handles_a, handles_b;
  collect_handles(*rows_, party_a, handles_a);
  collect_handles(*rows_, party_b, handles_b);
  const bool shared = std::any_of(handles_a.begin(), handles_a.end(), [&](const std::string& handle) {
    return std::find(handles_b.begin(), handles_b.end(), handle) != handles_b.end();
  });
  return !handles_a.empty() && !handles_b.empty() && !shared;
}

bool Folder::joins(const FoldedEvent& event, const Record& record) const {
  const Columns& columns = rows_->columns;
  const Row first = first_row(record);
  if (record.id.empty() || rows_->id(event.kept) != record.id) return false;
  if (columns.kind[event.kept] != record.kind) return false;
  if (columns.at_ms[event.kept] != columns.at_ms[first]) return false;
  for (std::size_t i = record.begin; i < record.end; ++i)
    for (Row row : event.same)
      if (columns.source[row] == record.source || contradict(row, items_[i].row)) return false;
  return true;
}

// Greedy in order-key order. An event's instant is that of its first row, so equal ones stand side by side in
// that order but for other events of the same instant.
void Folder::make_events() {
  events_.clear();
  for (std::size_t index : by_position_) {
    Record& record = records_[index];
    if (record.target != kNone) continue;
    const std::int64_t at_ms = rows_->columns.at_ms[first_row(record)];
    std::size_t into = events_.size();
    for (std::size_t i = record.id.empty() ? 0 : events_.size(); i-- > 0;) {
      if (rows_->columns.at_ms[events_[i].kept] != at_ms) break;
      if (joins(events_[i], record)) into = i;
    }
    if (into == events_.size()) {
      events_.emplace_back();
      events_.back().kept = first_row(record);
    }
    record.event = into;
    FoldedEvent& event = events_[into];
    for (std::size_t i = record.begin; i < record.end; ++i) {
      const Row row = items_[i].row;
      event.same.push_back(row);
      const bool across = i == record.begin && row != event.kept;
      if (row != event.kept)
        event.folded.push_back({row, across ? FoldReason::across_sources : FoldReason::same_source});
    }
    event.revoked = event.revoked || record.revocation;
  }
}

void Folder::add_revisers() {
  for (std::size_t index : by_position_) {
    const Record& record = records_[index];
    if (record.target == kNone) continue;
    FoldedEvent& event = events_[records_[root_of(index)].event];
    Reviser reviser;
    reviser.begin = event.reviser_rows.size();
    reviser.status = record.status;
    const FoldReason reason = record.status ? FoldReason::delivery : FoldReason::revision;
    for (std::size_t i = record.begin; i < record.end; ++i) {
      event.reviser_rows.push_back(items_[i].row);
      event.folded.push_back({items_[i].row, reason});
    }
    reviser.end = event.reviser_rows.size();
    event.revisers.push_back(reviser);
    event.revoked = event.revoked || record.revocation;
  }
}

void Folder::finish(FoldedEvent& event) {
  std::sort(event.same.begin(), event.same.end(), *keys_);
  std::sort(event.folded.begin(), event.folded.end(),
            [this](const Folded& a, const Folded& b) { return keys_->before(a.row, b.row); });
  // What a revocation has overwritten stays overwritten, whatever the event it belongs to now.
  for (Row row : event.same)
    if (rows_->columns.has(row, kWiped)) event.revoked = true;
}

void Folder::count_reused() {
  reused_.clear();
  // Events of one (source, id) stand side by side in records_; the first by order key is the one that is not
  // counted.
  for (std::size_t i = 0; i < records_.size();) {
    std::size_t end = i + 1;
    while (end < records_.size() && !records_[i].id.empty() && records_[end].id == records_[i].id &&
           records_[end].source == records_[i].source)
      ++end;
    std::size_t first = kNone;
    for (std::size_t k = i; k < end; ++k)
      if (records_[k].target == kNone &&
          (first == kNone || position(records_[k]) < position(records_[first])))
        first = k;
    for (std::size_t k = i; k < end; ++k)
      if (records_[k].target == kNone && k != first) reused_.push_back(first_row(records_[k]));
    i = end;
  }
}

void Folder::find_revoked_undated(const std::vector<Row>& cluster) {
  revoked_undated_.clear();
  if (items_.size() == cluster.size()) return;
  for (const Record& record : records_) {
    if (!record.revocation || record.revises.empty()) continue;
    const RevisedId revised = revised_id(record.revises);
    const auto other = revised.id.empty() ? std::nullopt : source_named(revised.source);
    for (Row row : cluster) {
      const Columns& columns = rows_->columns;
      if (columns.has(row, kDated) || revision_group(columns.kind[row]) != revision_group(record.kind))
        continue;
      const std::string_view id = rows_->id(row);
      const bool own = columns.source[row] == record.source && id == revised.own;
      const bool others = other && columns.source[row] == *other && id == revised.id;
      if (own || others) revoked_undated_.push_back(row);
    }
  }
}

}  // namespace throughline::store
