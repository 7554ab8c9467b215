// Spec 4, what changes an event: edits, delivery, revocations.
#include "catch.hpp"
#include "made_events.h"

using namespace throughline;
using test::Event;
using test::Journey;
using test::Strings;

namespace {

Event message(std::string_view time = "2026-05-01T10:00:00Z") {
  return Event("message.sent", time).id("m1").text("first");
}
Event edit(std::string_view id, std::string_view time, std::string_view text) {
  return Event("message.edited", time).id(id).revises("m1").text(text);
}
Event status(std::string_view time, std::string_view delivery) {
  return Event("message.status", time).id("m1").delivery(delivery);
}

}  // namespace

TEST_CASE("of edits the last by order key wins and earlier texts are kept as revisions") {
  Journey j;
  const Row m = j.add("a", message());
  const Row last = j.add("a", edit("e2", "2026-05-01T12:00:00Z", "third"));
  const Row middle = j.add("a", edit("e1", "2026-05-01T11:00:00Z", "second"));
  j.settle();
  CHECK(j.references() == Strings{"a/m1"});
  CHECK(j.value(m, Member::text) == "third");
  CHECK(j.value(m, Member::type) == "message.sent");
  CHECK(j.revisions(m) == Strings{"first", "second"});
  CHECK(j.counts("a").duplicate == 2);
  CHECK(j.timeline.folded_rows(m) == std::vector<Row>{middle, last});
  CHECK(j.timeline.fold_reason(last) == FoldReason::revision);
}

TEST_CASE("an edit that comes before its event changes it on arrival") {
  Journey j;
  const Row e = j.add("a", edit("e1", "2026-05-01T11:00:00Z", "second"));
  j.settle();
  CHECK(j.references() == Strings{"a/e1"});
  CHECK(j.counts("a").duplicate == 0);
  const Row m = j.add("a", message());
  j.settle();
  CHECK(j.references() == Strings{"a/m1"});
  CHECK(j.timeline.folded_into(e) == m);
  CHECK(j.value(m, Member::text) == "second");
  CHECK(j.revisions(m) == Strings{"first"});
}

TEST_CASE("an edit replaces content, adds what is missing of the rest, and moves nothing") {
  Journey j;
  const Row m = j.add("a", message().conversation("c1").with(Member::metadata, R"({"a":1})"));
  j.add("a", edit("e1", "2026-05-01T11:00:00Z", "second")
                 .conversation("c2")
                 .customer("ann")
                 .with(Member::sequence, "7")
                 .with(Member::metadata, R"({"b":2})")
                 .with(Member::tags, R"(["x"])"));
  j.settle();
  CHECK(j.value(m, Member::conversation) == "c1");
  CHECK(j.value(m, Member::customer_id) == "ann");
  CHECK(j.value(m, Member::metadata) == R"({"b":2})");
  CHECK(j.value(m, Member::tags) == R"(["x"])");
  CHECK(j.value(m, Member::sequence) == "(absent)");
  CHECK(j.value(m, Member::revises) == "(absent)");
  CHECK(j.value(m, Member::time) == "2026-05-01T10:00:00Z");
}

TEST_CASE("the same edit delivered twice is one revision") {
  Journey j;
  const Row m = j.add("a", message());
  j.add("a", edit("e1", "2026-05-01T11:00:00Z", "second"));
  j.add("a", edit("e1", "2026-05-01T11:00:00Z", "second"));
  j.settle();
  CHECK(j.revisions(m) == Strings{"first"});
  CHECK(j.counts("a").duplicate == 2);
}

TEST_CASE("an edit or a status that comes once more is not what the event itself said") {
  Journey j;
  const Row m = j.add("a", Event("message.sent", "2026-05-01T10:00:00Z").id("m1"));
  for (int time = 0; time < 2; ++time) {
    j.add("a", status("2026-05-01T10:00:30Z", "sent").text("hi"));
    j.add("a", edit("e1", "2026-05-01T11:00:00Z", "second"));
  }
  j.settle();
  CHECK(j.value(m, Member::text) == "second");
  CHECK(j.revisions(m).empty());
}

