#include "catch.hpp"
#include "talk.h"

using namespace throughline;
using namespace throughline::testing;

namespace {

constexpr std::int64_t kStart = 1000 * kDay;

Row add(Talk& talk, std::int64_t after_ms, std::string_view kind, std::string_view conversation,
        std::string_view channel) {
  return talk.add(kStart + after_ms, kind,
                  {{Member::conversation, conversation},
                   {Member::channel, channel},
                   {Member::customer_id, "c1"}});
}

}  // namespace

TEST_CASE("a chat is live until 45 000 ms, idle from then, inactive from 60 000 ms", "[live]") {
  const auto channel = GENERATE("web_messaging", "web_chat", "web");
  Talk talk;
  const Row row = add(talk, 0, "message.received", "v1", channel);
  CHECK(talk.live_at(kStart, row) == "live");
  CHECK(talk.conversations.next_change_ms() == kStart + 45000);
  CHECK(talk.live_at(kStart + 44999, row) == "live");
  CHECK(talk.live_at(kStart + 45000, row) == "idle");
  CHECK(talk.conversations.next_change_ms() == kStart + 60000);
  CHECK(talk.live_at(kStart + 59999, row) == "idle");
  CHECK(talk.live_at(kStart + 60000, row) == "inactive");
  CHECK_FALSE(talk.conversations.next_change_ms());
  // And back again.
  CHECK(talk.live_at(kStart + 46000, row) == "idle");
  CHECK(talk.conversations.next_change_ms() == kStart + 60000);
}

TEST_CASE("agent, bot and system events keep no chat live", "[live]") {
  Talk talk;
  const Row row = add(talk, 0, "message.received", "v1", "web_chat");
  add(talk, 40000, "message.sent", "v1", "web_chat");
  add(talk, 41000, "ai.responded", "v1", "web_chat");
  add(talk, 42000, "sla.updated", "v1", "web_chat");
  CHECK(talk.live_at(kStart + 45000, row) == "idle");
  const Row only_agent = add(talk, 50000, "message.sent", "v2", "web_chat");
  CHECK(talk.live_at(kStart + 50001, only_agent) == "inactive");
}

TEST_CASE("the customer's next event makes an inactive chat live again", "[live]") {
  Talk talk;
  const Row row = add(talk, 0, "message.received", "v1", "web_messaging");
  CHECK(talk.live_at(kStart + 70000, row) == "inactive");
  add(talk, 80000, "message.received", "v1", "web_messaging");
  CHECK(talk.live_at(kStart + 81000, row) == "live");
  CHECK(talk.conversations.next_change_ms() == kStart + 125000);
}

TEST_CASE("a page view re-arms the customer's latest chat that has not ended", "[live]") {
  Talk talk;
  const Row old_chat = add(talk, 0, "message.received", "v1", "web_chat");
  const Row chat = add(talk, kMinute * 10, "message.received", "v2", "web_messaging");
  const Row ended = add(talk, kMinute * 20, "message.received", "v3", "web_chat");
  add(talk, kMinute * 20 + 1, "conversation.closed", "v3", "web_chat");
  const Row page = talk.add(kStart + kHour, "web.page_viewed",
                            {{Member::customer_id, "c1"}, {Member::channel, "web"}});
  const Row next_page = talk.add(kStart + kHour + 50000, "web.page_viewed",
                                 {{Member::customer_id, "c1"}, {Member::channel, "web"}});
  talk.add(kStart + kHour, "web.page_viewed",
           {{Member::customer_id, "c2"}, {Member::channel, "web"}});
  CHECK(talk.live_at(kStart + kHour - 1, chat) == "inactive");
  CHECK(talk.live_at(kStart + kHour + 1000, chat) == "live");
  CHECK(talk.live(page) == "live");
  CHECK(talk.live(old_chat) == "inactive");
  CHECK(talk.live(ended) == "past");
  CHECK(talk.live_at(kStart + kHour + 51000, chat) == "live");
  CHECK(talk.live(page) == "idle");
  CHECK(talk.live(next_page) == "live");
}

TEST_CASE("events of the customer on other channels re-arm nothing", "[live]") {
  Talk talk;
  const Row chat = add(talk, 0, "message.received", "v1", "web_chat");
  add(talk, 50000, "message.received", "v2", "whatsapp");
  CHECK(talk.live_at(kStart + 70000, chat) == "inactive");
}

TEST_CASE("what is closed is past at once, reopened it is live again", "[live]") {
  Talk talk;
  const Row row = add(talk, 0, "message.received", "v1", "web_chat");
  add(talk, 1000, "conversation.resolved", "v1", "web_chat");
  CHECK(talk.live_at(kStart + 999, row) == "live");
  CHECK(talk.live_at(kStart + 1000, row) == "past");
  CHECK_FALSE(talk.conversations.next_change_ms());
  add(talk, 2000, "conversation.reopened", "v1", "web_chat");
  CHECK(talk.live_at(kStart + 2000, row) == "live");
}

