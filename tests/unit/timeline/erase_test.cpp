// Spec 12, forget: what is erased is overwritten, and what remains is as if it had never been.
#include "catch.hpp"
#include "made_events.h"

using namespace throughline;
using test::Event;
using test::Journey;
using test::Strings;

namespace {

Event said(std::string_view time, std::string_view text) {
  return Event("message.received", time).text(text);
}

}  // namespace

TEST_CASE("erasing a conversation overwrites its rows and strings and keeps the rest") {
  Journey j;
  j.add("a", said("2026-05-01T10:00:00Z", "SECRET-one")
                 .id("SECRET-id")
                 .conversation("SECRET-c")
                 .with(Member::interaction, "SECRET-i")
                 .customer("ann"));
  j.add("a",
        Event("message.edited", "2026-05-01T10:01:00Z").revises("SECRET-id").text("SECRET-edit"));
  const Row other =
      j.add("a", said("2026-05-01T10:02:00Z", "stays").conversation("d").customer("ann"));
  j.add("a", said("", "SECRET-undated").conversation("SECRET-c"));
  j.settle();
  CHECK(j.timeline.erase_conversation("SECRET-c") == 3);
  CHECK_FALSE(j.timeline.holds_bytes("SECRET"));
  j.settle();
  CHECK(j.rows() == std::vector<Row>{other});
  CHECK(j.value(other, Member::text) == "stays");
  CHECK(j.value(other, Member::customer_id) == "ann");
  CHECK(j.timeline.state(0) == RowState::erased);
  CHECK(j.value(0, Member::id) == "(absent)");
  CHECK(j.timeline.find("a/SECRET-id") == kNoRow);
  // Counted as what they were.
  CHECK(j.counts("a").events == 4);
  CHECK(j.counts("a").kept == 2);
  CHECK(j.counts("a").duplicate == 1);
  CHECK(j.counts("a").undated == 1);
  CHECK(j.timeline.erase_conversation("SECRET-c") == 0);
}

TEST_CASE("erasing a customer takes joined and inherited events along and leaves others'") {
  Journey j;
  j.add("crm", said("2026-05-01T10:00:00Z", "SECRET")
                   .customer("SECRET-ann")
                   .conversation("c")
                   .with(Member::customer_phone, "+44 777 888")
                   .with(Member::customer_name, "SECRET Ann"));
  j.add("crm", said("2026-05-01T10:01:00Z", "SECRET in c")
                   .conversation("c")
                   .with(Member::actor_name, "SECRET agent"));
  j.add("sms",
        said("2026-05-01T09:00:00Z", "SECRET by phone").with(Member::customer_phone, "0044777888"));
  const Row bob =
      j.add("crm", said("2026-05-01T10:02:00Z", "of bob").customer("bob").conversation("c"));
  const Row none = j.add("crm", said("2026-05-01T10:03:00Z", "of nobody"));
  j.settle();
  REQUIRE(j.timeline.split("SECRET-ann", {"SECRET-social"}, false));
  CHECK(j.timeline.erase_customer("SECRET-ann") == 3);
  CHECK_FALSE(j.timeline.holds_bytes("SECRET"));
  CHECK_FALSE(j.timeline.holds_bytes("777"));
  j.settle();
  CHECK(j.rows() == std::vector<Row>{bob, none});
  CHECK(j.timeline.suspected_merges().empty());
}

TEST_CASE("what an erased row gave to an event that stays goes with it") {
  Journey j;
  const Row kept = j.add("a", said("2026-05-01T10:00:00Z", "stays").id("1").conversation("c"));
  j.add("a", said("2026-05-01T11:00:00Z", "SECRET")
                 .id("1")
                 .conversation("d")
                 .with(Member::title, "SECRET-title"));
  j.settle();
  CHECK(j.value(kept, Member::title) == "SECRET-title");
  CHECK(j.timeline.erase_conversation("d") == 1);
  CHECK_FALSE(j.timeline.holds_bytes("SECRET"));
  j.settle();
  CHECK(j.value(kept, Member::title) == "(absent)");
  CHECK(j.counts("a").duplicate == 1);
}

TEST_CASE("an erased id may come again, and a row that stands alone again is kept") {
  Journey j;
  const Row first = j.add("a", said("2026-05-01T10:00:00Z", "one").id("1").conversation("gone"));
  const Row second = j.add("b", said("2026-05-01T10:00:00Z", "two").id("1").customer("ann"));
  j.settle();
  CHECK(j.timeline.state(second) == RowState::duplicate);
  CHECK(j.timeline.erase_conversation("gone") == 2);
  const Row again = j.add("a", said("2026-05-01T10:00:00Z", "three").id("1").conversation("gone"));
  j.settle();
  CHECK(j.timeline.state(first) == RowState::erased);
  CHECK(j.timeline.state(again) == RowState::kept);
  CHECK(j.value(again, Member::conversation) == "gone");
  CHECK(j.timeline.conversation_rows(j.timeline.conversation(again)) == std::vector<Row>{again});
}
