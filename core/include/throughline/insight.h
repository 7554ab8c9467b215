// Throughline / insight: what the events of a customer come to: metrics (section 9) and
// explanations (section 4).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "throughline/conversation.h"
#include "throughline/filter.h"
#include "throughline/gate.h"

namespace throughline {

// Weights of the engagement score; as JSON in the configuration:
// {"engagement":{"recency":40,"frequency":30,
// "responsiveness":30,"days":90,"touchpoints":20,"answer_hours":48}}. The three weights add up to
// 100.
struct EngagementWeights {
  std::int32_t recency = 40, frequency = 30, responsiveness = 30;  // each 0 … 100
  std::int32_t days = 90;          // window of recency and frequency, 1 … 3650
  std::int32_t touchpoints = 20;   // inbound touchpoints that give full frequency, 1 … 1000
  std::int32_t answer_hours = 48;  // within which an outbound message counts as answered, 1 … 8760
};

// Engagement = recency + frequency + responsiveness, each rounded half up:
//   recency        = weight · max(0, days − age)/days, age of the customer's last inbound
//   touchpoint frequency      = weight · min(n, touchpoints)/touchpoints, n inbound touchpoints
//   within `days` before as-of responsiveness = weight · answered/decided over outbound messages of
//   all time: answered by an inbound message
//                    of the customer within answer_hours (exactly then is answered); younger and
//                    unanswered ones are undecided; none decided gives 0
struct Engagement {
  std::int32_t score = 0, recency = 0, frequency = 0, responsiveness = 0;
  std::optional<std::int64_t> last_inbound_ms;
  std::int64_t inbound_touchpoints = 0, answered = 0, decided = 0, undecided = 0;
};

// A message is an event of kind message.received, message.sent, ai.responded or media.shared; a
// call is an interaction's call.started (or a call.missed without one). Inbound and outbound follow
// section 1. A turn is the customer's run of inbound messages in one conversation (without one: on
// one channel) until the first outbound message; its response time is first outbound − first
// inbound. For `human`, messages of bots and systems are passed over. Turns still open at as-of are
// `unanswered`.
struct CustomerMetrics {
  StringId customer = kAbsent;
  std::int64_t messages = 0, calls = 0;
  std::optional<std::int64_t> response_all_ms, response_human_ms;  // medians
  std::int64_t turns_answered = 0, unanswered = 0;
  std::optional<std::int64_t> last_contact_ms;  // last touchpoint
  StringId preferred_channel = kAbsent;  // most inbound messages; a tie goes to the most recent
  Engagement engagement;
};
// What the figures are made of.
struct Turn {
  Row first_inbound = kNoRow;
  Row answer = kNoRow;  // kNoRow: unanswered at as-of
};
struct ChannelUse {
  StringId channel = kAbsent;
  std::int64_t messages = 0;  // inbound ones
  Row last = kNoRow;
};
// From a message on, the ball of its conversation is with the other side, until a message comes
// back or an ending kind closes the conversation; `open` where it is so at as-of.
struct BallRange {
  StringId conversation = kAbsent;
  bool with_us = false;  // else with the customer
  std::int64_t from_ms = 0, to_ms = 0;
  bool open = false;
};
struct MetricsEvidence {
  std::vector<Turn> turns, human_turns;
  std::vector<Row> calls;  // the first start (or miss) of each
  Row last_contact = kNoRow;
  std::vector<ChannelUse> uses;
  std::vector<BallRange> ball;
  std::int64_t with_customer_ms = 0, with_us_ms = 0;  // over all ranges of the ball
};
// Of the events in view; the filter changes nothing. What it looks at is kept side by side for each customer once it was
// asked about (24 bytes an event that counts), until something that it follows from has changed.
class Metrics {
 public:
  // Both must outlive this. As-of must be set, and both up to date, whenever anything is asked.
  Metrics(const GatedTimeline& events, const Conversations& conversations);
  // To be told of all that the gate refreshed.
  void invalidate(const GatedTimeline::Refreshed& refreshed);
  // To be told when interactions may be cut in another way.
  void forget();

