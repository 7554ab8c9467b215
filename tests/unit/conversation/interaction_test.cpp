#include "catch.hpp"
#include "talk.h"

using namespace throughline;
using namespace throughline::testing;

namespace {

// An event of conversation v1 on a channel ("" = it names none).
Row say(Talk& talk, std::int64_t at_ms, std::string_view kind, std::string_view channel) {
  if (channel.empty()) return talk.add(at_ms, kind, {{Member::conversation, "v1"}});
  return talk.add(at_ms, kind, {{Member::conversation, "v1"}, {Member::channel, channel}});
}

}  // namespace

TEST_CASE("the salon's example is seven interactions", "[interaction]") {
  Talk talk;
  const auto add = [&talk](int day, int minutes, std::string_view kind, std::string_view channel) {
    return talk.add(day * kDay + minutes * kMinute, kind,
                    {{Member::customer_id, "maria"}, {Member::channel, channel}});
  };
  add(1, 14 * 60, "message.received", "instagram");
  add(1, 14 * 60 + 5, "ai.responded", "instagram");
  add(2, 10 * 60, "message.received", "whatsapp");
  add(2, 10 * 60 + 10, "booking.confirmed", "whatsapp");
  add(5, 9 * 60, "booking.reminder_sent", "sms");
  add(6, 11 * 60, "booking.completed", "in_person");
  add(7, 8 * 60, "message.received", "email");
  talk.as_of(8 * kDay);
  CHECK(talk.cut() == std::vector<Rows>{{0}, {1}, {2}, {3}, {4}, {5}, {6}});
}

TEST_CASE("an event with neither conversation nor channel is an interaction by itself",
          "[interaction]") {
  Talk talk;
  const Row row = talk.add(1, "note.created");
  talk.refresh();
  CHECK(talk.cut() == std::vector<Rows>{{row}});
  CHECK(talk.conversations.interaction_name(talk.conversations.interaction_of(row)) == "crm/e0");
}

TEST_CASE("messages are cut after a gap longer than the hours given", "[interaction]") {
  Talk talk;
  const Row a = say(talk, 0, "message.received", "whatsapp");
  const Row b = say(talk, 24 * kHour, "message.sent", "whatsapp");
  const Row c = say(talk, 48 * kHour + 1, "message.received", "whatsapp");
  talk.refresh();
  CHECK(talk.cut() == std::vector<Rows>{{a, b}, {c}});
  talk.conversations.set_interaction_gap_hours(25);
  finish(talk.conversations);
  CHECK(talk.cut() == std::vector<Rows>{{a, b, c}});
}

TEST_CASE("channels of a conversation are interactions of their own, web is cut after 30 minutes",
          "[interaction]") {
  Talk talk;
  const Row a = say(talk, 0, "message.received", "email");
  const Row b = say(talk, 10, "web.page_viewed", "web");
  const Row c = say(talk, 20, "message.sent", "email");
  const Row d = say(talk, 10 + 30 * kMinute, "web.page_viewed", "web");
  const Row e = say(talk, 10 + 60 * kMinute + 1, "web.page_viewed", "web");
  talk.refresh();
  CHECK(talk.cut() == std::vector<Rows>{{a, c}, {b, d}, {e}});
}

TEST_CASE("events without a channel join the latest interaction, at any distance",
          "[interaction]") {
  Talk talk;
  const Row email = say(talk, 0, "message.received", "email");
  const Row sms = say(talk, 10, "message.received", "sms");
  const Row reply = say(talk, 20, "message.sent", "email");
  const Row note = say(talk, 3 * kDay, "note.created", "");
  const Row later = say(talk, 3 * kDay + 1, "message.received", "email");
  talk.refresh();
  // The note bridges no gap between messages.
  CHECK(talk.cut() == std::vector<Rows>{{email, reply, note}, {sms}, {later}});
}

