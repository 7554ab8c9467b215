// Random logs that grow: few values, so that conversations, customers, interactions and duplicates meet often.
#pragma once

#include <rapidcheck.h>

#include <optional>
#include <string>
#include <vector>

#include "throughline/gate.h"

namespace throughline::testing {

struct RandomEvent {
  std::int64_t at_ms = 0;
  std::string kind, source;
  std::vector<std::pair<Member, std::string>> members;
};

// One thing that happens to a session.
struct RandomOp {
  enum class What { append, gate, as_of, customer, erase } what = What::append;
  std::vector<RandomEvent> events;
  std::string text;  // gate, customer, conversation
  std::optional<std::int64_t> at_ms;
};

inline constexpr std::int64_t kStepMs = 20000;  // small enough that chats go idle between events
inline constexpr std::int64_t kOriginMs = 1700000000000;

inline rc::Gen<std::int64_t> random_instant() {
  // Mostly seconds apart, sometimes days: both sides of every gap.
  return rc::gen::map(
      rc::gen::pair(rc::gen::inRange(0, 12), rc::gen::inRange(0, 4)), [](std::pair<int, int> at) {
        return kOriginMs + at.first * kStepMs + std::int64_t{at.second} * 26 * 3600000;
      });
}

inline RandomEvent random_event() {
  RandomEvent event;
  event.at_ms = *random_instant();
  event.kind = *rc::gen::element<std::string>(
      "message.received", "message.sent", "web.page_viewed", "conversation.created",
      "conversation.resolved", "conversation.reopened", "call.started", "call.ended",
      "call.wrapped_up", "tag.added", "tag.removed", "note.created", "conversation.assigned",
      "call.transferred", "message.edited");
  event.source = *rc::gen::element<std::string>("crm", "web");
  const auto maybe = [&event](Member member, std::vector<std::string> values) {
    const auto pick = *rc::gen::inRange<std::size_t>(0, values.size() * 2);
    if (pick < values.size()) event.members.emplace_back(member, values[pick]);
  };
  maybe(Member::id, {"1", "2", "3"});
  maybe(Member::conversation, {"a", "b", "c"});
  maybe(Member::channel, {"web_chat", "voice", "web", "email"});
  maybe(Member::interaction, {"i", "j"});
  maybe(Member::customer_id, {"x", "y"});
  maybe(Member::division, {"north", "south"});
  maybe(Member::tags, {R"(["t"])", R"(["u","t"])"});
  maybe(Member::assignee_name, {"Ana", "Ben"});
  maybe(Member::status_to, {"open", "closed"});
  maybe(Member::queue, {"q"});
  if (event.kind == "message.edited") maybe(Member::revises, {"1", "2", "3"});
  return event;
}

inline RandomOp random_op() {
  RandomOp op;
  op.what = *rc::gen::weightedElement<RandomOp::What>({{6, RandomOp::What::append},
                                                       {1, RandomOp::What::gate},
                                                       {3, RandomOp::What::as_of},
                                                       {1, RandomOp::What::customer},
                                                       {1, RandomOp::What::erase}});
  if (op.what == RandomOp::What::append) {
    const auto count = *rc::gen::inRange(1, 4);
    for (int i = 0; i < count; ++i) op.events.push_back(random_event());
  }
  if (op.what == RandomOp::What::as_of && *rc::gen::inRange(0, 5) > 0)
    op.at_ms = *random_instant() + 30000;
  if (op.what == RandomOp::What::gate)
    op.text = *rc::gen::element<std::string>(
        "{}", R"({"divisions":["north"],"show_division_count":true})", R"({"audience":"customer"})",
        R"({"retention":{"days":1}})",
        R"({"divisions":["south"],"retention":{"days":2},"show_division_count":true})",
        R"({"permissions":{"journey.event.view":true,"external_contacts.session.view":true}})");
  if (op.what == RandomOp::What::customer)
    op.text = *rc::gen::element<std::string>("x", "y", "z", "");
  if (op.what == RandomOp::What::erase) op.text = *rc::gen::element<std::string>("a", "b");
  return op;
}

template <class Stage>
void finish(Stage& stage, std::uint32_t units_a_step) {
  std::uint32_t units = 0;
  do {
    units = units_a_step;
  } while (stage.step(units));
}

inline void append(Timeline& timeline, const RandomEvent& event) {
  EventRecord record;
  record.set(Member::type, event.kind);
  for (const auto& [member, value] : event.members) record.set(member, value);
  record.at = Instant{event.at_ms};
  record.record_index = timeline.size();
  timeline.append(timeline.source(event.source), record);
}

// What both the session under test and the one made anew are told.
struct Wishes {
  Gate gate = Gate::open();
  std::optional<std::string> customer;
  std::optional<Instant> as_of;

