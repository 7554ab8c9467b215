#include "catch.hpp"
#include "log.h"

using namespace throughline;
using namespace throughline::testing;

TEST_CASE("an event without a customer has its conversation's first named one, earlier events too",
          "[gate]") {
  Log log;
  const Row first = log.add(1, "message.received", {{Member::conversation, "v1"}});
  const Row named =
      log.add(2, "message.received", {{Member::conversation, "v1"}, {Member::customer_id, "c1"}});
  const Row other =
      log.add(3, "message.received", {{Member::conversation, "v1"}, {Member::customer_id, "c2"}});
  const Row last = log.add(4, "message.sent", {{Member::conversation, "v1"}});
  const Row loose = log.add(5, "web.event");
  log.refresh();
  CHECK(log.customer(first) == "c1");
  CHECK(log.customer(named) == "c1");
  CHECK(log.customer(other) == "c2");
  CHECK(log.customer(last) == "c1");
  CHECK(log.events.customer(loose) == kAbsent);
  CHECK(log.rows_of("c1") == Rows{first, named, last});
  CHECK(log.events.customer_rows(kAbsent) == Rows{loose});
}

TEST_CASE("a conversation's customer is named at or before as-of", "[gate]") {
  Log log;
  const Row first = log.add(1, "message.received", {{Member::conversation, "v1"}});
  const Row named =
      log.add(5, "message.received", {{Member::conversation, "v1"}, {Member::customer_id, "c1"}});
  log.as_of(4);
  CHECK(log.events.customer(first) == kAbsent);
  CHECK(log.events.customers().empty());
  const auto moved = log.as_of(5);
  CHECK(moved.only_as_of);
  CHECK(log.customer(first) == "c1");
  CHECK(log.rows_of("c1") == Rows{first, named});
  CHECK(log.events.customers().size() == 1);
  log.as_of(4);
  CHECK(log.events.customer(first) == kAbsent);
  CHECK(log.rows_of("c1") == Rows{named});
}

TEST_CASE("a hidden event names no customer", "[gate]") {
  Log log;
  log.add(1, "note.created", {{Member::conversation, "v1"}, {Member::customer_id, "c9"}});
  const Row shown = log.add(2, "message.received", {{Member::conversation, "v1"}});
  log.gate(R"({"audience":"customer"})");
  CHECK(log.events.customer(shown) == kAbsent);
  CHECK(log.rows_of("c9").empty());
  log.events.set_gate(Gate::open());
  log.refresh();
  CHECK(log.customer(shown) == "c9");
}

TEST_CASE("limited to a customer only that customer's events exist", "[gate]") {
  Log log;
  const Row a = log.add(1, "message.received", {{Member::conversation, "v1"}});
  const Row b =
      log.add(5, "message.received", {{Member::conversation, "v1"}, {Member::customer_id, "c1"}});
  const Row c = log.add(3, "web.event", {{Member::customer_id, "c2"}});
  log.events.set_customer("c1");
  CHECK(log.refresh().everything);
  CHECK(log.visible() == Rows{a, b});
  CHECK(log.events.absence(c, Member::type) == Absence::not_permitted);
  // Before the conversation names its customer, it is nobody's.
  CHECK(log.as_of(4).conversations.size() == 1);
  CHECK(log.visible() == Rows{b});
  CHECK_FALSE(log.events.in_view(b));
  log.as_of(6);
  CHECK(log.visible() == Rows{a, b});
  log.events.set_customer("nobody");
  log.refresh();
  CHECK(log.visible().empty());
  log.add(7, "web.event", {{Member::customer_id, "nobody"}});
  log.refresh();
  CHECK(log.events.visible_count() == 1);
  log.events.set_customer(std::nullopt);
  log.refresh();
  CHECK(log.visible().size() == 4);
}

TEST_CASE("customers are listed by the bytes of their ids, with the latest name in view",
          "[gate]") {
  Log log;
  log.add(1, "web.event", {{Member::customer_id, "zoe"}});
  log.add(2, "web.event", {{Member::customer_id, "Zoe"}, {Member::customer_name, "Old"}});
  log.add(3, "web.event", {{Member::customer_id, "Zoe"}, {Member::customer_name, "New"}});
  log.add(9, "web.event", {{Member::customer_id, "Zoe"}, {Member::customer_name, "Later"}});
  log.add(9, "web.event", {{Member::customer_id, "adam"}});
  log.as_of(5);
  const auto customers = log.events.customers();
  REQUIRE(customers.size() == 2);
  CHECK(log.events.text(customers[0]) == "Zoe");
  CHECK(log.events.text(customers[1]) == "zoe");
  CHECK(log.events.customer_name(customers[0]) == "New");
  CHECK(log.events.customer_name(customers[1]).empty());
}
