#include "catch.hpp"
#include "log.h"

using namespace throughline;
using namespace throughline::testing;

TEST_CASE("an appended event touches its conversation alone", "[gate]") {
  Log log;
  log.add(1, "message.received", {{Member::conversation, "v1"}, {Member::customer_id, "c1"}});
  log.add(2, "message.received", {{Member::conversation, "v2"}, {Member::customer_id, "c2"}});
  log.refresh();
  const Row added = log.add(3, "message.sent", {{Member::conversation, "v2"}});
  const auto refreshed = log.refresh();
  CHECK_FALSE(refreshed.everything);
  CHECK_FALSE(refreshed.as_of_moved);
  REQUIRE(refreshed.conversations.size() == 1);
  CHECK(log.events.text(refreshed.conversations[0]) == "v2");
  CHECK(refreshed.rows == Rows{added});
  CHECK(refreshed.loose_rows.empty());
  CHECK(log.customer(added) == "c2");
  const auto nothing = log.refresh();
  CHECK(nothing.conversations.empty());
  CHECK(nothing.rows.empty());
}

TEST_CASE("an append costs units of its conversation, not of everything", "[gate]") {
  Log log;
  for (int i = 0; i < 500; ++i) log.add(i, "web.event", {{Member::customer_id, "c1"}});
  log.refresh();
  log.add(1000, "web.event", {{Member::customer_id, "c1"}});
  finish(log.timeline, 1000);
  log.events.invalidate(log.timeline.take_changes());
  std::uint32_t units = 100000;
  CHECK_FALSE(log.events.step(units));
  CHECK(units >= 99990);
}

TEST_CASE("a step spends no more units than it is given", "[gate]") {
  Log log;
  for (int i = 0; i < 300; ++i) log.add(i, "web.event", {{Member::conversation, "v1"}});
  const Result<Gate> gate = Gate::parse(R"({"divisions":["a"]})");
  log.events.set_gate(*gate);
  finish(log.timeline, 1000);
  log.events.invalidate(log.timeline.take_changes());
  std::size_t steps = 0;
  bool more = true;
  while (more) {
    std::uint32_t units = 7;
    more = log.events.step(units);
    ++steps;
  }
  // Three passes, and the conversation's divisions settled as one.
  CHECK(steps >= 4 * 300 / 7);
  CHECK(log.events.visible_count() == 300);
}

TEST_CASE("a change that arrives in the middle of a pass is not lost", "[gate]") {
  Log log;
  for (int i = 0; i < 50; ++i) log.add(i, "web.event", {{Member::customer_id, "c1"}});
  finish(log.timeline);
  log.events.invalidate(log.timeline.take_changes());
  std::uint32_t units = 20;
  CHECK(log.events.step(units));
  log.add(5, "web.event", {{Member::customer_id, "c1"}});
  log.refresh();
  CHECK(log.events.visible_count() == 51);
  CHECK(log.rows_of("c1").size() == 51);
}

TEST_CASE("an event that is folded into another vanishes from the lists", "[gate]") {
  Log log;
  const Row late =
      log.add(5, "message.received", {{Member::id, "m1"}, {Member::customer_id, "c1"}});
  log.refresh();
  CHECK(log.rows_of("c1") == Rows{late});
  const Row early =
      log.add(2, "message.received", {{Member::id, "m1"}, {Member::customer_id, "c1"}});
  const auto refreshed = log.refresh();
  CHECK_FALSE(refreshed.everything);
  CHECK(log.rows_of("c1") == Rows{early});
  CHECK(log.visible() == Rows{early});
  CHECK(refreshed.rows == Rows{late, early});
}

TEST_CASE("an event that comes to belong to a conversation moves there", "[gate]") {
  Log log;
  const Row named =
      log.add(1, "message.received", {{Member::conversation, "v1"}, {Member::customer_id, "c1"}});
  const Row loose = log.add(3, "message.sent", {{Member::id, "m1"}});
  log.refresh();
  CHECK(log.events.customer_rows(kAbsent) == Rows{loose});
  log.add(4, "message.sent",
          {{Member::id, "m1"}, {Member::conversation, "v1"}});  // a duplicate fills the gap
  log.refresh();
  CHECK(log.customer(loose) == "c1");
  CHECK(log.rows_of("c1") == Rows{named, loose});
  CHECK(log.events.customer_rows(kAbsent).empty());
}

TEST_CASE("erased conversations are gone from every list", "[gate]") {
  Log log;
  log.add(1, "message.received", {{Member::conversation, "v1"}, {Member::customer_id, "c1"}});
  const Row left =
      log.add(2, "message.received", {{Member::conversation, "v2"}, {Member::customer_id, "c2"}});
  log.refresh();
  log.timeline.erase_conversation("v1");
  log.refresh();
  CHECK(log.visible() == Rows{left});
  CHECK(log.events.visible_count() == 1);
  CHECK(log.events.customers().size() == 1);
}

TEST_CASE("setting the same again does nothing", "[gate]") {
  Log log;
  log.add(1, "web.event");
  log.gate(R"({"masks":["phone"]})");
  CHECK_FALSE(log.gate(R"({"masks":["phone"]})").everything);
  log.events.set_customer(std::nullopt);
  CHECK_FALSE(log.refresh().everything);
}
