// Throughline / timeline: events of all sources in one order, duplicates folded, nothing lost.
//
// Rows. Every event that an adapter delivers becomes a row; row ids are arrival numbers and never reused. A row is
// kept, or folded into another (duplicate), or undated, or erased. Columns show the *effective* value of a kept row:
// its own, completed by its duplicates and changed by its revisions; what it said itself is kept beside, so that a
// late arrival or a change of zone gives exactly what a reload would.
//
// Order. One lexicographic key: (at_ms; source priority; source name bytewise; sequence, absent last, compared only
// within a source; record index; part index). It is total, so order does not depend on load order or chunking, and
// append = reload.
//
// Store. Columns in segments of 64 Ki rows; strings of the vocabulary, of dictionaries and of people interned;
// everything else (texts, ids, metadata bytes) in one arena of per-row blobs. Order = blocks of rows, so an append
// moves at most one block. Cost: about 110 bytes a row beside its texts.
//
// Work. `append` only stores. `step` does the rest in units (one unit = one row placed, folded, sorted or grouped)
// and may be called at any time; accessors of order and groups need `settled()`. A cluster of rows that belong
// together is decided whole: where it is larger than the units left, the steps that follow pay the rest.
//
// Rulings where the specification is silent
//   ids            An empty id, `revises`, conversation or customer id names nothing. With `own_ids` an id that
//                  carries the source's prefix already gets no second one.
//   time           canonical at_ms and epoch numbers are instants: no zone and no override moves them. The "[Zone]"
//                  on a time goes before the event's `zone`; an unknown name where one is needed is not passed over.
//   duplicates     `time`, `zone`, `sequence`, `id` and `type` stay the first record's: they are its place, not a
//                  gap. Of customer, actor and assignee a gap is not filled from a record that names another id
//                  (or, without ids, another name). Delivery is always the greatest, in plain duplicates too.
//   target         Of several kinds with the id that a record revises: what itself revises nothing before what does,
//                  the own group (message and media are one) before others, then the order key. A status without
//                  `revises`, or whose `revises` is nowhere, means any event of its source and id, by the same rule, but
//                  not a message.status without delivery. A status that borrows its message's id is no target.
//                  The source in "source/id" ends at the first slash. A revision of a revision changes the event;
//                  of records that revise each other in a circle the first by order key is the event.
//   edits          Each record with `revises` is an edit of its own, even under one id, but not one that repeats another
//                  of its source, id, kind and instant in every member; without its event, records of one source, id
//                  and kind are duplicates like others. The last edit replaces content (title, text, comments, media, tags, status, outcome, failed, score,
//                  rating, amount, wrap_up, queue, campaign, metadata, end_time, …; each member whole). Whose event it
//                  is and where it belongs (customer, actor, assignee, conversation, interaction, parent, channel,
//                  direction, division) an edit or a status only fills in. A status adds nothing else but delivery.
//   revocation     message.deleted, or deleted:true (with `revises`: of that event; else of the record's own). It
//                  overwrites title, text, comments, media and metadata of every record of the event, of its edits,
//                  of itself, and of undated records with the revised id. It cannot be undone: a record that turns
//                  out later to belong to another event stays `[Message deleted]`. A message.deleted without its
//                  event is kept as it came, without those members. An undated one revokes nothing.
//   across sources Customers contradict where both ids are given and differ, or neither is and their handles share
//                  none. Revisions of either source change the one event of both.
//   id_reused      Events of one source and id beyond the first; what is folded into another event is not counted.
//   sequence       Compared by exact decimal value.
//   identity       A phone becomes E.164: "+…" as it is; behind the country's international prefix (00 where no country
//                  is known) likewise; a national number loses its trunk prefix and gets the calling code
//                  (core/data/countries.def). Without a country a national number's digits stand alone. More in
//                  core/timeline/handles.h. Records without an id meet by a handle that they share (identity.h beside
//                  it). A suspected merge is one phone under one customer with two names or two e-mails.
//   relations      The first id of a group stands for the others, in `conversation`, `customer`, groups and folding; ids
//                  are the prefixed ones ("crm:17"), and where a customer is known by a handle alone, the handle.
//                  Members (customer.id, conversation) stay as received. A split comes after a relation.
#pragma once

