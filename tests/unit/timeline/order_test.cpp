// Spec 4, the order key; work in counted units; groups.
#include <algorithm>

#include "catch.hpp"
#include "made_events.h"
#include "timeline/sequence.h"

using namespace throughline;
using test::Event;
using test::Journey;
using test::Strings;

namespace {

constexpr std::int64_t kStartMs = 1767225600000;  // 2026-01-01T00:00Z

// Times that neither rise nor fall; the same for the same i.
std::int64_t scattered_ms(std::uint32_t i) {
  return kStartMs + static_cast<std::int64_t>((i * 2654435761u) % 100000007u);
}

Event numbered(std::uint32_t i) {
  return Event("message.received", "")
      .at(scattered_ms(i))
      .id("m" + std::to_string(i))
      .conversation("c" + std::to_string(i % 5000))
      .customer("k" + std::to_string(i % 3000));
}

}  // namespace

TEST_CASE("the order key: time, priority, source name, sequence, record, part") {
  Journey j;
  const auto note = [](std::string_view id, std::uint32_t record = Event::kCount) {
    return Event("note.created", "2026-05-01T10:00:00Z", record).id(id);
  };
  SourceSettings urgent;
  urgent.priority = 5;
  Event part = note("part1", 9);
  part.part_index = 1;
  j.add("b", note("absent-sequence", 0));
  j.add("b", note("ten", 1).with(Member::sequence, "10"));
  j.add("b", note("nine", 2).with(Member::sequence, "9"));
  j.add("b", part);
  j.add("b", note("part0", 9));
  j.add("a", note("a"));
  j.add("z", note("z"));
  j.add("b", Event("note.created", "2026-05-01T09:59:59.999Z").id("before"));
  j.timeline.configure(j.timeline.source("z"), urgent);
  j.settle();
  CHECK(j.references() == Strings{"b/before", "z/z", "a/a", "b/nine", "b/ten", "b/absent-sequence",
                                  "b/part0", "b/part1"});
}

TEST_CASE("sequences compare by their exact value, however they are written") {
  using store::compare_numbers;
  CHECK(compare_numbers("9", "10") < 0);
  CHECK(compare_numbers("-9", "-10") > 0);
  CHECK(compare_numbers("1e2", "100") == 0);
  CHECK(compare_numbers("1.50", "15e-1") == 0);
  CHECK(compare_numbers("0", "-0.0") == 0);
  CHECK(compare_numbers("12345678901234567890123", "12345678901234567890124") < 0);
  CHECK(compare_numbers("0.001", "0.01") < 0);
  CHECK(compare_numbers("-1", "0.5") < 0);
  CHECK(compare_numbers("1683000000.000200", "1683000000.0002") == 0);
  CHECK(compare_numbers("1683000000.000199", "1683000000.0002") < 0);
  CHECK(store::whole_number("-42") == -42);
  CHECK_FALSE(store::whole_number("1.5"));
}