  // {"customers":[{"customer","messages","calls","response_time_ms":{"all","human","unanswered"},"last_contact_ms",
  //  "preferred_channel","engagement":{"score","recency","frequency","responsiveness"}}]}, by the
  //  bytes of the ids.
  // With `evidence` each customer also carries what each figure was made of:
  // "evidence":{"turns_answered","turns":[{"from",
  // "answer","ms"}],"human_turns":[…],"calls":[reference],"last_contact","channels":[{"channel","messages","last"}],
  // "engagement":{"last_inbound_ms","inbound_touchpoints","answered","decided","undecided","weights":{…}},"ball":{"now":
  // "us"|"customer"|null,"since_ms","with_customer_ms","with_us_ms","ranges":[{"conversation","with","from_ms","to_ms",
  // "open"}]}}; `now` is that of the latest open range.
  void append_json(const EngagementWeights& weights, bool evidence, std::string& out) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// {"customers":[{"customer","name","handles":[{"kind":"phone|email|other","value"}]}]}: who is in
// view, through mask. Of several spellings of one phone or e-mail one is told, unless they are masked.
void append_customers_json(const GatedTimeline& events, std::string& out);

// {"event","source","record","part","sequence","time_text","at_ms","utc","zone","zone_from","offset_s","local_kind",
//  "order_key":{…},"state","duplicates":[{"event","reason"}],"folded_into","revisions":[…],"sources":[…],
//  "suspect_time","hidden_by":[…],"after_as_of","presence","absent":{path:absence}}.
// `presence`: shown; hidden_by_filter; outside_period (the filter's period alone hides it); after_as_of; not_supported (an
// inbound call of a source that supports none: then nothing but event, source and presence is said); undated, where no
// gate hides anything: then event, source, state, time_text, reason and presence are said.
// `absent`: why members that a viewer looks for are not there: not_supplied by the source, not_permitted, empty.
// Fails with not_permitted_or_unknown behind the gate, never saying which.
Status append_explain_json(const GatedTimeline& events, const FilterIndex& filter,
                           std::string_view reference, std::string& out);
// Why an undated event has no instant; `with_values`: with the name of the zone that is not known.
std::string undated_reason_text(const Timeline& timeline, Row row, bool with_values);

// {"number":E.164|null,"absence":"not_permitted"|null,"campaigns":[{"campaign","events","first_ms","last_ms",
//   "last_event"}]}: the campaigns, by name, of the events in view whose `phone` or whose customer's phone is the number,
// however either is written. The campaign is the event's own or its conversation's. `number` null: no phone number.
void append_campaigns_of_number_json(const GatedTimeline& events,
                                     const Conversations& conversations, std::string_view number,
                                     std::string& out);

std::string_view zone_from_name(
    ZoneFrom from);  // "labelled", "override", "event", "source", "business", "none"

// What a source delivered, duplicates and undated events included: what its adapter can fill, and how it behaves. Of
// what the viewer may not see nothing is counted.
struct SourceConformance {
  std::map<std::string, std::int64_t> kinds;         // by the bytes of their names
  std::array<std::int64_t, kMemberCount> members{};  // by Member: events that give it
  std::map<std::string_view, std::int64_t> times;    // zone_from_name, or "epoch" → dated events
  std::int64_t out_of_order = 0;                     // dated before an event that arrived earlier
  std::int64_t furthest_behind_ms = 0;               // the most that one of these was late
  std::optional<std::int64_t> latest_ms;
  std::int64_t not_supported = 0;  // kept, but inbound calls where the source supports none
};
std::vector<SourceConformance> conformance_of(const GatedTimeline& events);  // by SourceId
// {"kinds":{kind:n},"members":{path:n},"fills":[feature],"never":[feature],"times":{from:n},"out_of_order",
//  "furthest_behind_ms","not_supported"}; features are those of core/data/features.def, in its order.
void append_conformance_json(const SourceConformance& source, std::string& out);

// A source whose clock seems to run in another zone than its times say. Two sources tell of the same conversations
// (or of the same customers, where there is no conversation); a source is suspected where its events stand within half
// an hour of the other's only after all of them are moved by one whole number of quarter hours, at most 14 h:
//   - at least 8 of its events have a counterpart within reach, on at least 4 (conversation, day)s;
//   - moved, two thirds of them meet one, and no other move (an hour or more away), nor none, gives half as many;
//   - the move is an hour at least, and what always keeps the same distance to within five seconds is a timer: events of
//     bots and systems, reminders and survey requests are left out altogether.
// Or both tell the same happenings: two thirds of its events have a twin (the same kind and the same id, text or title),
// and one move, of any size, puts two thirds of these within a minute of it.
// Of moves that do about as well a zone at hand (the business zone, the display zone, those of other sources) goes first;
// it also explains what no fixed move can, summer time. Then whole hours go before half hours before quarter hours.
// Of two sources that disagree, the suspect is the one that disagrees with more others; then the one whose times are
// easier to doubt (labelled Z or +00:00, then dated by the business zone, by a configured or named zone, labelled with
// another offset, epoch numbers); then the one that tells less; then the later name.
struct SuspectedZone {
  static constexpr std::size_t kExamples = 3;
  SourceId source = 0, against = 0;
  std::int64_t shift_ms = 0;  // to be added to the source's instants
  std::optional<std::int32_t>
      offset_s;  // that its wall clock seems to have; nullopt: epoch numbers, no zone moves them
  ZoneId zone = kNoZone;  // the `zone_override` that puts it right; kNoZone: none known
  std::int64_t occasions = 0, counterparts = 0, meeting = 0, meeting_as_is = 0;
  std::vector<std::pair<Row, Row>> examples;  // an event and its counterpart
};
// By the names of the sources; of the visible events. `zones`: those at hand, most likely first.
std::vector<SuspectedZone> suspected_zones(const GatedTimeline& events,
                                           const std::vector<ZoneId>& zones);
// [{"source","against","offset":"-03:00"|null,"shift_ms","zone_override":"IANA"|null,"evidence":{"occasions",
//   "counterparts","meeting","meeting_as_is","examples":[{"event","counterpart","apart_ms","apart_moved_ms"}]}}]
void append_suspected_zones_json(const GatedTimeline& events,
                                 const std::vector<SuspectedZone>& findings, std::string& out);

}  // namespace throughline