#include <bitset>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "throughline/event.h"
#include "throughline/time.h"

namespace throughline {

using Row = std::uint32_t;
inline constexpr Row kNoRow = 0xFFFFFFFF;
using SourceId = std::uint16_t;

enum class RowState : std::uint8_t { pending, kept, duplicate, undated, erased };

// Where the zone of a local time came from, or why none was needed.
enum class ZoneFrom : std::uint8_t { labelled, override_, event, source, business, none };

// Why a row was folded into another.
enum class FoldReason : std::uint8_t {
  none,
  same_source,
  across_sources,
  revision,
  delivery,
  repetition  // of a revision or a delivery status: it says nothing anew
};

// Configuration of one source (spec 4). Zones are resolved names; kNoZone = not given.
struct SourceSettings {
  std::int32_t priority = 100;  // smaller first
  ZoneId zone = kNoZone;
  ZoneId zone_override = kNoZone;
  bool own_ids = false;               // conversation and customer ids get the prefix "<name>:"
  std::vector<std::string> supplies;  // channels this source supplies; empty = not stated
  std::vector<std::pair<std::string, Instant>> connected_at;  // by channel name, sorted
  std::string profile;                                        // campaign_manager, data_cloud or ""
  bool shows_modes = true;       // false: the gate gives no `mode` of its events (capability A5)
  bool supports_inbound = true;  // false: the gate hides its inbound calls (capability A3)
};

// How a country's phone numbers are dialled.
struct PhoneCountry {
  std::string_view calling_code;  // "55"; "" = unknown
  std::string_view trunk_prefix;  // before a national number, "0"; "" = none
  std::string_view international_prefix = "00";
  std::size_t most_digits = kAnyDigits;  // of a national number without its trunk prefix
  static constexpr std::size_t kAnyDigits = 15;  // E.164's own limit, calling code included
  bool operator==(const PhoneCountry& other) const = default;
};
// By ISO 3166 code ("BR"); views of constants.
std::optional<PhoneCountry> phone_country(std::string_view iso_code);

// Groups of ids that mean one; the first of a group stands for the others. An id is in one group only.
struct Relations {
  std::vector<std::vector<std::string>> customers, conversations;
  bool operator==(const Relations& other) const = default;
};

// Per source, of the rows it delivered.
struct SourceCounts {
  std::uint64_t events =
      0;  // rows = kept + duplicate + undated (erased ones stay counted as what they were)
  std::uint64_t kept = 0, duplicate = 0, undated = 0, id_reused = 0;
  std::uint64_t skipped_local = 0, repeated_local = 0;
};

// A person as an event names one. Ids, names and teams are interned; kAbsent where not given.
struct Person {
  StringId id = kAbsent, name = kAbsent, team = kAbsent;
};
using PersonId = std::uint32_t;  // 0 = nobody

struct TimelineStats {
  std::uint64_t rows_placed = 0;  // rows whose instant was computed (again)
  std::uint64_t rows_sorted = 0;  // rows that took part in a sort or a merge or were inserted
  std::uint64_t rows_folded = 0;  // rows looked at for duplicates and revisions
};

// What happened since the last `take_changes`.
struct TimelineChanges {
  bool everything =
      false;  // order or values may have changed anywhere (bulk load, zone change, split)
  std::vector<Row>
      rows;  // else: rows that entered or left the order or whose effective values changed
};

// What a walk over many events asks of each first.
struct EventGlance {
  std::int64_t at_ms = 0;
  StringId kind = kAbsent, conversation = kAbsent;
  Direction direction = Direction::none;
  ActorKind actor_kind = ActorKind::none;
};

class Timeline {
 public:
  Timeline();
  Timeline(Timeline&&) noexcept;
  ~Timeline();

