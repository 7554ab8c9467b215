#include "timeline/keys.h"

#include <algorithm>
#include <tuple>

#include "throughline/sort.h"
#include "timeline/sequence.h"

namespace throughline::store {

bool Keys::before_at_same_instant(Row a, Row b) const {
  const Columns& columns = rows_->columns;
  const SourceId source_a = columns.source[a];
  const SourceId source_b = columns.source[b];
  if (source_a != source_b) return rows_->sources[source_a].rank < rows_->sources[source_b].rank;
  const bool has_a = columns.has(a, kHasSequence);
  const bool has_b = columns.has(b, kHasSequence);
  if (has_a != has_b) return has_a;
  if (has_a) {
    const int order =
        compare_numbers(*rows_->member(a, Member::sequence), *rows_->member(b, Member::sequence));
    if (order != 0) return order < 0;
  }
  // The row number decides nothing that a well-formed feed shows: one record's parts are all numbered.
  return std::tuple(columns.record[a], columns.part[a], a) <
         std::tuple(columns.record[b], columns.part[b], b);
}

void rank_sources(std::vector<Source>& sources) {
  std::vector<std::uint32_t> order(sources.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  sort_stably(order, [&sources](std::uint32_t a, std::uint32_t b) {
    return std::tie(sources[a].settings.priority, sources[a].name) <
           std::tie(sources[b].settings.priority, sources[b].name);
  });
  for (std::uint32_t i = 0; i < order.size(); ++i) sources[order[i]].rank = i;
}

}  // namespace throughline::store
