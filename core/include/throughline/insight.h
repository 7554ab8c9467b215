// Throughline / insight: what the events of a customer come to: metrics (section 9) and explanations (section 4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "throughline/conversation.h"
#include "throughline/filter.h"
#include "throughline/gate.h"

namespace throughline {

// Weights of the engagement score; as JSON in the configuration: {"engagement":{"recency":40,"frequency":30,
// "responsiveness":30,"days":90,"touchpoints":20,"answer_hours":48}}. The three weights add up to 100.
struct EngagementWeights {
  std::int32_t recency = 40, frequency = 30, responsiveness = 30;  // each 0 … 100
  std::int32_t days = 90;            // window of recency and frequency, 1 … 3650
  std::int32_t touchpoints = 20;     // inbound touchpoints that give full frequency, 1 … 1000
  std::int32_t answer_hours = 48;    // within which an outbound message counts as answered, 1 … 8760
};

// Engagement = recency + frequency + responsiveness, each rounded half up:
//   recency        = weight · max(0, days − age)/days, age of the customer's last inbound touchpoint
//   frequency      = weight · min(n, touchpoints)/touchpoints, n inbound touchpoints within `days` before as-of
//   responsiveness = weight · answered/decided over outbound messages of all time: answered by an inbound message
//                    of the customer within answer_hours (exactly then is answered); younger and unanswered ones are
//                    undecided; none decided gives 0
struct Engagement {
  std::int32_t score = 0, recency = 0, frequency = 0, responsiveness = 0;
  std::optional<std::int64_t> last_inbound_ms;
  std::int64_t inbound_touchpoints = 0, answered = 0, decided = 0, undecided = 0;
};

// A message is an event of kind message.received, message.sent, ai.responded or media.shared; a call is an
// interaction's call.started (or a call.missed without one). Inbound and outbound follow section 1.
// A turn is the customer's run of inbound messages in one conversation (without one: on one channel) until the first
// outbound message; its response time is first outbound − first inbound. For `human`, messages of bots and systems
// are passed over. Turns still open at as-of are `unanswered`.
struct CustomerMetrics {
  StringId customer = kAbsent;
  std::int64_t messages = 0, calls = 0;
  std::optional<std::int64_t> response_all_ms, response_human_ms;  // medians
  std::int64_t turns_answered = 0, unanswered = 0;
  std::optional<std::int64_t> last_contact_ms;                     // last touchpoint
  StringId preferred_channel = kAbsent;   // most inbound messages; a tie goes to the most recent
  Engagement engagement;
  // With whom is the ball: totals over the customer's conversations, and who has it now in the latest one.
  std::int64_t with_customer_ms = 0, with_us_ms = 0;
};
// Of the customer's events in view. Needs as-of. Metrics ignore the filter.
CustomerMetrics customer_metrics(const GatedTimeline& events, const Conversations& conversations, StringId customer,
                                 const EngagementWeights& weights);
// {"customers":[{"customer","messages","calls","response_time_ms":{"all","human","unanswered"},"last_contact_ms",
//  "preferred_channel","engagement":{"score","recency","frequency","responsiveness"}}]}, by the bytes of the ids.
// With `evidence` each customer also carries "evidence": the parts that each figure was made from.
void append_metrics_json(const GatedTimeline& events, const Conversations& conversations,
                         const EngagementWeights& weights, bool evidence, std::string& out);

// {"customers":[{"customer","name","handles":[{"kind":"phone|email|other","value"}]}]}: who is in view, through mask.
void append_customers_json(const GatedTimeline& events, std::string& out);

// {"event","source","record","part","sequence","time_text","at_ms","utc","zone","zone_from","offset_s","local_kind",
//  "order_key":{…},"state","duplicates":[{"event","reason"}],"folded_into","revisions":[…],"sources":[…],
//  "suspect_time","hidden_by":[…]}. Fails with not_permitted_or_unknown behind the gate, never saying which.
Status append_explain_json(const GatedTimeline& events, const FilterIndex& filter, std::string_view reference,
                           std::string& out);

}  // namespace throughline
