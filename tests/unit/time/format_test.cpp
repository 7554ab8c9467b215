#include "read.h"

namespace throughline {
namespace {

template <class... Arguments>
std::string formatted(void (*append)(std::string&, Arguments...), Arguments... arguments) {
  std::string out = "<";
  append(out, arguments...);
  return out.substr(1);
}

TEST_CASE("UTC always has milliseconds and a Z") {
  CHECK(formatted(append_utc, instant("2026-05-12T14:05:00Z")) == "2026-05-12T14:05:00.000Z");
  CHECK(formatted(append_utc, Instant{-1}) == "1969-12-31T23:59:59.999Z");
  CHECK(formatted(append_utc, Instant{kMinMs}) == "0001-01-01T00:00:00.000Z");
  CHECK(formatted(append_utc, Instant{kMaxMs}) == "9999-12-31T23:59:59.999Z");
}

TEST_CASE("local times have an offset, with seconds only where there are some, never a Z") {
  const Instant at = instant("2026-05-12T14:05:00Z");
  CHECK(formatted(append_local, at, -3 * 3600) == "2026-05-12T11:05:00.000-03:00");
  CHECK(formatted(append_local, at, 20700) == "2026-05-12T19:50:00.000+05:45");
  CHECK(formatted(append_local, at, 0) == "2026-05-12T14:05:00.000+00:00");
  CHECK(formatted(append_local, at, -2670) == "2026-05-12T13:20:30.000-00:44:30");
}

TEST_CASE("the edges of the range stay legible in every zone") {
  CHECK(formatted(append_local, Instant{kMinMs}, -3600) == "0000-12-31T23:00:00.000-01:00");
  CHECK(formatted(append_local, Instant{kMaxMs}, 3600) == "10000-01-01T00:59:59.999+01:00");
}

TEST_CASE("dates and times of day have one fixed form") {
  CHECK(formatted(append_date, civil("0987-01-02T03:04")) == "0987-01-02");
  CHECK(formatted(append_time_of_day, civil("2026-05-12T04:05:59")) == "04:05");
}

}  // namespace
}  // namespace throughline