  // -- sources and configuration ----------------------------------------------------------------
  SourceId source(std::string_view name);  // finds or adds
  std::size_t source_count() const;
  std::string_view source_name(SourceId source) const;
  const SourceSettings& settings(SourceId source) const;
  const SourceCounts& counts(SourceId source) const;  // needs settled()
  // Both re-place and re-fold what depends on them, from the stored rows; nothing is read again.
  void configure(SourceId source, const SourceSettings& settings);
  void set_business_zone(ZoneId zone);  // kNoZone = none
  ZoneId business_zone() const;
  // Whose numbers national phone numbers are; the default, `{}`, is unknown. See "identity" above.
  void set_phone_country(const PhoneCountry& country);
  // Ids of customers and conversations that are one; what was set before is taken back. Nothing is read again.
  void set_relations(const Relations& relations);

  // -- arrival ----------------------------------------------------------------------------------
  // Stores the record (copies all views) and returns its row. Member::source, where given, is put aside by the
  // caller: `source` is the one that counts.
  Row append(SourceId source, const EventRecord& record);
  std::uint32_t size() const;  // rows ever appended

  // Places, folds and sorts pending rows, at most `units`; subtracts what it used. True while work is left.
  bool step(std::uint32_t& units);
  bool settled() const;
  TimelineChanges take_changes();
  const TimelineStats& stats() const;

  // -- order and groups (need settled()) --------------------------------------------------------
  std::uint32_t kept_count() const;
  // Calls f(row) for kept rows in order; `for_each_between` those with from ≤ at_ms < to.
  void for_each(const std::function<void(Row)>& f) const;
  void for_each_between(Instant from, Instant to, const std::function<void(Row)>& f) const;
  // Blocks of the order, for loops that must be fast: each is a sorted run of kept rows.
  std::size_t block_count() const;
  const std::vector<Row>& block(std::size_t i) const;
  // The first position (block, index) whose row is at or after the instant.
  std::pair<std::size_t, std::size_t> lower_bound(Instant instant) const;
  // Whether a stands before b. Any dated rows.
  bool before(Row a, Row b) const;
  // Kept rows of a conversation in order; empty where unknown. Valid until the next append or step.
  const std::vector<Row>& conversation_rows(StringId conversation) const;
  // Conversations in order of their ids' bytes.
  std::vector<StringId> conversations() const;
  // Kept rows without a conversation, in order.
  const std::vector<Row>& loose_rows() const;

  // -- effective values of a row ----------------------------------------------------------------
  // Of each row in turn what a walk over many asks first, into `out`. Rows of one customer lie far apart in
  // memory: asked for together, the machine fetches many at once.
  void glance(const Row* rows, std::size_t count, EventGlance* out) const;
  RowState state(Row row) const;
  SourceId row_source(Row row) const;
  std::int64_t at_ms(Row row) const;  // dated rows
  StringId kind(Row row) const;
  StringId channel(Row row) const;       // as given; kAbsent
  StringId conversation(Row row) const;  // with the source's prefix where ids are its own; related
  StringId customer(Row row) const;      // id as given or joined by a handle, related; else kAbsent
  StringId interaction(Row row) const;
  StringId campaign(Row row) const;
  StringId queue(Row row) const;
  StringId outcome(Row row) const;
  StringId mode(Row row) const;
  PersonId actor(Row row) const;  // id, name, team
  PersonId assignee(Row row) const;
  Direction direction(Row row) const;   // as given
  ActorKind actor_kind(Row row) const;  // as given
  Delivery delivery(Row row) const;
  bool failed(Row row) const;  // member `failed`
  bool internal(Row row) const;
  bool deleted(Row row) const;  // revoked: text is "[Message deleted]"
  // Whether a revocation has overwritten what this row brought, kept or not; and how often that happened to any.
  bool wiped(Row row) const;
  std::uint64_t wiped_rows() const;
  bool suspect_past(Row row) const;  // before 1971
  // Any member's effective bytes in its form; nullopt where absent. Stable until the row changes.
  std::optional<std::string_view> member(Row row, Member member) const;
  // Which members a row gives: its own, for a kept row with what was folded into it.
  std::bitset<kMemberCount> given(Row row) const;
  // The time as it was received; "" where the record gave at_ms alone.
  std::string_view time_text(Row row) const;
  std::optional<Instant> end_time(Row row) const;  // resolved as `time` is
  // nullopt where it is absent or no whole number of at most 18 digits (its bytes: `member`).
  std::optional<std::int64_t> sequence(Row row) const;
  std::uint32_t record_index(Row row) const;
  std::uint16_t part_index(Row row) const;