TEST_CASE("a call is live until it is wrapped up, without an idle timer", "[live]") {
  Talk talk;
  const Row row = add(talk, 0, "call.started", "v1", "voice");
  add(talk, 3 * kHour, "call.ended", "v1", "voice");
  add(talk, 3 * kHour + kMinute, "call.wrapped_up", "v1", "voice");
  CHECK(talk.live_at(kStart + 2 * kHour, row) == "live");
  CHECK(talk.conversations.next_change_ms() == kStart + 12 * kHour);
  CHECK(talk.live_at(kStart + 3 * kHour + 1, row) == "live");
  CHECK(talk.live_at(kStart + 3 * kHour + kMinute, row) == "past");
}

TEST_CASE("a call without wrap-up is live until its end_time, else 12 h after its last event",
          "[live]") {
  Talk talk;
  std::string end;
  append_utc(end, Instant{kStart + kHour});
  const Row given =
      talk.add(kStart, "call.started", {{Member::channel, "voice"}, {Member::end_time, end}});
  const Row open = add(talk, 0, "call.started", "v1", "voice");
  add(talk, kMinute, "call.answered", "v1", "voice");
  CHECK(talk.live_at(kStart + kHour - 1, given) == "live");
  CHECK(talk.conversations.next_change_ms() == kStart + kHour);
  CHECK(talk.live_at(kStart + kHour, given) == "past");
  CHECK(talk.conversations.next_change_ms() == kStart + kMinute + 12 * kHour);
  CHECK(talk.live_at(kStart + kMinute + 12 * kHour - 1, open) == "live");
  CHECK(talk.live_at(kStart + kMinute + 12 * kHour, open) == "past");
}

TEST_CASE("a missed call is past, unless it is answered after that", "[live]") {
  Talk talk;
  const Row row = add(talk, 0, "call.started", "v1", "voice");
  add(talk, 1000, "call.missed", "v1", "voice");
  add(talk, 2000, "call.answered", "v1", "voice");
  const Row logged = talk.add(kStart, "call.ended", {{Member::channel, "voice"}});
  CHECK(talk.live_at(kStart + 1000, row) == "past");
  CHECK(talk.live_at(kStart + 2000, row) == "live");
  CHECK(talk.live(logged) == "past");
}

TEST_CASE("all other channels are past, and so is everything without as-of", "[live]") {
  Talk talk;
  const Row mail = add(talk, 0, "message.received", "v1", "email");
  const Row bare = talk.add(kStart, "note.created");
  const Row chat = add(talk, 0, "message.received", "v2", "web_chat");
  talk.refresh();
  CHECK(talk.live(chat) == "past");
  CHECK(talk.live_at(kStart, mail) == "past");
  CHECK(talk.live(bare) == "past");
  CHECK(talk.live(chat) == "live");
}

TEST_CASE("the live document lists what is not past, newest first", "[live]") {
  Talk talk;
  add(talk, 0, "message.received", "v1", "web_chat");
  talk.add(kStart + 10000, "call.answered",
           {{Member::conversation, "v2"},
            {Member::channel, "voice"},
            {Member::interaction, "call-7"},
            {Member::actor_kind, "agent"},
            {Member::actor_name, "Ana"},
            {Member::queue, "sales"}});
  add(talk, 20000, "message.received", "v3", "email");
  talk.as_of(kStart + 46000);
  const auto document = talk.live_json();
  CHECK(document["as_of_ms"] == kStart + 46000);
  CHECK(document["next_change_ms"] == kStart + 60000);
  REQUIRE(document["interactions"].size() == 2);
  CHECK(document["interactions"][0] ==
        nlohmann::json({{"interaction", "call-7"},
                        {"conversation", "v2"},
                        {"customer", nullptr},
                        {"channel", "voice"},
                        {"state", "live"},
                        {"since_ms", kStart + 10000},
                        {"next_change_ms", kStart + 10000 + 12 * kHour},
                        {"agent", "Ana"},
                        {"queue", "sales"},
                        {"last_event_ms", kStart + 10000}}));
  const auto& chat = document["interactions"][1];
  CHECK(chat["interaction"] == "crm/e0");
  CHECK(chat["customer"] == "c1");
  CHECK(chat["state"] == "idle");
  CHECK(chat["since_ms"] == kStart + 45000);
  CHECK(chat["agent"].is_null());
}

TEST_CASE("the first event after as-of says when it comes into view; hidden ones say nothing",
          "[live]") {
  Talk talk;
  add(talk, 0, "message.received", "v1", "email");
  talk.add(kStart + 500, "note.created", {{Member::internal, "true"}});
  add(talk, 2000, "message.sent", "v1", "email");
  talk.as_of(kStart);
  CHECK(talk.conversations.next_event_ms() == kStart + 500);
  CHECK(talk.live_json()["next_event_ms"] == kStart + 500);
  talk.gate(R"({"audience":"customer"})");
  CHECK(talk.conversations.next_event_ms() == kStart + 2000);
  talk.as_of(kStart + 1999);
  CHECK(talk.conversations.next_event_ms() == kStart + 2000);
  talk.as_of(kStart + 2000);
  CHECK_FALSE(talk.conversations.next_event_ms());
  CHECK(talk.live_json()["next_event_ms"].is_null());
}
