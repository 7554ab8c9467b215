#include "catch.hpp"
#include "talk.h"

using namespace throughline;
using namespace throughline::testing;

TEST_CASE("an appended event folds its conversation alone", "[conversation]") {
  Talk talk;
  for (int i = 0; i < 400; ++i)
    talk.add(i, "message.received",
             {{Member::conversation, i % 2 == 0 ? "a" : "b"}, {Member::channel, "sms"}});
  const Row loose = talk.add(1000, "web.event");
  talk.as_of(kDay);
  const InteractionId untouched = talk.conversations.interaction_of(1);
  talk.add(401, "message.sent", {{Member::conversation, "a"}, {Member::channel, "sms"}});
  const auto refreshed = talk.Log::refresh();
  talk.conversations.invalidate(refreshed);
  std::uint32_t units = 100000;
  CHECK_FALSE(talk.conversations.step(units));
  CHECK(100000 - units < 3 * 201 + 10);
  CHECK(talk.conversations.interaction_of(1) == untouched);
  CHECK(talk.conversations.interaction_rows(talk.conversations.interaction_of(0)).size() == 201);
  CHECK(talk.cut().size() == 3);
  CHECK(talk.cut().back() == Rows{loose});
}

TEST_CASE("an interaction keeps its id while its first event is the same", "[conversation]") {
  Talk talk;
  const Row first =
      talk.add(10, "message.received", {{Member::conversation, "a"}, {Member::channel, "sms"}});
  talk.refresh();
  const InteractionId id = talk.conversations.interaction_of(first);
  for (int i = 0; i < 50; ++i) {
    talk.add(11 + i, "message.sent", {{Member::conversation, "a"}, {Member::channel, "sms"}});
    talk.refresh();
    REQUIRE(talk.conversations.interaction_of(first) == id);
  }
  CHECK(talk.conversations.interaction_rows(id).size() == 51);
}

TEST_CASE("a move of as-of looks at the conversations that it crosses", "[conversation]") {
  Talk talk;
  for (int i = 0; i < 1000; ++i)
    talk.add(i, "message.received",
             {{Member::conversation, i < 990 ? "a" : "b"}, {Member::channel, "sms"}});
  talk.as_of(991);
  CHECK(talk.cut().back() == Rows{990, 991});
  talk.events.set_as_of(Instant{992});
  talk.conversations.invalidate(talk.Log::refresh());
  std::uint32_t units = 100000;
  CHECK_FALSE(talk.conversations.step(units));
  CHECK(100000 - units < 40);
  CHECK(talk.cut().back() == Rows{990, 991, 992});
}

TEST_CASE("an event that takes the name of another interaction joins it, and leaves it again",
          "[conversation]") {
  Talk talk;
  const Row a = talk.add(
      1, "message.received",
      {{Member::conversation, "a"}, {Member::channel, "sms"}, {Member::interaction, "i1"}});
  talk.refresh();
  const Row b = talk.add(
      2, "message.received",
      {{Member::conversation, "b"}, {Member::channel, "sms"}, {Member::interaction, "i1"}});
  talk.refresh();
  CHECK(talk.cut() == std::vector<Rows>{{a, b}});
  talk.timeline.erase_conversation("b");
  talk.refresh();
  CHECK(talk.cut() == std::vector<Rows>{{a}});
}

TEST_CASE("a step of the fold spends no more units than it is given", "[conversation]") {
  Talk talk;
  for (int i = 0; i < 300; ++i) talk.add(i, "message.received", {{Member::conversation, "a"}});
  talk.conversations.invalidate(talk.Log::refresh());
  std::size_t steps = 0;
  bool more = true;
  while (more) {
    std::uint32_t units = 7;
    more = talk.conversations.step(units);
    ++steps;
  }
  CHECK(steps >= 3 * 300 / 7);
  CHECK(talk.conversations.interaction_count() == 1);
}
