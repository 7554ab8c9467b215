#include "timeline/fold.h"

#include <algorithm>
#include <set>
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
  make_items(cluster);
  make_records();
  for (Item& item : items_)
    if (item.revising()) item.target = find_target(item);
  break_cycles();
  find_roots();
  make_events();
  add_revisers();
  for (FoldedEvent& event : events_) finish(event);
  find_reused();
  find_revoked_undated(cluster);
  return events_;
}

void Folder::make_items(const std::vector<Row>& cluster) {
  const Columns& columns = rows_->columns;
  items_.clear();
  for (Row row : cluster) {
    if (!columns.has(row, kDated)) continue;
    Item item;
    item.row = row;
    item.id = rows_->id(row);
    item.revises = rows_->revises(row);
    const bool is_status = columns.kind[row] == id_of(KnownKind::message_status);
    item.status = is_status && rows_->member(row, Member::delivery);
    items_.push_back(item);
  }
  std::sort(items_.begin(), items_.end(),
            [this](const Item& a, const Item& b) { return keys_->before(a.row, b.row); });
  for (std::uint32_t i = 0; i < items_.size(); ++i) items_[i].position = i;
  std::sort(items_.begin(), items_.end(), [&columns](const Item& a, const Item& b) {
    return std::tuple(a.id.empty(), columns.source[a.row], a.id, columns.kind[a.row], a.position) <
           std::tuple(b.id.empty(), columns.source[b.row], b.id, columns.kind[b.row], b.position);
  });
  by_position_.resize(items_.size());
  for (std::size_t i = 0; i < items_.size(); ++i) by_position_[items_[i].position] = i;
}

void Folder::make_records() {
  const Columns& columns = rows_->columns;
  records_.clear();
  for (std::size_t i = 0; i < items_.size(); ++i) {
    Item& item = items_[i];
    const Row last = i == 0 ? kNoRow : items_[i - 1].row;
    const bool continues = i > 0 && !item.id.empty() && item.id == items_[i - 1].id &&
                           columns.source[item.row] == columns.source[last] &&
                           columns.kind[item.row] == columns.kind[last];
    if (!continues) {
      records_.emplace_back();
      records_.back().begin = i;
    }
    Record& record = records_.back();
    record.end = i + 1;
    const bool better =
        record.best == kNone || (items_[record.best].revising() && !item.revising());
    if (better && item.is_target()) record.best = i;
    item.record = records_.size() - 1;
  }
}

std::optional<SourceId> Folder::source_named(std::string_view name) const {
  for (std::size_t i = 0; i < rows_->sources.size(); ++i)
    if (rows_->sources[i].name == name) return static_cast<SourceId>(i);
  return std::nullopt;
}

// What revises nothing goes before what does, the reviser's own group before others, then the order key. What
// revises and has the reviser's own source, id and kind is a copy of it, no target. By its own id a status means no
// record of its own kind either: a message.status that tells no delivery is no message.
std::size_t Folder::best_of(SourceId source, std::string_view id, const Item& reviser,
                            By by) const {
  const Columns& columns = rows_->columns;
  const auto key = [&](const Record& record) {
    const Item& item = items_[record.begin];
    return std::tuple(item.id.empty(), columns.source[item.row], item.id);
  };
  const auto rank = [&](const Item& item) {
    const bool other_group =
        revision_group(columns.kind[item.row]) != revision_group(columns.kind[reviser.row]);
    return std::tuple(item.revising(), other_group, item.position);
  };
  const std::tuple<bool, SourceId, std::string_view> wanted(false, source, id);
  auto at = std::lower_bound(
      records_.begin(), records_.end(), wanted,
      [&key](const Record& record, const auto& want) { return key(record) < want; });
  std::size_t best = kNone;
  for (; at != records_.end() && key(*at) == wanted; ++at) {
    if (at->best == kNone) continue;
    const Item& candidate = items_[at->best];
    if (candidate.record == reviser.record && (by == By::own_id || candidate.revising())) continue;
    if (best == kNone || rank(candidate) < rank(items_[best])) best = at->best;
  }
  return best;
}