TEST_CASE("events before the first one with a channel join the first", "[interaction]") {
  Talk talk;
  const Row created = say(talk, 0, "conversation.created", "");
  const Row tag = say(talk, 5 * kDay, "tag.added", "");
  const Row first = say(talk, 9 * kDay, "message.received", "email");
  talk.refresh();
  CHECK(talk.cut() == std::vector<Rows>{{created, tag, first}});
  CHECK(talk.text(talk.of(created).channel) == "email");
  // Before the channel is known, the conversation has none and is cut like messages.
  talk.as_of(8 * kDay);
  CHECK(talk.cut() == std::vector<Rows>{{created}, {tag}});
  talk.as_of(9 * kDay);
  CHECK(talk.cut() == std::vector<Rows>{{created, tag, first}});
}

TEST_CASE("a call runs from start to wrap-up", "[interaction]") {
  Talk talk;
  const Row start = say(talk, 0, "call.started", "voice");
  const Row answered = say(talk, 10 * kDay, "call.answered", "voice");
  const Row wrapped = say(talk, 10 * kDay + 1, "call.wrapped_up", "voice");
  const Row outcome = say(talk, 10 * kDay + 2, "call.outcome_set", "voice");
  const Row again = say(talk, 10 * kDay + 3, "call.started", "voice");
  const Row third = say(talk, 10 * kDay + 4, "call.started", "voice");
  talk.refresh();
  CHECK(talk.cut() == std::vector<Rows>{{start, answered, wrapped, outcome}, {again}, {third}});
}

TEST_CASE("what comes before a call on its channel belongs to it", "[interaction]") {
  Talk talk;
  const Row created = say(talk, 0, "conversation.created", "voice");
  const Row queued = say(talk, 1, "conversation.assigned", "voice");
  const Row start = say(talk, 2, "call.started", "voice");
  const Row next = say(talk, 3, "call.started", "voice");
  talk.refresh();
  CHECK(talk.cut() == std::vector<Rows>{{created, queued, start}, {next}});
}

TEST_CASE("the same interaction is one, over channels and conversations", "[interaction]") {
  Talk talk;
  const Row a = talk.add(
      0, "message.received",
      {{Member::conversation, "v1"}, {Member::channel, "sms"}, {Member::interaction, "i1"}});
  const Row b = talk.add(
      9 * kDay, "message.received",
      {{Member::conversation, "v2"}, {Member::channel, "email"}, {Member::interaction, "i1"}});
  const Row c = talk.add(9 * kDay + 1, "web.event", {{Member::interaction, "i1"}});
  // Without `interaction`: continues the run of its conversation and channel.
  const Row d = talk.add(9 * kDay + 2, "message.sent",
                         {{Member::conversation, "v2"}, {Member::channel, "email"}});
  talk.refresh();
  CHECK(talk.cut() == std::vector<Rows>{{a, b, c, d}});
  const InteractionId id = talk.conversations.interaction_of(a);
  CHECK(talk.conversations.interaction_name(id) == "i1");
  CHECK(talk.text(talk.conversations.interaction(id).conversation) == "v1");
  CHECK(talk.text(talk.conversations.interaction(id).channel) == "sms");
}

TEST_CASE("events after as-of belong to no interaction", "[interaction]") {
  Talk talk;
  const Row a = say(talk, 0, "message.received", "sms");
  const Row b = say(talk, 10, "message.sent", "sms");
  talk.as_of(9);
  CHECK(talk.cut() == std::vector<Rows>{{a}});
  CHECK(talk.conversations.interaction_of(b) == kNoInteraction);
  CHECK(talk.conversations.interaction_count() == 1);
}