  void apply(GatedTimeline& events) const {
    events.set_gate(gate);
    events.set_customer(customer);
    events.set_as_of(as_of);
  }
};

inline void play(const RandomOp& op, Timeline& timeline, Wishes& wishes) {
  switch (op.what) {
    case RandomOp::What::append:
      for (const RandomEvent& event : op.events) append(timeline, event);
      break;
    case RandomOp::What::gate:
      wishes.gate = *Gate::parse(op.text);
      break;
    case RandomOp::What::as_of:
      wishes.as_of = op.at_ms ? std::optional<Instant>(Instant{*op.at_ms}) : std::nullopt;
      break;
    case RandomOp::What::customer:
      wishes.customer = op.text.empty() ? std::nullopt : std::optional<std::string>(op.text);
      break;
    case RandomOp::What::erase:
      finish(timeline, 1000);
      timeline.erase_conversation(op.text);
      break;
  }
  finish(timeline, 1000);
}

// Everything that can be asked of a gate, as text.
inline std::string told_by(const GatedTimeline& events) {
  std::string out;
  const auto rows = [&out](const auto& list) {
    for (Row row : list) out += std::to_string(row) + ",";
    out += "\n";
  };
  for (Row row = 0; row < events.timeline().size(); ++row) {
    out += std::to_string(row) + (events.visible(row) ? " visible " : " hidden ");
    out += events.in_view(row) ? "in view " : "";
    out += events.text(events.customer(row));
    out += " ";
    out += absence_name(events.absence(row, Member::queue));
    out += "\n";
  }
  out += std::to_string(events.visible_count()) + " " +
         std::to_string(events.hidden_by_division()) + "\n";
  rows(events.outside_retention());
  rows(events.customer_rows(kAbsent));
  for (StringId customer : events.customers()) {
    out += events.text(customer);
    out += ": ";
    rows(events.customer_rows(customer));
  }
  return out;
}

// A few random happenings one after the other; after each, `then` sees what it has led to.
template <class Then>
void through_random_log(Timeline& timeline, GatedTimeline& events, Wishes& wishes, Then&& then);

}  // namespace throughline::testing

namespace rc {
inline void showValue(const throughline::testing::RandomOp& op, std::ostream& out) {
  out << "\n  op " << static_cast<int>(op.what) << " " << op.text;
  if (op.at_ms) out << " at " << *op.at_ms;
  for (const auto& event : op.events) {
    out << "\n    " << event.source << " " << event.at_ms << " " << event.kind;
    for (const auto& [member, value] : event.members)
      out << " " << throughline::member_path(member) << "=" << value;
  }
}
}  // namespace rc

template <class Then>
void throughline::testing::through_random_log(Timeline& timeline, GatedTimeline& events,
                                              Wishes& wishes, Then&& then) {
  const int ops = *rc::gen::inRange(2, 14);
  for (int i = 0; i < ops; ++i) {
    const RandomOp op = random_op();
    RC_LOG() << rc::toString(op);
    play(op, timeline, wishes);
    wishes.apply(events);
    then();
  }
}
