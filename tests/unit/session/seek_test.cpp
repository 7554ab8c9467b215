// From one shown event to another.
#include "catch.hpp"
#include "desk.h"

using namespace throughline::test;

namespace {
Json seek(Desk& desk, Json how) {
  how["command"] = "seek";
  return desk.ask(how);
}
}  // namespace

TEST_CASE("first, last, next and previous of what is shown") {
  Desk desk;
  CHECK(seek(desk, {{"to", "first"}}) ==
        Json{{"event", "crm/a"}, {"index", 1}, {"total", 4}, {"at_ms", 1777629600000}});
  CHECK(seek(desk, {{"to", "last"}})["event"] == "crm/d");
  CHECK(seek(desk, {{"from", "crm/a"}})["event"] == "crm/b");
  CHECK(seek(desk, {{"from", "crm/a"}, {"step", -1}})["event"].is_null());
  CHECK(seek(desk, {{"from", "crm/d"}})["event"].is_null());
}

TEST_CASE("a search steps through its hits alone, also from an event that is none") {
  Desk desk;
  REQUIRE(desk.set({{"filter", {{"text", "question"}}}}) == "");
  CHECK(seek(desk, {{"to", "first"}})["total"] == 3);
  CHECK(seek(desk, {{"from", "crm/a"}})["event"] == "crm/c");
  CHECK(seek(desk, {{"from", "crm/b"}})["event"] == "crm/c");
  CHECK(seek(desk, {{"from", "crm/b"}, {"step", -1}})["event"] == "crm/a");
  CHECK(seek(desk, {{"from", "crm/nowhere"}})["event"] == "crm/a");
}

TEST_CASE("a date is one of the display zone") {
  Desk desk;
  // 02:30 UTC on the second is still the first of May in São Paulo.
  CHECK(seek(desk, {{"date", "2026-05-02"}})["event"] == "crm/d");
  CHECK(seek(desk, {{"date", "2026-05-01"}})["event"] == "crm/a");
  CHECK(seek(desk, {{"date", "2027-01-01"}})["event"] == "crm/d");
  CHECK(seek(desk, {{"at", 1777629600001}})["event"] == "crm/b");
}

TEST_CASE("by interaction: each once, by its first event") {
  Desk desk;
  CHECK(seek(desk, {{"from", "crm/b"}, {"by", "interaction"}})["event"] == "crm/c");
  CHECK(seek(desk, {{"to", "last"}, {"by", "interaction"}})["total"] == 2);
}

TEST_CASE("a question that names no place is refused") {
  Desk desk;
  for (const Json& how : {Json{{"x", 1}}, Json{{"to", "middle"}},
                          Json{{"from", "crm/a"}, {"step", 2}}, Json{{"date", "yesterday"}}})
    CHECK(seek(desk, how).contains("error"));
}