TEST_CASE(
    "edits under one id, even the event's own, are edits each, not duplicates of each other") {
  const auto kind = GENERATE("message.edited", "message.sent");
  Journey j;
  const Row m = j.add("a", message());
  j.add("a", Event(kind, "2026-05-01T12:00:00Z").id("m1").revises("m1").text("third"));
  j.add("a", Event(kind, "2026-05-01T11:00:00Z").id("m1").revises("m1").text("second"));
  j.settle();
  CHECK(j.references() == Strings{"a/m1"});
  CHECK(j.value(m, Member::text) == "third");
  CHECK(j.revisions(m) == Strings{"first", "second"});
}

TEST_CASE("an edit of an edit changes the event") {
  Journey j;
  j.add("a", Event("message.edited", "2026-05-01T12:00:00Z").id("e2").revises("e1").text("third"));
  j.add("a", edit("e1", "2026-05-01T11:00:00Z", "second"));
  const Row m = j.add("a", message());
  j.settle();
  CHECK(j.value(m, Member::text) == "third");
  CHECK(j.timeline.kept_count() == 1);
}

TEST_CASE("`revises` means an id of the own source before source/id") {
  Journey j;
  const Row own = j.add("a", Event("message.sent", "2026-05-01T10:00:00Z").id("b/m1").text("own"));
  const Row other = j.add("b", message());
  j.add("a", Event("message.edited", "2026-05-01T11:00:00Z").revises("b/m1").text("changed"));
  j.settle();
  CHECK(j.value(own, Member::text) == "changed");
  CHECK(j.value(other, Member::text) == "first");
}

TEST_CASE("`revises` reaches another source as source/id and never by a bare id") {
  Journey j;
  const Row m = j.add("b", message());
  j.add("a",
        Event("message.edited", "2026-05-01T11:00:00Z").id("e1").revises("b/m1").text("changed"));
  j.add(
      "c",
      Event("message.edited", "2026-05-01T12:00:00Z").id("e2").revises("m1").text("not this one"));
  j.settle();
  CHECK(j.value(m, Member::text) == "changed");
  CHECK(j.references() == Strings{"b/m1", "c/e2"});
  CHECK(j.counts("a").duplicate == 1);
  CHECK(j.counts("b").duplicate == 0);
}

TEST_CASE("an edit with its event's own id is told from it by its kind") {
  Journey j;
  const Row m = j.add("a", message());
  j.add("a", edit("m1", "2026-05-01T11:00:00Z", "second"));
  j.add("a", Event("message.deleted", "2026-05-01T09:00:00Z").id("m1").revises("m1"));
  j.settle();
  CHECK(j.references() == Strings{"a/m1"});
  CHECK(j.timeline.deleted(m));
  CHECK(j.counts("a").id_reused == 0);
}

TEST_CASE("edits that revise each other in a circle: the first by order key is the event") {
  Journey j;
  const Row second =
      j.add("a", Event("message.edited", "2026-05-01T11:00:00Z").id("y").revises("x").text("y"));
  const Row first =
      j.add("a", Event("message.edited", "2026-05-01T10:00:00Z").id("x").revises("y").text("x"));
  const Row self =
      j.add("a", Event("message.edited", "2026-05-01T12:00:00Z").id("z").revises("z").text("z"));
  j.settle();
  CHECK(j.references() == Strings{"a/x", "a/z"});
  CHECK(j.timeline.folded_into(second) == first);
  CHECK(j.value(first, Member::text) == "y");
  CHECK(j.timeline.state(self) == RowState::kept);
}

TEST_CASE("in a circle, too, a record that comes again is no second edit") {
  const auto in_circle = [](std::string_view id, std::string_view revised) {
    return Event("message.edited", "2026-05-01T10:00:00Z").id(id).revises(revised).text(id);
  };
  Journey j;
  const Row first = j.add("a", in_circle("x", "y"));
  j.add("a", in_circle("y", "x"));
  const Row again = j.add("a", in_circle("x", "y"));
  j.settle();
  CHECK(j.references() == Strings{"a/x"});
  CHECK(j.value(first, Member::text) == "y");
  CHECK(j.timeline.folded_into(again) == first);
  CHECK(j.timeline.fold_reason(again) == FoldReason::repetition);
}

