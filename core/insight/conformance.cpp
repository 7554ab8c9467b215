// What each source delivered, held against what a feed may bring (core/data/features.def).
// Cost: one pass over all rows.
#include <algorithm>

#include "throughline/insight.h"

namespace throughline {
namespace {

struct Feature {
  std::string_view name, filled_by;
};
constexpr Feature kFeatures[] = {
#define FEATURE(name, filled_by) {name, filled_by},
#include "../data/features.def"
#undef FEATURE
};

std::string_view next_word(std::string_view& words) {
  const std::size_t end = std::min(words.find(' '), words.size());
  const std::string_view word = words.substr(0, end);
  words.remove_prefix(std::min(end + 1, words.size()));
  return word;
}

bool has_kind(const SourceConformance& source, std::string_view wanted) {
  const bool whole_group = wanted.size() > 2 && wanted.substr(wanted.size() - 2) == ".*";
  const std::string_view prefix = whole_group ? wanted.substr(0, wanted.size() - 1) : wanted;
  return std::any_of(source.kinds.begin(), source.kinds.end(), [&](const auto& kind) {
    return whole_group ? std::string_view(kind.first).substr(0, prefix.size()) == prefix
                       : kind.first == wanted;
  });
}

bool has_member(const SourceConformance& source, std::string_view path) {
  for (std::size_t i = 0; i < kMemberCount; ++i)
    if (member_path(static_cast<Member>(i)) == path) return source.members[i] > 0;
  return false;
}

bool fills(const SourceConformance& source, const Feature& feature) {
  for (std::string_view words = feature.filled_by; !words.empty();) {
    const std::string_view word = next_word(words);
    if (word[0] == '@' ? has_member(source, word.substr(1)) : has_kind(source, word)) return true;
  }
  return false;
}

void write_features(JsonWriter& writer, std::string_view key, const SourceConformance& source,
                    bool filled) {
  writer.key(key).begin_array();
  for (const Feature& feature : kFeatures)
    if (fills(source, feature) == filled) writer.string(feature.name);
  writer.end_array();
}

void count_time(const Timeline& timeline, Row row, SourceConformance& source) {
  const bool dated = timeline.state(row) != RowState::undated;
  if (dated)
    ++source.times[timeline.is_instant(row) ? "epoch" : zone_from_name(timeline.zone_from(row))];
}

// An event earlier than one that the source had delivered before it.
void count_order(const Timeline& timeline, Row row, SourceConformance& source) {
  if (timeline.state(row) == RowState::undated) return;
  const std::int64_t at_ms = timeline.at_ms(row);
  if (source.latest_ms && at_ms < *source.latest_ms) {
    ++source.out_of_order;
    source.furthest_behind_ms = std::max(source.furthest_behind_ms, *source.latest_ms - at_ms);
  } else {
    source.latest_ms = at_ms;
  }
}

}  // namespace

std::string_view zone_from_name(ZoneFrom from) {
  constexpr std::string_view kNames[] = {"labelled", "override", "event",
                                         "source",   "business", "none"};
  return kNames[static_cast<std::size_t>(from)];
}

std::vector<SourceConformance> conformance_of(const GatedTimeline& events) {
  const Timeline& timeline = events.timeline();
  std::vector<SourceConformance> sources(timeline.source_count());
  for (Row row = 0; row < timeline.size(); ++row) {
    const RowState state = timeline.state(row);
    if (state == RowState::erased) continue;
    // An undated event has no place for the gate to judge: any gate hides it.
    const bool shown =
        state == RowState::undated
            ? events.gate().is_open
            : events.visible(state == RowState::duplicate ? timeline.folded_into(row) : row);
    SourceConformance& source = sources[timeline.row_source(row)];
    if (state == RowState::kept && events.hidden_as_unsupported(row)) ++source.not_supported;
    if (!shown) continue;
    ++source.kinds[std::string(timeline.text(timeline.kind(row)))];
    const auto given = timeline.given(row);
    for (std::size_t i = 0; i < kMemberCount; ++i)
      if (given.test(i) && events.gives(static_cast<Member>(i))) ++source.members[i];
    count_time(timeline, row, source);
    count_order(timeline, row, source);
  }
  return sources;
}

void append_conformance_json(const SourceConformance& source, std::string& out) {
  JsonWriter writer(out);
  writer.begin_object().key("kinds").begin_object();
  for (const auto& [kind, count] : source.kinds) writer.key(kind).integer(count);
  writer.end_object().key("members").begin_object();
  for (std::size_t i = 0; i < kMemberCount; ++i)
    if (source.members[i] > 0)
      writer.key(member_path(static_cast<Member>(i))).integer(source.members[i]);
  writer.end_object();
  write_features(writer, "fills", source, true);
  write_features(writer, "never", source, false);
  writer.key("times").begin_object();
  for (const auto& [from, count] : source.times) writer.key(from).integer(count);
  writer.end_object();
  writer.key("out_of_order").integer(source.out_of_order);
  writer.key("furthest_behind_ms").integer(source.furthest_behind_ms);
  writer.key("not_supported").integer(source.not_supported);
  writer.end_object();
}

}  // namespace throughline