  // -- how a row came to be what it is (explain) --------------------------------------------------
  ZoneFrom zone_from(Row row) const;
  bool is_instant(Row row) const;   // canonical at_ms or an epoch number: no zone moves it
  ZoneId zone_used(Row row) const;  // kNoZone for labelled times
  std::int32_t offset_used_s(Row row) const;
  LocalKind local_kind(Row row) const;
  Code undated_reason(Row row) const;           // undated rows
  FoldReason fold_reason(Row row) const;        // duplicates
  Row folded_into(Row row) const;               // duplicates; else kNoRow
  std::vector<Row> folded_rows(Row row) const;  // rows folded into this one, in order-key order
  // Earlier texts, oldest first; empty after a revocation.
  std::vector<std::string_view> revisions(Row row) const;
  // Source ids of a kept row: its own first, then those merged across sources, by name.
  std::vector<SourceId> sources_of(Row row) const;
  // Additional names taken over by the canonical `sources` member, bytes of a JSON list; "" = none.
  // `append_sources` writes the whole list: own, merged and taken over, distinct, own first, then by name.
  void append_sources(Row row, std::string& json) const;

  // "source/id" or "source/#record" ("source/#record.part" from the payload's second event on).
  std::string reference(Row row) const;
  // kNoRow where unknown. Finds duplicates too.
  Row find(std::string_view reference) const;

  // The number that stands for a customer's or a conversation's id, whichever of a relation's ids it is; kAbsent while
  // nothing has named it.
  StringId customer_named(std::string_view id) const;
  StringId conversation_named(std::string_view id) const;

  Interner& strings();
  const Interner& strings() const;
  std::string_view text(StringId id) const;  // of `strings()`
  Person person(PersonId id) const;
  std::uint32_t person_count() const;

  // -- identity ---------------------------------------------------------------------------------
  // A phone number in the form that records are joined by: E.164 where the country is known; "" where it is none.
  std::string phone_handle(std::string_view phone) const;
  // Two names or two e-mails that meet through one phone: {"customer","handle","names":[],"emails":[]} each.
  struct SuspectedMerge {
    StringId customer = kAbsent;
    std::string handle;
    std::vector<std::string> names, emails;  // sorted, distinct
  };
  std::vector<SuspectedMerge> suspected_merges() const;
  // Separates the handles (phones, e-mails, social ids) from the customer: rows of the customer that carry one of
  // them, now or later, get the customer "<customer>~<first handle>". `undo` takes the very same split back.
  // Takes effect at once. Refused (wrong_call): no customer or handle; nothing to undo.
  Status split(std::string_view customer, const std::vector<std::string>& handles, bool undo);

  // -- erasure ----------------------------------------------------------------------------------
  // Rows become `erased`, with what is folded into them; their bytes, and interned strings that no other row uses,
  // are overwritten at once. A customer's are also the events joined by a handle and, in conversations whose first
  // named customer it is, those that name nobody. Settle first what is pending and leave everything to be placed
  // and folded anew (`step`), from what remains. Return how many rows.
  std::uint32_t erase_conversation(std::string_view conversation);
  std::uint32_t erase_customer(std::string_view customer);

  std::size_t memory_bytes() const;
  // Whether the bytes stand anywhere in the timeline's memory, in use or not. For tests and audits of erasure;
  // walks over everything.
  bool holds_bytes(std::string_view bytes) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace throughline