TEST_CASE(
    "delivery: the greatest of queued < sent < failed < delivered < read wins, in any order") {
  const Strings ascending = {"queued", "sent", "failed", "delivered", "read"};
  for (std::size_t top = 0; top < ascending.size(); ++top) {
    Journey j;
    for (std::size_t i = top + 1; i-- > 0;)
      j.add("a", status("2026-05-01T10:00:0" + std::to_string(i) + "Z", ascending[i]));
    const Row m = j.add("a", message());
    j.settle();
    CHECK(j.timeline.kept_count() == 1);
    CHECK(j.value(m, Member::delivery) == ascending[top]);
    CHECK(j.counts("a").duplicate == top + 1);
    CHECK(j.counts("a").id_reused == 0);
  }
}

TEST_CASE("a delivery status without its message is an event of its own until the message comes") {
  Journey j;
  const Row s = j.add("a", status("2026-05-01T10:00:01Z", "sent"));
  j.add("a", status("2026-05-01T10:00:02Z", "read"));
  j.settle();
  CHECK(j.references() == Strings{"a/m1"});
  CHECK(j.value(s, Member::delivery) == "read");
  CHECK(j.counts("a").duplicate == 1);
  const Row m = j.add("a", message());
  j.settle();
  CHECK(j.timeline.state(s) == RowState::duplicate);
  CHECK(j.timeline.fold_reason(s) == FoldReason::delivery);
  CHECK(j.value(m, Member::delivery) == "read");
  CHECK(j.value(m, Member::text) == "first");
}

TEST_CASE(
    "a status goes to the message where another kind has the same id, and to `revises` before "
    "that") {
  Journey j;
  const Row created = j.add("a", Event("conversation.created", "2026-05-01T09:00:00Z").id("m1"));
  const Row m = j.add("a", message());
  const Row other = j.add("a", Event("message.sent", "2026-05-01T10:05:00Z").id("m2"));
  j.add("a", status("2026-05-01T10:00:01Z", "sent"));
  j.add("a",
        Event("message.status", "2026-05-01T10:00:02Z").id("m1").revises("m2").delivery("failed"));
  j.settle();
  CHECK(j.timeline.delivery(created) == Delivery::none);
  CHECK(j.timeline.delivery(m) == Delivery::sent);
  CHECK(j.timeline.delivery(other) == Delivery::failed);
}

TEST_CASE("a status that borrows its message's id is not what an edit of that id means") {
  Journey j;
  j.add("a", status("2026-05-01T10:00:01Z", "sent"));
  j.add("a", edit("e1", "2026-05-01T11:00:00Z", "second"));
  j.settle();
  CHECK(j.references() == Strings{"a/m1", "a/e1"});
  const Row m = j.add("a", message());
  j.settle();
  CHECK(j.references() == Strings{"a/m1"});
  CHECK(j.value(m, Member::text) == "second");
}

TEST_CASE("message.status without delivery is an event like others") {
  Journey j;
  j.add("a", message());
  j.add("a", Event("message.status", "2026-05-01T10:00:02Z").id("m1"));
  j.settle();
  CHECK(j.timeline.kept_count() == 2);
  CHECK(j.counts("a").id_reused == 1);
}

TEST_CASE("edits of either source change the one event of both") {
  Journey j;
  const Row a = j.add("a", message());
  j.add("b", message());
  j.add("b", edit("e1", "2026-05-01T11:00:00Z", "second"));
  j.settle();
  CHECK(j.references() == Strings{"a/m1"});
  CHECK(j.value(a, Member::text) == "second");
  CHECK(j.counts("b").duplicate == 2);
}

