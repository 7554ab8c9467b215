#include <algorithm>

#include "gate/state.h"

namespace throughline {

using gate::Verdict;

GatedTimeline::GatedTimeline(Timeline& timeline)
    : timeline_(&timeline), state_(std::make_shared<State>(timeline)) {}

void GatedTimeline::set_gate(const Gate& gate) {
  if (gate == state_->policy.gate()) return;
  state_->policy = gate::Policy(gate);
  state_->restart();
}

void GatedTimeline::set_customer(std::optional<std::string> customer) {
  if (customer == state_->limit_name) return;
  state_->limit_name = std::move(customer);
  state_->restart();
}

void GatedTimeline::set_as_of(std::optional<Instant> as_of) { state_->wanted_as_of = as_of; }

void GatedTimeline::invalidate(const TimelineChanges& changes) {
  State& state = *state_;
  if (!changes.everything && changes.rows.empty()) return;
  state.masked_texts.clear();
  if (changes.everything || state.in_pass()) return state.restart();
  state.grow();
  state.changed.insert(state.changed.end(), changes.rows.begin(), changes.rows.end());
}

bool GatedTimeline::step(std::uint32_t& units) {
  State& state = *state_;
  while (units > 0) {
    if (state.at_rest() && !state.begin()) return false;
    if (state.work(units)) return true;
  }
  return !state.at_rest() || state.has_wishes();
}

GatedTimeline::Refreshed GatedTimeline::take_refreshed() {
  State& state = *state_;
  Refreshed taken = std::move(state.refreshed);
  state.refreshed = Refreshed{};
  keep_distinct(taken.conversations);
  keep_distinct(taken.loose_rows);
  keep_distinct(taken.rows);
  taken.as_of_moved = !(state.as_of == state.taken_as_of);
  state.taken_as_of = state.as_of;
  taken.only_as_of =
      taken.as_of_moved && !taken.everything && taken.conversations.empty() && taken.rows.empty();
  return taken;
}

const Gate& GatedTimeline::gate() const { return state_->policy.gate(); }

std::optional<Instant> GatedTimeline::as_of() const { return state_->as_of; }

bool GatedTimeline::visible(Row row) const { return state_->visible.test(row); }

bool GatedTimeline::in_view(Row row) const {
  return visible(row) && at_ms(row) <= state_->as_of_ms();
}

// Without a customer to limit to: whose event it is was never settled.
bool GatedTimeline::hidden_as_unsupported(Row row) const {
  const State& state = *state_;
  return row < state.verdicts.size() && state.verdicts[row] == Verdict::unsupported &&
         !state.limit_name;
}

const Bitset& GatedTimeline::visible_rows() const { return state_->visible; }

std::uint32_t GatedTimeline::visible_count() const { return state_->visible_count; }

std::uint32_t GatedTimeline::hidden_by_division() const {
  const State& state = *state_;
  if (!gate().show_division_count || !state.policy.limits_divisions()) return 0;
  if (!state.hidden_by_division) {
    std::uint32_t hidden = 0;
    for (Row row = 0; row < state.verdicts.size(); ++row)
      if (state.verdicts[row] == Verdict::division && at_ms(row) <= state.as_of_ms() &&
          state.of_limit(state.customers[row]))
        ++hidden;
    state.hidden_by_division = hidden;
  }
  return *state.hidden_by_division;
}

std::vector<Row> GatedTimeline::outside_retention() const {
  const State& state = *state_;
  std::vector<Row> rows;
  if (!state.retention_start) return rows;
  for (std::size_t block = 0; block < timeline_->block_count(); ++block) {
    for (Row row : timeline_->block(block)) {
      if (at_ms(row) >= *state.retention_start) return rows;
      if (state.verdicts[row] == Verdict::retention && state.of_limit(state.customers[row]))
        rows.push_back(row);
    }
  }
  return rows;
}

StringId GatedTimeline::customer(Row row) const {
  return visible(row) ? state_->customers[row] : kAbsent;
}

const std::vector<Row>& GatedTimeline::customer_rows(StringId customer) const {
  return state_->customer_rows.rows(customer);
}

std::string GatedTimeline::customer_name(StringId customer) const {
  const std::vector<Row>& rows = customer_rows(customer);
  std::string scratch;
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    if (!in_view(*row)) continue;
    const auto name = shown(*row, Member::customer_name, scratch);
    if (name && !name->empty()) return std::string(*name);
  }
  return {};
}

std::vector<StringId> GatedTimeline::customers() const {
  std::vector<StringId> found;
  for (StringId customer : state_->customer_rows.customers())
    if (in_view(customer_rows(customer).front())) found.push_back(customer);
  return found;
}

}  // namespace throughline
