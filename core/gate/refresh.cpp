// Bringing visibility up to date: everything in up to three passes over the order, or only what was touched.
#include <algorithm>
#include <limits>

#include "gate/state.h"

namespace throughline {

using gate::Verdict;

namespace {

template <class T>
void refill(Column<T>& column, std::size_t size, T value) {
  const std::size_t known = std::min(size, column.size());
  for (std::size_t i = 0; i < known; ++i) column[i] = value;
  column.resize(size, value);
}

}  // namespace

std::int64_t GatedTimeline::State::end_ms(std::optional<Instant> instant) {
  return instant ? instant->ms : std::numeric_limits<std::int64_t>::max() - 1;
}

// -- one row ---------------------------------------------------------------------------------------

Verdict GatedTimeline::State::judge(Row row) const {
  if (!policy.admits(timeline, row)) return Verdict::permission;
  const bool elsewhere = policy.limits_divisions() && divisions.denies(row);
  const bool expired = retention_start && timeline.at_ms(row) < *retention_start;
  const bool supported = is_supported(row);
  if (elsewhere) return expired || !supported ? Verdict::permission : Verdict::division;
  if (expired) return supported ? Verdict::retention : Verdict::permission;
  return supported ? Verdict::shown : Verdict::unsupported;
}

bool GatedTimeline::State::is_supported(Row row) const {
  if (timeline.settings(timeline.row_source(row)).supports_inbound) return true;
  if (timeline.direction(row) != Direction::inbound) return true;
  return kind_info(timeline.kind(row)).group != "call" &&
         timeline.channel(row) != id_of(KnownChannel::voice);
}

void GatedTimeline::State::note(Row row, StringId conversation) {
  conversations[row] = conversation;
  const Verdict verdict = judge(row);
  verdicts[row] = verdict;
  if (conversation == kAbsent || is_out_of_the_question(verdict)) return;
  names.note(conversation, timeline.customer(row), timeline.at_ms(row), verdict == Verdict::shown);
}

StringId GatedTimeline::State::settled_customer(Row row, StringId conversation) const {
  const Verdict verdict = verdicts[row];
  if (is_out_of_the_question(verdict)) return kAbsent;
  const StringId own = timeline.customer(row);
  if (own != kAbsent || conversation == kAbsent) return own;
  return names.inherited(conversation, as_of_ms(), verdict == Verdict::shown);
}

void GatedTimeline::State::show(Row row) {
  const StringId customer = settled_customer(row, conversations[row]);
  customers[row] = customer;
  if (verdicts[row] != Verdict::shown || !of_limit(customer)) return;
  visible.set(row);
  ++visible_count;
  customer_rows.append(customer, row);
}

void GatedTimeline::State::move(Row row) {
  const StringId was_of = customers[row];
  const bool was_visible = visible.test(row);
  const StringId is_of = settled_customer(row, conversations[row]);
  const bool is_visible = verdicts[row] == Verdict::shown && of_limit(is_of);
  customers[row] = is_of;
  if (was_visible != is_visible) {
    visibility_moved_ = true;
    refreshed.rows.push_back(row);
  }
  if (was_visible == is_visible && (!is_visible || was_of == is_of)) return;
  if (was_visible) customer_rows.remove(was_of, row);
  if (is_visible) customer_rows.insert(is_of, row);
  visible.set(row, is_visible);
  visible_count += is_visible ? 1u : 0u;
  visible_count -= was_visible ? 1u : 0u;
}

void GatedTimeline::State::leave(Row row) {
  verdicts[row] = Verdict::not_kept;
  conversations[row] = kAbsent;
  move(row);
}

// -- one conversation, one row without ---------------------------------------------------------------

void GatedTimeline::State::settle_conversation(StringId conversation) {
  const std::vector<Row>& rows = timeline.conversation_rows(conversation);
  if (policy.limits_divisions()) divisions.settle(timeline, policy, rows);
  names.forget(conversation);
  for (Row row : rows) note(row, conversation);
  for (Row row : rows) move(row);
}

void GatedTimeline::State::settle_loose(Row row) {
  if (policy.limits_divisions()) divisions.settle_loose(timeline, policy, row);
  note(row, kAbsent);
  move(row);
}

void GatedTimeline::State::settle_divisions(Row row, std::uint32_t& units) {
  const StringId conversation = timeline.conversation(row);
  if (conversation == kAbsent) return divisions.settle_loose(timeline, policy, row);
  if (seen_.test(conversation)) return;
  seen_.set(conversation);
  const std::vector<Row>& rows = timeline.conversation_rows(conversation);
  divisions.settle(timeline, policy, rows);
  debt_.pay(units, rows.size());
}

// -- work in units -----------------------------------------------------------------------------------

template <class F>
void GatedTimeline::State::pass(std::uint32_t& units, Stage next, const F& look) {
  const auto look_on = [&look](Row row) {
    look(row);
    return true;
  };
  if (!walk_.go(timeline, units, look_on)) return;
  walk_.restart();
  stage_ = next;
}

bool GatedTimeline::State::begin() {
  if (!has_wishes()) return false;
  const bool as_of_moves = !(as_of == wanted_as_of);
  hidden_by_division.reset();
  masked_texts.clear();
  limit = limit_name ? timeline.customer_named(*limit_name) : kAbsent;

  std::vector<StringId> renamed;
  if (as_of_moves) renamed = names.that_differ(as_of_ms(), end_ms(wanted_as_of));
  as_of = wanted_as_of;
  const auto start = gate::retention_start_ms(policy.gate(), as_of, timeline.business_zone());
  if (!wants_full && start != retention_start) {
    const std::int64_t was = retention_start.value_or(kMinMs);
    const std::int64_t is = start.value_or(kMinMs);
    gate::walk_between(timeline, std::min(was, is), std::max(was, is), [this](Row row) {
      changed.push_back(row);
      return true;
    });
  }
  retention_start = start;
  // Mending lists one row at a time pays only while it is few of them.
  if (wants_full || changed.size() > timeline.kept_count() / 8 + 64)
    begin_full();
  else
    begin_touched(std::move(renamed));
  return true;
}

void GatedTimeline::State::begin_full() {
  const std::size_t size = timeline.size();
  refill(verdicts, size, Verdict::not_kept);
  refill(customers, size, kAbsent);
  refill(conversations, size, kAbsent);
  visible.clear();
  visible.resize(size);
  visible_count = 0;
  divisions.clear();
  names.clear();
  customer_rows.clear();
  seen_.clear();
  walk_.restart();
  stage_ = policy.limits_divisions() ? Stage::divisions : Stage::verdicts;
  refreshed = Refreshed{};
  refreshed.everything = true;
  wants_full = false;
  changed.clear();
}

void GatedTimeline::State::restart() {
  stage_ = Stage::idle;
  debt_.forgive();
  wants_full = true;
}

void GatedTimeline::State::grow() {
  const std::size_t size = timeline.size();
  verdicts.resize(size, Verdict::not_kept);
  customers.resize(size, kAbsent);
  conversations.resize(size, kAbsent);
  visible.resize(size);
}

void GatedTimeline::State::begin_touched(std::vector<StringId> renamed) {
  grow();
  keep_distinct(changed);
  touched_.clear();
  loose_.clear();
  for (Row row : changed) {
    const bool kept = timeline.state(row) == RowState::kept;
    const StringId was_in = conversations[row];
    const StringId is_in = kept ? timeline.conversation(row) : kAbsent;
    if (was_in != kAbsent) touched_.push_back(was_in);
    if (is_in != kAbsent) touched_.push_back(is_in);
    if (is_in == kAbsent) loose_.push_back(row);
  }
  refreshed.rows.insert(refreshed.rows.end(), changed.begin(), changed.end());
  changed.clear();
  keep_distinct(touched_);
  renamed_ = std::move(renamed);
  stage_ = Stage::touched;
  refreshed.conversations.insert(refreshed.conversations.end(), touched_.begin(), touched_.end());
  refreshed.loose_rows.insert(refreshed.loose_rows.end(), loose_.begin(), loose_.end());
}

void GatedTimeline::State::advance(std::uint32_t& units) {
  switch (stage_) {
    case Stage::divisions:
      return pass(units, Stage::verdicts, [&](Row row) { settle_divisions(row, units); });
    case Stage::verdicts:
      return pass(units, Stage::customers,
                  [this](Row row) { note(row, timeline.conversation(row)); });
    case Stage::customers:
      return pass(units, Stage::idle, [this](Row row) { show(row); });
    case Stage::touched:
      return advance_touched(units);
    case Stage::idle:
      return;
  }
}

void GatedTimeline::State::advance_touched(std::uint32_t& units) {
  if (!loose_
           .empty()) {  // first, so that rows have left where they were before conversations are looked at
    const Row row = loose_.back();
    loose_.pop_back();
    timeline.state(row) == RowState::kept ? settle_loose(row) : leave(row);
    return debt_.pay(units, 1);
  }
  if (!touched_.empty()) {
    const StringId conversation = touched_.back();
    touched_.pop_back();
    settle_conversation(conversation);
    return debt_.pay(units, timeline.conversation_rows(conversation).size() + 1);
  }
  if (!renamed_.empty()) {
    const StringId conversation = renamed_.back();
    renamed_.pop_back();
    visibility_moved_ = false;
    for (Row row : timeline.conversation_rows(conversation)) move(row);
    if (visibility_moved_) refreshed.conversations.push_back(conversation);
    return debt_.pay(units, timeline.conversation_rows(conversation).size() + 1);
  }
  stage_ = Stage::idle;
}

bool GatedTimeline::State::work(std::uint32_t& units) {
  debt_.pay(units, 0);
  while (stage_ != Stage::idle && units > 0) advance(units);
  if (stage_ != Stage::idle) return true;
  debt_.forgive();
  return false;
}

}  // namespace throughline
