// Spec 4, duplicates: within a source and across sources.
#include "catch.hpp"
#include "made_events.h"

using namespace throughline;
using test::Event;
using test::Journey;
using test::Strings;

TEST_CASE("a repeated record is one event and one duplicate") {
  Journey j;
  j.add("a", Event("message.received", "2026-05-01T10:00:00Z").id("m1").text("hello"));
  const Row again =
      j.add("a", Event("message.received", "2026-05-01T10:00:00Z").id("m1").text("hello"));
  j.settle();
  CHECK(j.references() == Strings{"a/m1"});
  CHECK(j.counts("a").events == 2);
  CHECK(j.counts("a").kept == 1);
  CHECK(j.counts("a").duplicate == 1);
  CHECK(j.timeline.state(again) == RowState::duplicate);
  CHECK(j.timeline.folded_into(again) == 0);
  CHECK(j.timeline.fold_reason(again) == FoldReason::same_source);
}

TEST_CASE("the first by order key wins a member and others fill gaps, whichever came first") {
  Journey j;
  const Row late = j.add("a", Event("message.received", "2026-05-01T11:00:00Z")
                                  .id("m1")
                                  .text("late")
                                  .with(Member::title, "late title"));
  const Row early =
      j.add("a", Event("message.received", "2026-05-01T10:00:00Z").id("m1").text("early"));
  j.settle();
  CHECK(j.timeline.state(late) == RowState::duplicate);
  CHECK(j.timeline.state(early) == RowState::kept);
  CHECK(j.value(early, Member::text) == "early");
  CHECK(j.value(early, Member::title) == "late title");
  CHECK(j.value(late, Member::text) == "late");
}

TEST_CASE("what places a record is not filled from another") {
  Journey j;
  const Row kept = j.add("a", Event("message.received", "2026-05-01T10:00:00Z").id("m1"));
  j.add("a", Event("message.received", "2026-05-01T11:00:00Z")
                 .id("m1")
                 .with(Member::sequence, "5")
                 .with(Member::zone, "Europe/Paris"));
  j.settle();
  CHECK(j.value(kept, Member::sequence) == "(absent)");
  CHECK(j.value(kept, Member::zone) == "(absent)");
}

TEST_CASE("an event without id, or with an empty one, is never a duplicate") {
  Journey j;
  j.add("a", Event("note.created", "2026-05-01T10:00:00Z").text("x"));
  j.add("a", Event("note.created", "2026-05-01T10:00:00Z").text("x"));
  j.add("a", Event("note.created", "2026-05-01T10:00:00Z").id("").text("x"));
  j.add("a", Event("note.created", "2026-05-01T10:00:00Z").id("").text("x"));
  j.settle();
  CHECK(j.references() == Strings{"a/#0", "a/#1", "a/#2", "a/#3"});
  CHECK(j.counts("a").duplicate == 0);
}

TEST_CASE("the same id with another kind is kept and counted id_reused") {
  Journey j;
  j.add("a", Event("message.received", "2026-05-01T10:00:00Z").id("1"));
  j.add("a", Event("note.created", "2026-05-01T10:01:00Z").id("1"));
  j.add("a", Event("tag.added", "2026-05-01T10:02:00Z").id("1"));
  j.add("a", Event("tag.added", "2026-05-01T10:02:00Z").id("1"));
  j.settle();
  CHECK(j.counts("a").kept == 3);
  CHECK(j.counts("a").id_reused == 2);
  CHECK(j.counts("a").duplicate == 1);
}

TEST_CASE("across sources the same id, kind and instant is one event with both sources") {
  Journey j;
  const Row b = j.add("b", Event("message.received", "2026-05-01T10:00:00Z")
                               .id("m1")
                               .text("from b")
                               .with(Member::title, "title of b"));
  const Row a =
      j.add("a", Event("message.received", "2026-05-01T12:00:00+02:00").id("m1").text("from a"));
  j.settle();
  CHECK(j.references() == Strings{"a/m1"});
  CHECK(j.value(a, Member::text) == "from a");
  CHECK(j.value(a, Member::title) == "title of b");
  CHECK(j.counts("a").duplicate == 0);
  CHECK(j.counts("b").duplicate == 1);
  CHECK(j.timeline.fold_reason(b) == FoldReason::across_sources);
  std::string sources;
  j.timeline.append_sources(a, sources);
  CHECK(sources == R"(["a","b"])");
  CHECK(j.timeline.sources_of(a).size() == 2);
}

