// Bringing up to date what was touched: conversations whose rows changed, and those that as-of has crossed.
//
// Cutting is by conversation, but an interaction that `interaction` names may span several. So what is cut anew is
// the closure: touched conversations, all interactions of their rows, all conversations of those interactions.
#include <algorithm>
#include <set>

#include "conversation/state.h"

namespace throughline {

using conversation::Record;

namespace {

template <class T>
void append(std::vector<T>& to, const std::vector<T>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

// Beyond this many rows a pass over everything is cheaper than mending.
std::size_t too_many(const GatedTimeline& events) {
  return events.timeline().kept_count() / 8 + 64;
}

class Closure {
 public:
  Closure(const GatedTimeline& events, const conversation::Interactions& interactions)
      : events_(events), interactions_(interactions) {}

  void add(Row row) {
    add_interaction(interactions_.of(row));
    if (!events_.visible(row)) return;
    // Also of a row that has left the view: it may have closed, or given its channel to, what stays.
    const StringId conversation = events_.conversation(row);
    if (conversation != kAbsent) add_conversation(conversation);
    if (!events_.in_view(row)) return;
    if (conversation == kAbsent) loose_.insert(row);
    if (const StringId name = events_.interaction(row); name != kAbsent)
      add_interaction(interactions_.named(name));
  }
  void add_conversation(StringId conversation) {
    if (conversations_.insert(conversation).second) new_conversations_.push_back(conversation);
  }
  // Follows rows to interactions to rows until nothing is new.
  void complete() {
    while (!new_conversations_.empty() || !new_interactions_.empty()) {
      if (!new_conversations_.empty()) {
        const StringId conversation = new_conversations_.back();
        new_conversations_.pop_back();
        for (Row row : events_.timeline().conversation_rows(conversation)) add(row);
      } else {
        const InteractionId id = new_interactions_.back();
        new_interactions_.pop_back();
        for (Row row : interactions_.rows(id)) add(row);
      }
    }
  }

  std::vector<StringId> conversations() const {
    return {conversations_.begin(), conversations_.end()};
  }
  const std::set<InteractionId>& interactions() const { return found_; }
  // All its rows in view, in order.
  std::vector<Row> rows() const {
    std::vector<Row> rows(loose_.begin(), loose_.end());
    for (StringId conversation : conversations_)
      for (Row row : events_.timeline().conversation_rows(conversation))
        if (events_.in_view(row)) rows.push_back(row);
    if (conversations_.size() + loose_.size() > 1)
      std::sort(rows.begin(), rows.end(),
                [this](Row a, Row b) { return events_.timeline().before(a, b); });
    return rows;
  }

 private:
  void add_interaction(InteractionId id) {
    if (id != kNoInteraction && found_.insert(id).second) new_interactions_.push_back(id);
  }

  const GatedTimeline& events_;
  const conversation::Interactions& interactions_;
  std::set<StringId> conversations_;
  std::set<Row> loose_;
  std::set<InteractionId> found_;
  std::vector<StringId> new_conversations_;
  std::vector<InteractionId> new_interactions_;
};

}  // namespace

void Conversations::State::begin_touched(std::optional<Instant> was_as_of) {
  const GatedTimeline::Refreshed noted = std::move(pending);
  pending = GatedTimeline::Refreshed{};
  to_fold_ = noted.conversations;
  to_cut_ = noted.conversations;
  to_place_ = noted.rows;
  for (Row row : noted.loose_rows)
    if (events.visible(row) && events.conversation(row) == kAbsent) fold.apply_loose(row);
  settles_all_ = false;
  if (!(was_as_of == as_of)) note_crossed(was_as_of, as_of);
  stage_ = Stage::touched;
}

void Conversations::State::note_crossed(std::optional<Instant> was, std::optional<Instant> is) {
  const std::int64_t was_ms = was ? was->ms : kMaxMs;
  const std::int64_t is_ms = is ? is->ms : kMaxMs;
  // Backwards, or to and from no end at all, states come back that had gone for good.
  settles_all_ = !was || !is || is_ms < was_ms;
  const std::size_t most = to_place_.size() + too_many(events);
  gate::walk_between(
      events.timeline(), std::min(was_ms, is_ms) + 1, std::max(was_ms, is_ms) + 1, [&](Row row) {
        if (events.visible(row)) to_place_.push_back(row);
        return to_place_.size() <= most;  // else recut() gives way to a pass over everything
      });
}

void Conversations::State::advance_touched(std::uint32_t& units) {
  if (!to_fold_.empty()) {
    const StringId conversation = to_fold_.back();
    to_fold_.pop_back();
    return debt_.pay(units, fold_conversation(conversation) + 1);
  }
  const bool all = cuts_all_ || to_place_.size() > too_many(events) ||
                   interactions.wasted() > interactions.stored() / 2 + 4096;
  cuts_all_ = false;
  if (all) return begin_cut();
  debt_.pay(units, recut());
}

std::size_t Conversations::State::fold_conversation(StringId conversation) {
  const std::vector<Row>& rows = events.timeline().conversation_rows(conversation);
  EventState state;
  Row first_channel_row = kNoRow;
  for (Row row : rows) {
    if (!events.visible(row)) continue;
    fold.apply(row, state);
    if (first_channel_row == kNoRow && state.channel != kAbsent) first_channel_row = row;
  }
  // Where it moves, the events before it may join another interaction; they are cut anew anyway.
  cutter.set_first_channel_row(conversation, first_channel_row);
  return rows.size();
}

std::size_t Conversations::State::recut() {
  Closure closure(events, interactions);
  for (StringId conversation : to_cut_) closure.add_conversation(conversation);
  for (Row row : to_place_) closure.add(row);
  closure.complete();
  to_cut_.clear();
  to_place_.clear();

  to_rearm_.clear();
  const auto note_customer = [this](InteractionId id) {
    const Record& record = interactions[id];
    if (record.customer != kAbsent && conversation::is_web(record.channel))
      to_rearm_.push_back(record.customer);
  };
  for (InteractionId id : closure.interactions()) {
    note_customer(id);
    for (Row row : interactions.rows(id)) {
      const InteractionId armed = interactions.armed_by(row);
      if (armed != kNoInteraction) note_customer(armed);
      interactions.set_armed_by(row, kNoInteraction);
    }
  }
  for (InteractionId id : closure.interactions()) interactions.free(id);
  cutter.begin(closure.conversations());
  const std::vector<Row> rows = closure.rows();
  for (Row row : rows) cutter.place(row);
  std::vector<InteractionId> ids;
  for (Row row : rows) {
    ids.push_back(interactions.of(row));
    // Also where it stands in an interaction of another channel: it re-arms those of its customer.
    const StringId customer = events.customer(row);
    if (customer != kAbsent && conversation::is_web(fold.columns().channel[row]))
      to_rearm_.push_back(customer);
  }
  keep_distinct(ids);
  interactions.make_room(ids);
  for (Row row : rows) interactions.fill(row);
  interactions.mend_order();
  for (InteractionId id : ids) note_customer(id);
  return rows.size() + settle_touched(std::move(ids));
}

// Live states of the interactions given, of chats of the same customers, and of those that change by themselves.
std::size_t Conversations::State::settle_touched(std::vector<InteractionId> ids) {
  std::size_t looked_at = 0;
  keep_distinct(to_rearm_);
  for (StringId customer : to_rearm_) {
    conversation::rearm(events, fold.columns(), interactions, customer);
    const std::vector<Row>& rows = events.customer_rows(customer);
    looked_at += rows.size();
    for (Row row : rows)
      if (const InteractionId id = interactions.of(row); id != kNoInteraction) ids.push_back(id);
  }
  to_rearm_.clear();
  append(ids, settles_all_ ? interactions.in_order() : changing_);
  keep_distinct(ids);
  changing_.clear();
  for (InteractionId id : ids)
    if (interactions.has(id)) settle(id);
  finish();
  return looked_at + ids.size();
}

}  // namespace throughline