std::size_t Folder::find_target(const Item& reviser) const {
  const SourceId source = rows_->columns.source[reviser.row];
  std::size_t target = kNone;
  if (!reviser.revises.empty()) {
    const RevisedId revised = revised_id(reviser.revises);
    target = best_of(source, revised.own, reviser, By::revised_id);
    const auto other = revised.id.empty() ? std::nullopt : source_named(revised.source);
    if (target == kNone && other) target = best_of(*other, revised.id, reviser, By::revised_id);
  }
  if (target == kNone && reviser.status && !reviser.id.empty())
    target = best_of(source, reviser.id, reviser, By::own_id);
  return target;
}

// Rows that revise each other in a circle have no event among them: the first by order key is it.
void Folder::break_cycles() {
  std::vector<std::size_t> seen_from(items_.size(), kNone);
  for (std::size_t start : by_position_) {
    std::size_t at = start;
    while (at != kNone && seen_from[at] == kNone) {
      seen_from[at] = start;
      at = items_[at].target;
    }
    if (at == kNone || seen_from[at] != start) continue;
    std::size_t first = at;
    for (std::size_t i = items_[at].target; i != at; i = items_[i].target)
      if (items_[i].position < items_[first].position) first = i;
    items_[first].target = kNone;
  }
}

// Chains are shortened as they are followed, so that each link is followed once.
void Folder::find_roots() {
  for (std::size_t start : by_position_) {
    std::size_t root = start;
    while (items_[root].target != kNone) root = items_[root].target;
    for (std::size_t at = start; at != root;) {
      const std::size_t next = items_[at].target;
      items_[at].target = root;
      at = next;
    }
    Record& record = records_[items_[start].record];
    if (start == root && record.root == kNone) record.root = start;
  }
}

bool Folder::contradict(Row a, Row b) const {
  const Columns& columns = rows_->columns;
  const auto differ = [](StringId x, StringId y) { return x != kAbsent && y != kAbsent && x != y; };
  if (differ(rows_->conversation(a), rows_->conversation(b))) return true;
  const PartyId party_a = columns.party[a];
  const PartyId party_b = columns.party[b];
  const StringId id_a = rows_->related_customer(rows_->parties[party_a][kPartyId]);
  const StringId id_b = rows_->related_customer(rows_->parties[party_b][kPartyId]);
  if (id_a != kAbsent || id_b != kAbsent || party_a == party_b) return differ(id_a, id_b);
  // Neither names an id: they contradict where both name handles and share none.
  std::vector<std::string> handles_a, handles_b;
  collect_handles(*rows_, party_a, handles_a);
  collect_handles(*rows_, party_b, handles_b);
  const bool shared =
      std::any_of(handles_a.begin(), handles_a.end(), [&](const std::string& handle) {
        return std::find(handles_b.begin(), handles_b.end(), handle) != handles_b.end();
      });
  return !handles_a.empty() && !handles_b.empty() && !shared;
}

bool Folder::joins(const FoldedEvent& event, const Record& record) const {
  const Columns& columns = rows_->columns;
  const Item& root = items_[record.root];
  if (rows_->id(event.kept) != root.id || columns.kind[event.kept] != columns.kind[root.row])
    return false;
  for (std::size_t i = record.begin; i < record.end; ++i) {
    if (items_[i].target != kNone) continue;
    for (Row row : event.same)
      if (columns.source[row] == columns.source[root.row] || contradict(row, items_[i].row))
        return false;
  }
  return true;
}

// The first event of the same instant that the record may join, else a new one. Events are made in order-key order,
// so those of one instant are the last.
std::size_t Folder::event_for(const Record& record) {
  const Item& root = items_[record.root];
  std::size_t found = events_.size();
  for (std::size_t i = root.id.empty() ? 0 : events_.size(); i-- > 0;) {
    if (rows_->columns.at_ms[events_[i].kept] != rows_->columns.at_ms[root.row]) break;
    if (joins(events_[i], record)) found = i;
  }
  if (found == events_.size()) {
    events_.emplace_back();
    events_.back().kept = root.row;
  }
  return found;
}

