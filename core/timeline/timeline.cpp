// The public face: configuration, arrival, order and groups.
#include "throughline/timeline.h"

#include "timeline/handles.h"
#include "timeline/state.h"

namespace throughline {
namespace {

const std::vector<Row> kNoRows;

bool dates_the_same(const SourceSettings& a, const SourceSettings& b) {
  return a.priority == b.priority && a.zone == b.zone && a.zone_override == b.zone_override &&
         a.own_ids == b.own_ids;
}

}  // namespace

Timeline::Timeline() : state_(std::make_unique<State>()) {}
Timeline::Timeline(Timeline&&) noexcept = default;
Timeline::~Timeline() = default;

// -- sources and configuration --------------------------------------------------------------------

SourceId Timeline::source(std::string_view name) {
  std::vector<store::Source>& sources = state_->rows.sources;
  for (std::size_t i = 0; i < sources.size(); ++i)
    if (sources[i].name == name) return static_cast<SourceId>(i);
  sources.emplace_back();
  sources.back().name = name;
  // The others keep their places towards each other, so nothing is sorted again.
  store::rank_sources(sources);
  return static_cast<SourceId>(sources.size() - 1);
}

std::size_t Timeline::source_count() const { return state_->rows.sources.size(); }

std::string_view Timeline::source_name(SourceId source) const {
  return state_->rows.sources[source].name;
}

const SourceSettings& Timeline::settings(SourceId source) const {
  return state_->rows.sources[source].settings;
}

const SourceCounts& Timeline::counts(SourceId source) const {
  return state_->rows.sources[source].counts;
}

void Timeline::configure(SourceId source, const SourceSettings& settings) {
  store::Source& changed = state_->rows.sources[source];
  const bool same = dates_the_same(changed.settings, settings);
  const bool shows_the_same = changed.settings.shows_modes == settings.shows_modes &&
                              changed.settings.supports_inbound == settings.supports_inbound;
  changed.settings = settings;
  if (!shows_the_same && changed.counts.events > 0) {
    state_->changes.everything = true;
    state_->changes.rows.clear();
  }
  if (same) return;
  store::rank_sources(state_->rows.sources);
  if (changed.counts.events > 0) state_->restart();
}

void Timeline::set_business_zone(ZoneId zone) {
  if (zone == state_->placer.business_zone) return;
  state_->placer.business_zone = zone;
  if (state_->uses_business_zone()) state_->restart();
}

ZoneId Timeline::business_zone() const { return state_->placer.business_zone; }

void Timeline::set_phone_country(const PhoneCountry& country) {
  if (country == state_->rows.phone_country) return;
  state_->rows.phone_country = country;
  state_->identity.unlearn();
  state_->restart();
}

void Timeline::set_relations(const Relations& relations) {
  if (!state_->rows.relate(relations)) return;
  state_->identity.unlearn();
  state_->restart();
}

// -- arrival --------------------------------------------------------------------------------------

Row Timeline::append(SourceId source, const EventRecord& record) {
  ++state_->rows.sources[source].counts.events;
  return state_->rows.add(source, record);
}

std::uint32_t Timeline::size() const { return state_->rows.columns.size(); }

bool Timeline::step(std::uint32_t& units) { return state_->step(units); }

bool Timeline::settled() const { return state_->settled(); }

TimelineChanges Timeline::take_changes() {
  TimelineChanges out;
  std::swap(out, state_->changes);
  return out;
}

const TimelineStats& Timeline::stats() const { return state_->stats; }

// -- order and groups -----------------------------------------------------------------------------

std::uint32_t Timeline::kept_count() const { return state_->order.count(); }

void Timeline::for_each(const std::function<void(Row)>& f) const {
  for (const std::vector<Row>& rows : state_->order.blocks())
    for (Row row : rows) f(row);
}

void Timeline::for_each_between(Instant from, Instant to, const std::function<void(Row)>& f) const {
  auto [block, at] = lower_bound(from);
  const auto& blocks = state_->order.blocks();
  for (; block < blocks.size(); ++block, at = 0)
    for (; at < blocks[block].size(); ++at) {
      if (at_ms(blocks[block][at]) >= to.ms) return;
      f(blocks[block][at]);
    }
}

std::size_t Timeline::block_count() const { return state_->order.blocks().size(); }

const std::vector<Row>& Timeline::block(std::size_t i) const { return state_->order.blocks()[i]; }

std::pair<std::size_t, std::size_t> Timeline::lower_bound(Instant instant) const {
  return state_->order.place_of(instant);
}

bool Timeline::before(Row a, Row b) const { return state_->keys.before(a, b); }

const std::vector<Row>& Timeline::conversation_rows(StringId conversation) const {
  return conversation == kAbsent ? kNoRows : state_->groups.of(conversation);
}

std::vector<StringId> Timeline::conversations() const { return state_->groups.conversations(); }

const std::vector<Row>& Timeline::loose_rows() const { return state_->groups.of(kAbsent); }

// -- strings, people, identity --------------------------------------------------------------------

Interner& Timeline::strings() { return state_->rows.strings; }
const Interner& Timeline::strings() const { return state_->rows.strings; }
std::string_view Timeline::text(StringId id) const { return state_->rows.strings.text(id); }

Person Timeline::person(PersonId id) const {
  const auto& tuple = state_->rows.persons[id];
  return {tuple[store::kPersonId], tuple[store::kPersonName], tuple[store::kPersonTeam]};
}

std::uint32_t Timeline::person_count() const { return state_->rows.persons.size(); }

std::string Timeline::phone_handle(std::string_view phone) const {
  return store::normalise_phone(phone, state_->rows.phone_country);
}

std::vector<Timeline::SuspectedMerge> Timeline::suspected_merges() const {
  return state_->identity.suspected_merges();
}

Status Timeline::split(std::string_view customer, const std::vector<std::string>& handles,
                       bool undo) {
  const Status done = state_->identity.split(customer, handles, undo);
  if (state_->identity.take_changed()) {
    state_->changes.everything = true;
    state_->changes.rows.clear();
  }
  return done;
}

std::size_t Timeline::memory_bytes() const {
  const State& s = *state_;
  return s.rows.bytes() + s.links.bytes() + s.order.bytes() + s.groups.bytes() + s.identity.bytes();
}

bool Timeline::holds_bytes(std::string_view bytes) const {
  const store::Rows& rows = state_->rows;
  if (bytes.empty() || rows.arena.contains(bytes) || rows.people.contains(bytes))
    return !bytes.empty();
  for (StringId id = 1; id < rows.strings.size(); ++id)
    if (rows.strings.text(id).find(bytes) != std::string_view::npos) return true;
  return false;
}

}  // namespace throughline
