// Bringing everything up to date, in passes over the order.
#include <algorithm>

#include "conversation/state.h"

namespace throughline {

using conversation::kNever;
using conversation::Record;

bool Conversations::State::has_wishes() const {
  return wants_fold || wanted_gap_hours != cutter.gap_hours() || !(as_of == events.as_of()) ||
         !pending.conversations.empty() || !pending.rows.empty();
}

void Conversations::State::restart() {
  stage_ = Stage::idle;
  debt_.forgive();
  wants_fold = true;
}

void Conversations::State::grow() {
  fold.resize(events.timeline().size());
  interactions.resize(events.timeline().size());
}

void Conversations::State::begin() {
  const std::optional<Instant> was = as_of;
  as_of = events.as_of();
  const bool recuts = wanted_gap_hours != cutter.gap_hours();
  cutter.set_gap_hours(wanted_gap_hours);
  grow();
  if (wants_fold) return begin_fold();
  cuts_all_ = recuts;
  begin_touched(was);
}

bool Conversations::State::work(std::uint32_t& units) {
  debt_.pay(units, 0);
  while (stage_ != Stage::idle && units > 0) advance(units);
  if (stage_ != Stage::idle) return true;
  debt_.forgive();
  return false;
}

template <class F>
bool Conversations::State::pass_view(std::uint32_t& units, const F& look) {
  return walk_.go(events.timeline(), units, [&](Row row) {
    if (as_of && events.at_ms(row) > as_of->ms) return false;
    if (events.visible(row)) look(row);
    return true;
  });
}

void Conversations::State::advance(std::uint32_t& units) {
  switch (stage_) {
    case Stage::fold: {
      const auto fold_visible = [this](Row row) {
        if (events.visible(row)) fold_row(row);
        return true;
      };
      if (walk_.go(events.timeline(), units, fold_visible)) begin_cut();
      return;
    }
    case Stage::cut:
      if (pass_view(units, [this](Row row) { cutter.place(row); })) begin_fill();
      return;
    case Stage::fill:
      if (pass_view(units, [this](Row row) { interactions.fill(row); })) begin_rearm();
      return;
    case Stage::rearm:
      if (rearm_all(units)) begin_settle();
      return;
    case Stage::settle:
      if (settle_all(units)) finish();
      return;
    case Stage::touched:
      return advance_touched(units);
    case Stage::idle:
      return;
  }
}

void Conversations::State::begin_fold() {
  wants_fold = false;
  pending = GatedTimeline::Refreshed{};
  fold_index_.clear();
  folding_.clear();
  cutter.clear();
  walk_.restart();
  stage_ = Stage::fold;
}

void Conversations::State::fold_row(Row row) {
  const StringId conversation = events.conversation(row);
  if (conversation == kAbsent) return fold.apply_loose(row);
  const std::uint32_t slot = fold_index_.slot(conversation);
  if (slot == folding_.size()) folding_.emplace_back();
  EventState& state = folding_[slot];
  const bool had_channel = state.channel != kAbsent;
  fold.apply(row, state);
  if (!had_channel && state.channel != kAbsent) cutter.set_first_channel_row(conversation, row);
}

void Conversations::State::begin_cut() {
  fold_index_.clear();
  folding_.clear();
  interactions.clear(events.timeline().size());
  to_cut_.clear();
  to_place_.clear();
  cutter.begin_all();
  walk_.restart();
  stage_ = Stage::cut;
}

void Conversations::State::begin_fill() {
  interactions.make_all_room();
  walk_.restart();
  stage_ = Stage::fill;
}

void Conversations::State::begin_rearm() {
  to_rearm_.clear();
  for (InteractionId id : interactions.in_order()) {
    const Record& record = interactions[id];
    if (record.customer != kAbsent && conversation::is_web(record.channel))
      to_rearm_.push_back(record.customer);
  }
  keep_distinct(to_rearm_);
  stage_ = Stage::rearm;
}

bool Conversations::State::rearm_all(std::uint32_t& units) {
  while (!to_rearm_.empty()) {
    if (units == 0) return false;
    const StringId customer = to_rearm_.back();
    to_rearm_.pop_back();
    conversation::rearm(events, fold.columns(), interactions, customer);
    debt_.pay(units, events.customer_rows(customer).size());
  }
  return true;
}

void Conversations::State::begin_settle() {
  changing_.clear();
  settled_ = 0;
  stage_ = Stage::settle;
}

bool Conversations::State::settle_all(std::uint32_t& units) {
  const std::vector<InteractionId>& ids = interactions.in_order();
  for (; settled_ < ids.size(); ++settled_) {
    if (units == 0) return false;
    --units;
    settle(ids[settled_]);
  }
  return true;
}

void Conversations::State::settle(InteractionId id) {
  const conversation::LiveFacts facts = conversation::live_facts(events, interactions, id);
  Record& record = interactions[id];
  record.live = facts.state;
  record.next_change_ms = facts.next_change_ms.value_or(kNever);
  if (facts.next_change_ms) changing_.push_back(id);
}

void Conversations::State::finish() {
  std::int64_t next_ms = kNever;
  for (InteractionId id : changing_) next_ms = std::min(next_ms, interactions[id].next_change_ms);
  next_change_ms = next_ms == kNever ? std::nullopt : std::optional<std::int64_t>(next_ms);
  walk_.restart();
  stage_ = Stage::idle;
}

}  // namespace throughline
