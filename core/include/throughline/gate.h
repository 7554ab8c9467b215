// Throughline / gate: who may see what. The only window that the rooms below have onto events.
//
// Order of work: merge → gate → state, interactions, live, journeys, metrics, map → filter. What the gate hides
// drives nothing and is nowhere. Client gating is display hygiene: the server must not send what the viewer may
// not see.
//
// Two things are settled before the gate cuts: a row's division (its own, else its conversation's: the latest
// before it, else the first after; none anywhere = all see it). One after: a row's customer (its own, else the
// first that a visible event of its conversation names at or before as-of).
//
// What a source does not support is hidden here too, though by no permission: the inbound calls (group `call` or
// channel voice, by the event's own direction) of a source with `inbound:false`, and `mode` of one with `modes:false`,
// which is then `not_supplied`.
//
// Rulings where the specification is silent:
// - Divisions are settled over all kept events, whatever as-of is: a permission is no part of history.
// - An unknown kind is shown in group `other`, but the gate judges it by the part before its dot: `note.pinned` is
//   hidden from customers, `web.scrolled` without journey.session_type.view.
// - Retention keeps [the same civil time n months or days before as-of in the business zone (UTC where there is
//   none), …): an event at exactly that instant is kept. Without as-of it hides nothing. 1 … 1200 months,
//   1 … 36500 days.
// - An event counts as hidden by its division, or as outside retention, only where nothing else hides it.
// - The mask `name` covers customer.name, and actor.name unless the actor is known to be an agent, a bot or the
//   system (by actor.kind, by what the kind implies, or because the kind is of group `agent`).
// - Any mask also covers customer.handles, and every handle inside title, text and comments: phone numbers (7 digits
//   and more, in any script's digits), e-mail addresses, @names. There member() gives the same masked text as
//   shown(), so that words can still be found and handles cannot. Calendar dates are left alone.
// - Ids are no handles: customer.id, conversation and actor.id stay as they are, because joins, filters and links
//   go by them. A host that masks must not use phone numbers or addresses as ids.
#pragma once

#include <array>
#include <bitset>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "throughline/event.h"
#include "throughline/timeline.h"

namespace throughline {

enum class Audience : std::uint8_t { agent, customer };
enum class Mask : std::uint8_t { phone, email, name };

// Why a value or an event is not there. Absence is typed, never a blank.
enum class Absence : std::uint8_t {
  present,
  not_permitted,
  not_supplied,
  outside_retention,
  empty
};
std::string_view absence_name(Absence absence);  // "not_permitted", …; "" for present

// The viewer's permissions, as JSON (core/data/schema/gate.schema.json):
// {"permissions":{…},"divisions":[…],"audience":"agent|customer","masks":["phone","email","name"],
//  "masks_keep_metadata":bool,"retention":"forever"|{"months":n}|{"days":n},"show_division_count":bool}
// In a given `permissions` a missing key is false; no `permissions` = all allowed. Unknown keys, wrong types and
// numbers out of range are refused: Code::invalid_gate, "/retention/months: a whole number from 1 to 1200 is wanted".
struct Gate {
  enum Permission : std::uint8_t {
    event_view,
    event_type_view,
    session_view,
    session_type_view,
    external_session_view,
    wrapup_view,
    queue_search,
    export_data,
    kPermissions
  };
  std::bitset<kPermissions> granted;
  std::optional<std::vector<std::string>> divisions;  // nullopt: all
  Audience audience = Audience::agent;
  std::bitset<3> masks;  // by Mask
  bool masks_keep_metadata = false;
  std::optional<std::int32_t> retention_months, retention_days;  // neither: forever
  bool show_division_count = false;
  bool is_open = true;  // no gate object was given: nothing is hidden, rejection excerpts are shown

  static Gate open();  // all allowed
  static Result<Gate> parse(std::string_view json);
  bool may(Permission permission) const { return granted.test(permission); }
  bool operator==(const Gate& other) const = default;
};
std::string_view permission_name(Gate::Permission permission);  // "journey.event.view", …

// Cost: a full pass looks at each kept row twice, three times with divisions (1 M rows: tens of milliseconds). After
// an append only the row's conversation and customer are looked at again, and after a move of as-of only the
// conversations whose customer is first named, and the rows that leave retention, in between.
class GatedTimeline {
 public:
  // Interns into the timeline's strings and changes nothing else of it.
  explicit GatedTimeline(Timeline& timeline);