void Folder::make_events() {
  events_.clear();
  for (std::size_t first : by_position_) {
    Record& record = records_[items_[first].record];
    if (record.root != first) continue;
    record.event = event_for(record);
    FoldedEvent& event = events_[record.event];
    for (std::size_t i = record.begin; i < record.end; ++i) {
      const Row row = items_[i].row;
      if (items_[i].target != kNone) continue;
      event.same.push_back(row);
      const FoldReason reason = i == first ? FoldReason::across_sources : FoldReason::same_source;
      if (row != event.kept) event.folded.push_back({row, reason});
    }
  }
}

// An edit that comes once more, with the same id, instant and words, is no second edit; also where the first is an event
// of its own because it stands in a circle.
std::vector<bool> Folder::find_repetitions() const {
  std::vector<bool> repeats(items_.size());
  std::set<std::string> said;
  for (const Record& record : records_) {
    if (record.end - record.begin < 2) continue;
    said.clear();
    for (std::size_t i = record.begin; i < record.end; ++i)
      if (items_[i].revising()) repeats[i] = !said.insert(rows_->words(items_[i].row)).second;
  }
  return repeats;
}

void Folder::add_revisers() {
  const std::vector<bool> repeats = find_repetitions();
  for (std::size_t index : by_position_) {
    const Item& item = items_[index];
    if (item.target == kNone) continue;
    FoldedEvent& event = events_[records_[items_[item.target].record].event];
    if (repeats[index]) {
      event.folded.push_back({item.row, FoldReason::repetition});
      continue;
    }
    event.revisers.push_back({item.row, item.status});
    event.folded.push_back({item.row, item.status ? FoldReason::delivery : FoldReason::revision});
  }
}

void Folder::finish(FoldedEvent& event) const {
  std::sort(event.same.begin(), event.same.end(), *keys_);
  std::sort(event.folded.begin(), event.folded.end(),
            [this](const Folded& a, const Folded& b) { return keys_->before(a.row, b.row); });
  // What a revocation has overwritten stays overwritten, whatever event it belongs to now.
  for (Row row : event.same)
    if (rows_->is_revocation(row) || rows_->columns.has(row, kWiped)) event.revoked = true;
  for (const Reviser& reviser : event.revisers)
    if (rows_->is_revocation(reviser.row)) event.revoked = true;
}

// Records of one (source, id) stand side by side; the event that is first by order key is not counted.
void Folder::find_reused() {
  const Columns& columns = rows_->columns;
  reused_.clear();
  for (std::size_t i = 0; i < records_.size();) {
    const Item& item = items_[records_[i].begin];
    std::size_t first = kNone;
    std::size_t end = i;
    for (; end < records_.size(); ++end) {
      const Item& other = items_[records_[end].begin];
      const bool same_id = end == i || (!item.id.empty() && other.id == item.id &&
                                        columns.source[other.row] == columns.source[item.row]);
      if (!same_id) break;
      const std::size_t root = records_[end].root;
      if (root != kNone && (first == kNone || items_[root].position < items_[first].position))
        first = root;
    }
    for (; i < end; ++i)
      if (records_[i].root != kNone && records_[i].root != first)
        reused_.push_back(items_[records_[i].root].row);
  }
}

void Folder::find_revoked_undated(const std::vector<Row>& cluster) {
  const Columns& columns = rows_->columns;
  revoked_undated_.clear();
  if (items_.size() == cluster.size()) return;
  for (const Item& item : items_) {
    if (item.revises.empty() || !rows_->is_revocation(item.row)) continue;
    const RevisedId revised = revised_id(item.revises);
    const auto other = revised.id.empty() ? std::nullopt : source_named(revised.source);
    for (Row row : cluster) {
      const bool same_group =
          revision_group(columns.kind[row]) == revision_group(columns.kind[item.row]);
      if (columns.has(row, kDated) || !same_group) continue;
      const std::string_view id = rows_->id(row);
      const bool own = columns.source[row] == columns.source[item.row] && id == revised.own;
      const bool others = other && columns.source[row] == *other && id == revised.id;
      if (own || others) revoked_undated_.push_back(row);
    }
  }
}

}  // namespace throughline::store
