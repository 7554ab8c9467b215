#include "gate/divisions.h"

namespace throughline::gate {
namespace {

// nullopt: the row names no division.
std::optional<bool> denied_by_itself(const Timeline& timeline, const Policy& policy, Row row) {
  const auto division = timeline.member(row, Member::division);
  if (!division) return std::nullopt;
  return !policy.allows_division(*division);
}

}  // namespace

void Divisions::settle(const Timeline& timeline, const Policy& policy,
                       const std::vector<Row>& rows) {
  std::size_t named = 0;  // rows before it wait for the first division
  bool denied = false;
  bool known = false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::optional<bool> own = denied_by_itself(timeline, policy, rows[i]);
    if (own) denied = *own;
    if (own && !known) {
      known = true;
      for (; named < i; ++named) denied_.set(rows[named], denied);
    }
    denied_.set(rows[i], denied);
  }
}

void Divisions::settle_loose(const Timeline& timeline, const Policy& policy, Row row) {
  denied_.set(row, denied_by_itself(timeline, policy, row).value_or(false));
}

}  // namespace throughline::gate
