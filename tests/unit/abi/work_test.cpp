// How much is done, in counted units: nothing here looks at a clock.
#include "catch.hpp"
#include "seam.h"

namespace {
const char* const kTemplates = R"({"as_of":"2026-01-01T00:00:00Z","templates":[{"id":"answer",
  "start":{"type":"message.received"},"ends":[{"id":"sent","type":"message.sent"}]}]})";

// One session over 100,000 events is enough for all that follows.
Seam& loaded() {
  static Seam seam;
  static const bool once = [] {
    seam.set(kTemplates);
    seam.load("crm", many_events(100000));
    seam.settle();
    return true;
  }();
  (void)once;
  return seam;
}
}  // namespace

TEST_CASE("100,000 events are placed in at least 25 steps of which none exceeds its units") {
  Seam& seam = loaded();
  CHECK(seam.stat("steps") >= 25);
  CHECK(seam.stat("largest_step") <= 4096);
  CHECK(seam.stat("records_read") == 100000);
  CHECK(seam.stat("subjects_evaluated") == 10001);
}

TEST_CASE("a filter change redoes no journey and sorts nothing") {
  Seam& seam = loaded();
  const long long subjects = seam.stat("subjects_evaluated");
  const long long sorted = seam.stat("rows_sorted");
  const long long journeys = seam.stat("journeys");
  seam.set("{\"filter\":{\"channel\":[\"email\"]}}");
  seam.settle();
  CHECK(seam.ask("{\"command\":\"facets\"}").find("\"shown\":100000") == std::string::npos);
  CHECK(seam.stat("subjects_evaluated") == subjects);
  CHECK(seam.stat("rows_sorted") == sorted);
  CHECK(seam.stat("journeys") == journeys);
  seam.set("{\"filter\":{}}");
  seam.settle();
}

TEST_CASE("one appended event sorts only the tail and evaluates one subject") {
  Seam& seam = loaded();
  const long long subjects = seam.stat("subjects_evaluated");
  const long long sorted = seam.stat("rows_sorted");
  seam.load(
      "crm",
      R"({"id":"late","type":"message.received","at_ms":1750000500500,"conversation":"c7","text":"hi"})");
  seam.settle();
  CHECK(seam.stat("subjects_evaluated") == subjects + 1);
  CHECK(seam.stat("rows_sorted") <= sorted + 4096);
  CHECK(seam.ask("{\"command\":\"state\"}").find("\"events\":100001") != std::string::npos);
}

namespace {

// Events of one conversation as long as all others together.
std::string long_conversation(int n, int first = 0) {
  std::string lines;
  for (int i = first; i < first + n; ++i)
    lines += R"({"id":"long)" + std::to_string(i) + R"(","type":")" +
             (i % 3 == 0 ? "message.received" : "message.sent") + R"(","at_ms":)" +
             std::to_string(1750000000500LL + i * 1000LL) + R"(,"conversation":"long"})" + "\n";
  return lines;
}

}  // namespace

// Each event makes its conversation move to the end of what is evaluated, and when enough was left behind, all move.
TEST_CASE("events that arrive while journeys are evaluated leave none out and count none twice") {
  constexpr int kLong = 2000;
  constexpr int kArrivals = 95;
  Seam arriving;
  arriving.load("crm", many_events(20000));
  arriving.load("desk", long_conversation(kLong));
  arriving.settle();
  arriving.set(kTemplates);
  bool under_way = true;
  for (int i = 0; i < kArrivals; ++i) {
    const long long evaluated = arriving.stat("subjects_evaluated");
    while (under_way && arriving.stat("subjects_evaluated") == evaluated)
      under_way = tl_step(arriving.handle(), 20) == TL_MORE;
    CHECK(under_way);
    arriving.load("desk", long_conversation(1, kLong + i));
  }
  arriving.settle();

  Seam at_once;
  at_once.set(kTemplates);
  at_once.load("crm", many_events(20000));
  at_once.load("desk", long_conversation(kLong + kArrivals));
  at_once.settle();
  const std::string journeys = arriving.ask(R"({"command":"journeys"})");
  CHECK(journeys.size() > 100000);
  CHECK((journeys == at_once.ask(R"({"command":"journeys"})")));
}

TEST_CASE("a zone change reads nothing again") {
  Seam& seam = loaded();
  const long long bytes = seam.stat("bytes_read");
  const long long records = seam.stat("records_read");
  seam.set("{\"configuration\":{\"business_zone\":\"Asia/Tokyo\"}}");
  seam.settle();
  CHECK(seam.stat("bytes_read") == bytes);
  CHECK(seam.stat("records_read") == records);
  CHECK(seam.exported("{\"format\":\"timeline\",\"conversation\":\"c7\"}").find("+09:00") !=
        std::string::npos);
}

TEST_CASE("a load can be cancelled at any point") {
  // AddressSanitizer's leak check, and the heap test on the wasm module, see to it that nothing stays behind.
  for (int steps : {0, 1, 3, 9}) {
    Seam seam;
    const std::int32_t source = seam.open("{\"name\":\"crm\"}");
    seam.feed(source, many_events(20000));
    for (int i = 0; i < steps; ++i) tl_step(seam.handle(), 4096);
    CHECK(tl_status(seam.handle()) == TL_OK);
  }
}