TEST_CASE(
    "a hundred thousand rows are placed, folded and sorted in steps that keep to their units") {
  Journey j;
  for (std::uint32_t i = 0; i < 100000; ++i) j.add(i % 2 == 0 ? "a" : "b", numbered(i));
  std::uint32_t steps = 0;
  for (bool more = true; more; ++steps) {
    const TimelineStats before = j.timeline.stats();
    std::uint32_t units = 4096;
    more = j.timeline.step(units);
    const TimelineStats& after = j.timeline.stats();
    REQUIRE(units <= 4096);
    REQUIRE(after.rows_placed - before.rows_placed + after.rows_folded - before.rows_folded +
                after.rows_sorted - before.rows_sorted <=
            4096);
  }
  CHECK(steps >= 25);
  REQUIRE(j.timeline.settled());
  CHECK(j.timeline.kept_count() == 100000);
  const std::vector<Row> rows = j.rows();
  CHECK(std::is_sorted(rows.begin(), rows.end(),
                       [&j](Row a, Row b) { return j.timeline.before(a, b); }));
  CHECK(j.timeline.take_changes().everything);

  SECTION("one more then sorts one row and says which") {
    const TimelineStats before = j.timeline.stats();
    const Row row = j.add("a", numbered(100000));
    j.settle();
    CHECK(j.timeline.stats().rows_sorted - before.rows_sorted == 1);
    CHECK(j.timeline.stats().rows_placed - before.rows_placed == 1);
    const TimelineChanges changes = j.timeline.take_changes();
    CHECK_FALSE(changes.everything);
    CHECK(changes.rows == std::vector<Row>{row});
  }
  SECTION("an edit of one sorts nothing and names the event it changes") {
    const TimelineStats before = j.timeline.stats();
    j.add("a", Event("message.edited", "2026-06-01T00:00:00Z").revises("m500").text("new"));
    j.settle();
    CHECK(j.timeline.stats().rows_sorted == before.rows_sorted);
    const TimelineChanges changes = j.timeline.take_changes();
    CHECK_FALSE(changes.everything);
    CHECK(changes.rows == std::vector<Row>{500});
  }
  SECTION("an earlier record of the same event takes its place") {
    const Row row =
        j.add("a", Event("message.received", "").at(kStartMs - 1).id("m500").customer("k500"));
    j.settle();
    CHECK(j.rows().front() == row);
    CHECK(j.timeline.state(500) == RowState::duplicate);
    CHECK(j.timeline.kept_count() == 100000);
    CHECK(j.timeline.conversation_rows(j.timeline.strings().find("c500")).front() == row);
    TimelineChanges changes = j.timeline.take_changes();
    std::sort(changes.rows.begin(), changes.rows.end());
    CHECK(changes.rows == std::vector<Row>{500, row});
  }
  SECTION("groups hold what the order holds") {
    std::size_t grouped = 0;
    for (StringId conversation : j.timeline.conversations()) {
      const std::vector<Row>& group = j.timeline.conversation_rows(conversation);
      grouped += group.size();
      CHECK(std::is_sorted(group.begin(), group.end(),
                           [&j](Row a, Row b) { return j.timeline.before(a, b); }));
    }
    CHECK(grouped == 100000);
    CHECK(j.timeline.loose_rows().empty());
  }
}

TEST_CASE("rows added one at a time stand as rows added at once") {
  Journey at_once, one_by_one;
  for (std::uint32_t i = 0; i < 6000; ++i) {
    at_once.add("a", numbered(i));
    one_by_one.add("a", numbered(i));
    one_by_one.settle();
  }
  at_once.settle();
  CHECK(at_once.rows() == one_by_one.rows());
  CHECK(one_by_one.timeline.block_count() > 2);
  for (std::size_t i = 0; i < one_by_one.timeline.block_count(); ++i)
    CHECK(one_by_one.timeline.block(i).size() <= 2048);
}

TEST_CASE("lower_bound and for_each_between") {
  Journey j;
  for (int i = 0; i < 5000; ++i) j.add("a", Event("note.created", "").at(kStartMs + i / 2));
  j.settle();
  const auto [block, at] = j.timeline.lower_bound(Instant{kStartMs + 1000});
  CHECK(j.timeline.block(block)[at] == 2000);
  CHECK(j.timeline.lower_bound(Instant{kStartMs + 99999}).first == j.timeline.block_count());
  std::size_t count = 0;
  j.timeline.for_each_between(Instant{kStartMs + 100}, Instant{kStartMs + 200},
                              [&count](Row) { ++count; });
  CHECK(count == 200);
}