  // Each takes effect with the next invalidate/step. `customer` (an id) limits everything to that customer's events.
  void set_gate(const Gate& gate);
  void set_customer(std::optional<std::string> customer);
  void set_as_of(std::optional<Instant> as_of);  // nullopt: no end, and retention hides nothing
  // Brings visibility up to date in counted units, as Timeline::step (one unit = one row looked at): invalidate
  // notes what the timeline changed (`everything`, or any set_ call since, means a full pass), step works it off
  // and returns true while work is left. The timeline must be settled. Values are valid when step has returned false.
  void invalidate(const TimelineChanges& changes);
  bool step(std::uint32_t& units);
  // What changed since the last take: the conversations whose visible rows or values changed, or everything.
  struct Refreshed {
    bool everything = false;
    bool only_as_of = false;              // nothing but as-of moved: folded state still holds
    bool as_of_moved = false;             // as-of differs from that of the last take, whatever else
    std::vector<StringId> conversations;  // distinct
    std::vector<Row> loose_rows;          // touched rows without conversation, distinct
    std::vector<Row> rows;                // all rows that changed, appeared or vanished, distinct
  };
  Refreshed take_refreshed();

  const Timeline& timeline() const {
    return *timeline_;
  }  // for order and identity of rows, never for values
  const Gate& gate() const;
  std::optional<Instant> as_of() const;

  // Visible: let through by the gate and of the customer; `in_view` adds at_ms ≤ as_of.
  bool visible(Row row) const;
  bool in_view(Row row) const;
  // Hidden for nothing but that its source does not support inbound calls.
  bool hidden_as_unsupported(Row row) const;
  const Bitset& visible_rows() const;
  std::uint32_t visible_count() const;
  // Kept rows at or before as-of, of the customer, hidden because of their division alone; 0 unless the gate allows
  // that count (`show_division_count`).
  std::uint32_t hidden_by_division() const;
  // Rows of the customer hidden by retention alone, in order, for the host to delete ("retention-due").
  std::vector<Row> outside_retention() const;

  // -- values, as far as the viewer may have them --------------------------------------------------
  // A member taken away or masked is missing here: for conditions, search, facets, sorting, folding. Rows that are
  // not visible have no members. Views are valid until the next invalidate.
  std::optional<std::string_view> member(Row row, Member member) const;
  // What may be shown: masked where a mask applies (phones keep country and last four digits, e-mails first letter
  // and domain, names initials; handles inside free text are masked too). `scratch` owns composed bytes.
  std::optional<std::string_view> shown(Row row, Member member, std::string& scratch) const;
  // Why shown() is empty for this row: `present` where it is not (a masked value is present), `empty` for "", [], {}.
  // A member that the gate takes away is `not_permitted` whether or not the source supplied it.
  Absence absence(Row row, Member member) const;
  // Whether member() can be had of any row at all.
  bool gives(Member member) const;
  // Earlier texts as they may be shown, oldest first.
  std::vector<std::string> revisions(Row row) const;

  // Of each row in turn, with what follows from the kind: see Timeline::glance.
  void glance(const Row* rows, std::size_t count, EventGlance* out) const;
  std::int64_t at_ms(Row row) const { return timeline_->at_ms(row); }
  StringId kind(Row row) const { return timeline_->kind(row); }
  StringId channel(Row row) const { return timeline_->channel(row); }
  StringId conversation(Row row) const { return timeline_->conversation(row); }
  StringId interaction(Row row) const { return timeline_->interaction(row); }
  StringId campaign(Row row) const { return timeline_->campaign(row); }
  StringId queue(Row row) const;    // kAbsent where taken away
  StringId outcome(Row row) const;  // likewise
  StringId mode(Row row) const { return shows_mode(row) ? timeline_->mode(row) : kAbsent; }
  PersonId actor(
      Row row) const;  // 0 where the actor's name is masked: then shown(Member::actor_name)
  PersonId assignee(Row row) const { return timeline_->assignee(row); }
  std::optional<Instant> end_time(Row row) const { return timeline_->end_time(row); }
  // With what follows from the kind where absent (section 1).
  Direction direction(Row row) const;
  ActorKind actor_kind(Row row) const;
  Delivery delivery(Row row) const { return timeline_->delivery(row); }
  // failed, or delivery failed.
  bool failed(Row row) const;
  // The customer whose event it is, inherited from its conversation (see above); kAbsent, also for hidden rows.
  StringId customer(Row row) const;
  // Visible rows of a customer in order (also beyond as-of); kAbsent = those without any. Brought up to date by
  // step; valid until the next one. An append touches one customer's list.
  const std::vector<Row>& customer_rows(StringId customer) const;
  // A customer's name that may be shown (masked), the latest given at or before as-of; "" where none.
  std::string customer_name(StringId customer) const;
  // Customers with visible events in view, by the bytes of their ids.
  std::vector<StringId> customers() const;
  // Row ids as "source/id".
  std::string reference(Row row) const { return timeline_->reference(row); }
  std::string_view text(StringId id) const { return timeline_->text(id); }
  // A number for a value that stands in a member only (a status, a tag), so that text() and comparisons of ids work
  // for it as for every other.
  StringId intern(std::string_view text) const { return timeline_->strings().intern(text); }

 private:
  struct State;
  bool actor_is_masked(Row row) const;  // where the mask `name` holds
  bool shows_mode(Row row) const {
    return timeline_->settings(timeline_->row_source(row)).shows_modes;
  }

  Timeline* timeline_;
  std::shared_ptr<State> state_;
};

}  // namespace throughline