TEST_CASE("priority, not the name, decides which source's event stays") {
  Journey j;
  SourceSettings first;
  first.priority = 1;
  j.timeline.configure(j.timeline.source("z"), first);
  j.add("a", Event("message.received", "2026-05-01T10:00:00Z").id("m1"));
  j.add("z", Event("message.received", "2026-05-01T10:00:00Z").id("m1"));
  j.settle();
  CHECK(j.references() == Strings{"z/m1"});
}

TEST_CASE("across sources another instant, kind, customer or conversation is another event") {
  Journey j;
  j.add(
      "a",
      Event("message.received", "2026-05-01T10:00:00Z").id("1").customer("ann").conversation("c"));
  SECTION("instant") { j.add("b", Event("message.received", "2026-05-01T10:00:00.001Z").id("1")); }
  SECTION("kind") { j.add("b", Event("message.sent", "2026-05-01T10:00:00Z").id("1")); }
  SECTION("customer") {
    j.add("b", Event("message.received", "2026-05-01T10:00:00Z").id("1").customer("bob"));
  }
  SECTION("conversation") {
    j.add("b", Event("message.received", "2026-05-01T10:00:00Z").id("1").conversation("d"));
  }
  j.settle();
  CHECK(j.timeline.kept_count() == 2);
  CHECK(j.counts("b").duplicate == 0);
  CHECK(j.counts("b").id_reused == 0);
}

TEST_CASE("across sources groups grow greedily in order-key order") {
  // b fits a; c contradicts b's conversation, so it cannot join although it does not contradict a; d, which
  // names none, joins the first group.
  Journey j;
  const auto message = [] { return Event("message.received", "2026-05-01T10:00:00Z").id("1"); };
  const Row d = j.add("d", message());
  const Row c = j.add("c", message().conversation("two"));
  const Row b = j.add("b", message().conversation("one"));
  const Row a = j.add("a", message());
  j.settle();
  CHECK(j.references() == Strings{"a/1", "c/1"});
  CHECK(j.timeline.folded_into(b) == a);
  CHECK(j.timeline.folded_into(d) == a);
  CHECK(j.timeline.state(c) == RowState::kept);
}

TEST_CASE("customers known by handles only contradict where they share none") {
  Journey j;
  j.add("a", Event("message.received", "2026-05-01T10:00:00Z")
                 .id("1")
                 .with(Member::customer_phone, "+44 20 1234"));
  SECTION("another spelling of the same phone") {
    j.add("b", Event("message.received", "2026-05-01T10:00:00Z")
                   .id("1")
                   .with(Member::customer_phone, "0044201234"));
    j.settle();
    CHECK(j.timeline.kept_count() == 1);
  }
  SECTION("another phone") {
    j.add("b", Event("message.received", "2026-05-01T10:00:00Z")
                   .id("1")
                   .with(Member::customer_phone, "+44 20 9999"));
    j.settle();
    CHECK(j.timeline.kept_count() == 2);
  }
}

TEST_CASE("a person's gaps are not filled from another person") {
  Journey j;
  const Row kept = j.add(
      "a", Event("message.sent", "2026-05-01T10:00:00Z").id("1").with(Member::actor_id, "a1"));
  j.add("a", Event("message.sent", "2026-05-01T10:00:00Z")
                 .id("1")
                 .with(Member::actor_id, "b2")
                 .with(Member::actor_name, "Bob"));
  j.add("a", Event("message.sent", "2026-05-01T10:00:00Z")
                 .id("1")
                 .with(Member::actor_id, "a1")
                 .with(Member::actor_name, "Ann"));
  j.settle();
  CHECK(j.value(kept, Member::actor_name) == "Ann");
}

TEST_CASE("an undated record folds into nothing") {
  Journey j;
  j.add("a", Event("message.received", "2026-05-01T10:00:00Z").id("1").text("hello"));
  const Row undated = j.add("a", Event("message.received", "").id("1").with(Member::title, "t"));
  const Row edit =
      j.add("a", Event("message.edited", "30 February").id("2").revises("1").text("changed"));
  j.settle();
  CHECK(j.value(0, Member::title) == "(absent)");
  CHECK(j.value(0, Member::text) == "hello");
  CHECK(j.timeline.state(undated) == RowState::undated);
  CHECK(j.timeline.undated_reason(undated) == Code::no_time);
  CHECK(j.timeline.state(edit) == RowState::undated);
  CHECK(j.counts("a").undated == 2);
  CHECK(j.counts("a").duplicate == 0);
}

TEST_CASE("taken-over sources are listed with the own one, first, each once") {
  Journey j;
  Event event("message.received", "2026-05-01T10:00:00Z");
  event.sources = R"(["z","a","m\u0041"])";
  j.add("m", event);
  j.settle();
  std::string sources;
  j.timeline.append_sources(0, sources);
  CHECK(sources == R"(["m","a","mA","z"])");
}