TEST_CASE(
    "conversations come by the bytes of their ids, and groups follow a change of conversation") {
  Journey j;
  j.add("a", Event("note.created", "2026-05-01T10:00:00Z").conversation("b"));
  j.add("a", Event("note.created", "2026-05-01T10:00:00Z").conversation("B"));
  const Row loose = j.add("a", Event("message.sent", "2026-05-01T10:00:00Z").id("m"));
  j.settle();
  const auto names = [&j] {
    Strings out;
    for (StringId id : j.timeline.conversations()) out.emplace_back(j.timeline.text(id));
    return out;
  };
  CHECK(names() == Strings{"B", "b"});
  CHECK(j.timeline.loose_rows() == std::vector<Row>{loose});
  j.add("a", Event("message.sent", "2026-05-01T11:00:00Z").id("m").conversation("é"));
  j.settle();
  CHECK(names() == Strings{"B", "b", "\xC3\xA9"});
  CHECK(j.timeline.loose_rows().empty());
  CHECK(j.timeline.conversation_rows(j.timeline.strings().find("\xC3\xA9")) ==
        std::vector<Row>{loose});
  CHECK(j.timeline.conversation_rows(kAbsent).empty());
}

TEST_CASE("references name rows and find them again") {
  Journey j;
  const Row with_id = j.add("a", Event("note.created", "2026-05-01T10:00:00Z").id("x/y"));
  const Row without = j.add("a", Event("note.created", "2026-05-01T10:00:00Z"));
  Event second("note.created", "2026-05-01T10:00:00Z", 1);
  second.part_index = 2;
  const Row part = j.add("a", second);
  const Row undated = j.add("a", Event("note.created", "").id("u"));
  const Row folded =
      j.add("a", Event("message.edited", "2026-05-01T11:00:00Z").id("e").revises("x/y"));
  j.settle();
  CHECK(j.timeline.reference(with_id) == "a/x/y");
  CHECK(j.timeline.reference(without) == "a/#1");
  CHECK(j.timeline.reference(part) == "a/#1.2");
  for (Row row : {with_id, without, part, undated, folded})
    CHECK(j.timeline.find(j.timeline.reference(row)) == row);
  CHECK(j.timeline.find("a/none") == kNoRow);
  CHECK(j.timeline.find("b/e") == kNoRow);
  CHECK(j.timeline.find("e") == kNoRow);
}

TEST_CASE("an event larger than a segment is kept whole") {
  Journey j;
  const std::string large(1000000, 'x');
  const Row row = j.add("a", Event("note.created", "2026-05-01T10:00:00Z").text(large));
  const Row next = j.add("a", Event("note.created", "2026-05-01T10:00:01Z").text("small"));
  j.settle();
  CHECK(j.value(row, Member::text) == large);
  CHECK(j.value(next, Member::text) == "small");
}

TEST_CASE("values come back as they were given, unknown ones too") {
  Journey j;
  const Row row = j.add("a", Event("thing.happened", "2026-05-01T10:00:00Z")
                                 .with(Member::direction, "sideways")
                                 .with(Member::delivery, "pigeon")
                                 .with(Member::actor_kind, "ghost")
                                 .with(Member::failed, "true")
                                 .with(Member::internal, "false")
                                 .with(Member::score_previous, "1e400")
                                 .with(Member::channel, "")
                                 .with(Member::mode, "home"));
  j.settle();
  CHECK(j.value(row, Member::type) == "thing.happened");
  CHECK(j.value(row, Member::direction) == "sideways");
  CHECK(j.value(row, Member::delivery) == "pigeon");
  CHECK(j.value(row, Member::actor_kind) == "ghost");
  CHECK(j.value(row, Member::failed) == "true");
  CHECK(j.value(row, Member::internal) == "false");
  CHECK(j.value(row, Member::score_previous) == "1e400");
  CHECK(j.value(row, Member::channel) == "");
  CHECK(j.value(row, Member::mode) == "home");
  CHECK(j.value(row, Member::deleted) == "(absent)");
  CHECK(j.timeline.failed(row));
  CHECK_FALSE(j.timeline.internal(row));
}