TEST_CASE("a transferred call shows its last queue and its last agent", "[interaction]") {
  Talk talk;
  const auto add = [&talk](std::int64_t at, std::string_view kind,
                           std::initializer_list<Given> more) {
    const Row row = talk.add(at, kind, more);
    return row;
  };
  const Row start = add(0, "call.started",
                        {{Member::conversation, "v1"},
                         {Member::channel, "voice"},
                         {Member::queue, "sales"},
                         {Member::direction, "inbound"}});
  add(1, "call.answered",
      {{Member::conversation, "v1"},
       {Member::channel, "voice"},
       {Member::actor_kind, "agent"},
       {Member::actor_name, "Ana"}});
  add(2, "call.transferred",
      {{Member::conversation, "v1"},
       {Member::channel, "voice"},
       {Member::actor_kind, "agent"},
       {Member::actor_name, "Ana"},
       {Member::assignee_name, "Ben"},
       {Member::queue, "returns"}});
  talk.refresh();
  CHECK(talk.person(talk.of(start).agent) == "Ben");
  CHECK(talk.text(talk.of(start).queue) == "returns");
  add(3, "call.answered",
      {{Member::conversation, "v1"},
       {Member::channel, "voice"},
       {Member::actor_kind, "agent"},
       {Member::actor_name, "Cleo"}});
  add(4, "agent.left",
      {{Member::conversation, "v1"}, {Member::actor_kind, "agent"}, {Member::actor_name, "Ana"}});
  talk.refresh();
  CHECK(talk.person(talk.of(start).agent) == "Cleo");
  CHECK(talk.of(start).direction == Direction::inbound);
  talk.gate(
      R"({"permissions":{"journey.event.view":true,"journey.event_type.view":true,"journey.session.view":true,
                "journey.session_type.view":true,"external_contacts.session.view":true}})");
  CHECK(talk.of(start).queue == kAbsent);
}

TEST_CASE("an interaction sums up its events", "[interaction]") {
  Talk talk;
  const Row a = talk.add(0, "conversation.created",
                         {{Member::conversation, "v1"},
                          {Member::channel, "voice"},
                          {Member::campaign, "spring"},
                          {Member::assignee_name, "Ana"},
                          {Member::mode, "home"}});
  talk.add(5, "call.started",
           {{Member::conversation, "v1"},
            {Member::channel, "voice"},
            {Member::customer_id, "c1"},
            {Member::direction, "outbound"},
            {Member::end_time, "1970-01-01T00:00:09Z"}});
  talk.add(6, "call.ended",
           {{Member::conversation, "v1"},
            {Member::channel, "voice"},
            {Member::outcome, "busy"},
            {Member::failed, "true"},
            {Member::mode, "mobile"}});
  talk.as_of(7);
  const Interaction sum = talk.of(a);
  CHECK(sum.rows.size() == 3);
  CHECK(talk.text(sum.customer) == "c1");
  CHECK(talk.text(sum.campaign) == "spring");
  CHECK(talk.person(sum.agent) == "Ana");
  CHECK(talk.text(sum.outcome) == "busy");
  CHECK(talk.text(sum.mode) == "mobile");
  CHECK(sum.direction == Direction::outbound);
  CHECK(sum.start_ms == 0);
  CHECK(sum.end_ms == 9000);
  CHECK(sum.failed);
  CHECK_FALSE(sum.ended);
  talk.as_of(9000);
  CHECK(talk.of(a).ended);
}

TEST_CASE("closing a conversation ends all that began in it, reopening the one that it belongs to",
          "[interaction]") {
  Talk talk;
  const Row sms = say(talk, 0, "message.received", "sms");
  const Row email = say(talk, 10, "message.received", "email");
  say(talk, 20, "conversation.resolved", "");
  talk.refresh();
  CHECK(talk.of(sms).ended);
  CHECK(talk.of(email).ended);
  say(talk, 30, "conversation.reopened", "");
  const Row chat = say(talk, 40, "message.received", "web_chat");
  talk.refresh();
  CHECK(talk.of(sms).ended);
  CHECK_FALSE(talk.of(email).ended);
  CHECK_FALSE(talk.of(chat).ended);
  talk.add(50, "conversation.status_changed",
           {{Member::conversation, "v1"}, {Member::status_to, "closed"}});
  talk.refresh();
  CHECK(talk.of(email).ended);
  CHECK(talk.of(chat).ended);
}

TEST_CASE("an interaction closed from outside its conversation can be reopened from inside",
          "[interaction]") {
  Talk talk;
  const Row chat = talk.add(
      1, "message.received",
      {{Member::conversation, "v1"}, {Member::channel, "sms"}, {Member::interaction, "i"}});
  talk.add(2, "conversation.closed", {{Member::interaction, "i"}});
  talk.refresh();
  CHECK(talk.of(chat).ended);
  say(talk, 3, "conversation.reopened", "");
  talk.refresh();
  CHECK_FALSE(talk.of(chat).ended);
  say(talk, 4, "conversation.closed", "");
  talk.refresh();
  CHECK(talk.of(chat).ended);
}
