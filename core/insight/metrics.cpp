// The command `metrics`.
#include "gauge.h"
#include "throughline/sort.h"

namespace throughline {
namespace {

void write_id(JsonWriter& writer, const GatedTimeline& events, StringId id) {
  writer.string_or_null(id == kAbsent ? std::nullopt
                                      : std::optional<std::string_view>(events.text(id)));
}

void write_row(JsonWriter& writer, const GatedTimeline& events, Row row) {
  writer.string_or_null(row == kNoRow ? std::nullopt
                                      : std::optional<std::string>(events.reference(row)));
}

void write_turns(JsonWriter& writer, const GatedTimeline& events, std::vector<Turn> turns) {
  sort_stably(turns, [&events](const Turn& a, const Turn& b) {
    return events.timeline().before(a.first_inbound, b.first_inbound);
  });
  writer.begin_array();
  for (const Turn& turn : turns) {
    writer.begin_object().key("from").string(events.reference(turn.first_inbound)).key("answer");
    write_row(writer, events, turn.answer);
    std::optional<std::int64_t> took_ms;
    if (turn.answer != kNoRow)
      took_ms = saturating_sub(events.at_ms(turn.answer), events.at_ms(turn.first_inbound));
    writer.key("ms").integer_or_null(took_ms).end_object();
  }
  writer.end_array();
}

std::string_view holder(const BallRange& range) { return range.with_us ? "us" : "customer"; }

void write_ball(JsonWriter& writer, const GatedTimeline& events, const MetricsEvidence& evidence) {
  std::vector<BallRange> ranges = evidence.ball;
  sort_stably(ranges, [&events](const BallRange& a, const BallRange& b) {
    if (a.from_ms != b.from_ms) return a.from_ms < b.from_ms;
    return a.conversation != b.conversation
               ? events.text(a.conversation) < events.text(b.conversation)
               : a.to_ms < b.to_ms;
  });
  const BallRange* now = nullptr;
  for (const BallRange& range : ranges)
    if (range.open) now = &range;
  writer.begin_object().key("now").string_or_null(
      now != nullptr ? std::optional<std::string_view>(holder(*now)) : std::nullopt);
  writer.key("since_ms")
      .integer_or_null(now != nullptr ? std::optional<std::int64_t>(now->from_ms) : std::nullopt);
  writer.key("with_customer_ms")
      .integer(evidence.with_customer_ms)
      .key("with_us_ms")
      .integer(evidence.with_us_ms);
  writer.key("ranges").begin_array();
  for (const BallRange& range : ranges) {
    writer.begin_object()
        .key("conversation")
        .string(events.text(range.conversation))
        .key("with")
        .string(holder(range));
    writer.key("from_ms").integer(range.from_ms).key("to_ms").integer(range.to_ms);
    writer.key("open").boolean(range.open).end_object();
  }
  writer.end_array().end_object();
}

void write_uses(JsonWriter& writer, const GatedTimeline& events, std::vector<ChannelUse> uses) {
  sort_stably(uses, [&events](const ChannelUse& a, const ChannelUse& b) {
    return a.messages != b.messages ? a.messages > b.messages
                                    : events.timeline().before(b.last, a.last);
  });
  writer.begin_array();
  for (const ChannelUse& use : uses) {
    writer.begin_object()
        .key("channel")
        .string(events.text(use.channel))
        .key("messages")
        .integer(use.messages);
    writer.key("last").string(events.reference(use.last)).end_object();
  }
  writer.end_array();
}

void write_engagement_parts(JsonWriter& writer, const Engagement& engagement,
                            const EngagementWeights& weights) {
  writer.begin_object().key("last_inbound_ms").integer_or_null(engagement.last_inbound_ms);
  writer.key("inbound_touchpoints").integer(engagement.inbound_touchpoints);
  writer.key("answered").integer(engagement.answered).key("decided").integer(engagement.decided);
  writer.key("undecided").integer(engagement.undecided).key("weights").begin_object();
  writer.key("recency").integer(weights.recency).key("frequency").integer(weights.frequency);
  writer.key("responsiveness").integer(weights.responsiveness).key("days").integer(weights.days);
  writer.key("touchpoints")
      .integer(weights.touchpoints)
      .key("answer_hours")
      .integer(weights.answer_hours);
  writer.end_object().end_object();
}

THROUGHLINE_LATER void write_evidence(JsonWriter& writer, const GatedTimeline& events,
                                      const CustomerMetrics& metrics,
                                      const MetricsEvidence& evidence,
                                      const EngagementWeights& weights) {
  writer.key("evidence").begin_object();
  writer.key("turns_answered").integer(metrics.turns_answered).key("turns");
  write_turns(writer, events, evidence.turns);
  writer.key("human_turns");
  write_turns(writer, events, evidence.human_turns);
  std::vector<Row> calls = evidence.calls;
  sort_stably(calls, [&events](Row a, Row b) { return events.timeline().before(a, b); });
  writer.key("calls").begin_array();
  for (Row call : calls) writer.string(events.reference(call));
  writer.end_array().key("last_contact");
  write_row(writer, events, evidence.last_contact);
  writer.key("channels");
  write_uses(writer, events, evidence.uses);
  writer.key("engagement");
  write_engagement_parts(writer, metrics.engagement, weights);
  writer.key("ball");
  write_ball(writer, events, evidence);
  writer.end_object();
}

}  // namespace

struct Metrics::State {
  State(const GatedTimeline& events_in, const Conversations& conversations)
      : events(events_in), contacts(events_in, conversations) {}

  const GatedTimeline& events;
  Contacts contacts;
};

Metrics::Metrics(const GatedTimeline& events, const Conversations& conversations)
    : state_(std::make_shared<State>(events, conversations)) {}

void Metrics::invalidate(const GatedTimeline::Refreshed& refreshed) {
  state_->contacts.invalidate(refreshed);
}

void Metrics::forget() { state_->contacts.forget(); }

void Metrics::append_json(const EngagementWeights& weights, bool with_evidence,
                          std::string& out) const {
  const GatedTimeline& events = state_->events;
  Gauge gauge(events, state_->contacts, weights);
  JsonWriter writer(out);
  writer.begin_object().key("customers").begin_array();
  for (StringId customer : state_->contacts.customers()) {
    MetricsEvidence evidence;
    const CustomerMetrics metrics = gauge.measure(customer, with_evidence ? &evidence : nullptr);
    writer.begin_object().key("customer").string(events.text(customer));
    writer.key("messages").integer(metrics.messages).key("calls").integer(metrics.calls);
    writer.key("response_time_ms").begin_object();
    writer.key("all").integer_or_null(metrics.response_all_ms);
    writer.key("human").integer_or_null(metrics.response_human_ms);
    writer.key("unanswered").integer(metrics.unanswered).end_object();
    writer.key("last_contact_ms").integer_or_null(metrics.last_contact_ms).key("preferred_channel");
    write_id(writer, events, metrics.preferred_channel);
    writer.key("engagement").begin_object();
    writer.key("score")
        .integer(metrics.engagement.score)
        .key("recency")
        .integer(metrics.engagement.recency);
    writer.key("frequency").integer(metrics.engagement.frequency);
    writer.key("responsiveness").integer(metrics.engagement.responsiveness).end_object();
    if (with_evidence) write_evidence(writer, events, metrics, evidence, weights);
    writer.end_object();
  }
  writer.end_array().end_object();
}

}  // namespace throughline