TEST_CASE("a revocation leaves [Message deleted] and no byte of what was said") {
  const auto revoked = GENERATE(true, false);  // by message.deleted, or by deleted:true
  const auto order = GENERATE(0, 1, 2);        // revocation last, first, between
  Journey j;
  Event revocation(revoked ? "message.deleted" : "message.sent", "2026-05-01T13:00:00Z");
  revocation.id("d1").revises("m1").text("SECRET-in-revocation");
  if (!revoked) revocation.with(Member::deleted, "true");
  const Event target = message()
                           .text("SECRET-text")
                           .with(Member::title, "SECRET-title")
                           .with(Member::comments, "SECRET-comments")
                           .with(Member::media, R"([{"name":"SECRET-media"}])")
                           .with(Member::metadata, R"({"k":"SECRET-metadata"})");
  if (order == 1) j.add("a", revocation);
  j.settle();
  const Row m = j.add("a", target);
  j.add("a", edit("e1", "2026-05-01T11:00:00Z", "SECRET-edit"));
  if (order == 2) j.add("a", revocation);
  j.settle(7);
  j.add("a", Event(target).with(Member::title, "SECRET-again"));
  if (order == 0) j.add("a", revocation);
  j.settle();
  j.add("a", edit("e2", "2026-05-01T14:00:00Z", "SECRET-after"));
  j.settle();
  CHECK(j.references() == Strings{"a/m1"});
  CHECK(j.timeline.deleted(m));
  CHECK(j.value(m, Member::text) == "[Message deleted]");
  CHECK(j.value(m, Member::metadata) == "(absent)");
  CHECK(j.value(m, Member::title) == "(absent)");
  CHECK(j.value(m, Member::media) == "(absent)");
  CHECK(j.value(m, Member::comments) == "(absent)");
  CHECK(j.revisions(m).empty());
  CHECK(j.counts("a").duplicate == 4);
  CHECK_FALSE(j.timeline.holds_bytes("SECRET"));
  CHECK(j.timeline.holds_bytes("2026-05-01T10:00:00Z"));  // the scan finds what is there
}

TEST_CASE("a revocation overwrites the same event of other sources too") {
  Journey j;
  const Row a = j.add("a", message().text("SECRET"));
  j.add("b", message().text("SECRET too"));
  j.add("b", Event("message.deleted", "2026-05-01T11:00:00Z").revises("m1"));
  j.settle();
  CHECK(j.references() == Strings{"a/m1"});
  CHECK(j.value(a, Member::text) == "[Message deleted]");
  CHECK_FALSE(j.timeline.holds_bytes("SECRET"));
}

TEST_CASE("a revocation does not reach another event with the same id") {
  Journey j;
  j.add("a", message().conversation("one").text("stays"));
  j.add("b", message().conversation("two").text("SECRET"));
  j.add("b", Event("message.deleted", "2026-05-01T11:00:00Z").revises("m1"));
  j.settle();
  CHECK(j.value(0, Member::text) == "stays");
  CHECK(j.value(1, Member::text) == "[Message deleted]");
}

TEST_CASE("a revocation without its event is kept on its own, without what it quotes") {
  Journey j;
  const Row d = j.add(
      "a", Event("message.deleted", "2026-05-01T11:00:00Z").id("d1").revises("m1").text("SECRET"));
  j.settle();
  CHECK(j.references() == Strings{"a/d1"});
  CHECK_FALSE(j.timeline.deleted(d));
  CHECK(j.value(d, Member::text) == "(absent)");
  CHECK(j.value(d, Member::revises) == "m1");
  CHECK_FALSE(j.timeline.holds_bytes("SECRET"));
}

TEST_CASE("a record that says deleted:true of itself is revoked") {
  Journey j;
  const Row alone = j.add(
      "a",
      Event("message.sent", "2026-05-01T11:00:00Z").text("SECRET").with(Member::deleted, "true"));
  const Row m = j.add("a", message().text("SECRET"));
  j.add("a", message().with(Member::deleted, "true"));
  j.settle();
  CHECK(j.value(alone, Member::text) == "[Message deleted]");
  CHECK(j.value(m, Member::text) == "[Message deleted]");
  CHECK_FALSE(j.timeline.holds_bytes("SECRET"));
}

TEST_CASE("a revocation overwrites an undated record of its event and folds nothing into it") {
  Journey j;
  const Row undated =
      j.add("a", Event("message.sent", "2026-05-01T10:00:00").id("m1").text("SECRET"));
  j.add("a", Event("message.deleted", "2026-05-01T11:00:00Z").id("d").revises("m1"));
  j.settle();
  CHECK(j.timeline.state(undated) == RowState::undated);
  CHECK(j.references() == Strings{"a/d"});
  CHECK_FALSE(j.timeline.holds_bytes("SECRET"));
  j.timeline.set_business_zone(Zones::builtin().find("UTC"));
  j.settle();
  CHECK(j.references() == Strings{"a/m1"});
  CHECK(j.value(undated, Member::text) == "[Message deleted]");
}

TEST_CASE("an undated revocation folds into nothing") {
  Journey j;
  j.add("a", message());
  j.add("a", Event("message.deleted", "").revises("m1"));
  j.settle();
  CHECK(j.value(0, Member::text) == "first");
  CHECK(j.counts("a").undated == 1);
}
